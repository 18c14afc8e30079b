//! Topics: what a reader opens, with the text that introduces them.

use super::{Block, ByLanguage, Localized, SafeUrl};

/// Place of a topic in its bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicIx(pub u16);

/// A policy topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Unique among topics; part of addresses.
    pub id: String,
    /// Name.
    pub title: Localized,
    /// The opening paragraph, plain text; may be empty.
    pub lead: Localized,
    /// The text of the overview.
    pub sections: Vec<Section>,
    /// Places elsewhere that belong to the topic.
    pub links: Vec<Link>,
    /// The topic that this one is a part of; always an earlier one.
    pub parent: Option<TopicIx>,
}

/// A headed part of a topic's overview.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Heading; may be empty.
    pub title: Localized,
    /// The text in each language it is written in; never empty.
    pub body: ByLanguage<Vec<Block>>,
}

/// A named link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What the link says.
    pub title: Localized,
    /// Where it leads.
    pub url: SafeUrl,
}
