//! Items: news and documents.

use super::Block;
#[cfg(any(test, feature = "schema"))]
use super::schema::{NumberOrText, OneOrMany};
use serde::Serialize;
use std::collections::BTreeMap;

/// One piece of news or one document, in one language. Dates are `2024-06-14`, `2024-06` or `2024`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Item {
    /// Unique among all items; part of addresses.
    pub id: String,
    /// The list it stands in; without it, a document if there is a series or a file, else news.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Id or title of its type; a text that the bundle's list lacks makes a new type.
    #[serde(rename = "type", default, skip_serializing_if = "String::is_empty")]
    pub type_of: String,
    /// What it is called.
    pub title: String,
    /// One or two sentences.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// When it last changed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub modified: String,
    /// Until when it can be answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deadline: String,
    /// Where it stands, in the source's own word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// Ids of the topics it is filed under.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<String>"))]
    pub topics: Vec<String>,
    /// Ids or titles of those who published it; a text that the bundle's list lacks makes a new publisher.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<String>"))]
    pub publisher: Vec<String>,
    /// Tag of the language it is written in; without it, the site's first.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The same work in other languages: language tag and id of the item.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, String>,
    /// Where it was first published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Its place in a numbered series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(any(test, feature = "schema"), schemars(with = "Option<NumberOrText>"))]
    pub series: Option<Series>,
    /// Its files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
    /// Its text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Block>"))]
    pub body: Vec<Block>,
}

/// The two lists an item can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema), schemars(inline))]
pub enum Kind {
    /// Something that happened or was said.
    News,
    /// Something that was issued.
    Document,
}

/// The place of a document in a numbered series.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct Series {
    /// Short name of the series as it is cited.
    pub code: String,
    /// Number within series and session.
    pub number: u32,
    /// What follows the number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// The session or year in which the number counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub session: String,
}

/// A file that belongs to an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub struct File {
    /// Where the file is.
    pub url: String,
    /// What the link says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Media type of the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// Its size in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its language, where it differs from the item's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
}
