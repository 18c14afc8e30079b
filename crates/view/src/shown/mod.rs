//! What a page shows: a route, the answers to the questions that the page asks, and the items in them.
//!
//! `asking` is the only place where a route becomes questions. Pure, so that a prerendered page and the running one show the
//! same; and whole in itself, so that a page stays as it is while the source of its answers changes.

mod asking;
mod places;
#[cfg(test)]
mod tests;

use crate::text::{Words, words_for};
use chrono::NaiveDate;
use dossier_bundle::lean::joined;
use dossier_bundle::{Bundle, Item, ItemIx, Language, TopicIx};
use dossier_query::{Answer, Neighbours, Question, Rejected, Route, SCREENFUL, Timeline, View};
use std::sync::Arc;

/// One page, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The route asked for.
    pub route: Route,
    /// What in the address says nothing usable.
    pub rejected: Vec<Rejected>,
    /// The day on which it was answered.
    pub today: NaiveDate,
    /// What stands in the page's main part.
    pub page: Page,
    /// The items that the page shows.
    pub items: Vec<(ItemIx, Arc<Item>)>,
    /// Whether nothing that was asked for is still on its way.
    pub complete: bool,
}

/// The main part of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    /// A topic's text and its newest items.
    Overview {
        /// The topic.
        topic: TopicIx,
        /// Its newest news.
        news: Answer,
        /// Its newest documents.
        documents: Answer,
    },
    /// A list: of a topic's news or documents, or of a search (then there may be no topic).
    List(Listing),
    /// An item.
    Item(ItemPage),
    /// The route names a topic or an item that the bundle does not have.
    Unknown(Missing),
    /// The bundle has no topic at all.
    Empty,
}

/// What a route asked for in vain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A topic.
    Topic,
    /// An item.
    Item,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// The topic whose list it is; none when searching everywhere.
    pub topic: Option<TopicIx>,
    /// What was asked.
    pub question: Question,
    /// The answer to it.
    pub answer: Answer,
    /// How many pages the list has; at least 1.
    pub pages: u32,
}

impl Listing {
    /// How many entries of the page are not among its items, as far as their number is known.
    pub fn lacking(&self) -> u32 {
        let before = (self.question.page - 1).saturating_mul(self.question.page_size);
        let due = self.answer.total.saturating_sub(before).min(self.question.page_size);
        due.saturating_sub(self.answer.items.len() as u32)
    }
}

/// An item and the way on from it.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemPage {
    /// The item.
    pub item: ItemIx,
    /// The topic whose list it was opened from, or its own first.
    pub topic: Option<TopicIx>,
    /// What else stands on its page; none while that is on its way.
    pub around: Option<Around>,
}

/// What stands on an item's page besides the item.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// Before and after it in the list it was opened from.
    pub neighbours: Neighbours,
    /// The same work in other languages.
    pub versions: Vec<ItemIx>,
    /// Items near to it.
    pub related: Vec<ItemIx>,
}

/// Of so many entries how many come first: all where they are few, since what stands below them would be seen to move.
fn first_of(entries: usize) -> usize {
    if entries < 2 * SCREENFUL { entries } else { SCREENFUL }
}

impl Shown {
    /// An item that the page shows.
    pub fn item(&self, item: ItemIx) -> &Arc<Item> {
        // A page names only items that came with it; of another one it would show the first.
        let place = self.items.iter().position(|(other, _)| *other == item).unwrap_or_default();
        &self.items[place].1
    }

    /// The same page with the first entries of its list only, to be painted before the others; nothing where those are all.
    /// Where `fresh`, no filters stand there yet either.
    pub fn screenful(&self, fresh: bool) -> Option<Self> {
        let entries = self.listing(|listing| listing.answer.items.len());
        let few = first_of(entries);
        let mut first = (few < entries).then(|| self.clone())?;
        if let Page::List(Listing { answer, .. }) = &mut first.page {
            answer.items.truncate(few);
            if fresh {
                answer.types.clear();
                answer.publishers.clear();
                answer.languages.clear();
                answer.timeline = Timeline::default();
            }
        }
        first.complete = false;
        Some(first)
    }

    /// What `read` makes of the list that is shown; nothing when it is another page's turn.
    pub fn listing<T: Default>(&self, read: impl FnOnce(&Listing) -> T) -> T {
        match &self.page {
            Page::List(listing) => read(listing),
            _ => T::default(),
        }
    }

    /// What `read` makes of what stands around the item that is shown; nothing as long as it is not there.
    pub fn around<T: Default>(&self, read: impl FnOnce(&Around) -> T) -> T {
        match &self.page {
            Page::Item(ItemPage { around: Some(around), .. }) => read(around),
            _ => T::default(),
        }
    }

    /// The page's title, as tabs and bookmarks show it: from the particular to the general.
    pub fn title(&self, bundle: &Bundle, language: &Language) -> String {
        let words = words_for(language);
        let topic = self.topic().map(|topic| bundle.topic(topic).title.get(language));
        let own = match &self.page {
            Page::Item(page) => Some(self.item(page.item).title.as_str()),
            Page::List(_) => Some(self.list_name(words)),
            Page::Unknown(Missing::Topic) => Some(words.unknown_topic),
            Page::Unknown(Missing::Item) => Some(words.unknown_item),
            Page::Overview { .. } | Page::Empty => None,
        };
        let site = Some(bundle.site.title.get(language)).filter(|site| topic != Some(*site));
        let parts: Vec<&str> = [own, topic, site].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        joined(&parts, " – ")
    }

    /// What the list of the route's view is called.
    pub(crate) fn list_name(&self, words: &Words) -> &'static str {
        match self.route.view {
            View::News => words.news,
            View::Documents => words.documents,
            View::Overview | View::Search => words.search,
        }
    }

    /// The topic that is selected among the tabs.
    pub fn topic(&self) -> Option<TopicIx> {
        match &self.page {
            Page::Overview { topic, .. } => Some(*topic),
            Page::List(listing) => listing.topic,
            Page::Item(item) => item.topic,
            Page::Unknown(_) | Page::Empty => None,
        }
    }
}
