//! What a page shows: a route, and the answers to the questions that the page asks.
//!
//! The only place where a route becomes questions. Pure, so that a prerendered page and the running one show the same.

use crate::text::words_for;
use chrono::NaiveDate;
use dossier_bundle::{Bundle, ItemIx, Kind, Language, TopicIx};
use dossier_query::{Answer, Memory, Neighbours, Question, Rejected, Route, Sort, View};

/// Items of each kind on an overview.
const LATEST: u32 = 5;
/// Items below an item.
const RELATED: usize = 4;

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

/// An item and the way on from it.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemPage {
    /// The item.
    pub item: ItemIx,
    /// The topic whose list it was opened from, or its own first.
    pub topic: Option<TopicIx>,
    /// Before and after it in the list it was opened from.
    pub neighbours: Neighbours,
    /// The same work in other languages.
    pub versions: Vec<ItemIx>,
    /// Items near to it.
    pub related: Vec<ItemIx>,
}

impl Shown {
    /// Asks what `route` needs of `memory`.
    pub fn of(route: Route, rejected: Vec<Rejected>, memory: &Memory, today: NaiveDate) -> Self {
        let page = page(&route, memory, today);
        Self { route, rejected, today, page }
    }

    /// What `read` makes of the list that is shown; nothing when it is another page's turn.
    pub fn listing<T: Default>(&self, read: impl FnOnce(&Listing) -> T) -> T {
        match &self.page {
            Page::List(listing) => read(listing),
            _ => T::default(),
        }
    }

    /// The page's title, as tabs and bookmarks show it: from the particular to the general.
    pub fn title(&self, bundle: &Bundle, language: &Language) -> String {
        let words = words_for(language);
        let topic = self.topic().map(|topic| bundle.topic(topic).title.get(language));
        let own = match &self.page {
            Page::Item(page) => Some(bundle.item(page.item).title.as_str()),
            Page::List(_) => match self.route.view {
                View::News => Some(words.news),
                View::Documents => Some(words.documents),
                View::Overview | View::Search => Some(words.search),
            },
            Page::Unknown(Missing::Topic) => Some(words.unknown_topic),
            Page::Unknown(Missing::Item) => Some(words.unknown_item),
            Page::Overview { .. } | Page::Empty => None,
        };
        let site = Some(bundle.site.title.get(language)).filter(|site| topic != Some(*site));
        let parts: Vec<&str> = [own, topic, site].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(" – ")
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

fn page(route: &Route, memory: &Memory, today: NaiveDate) -> Page {
    let bundle = memory.bundle();
    let named = route.topic.as_deref().map(|id| bundle.find_topic(id));
    if named == Some(None) {
        return Page::Unknown(Missing::Topic);
    }
    let named = named.flatten();
    let first = (!bundle.topics.is_empty()).then_some(TopicIx(0));
    if let Some(id) = &route.item {
        return bundle.find_item(id).map_or(Page::Unknown(Missing::Item), |item| item_page(route, item, named, memory, today));
    }
    let Some(topic) = named.or(first) else { return Page::Empty };
    match route.view {
        View::Overview => overview(route, topic, memory, today),
        View::News | View::Documents => listing(route, Some(topic), memory, today),
        View::Search => listing(route, named, memory, today),
    }
}

fn overview(route: &Route, topic: TopicIx, memory: &Memory, today: NaiveDate) -> Page {
    let latest = |kind| {
        // An overview shows no filters, so none may narrow it unseen.
        let mut question = question(&route.cleared(), Some(topic), memory);
        question.kind = Some(kind);
        question.sort = Sort::Newest;
        question.page_size = LATEST;
        memory.answer(&question, today)
    };
    Page::Overview { topic, news: latest(Kind::News), documents: latest(Kind::Document) }
}

fn listing(route: &Route, topic: Option<TopicIx>, memory: &Memory, today: NaiveDate) -> Page {
    let mut question = question(route, topic, memory);
    let mut answer = memory.answer(&question, today);
    let pages = answer.total.div_ceil(question.page_size).max(1);
    if question.page > pages {
        // An old address may name a page that the list no longer reaches: its last page is nearer to what was meant than nothing.
        question.page = pages;
        answer = memory.answer(&question, today);
    }
    Page::List(Listing { topic, question, answer, pages })
}

fn item_page(route: &Route, item: ItemIx, named: Option<TopicIx>, memory: &Memory, today: NaiveDate) -> Page {
    let bundle = memory.bundle();
    let first = (!bundle.topics.is_empty()).then_some(TopicIx(0));
    // From a list the item keeps that list's topic; an address that names no list leads to the item's own.
    let own = || bundle.item(item).topics.first().copied();
    let topic = match route.view {
        View::News | View::Documents => named.or(first),
        View::Overview => named.or_else(own).or(first),
        View::Search => named,
    };
    let mut question = question(route, topic, memory);
    if route.view == View::Overview {
        question.kind = Some(bundle.item(item).kind);
    }
    let neighbours = memory.neighbours(&question, today, item);
    Page::Item(ItemPage { item, topic, neighbours, versions: memory.versions(item), related: memory.related(item, RELATED) })
}

/// The route's question, about `topic`.
fn question(route: &Route, topic: Option<TopicIx>, memory: &Memory) -> Question {
    let mut question = Question::of(route, memory.bundle());
    question.topic = topic;
    question
}
