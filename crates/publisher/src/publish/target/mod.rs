//! Where a site is published: a folder, or an object store. A target does as it is told, one file at a time; what to do, and in which
//! order, is decided elsewhere.

#[cfg(feature = "publish")]
mod cloud;
mod folder;
#[cfg(feature = "publish")]
mod lease;

use super::Options;
use super::names::{Headers, Sha256};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What tells one version of a file from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Version {
    /// The store's entity tag, if it gives one.
    pub(super) tag: Option<String>,
    /// The store's number for it, if it gives one.
    pub(super) number: Option<String>,
}

/// A file at the target.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) bytes: u64,
    pub(super) version: Version,
    /// Type, cache and encoding as the store has them; nothing in a folder.
    pub(super) headers: Option<[String; 3]>,
}

/// Length and tag of files by path.
pub(super) type Listed = BTreeMap<String, (u64, Option<String>)>;

/// What must hold for a file to be written.
#[derive(Clone, Debug)]
pub(super) enum Expect {
    /// Nothing.
    Anything,
    /// There is no such file.
    Absent,
    /// It is still of this version.
    Version(Version),
}

/// How writing ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It is there.
    Done(Version),
    /// What was expected does not hold.
    Refused,
}

/// A place to publish to.
pub(super) trait Target: Send + Sync {
    /// As it is shown to people.
    fn name(&self) -> String;

    /// Keeps others from publishing here as long as the guard lives. Fails if another publisher is at work.
    fn guard(self: Arc<Self>, options: &Options) -> Result<Box<dyn Guard>>;

    /// What is known of a file without reading it.
    fn find(&self, path: &str) -> Result<Option<Found>>;

    /// The version of a file, for writing it on a condition.
    fn version(&self, path: &str) -> Result<Option<Version>>;

    /// A small file, at most `limit` bytes.
    fn read(&self, path: &str, limit: u64) -> Result<Option<(Vec<u8>, Version)>>;

    /// Length and hash of a file, from its bytes.
    fn digest(&self, path: &str) -> Result<Option<(u64, Sha256)>>;

    /// Length and tag of every file by its path, but for those that publish itself remembers.
    fn list(&self) -> Result<Listed>;

    /// Writes a file, wholly or not at all.
    fn write(&self, path: &str, bytes: Vec<u8>, headers: &Headers, expect: &Expect) -> Result<Written>;

    /// Writes a large file from the disk, wholly or not at all; only if it has this hash.
    fn write_large(&self, path: &str, from: &Path, sha256: &Sha256, headers: &Headers) -> Result<Version>;

    /// Waits until everything written so far would outlive a loss of power.
    fn settle(&self) -> Result<()>;

    /// Removes a file; one that is not there is no failure.
    fn remove(&self, path: &str) -> Result<()>;
}

/// Says that nobody else publishes here.
pub(super) trait Guard: Send + Sync {
    /// Fails if another publisher has taken over.
    fn held(&self) -> Result<()>;
}

/// The target of this name.
pub(super) fn open(options: &Options) -> Result<Arc<dyn Target>> {
    match options.to.split_once("://") {
        #[cfg(feature = "publish")]
        Some((_, rest)) => Ok(Arc::new(cloud::Cloud::open(&options.to, rest, options.endpoint.as_deref())?)),
        #[cfg(not(feature = "publish"))]
        Some(_) => anyhow::bail!("this dossier was built without object stores (the feature `publish`)"),
        None => Ok(Arc::new(folder::Folder::open(Path::new(&options.to))?)),
    }
}
