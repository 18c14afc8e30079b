//! The bundle, its site and its topics.

#[cfg(any(test, feature = "schema"))]
use super::schema::OneOrMany;
use super::{Archive, Block, Item, Text};
use serde::Serialize;
use std::collections::BTreeMap;

/// A whole bundle: everything one reading room shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(
    any(test, feature = "schema"),
    derive(schemars::JsonSchema),
    schemars(extend("anyOf" = [{ "required": ["items"] }, { "required": ["archive"] }]))
)]
pub struct Bundle {
    /// Name and major version of the format.
    pub format: Format,
    /// Name, languages and settings of the site.
    pub site: Site,
    /// Topics, each with those below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// Types of items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<Entry>,
    /// Publishers of items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publishers: Vec<Entry>,
    /// News and documents.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Where the news and documents are, instead of `items`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<Archive>,
}

/// Name and major version of the format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema), schemars(inline))]
pub enum Format {
    /// The only one there is so far.
    #[default]
    #[serde(rename = "dossier-bundle/1")]
    Version1,
}

/// Name, languages and settings of a site.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Site {
    /// Name of the site.
    pub title: Text,
    /// One or two sentences on what the site is.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub description: Text,
    /// Who stands behind the site.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub publisher: Text,
    /// Tags of the languages of the site's own text, the preferred first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<String>"))]
    pub languages: Vec<String>,
    /// The terms under which the content may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Licence>,
    /// Address of the publisher's own site.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub home: String,
    /// IANA name of the time zone in which timestamps become days.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timezone: String,
    /// Month and day on which a parliamentary session begins.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub session: String,
}

/// A licence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Licence {
    /// Name of the licence.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub title: Text,
    /// Address of its text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
}

/// A policy topic.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Topic {
    /// Unique among all topics; part of addresses.
    pub id: String,
    /// Name of the topic.
    pub title: Text,
    /// The opening paragraph.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub lead: Text,
    /// The text of the overview.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Places elsewhere that belong to the topic.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The topics below this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
}

/// A headed part of an overview.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Section {
    /// Heading of the section.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub title: Text,
    /// Its text, or an object with the text in each language.
    #[serde(default)]
    pub body: SectionBody,
}

/// The text of a section.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub enum SectionBody {
    /// In the site's first language.
    Blocks(#[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Block>"))] Vec<Block>),
    /// In each of several languages.
    ByLanguage(
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "BTreeMap<String, OneOrMany<Block>>"))] BTreeMap<String, Vec<Block>>,
    ),
}

impl Default for SectionBody {
    fn default() -> Self {
        Self::Blocks(Vec::new())
    }
}

/// A named link.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Link {
    /// What the link says.
    pub title: Text,
    /// Where it leads.
    pub url: String,
}

/// An entry of the list of types or of publishers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Entry {
    /// Unique in its list; part of addresses.
    pub id: String,
    /// Name of the entry.
    pub title: Text,
}
