//! The table of contents of an archive.

use serde::{Serialize, Serializer};

/// Where the items of a large bundle are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Archive {
    /// Name and major version of the archive's format.
    pub format: ArchiveFormat,
    /// The parts, the base first.
    #[cfg_attr(any(test, feature = "schema"), schemars(length(max = 64)))]
    pub parts: Vec<Part>,
}

/// Name and major version of the format of an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema), schemars(inline))]
pub enum ArchiveFormat {
    /// The only one there is so far.
    #[default]
    #[serde(rename = "dossier-archive/1")]
    Version1,
}

/// Items that were filed together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Part {
    /// How many items it holds.
    #[cfg_attr(any(test, feature = "schema"), schemars(range(max = 2_147_483_648_u32)))]
    pub items: u32,
    /// The folders with its files, by what the files are for.
    #[serde(serialize_with = "object")]
    #[cfg_attr(any(test, feature = "schema"), schemars(with = "std::collections::BTreeMap<String, Vec<Folder>>"))]
    pub shelves: Vec<(String, Vec<Folder>)>,
}

/// Name of a folder (its Merkle root), and how many files it holds; each of a shelf but the last one holds 4096.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Folder(
    #[cfg_attr(any(test, feature = "schema"), schemars(regex(pattern = "^[0-9a-f]{32}$")))] pub String,
    #[cfg_attr(any(test, feature = "schema"), schemars(range(min = 1, max = 4096)))] pub u32,
);

/// Writes names and values as an object, in their order.
fn object<S: Serializer>(shelves: &[(String, Vec<Folder>)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(shelves.iter().map(|(name, folders)| (name, folders)))
}
