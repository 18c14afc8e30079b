//! Items: the news and documents of a bundle.

use super::{Block, Language, Localized, PartialDate, SafeUrl, Series, TopicIx};

/// Place of an item in its bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIx(pub u32);

/// Place of a type in its bundle's dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeIx(pub u16);

/// Place of a publisher in its bundle's dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublisherIx(pub u16);

/// The two lists an item can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Something that happened or was said: *What's new*.
    News,
    /// Something that was issued: *Documents*.
    Document,
}

/// A type of item, such as "Report to the Storting".
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// Unique among types; part of addresses.
    pub id: String,
    /// Name.
    pub title: Localized,
}

/// Someone who publishes items, such as a ministry.
#[derive(Clone, Debug, PartialEq)]
pub struct Publisher {
    /// Unique among publishers; part of addresses.
    pub id: String,
    /// Name.
    pub title: Localized,
}

/// One piece of news or one document, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Unique among items; part of addresses.
    pub id: String,
    /// The list it stands in.
    pub kind: Kind,
    /// What it is called; never empty.
    pub title: String,
    /// One or two sentences, plain text; may be empty.
    pub summary: String,
    /// When it was published, as precisely as is known.
    pub date: Option<PartialDate>,
    /// When it last changed.
    pub modified: Option<PartialDate>,
    /// Until when it can be answered (consultations).
    pub deadline: Option<PartialDate>,
    /// Where it stands, in the source's own word ("Open", "In force"); may be empty.
    pub status: String,
    /// What sort of item it is.
    pub type_ix: Option<TypeIx>,
    /// Who published it; more than one for a joint item.
    pub publishers: Vec<PublisherIx>,
    /// The topics it was filed under, without the topics above those.
    pub topics: Vec<TopicIx>,
    /// The language it is written in.
    pub language: Language,
    /// Items with the same name here are one work in several languages; a list shows one of them.
    pub work: Option<u32>,
    /// Where it was first published.
    pub url: Option<SafeUrl>,
    /// Its place in a numbered series.
    pub series: Option<Series>,
    /// Its files.
    pub files: Vec<File>,
    /// Its text; empty if the bundle carries none.
    pub body: Vec<Block>,
}

/// A file that belongs to an item.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Where it is.
    pub url: SafeUrl,
    /// What the link says; empty for the file's own name.
    pub title: String,
    /// Such as `application/pdf`; may be empty.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: Option<u64>,
    /// Its language, where it differs from the item's.
    pub language: Option<Language>,
}
