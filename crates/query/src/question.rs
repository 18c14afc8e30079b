//! A question: a route made definite by a bundle and a day.

use crate::{Filters, Route, Sort, View};
use dossier_bundle::{Bundle, Kind, Language, TopicIx};

/// Entries on one page of a list.
pub const PAGE_SIZE: u32 = 20;
/// Entries that are shown before the rest of a page where all at once would take longer: more than a telephone's screen holds.
pub const SCREENFUL: usize = 6;

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

impl Question {
    /// What the route asks of this bundle. Without a topic in the route it is the site's first; in the search, every topic.
    /// An id that no topic has asks for every topic too: the caller tells the reader so ([`Bundle::find_topic`]).
    pub fn of(route: &Route, bundle: &Bundle) -> Self {
        let first = || (route.view != View::Search && !bundle.topics.is_empty()).then_some(TopicIx(0));
        let site_language = || bundle.site.languages.first().cloned().unwrap_or(Language::ENGLISH);
        Self {
            topic: route.topic.as_ref().map_or_else(first, |id| bundle.find_topic(id)),
            kind: match route.view {
                View::News => Some(Kind::News),
                View::Documents => Some(Kind::Document),
                View::Overview | View::Search => None,
            },
            text: route.text.clone(),
            filters: route.filters.clone(),
            sort: route.sort.unwrap_or_else(|| route.default_sort()),
            page: route.page.max(1),
            page_size: PAGE_SIZE,
            language: route.language.clone().unwrap_or_else(site_language),
        }
    }
}
