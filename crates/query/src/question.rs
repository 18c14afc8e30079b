//! A question: a route made definite by a bundle and a day.

use crate::{Filters, Sort};
use dossier_bundle::{Kind, Language, TopicIx};

/// Entries on one page of a list.
pub const PAGE_SIZE: u32 = 20;

/// Which items, in which order, which page.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Only items of this topic or of one below it.
    pub topic: Option<TopicIx>,
    /// Only items of this list.
    pub kind: Option<Kind>,
    /// Words that an item must hold; empty for all.
    pub text: String,
    /// Further narrowing.
    pub filters: Filters,
    /// Order of the answer.
    pub sort: Sort,
    /// Page from 1; one past the last answers with no items.
    pub page: u32,
    /// Items of one page; at least 1.
    pub page_size: u32,
    /// The reader's language: of each work in several languages one version is seen, this one if there is one.
    pub language: Language,
}
