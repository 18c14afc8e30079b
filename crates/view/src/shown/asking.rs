//! From a route to questions, and from their answers to a page.
//!
//! A source may lack something. Whatever a page needs is asked for before giving up, so that all that is missing is fetched in one
//! round. Nothing here waits: whoever wants the page asks again.

use super::{Around, ItemPage, Listing, Missing, Page, Shown, first_of};
use chrono::NaiveDate;
use dossier_bundle::lean::ToList;
use dossier_bundle::{Item, ItemIx, Kind, TopicIx};
use dossier_query::{Answer, Question, Rejected, Route, Sort, Source, View};
use std::sync::Arc;

/// Items of each kind on an overview.
const LATEST: u32 = 5;
/// Items below an item.
const RELATED: usize = 4;

impl Shown {
    /// Asks `source` what `route` needs. `None` if the source lacks something without which there is nothing to show.
    pub fn of(route: &Route, rejected: &[Rejected], source: &dyn Source, today: NaiveDate) -> Option<Self> {
        let mut asking = Asking { route, source, today, items: Vec::new(), complete: true };
        let page = asking.page()?;
        let Asking { items, complete, .. } = asking;
        Some(Self { route: route.clone(), rejected: rejected.to_vec(), today, page, items, complete })
    }
}

/// A route on its way to a page.
struct Asking<'a> {
    route: &'a Route,
    source: &'a dyn Source,
    today: NaiveDate,
    items: Vec<(ItemIx, Arc<Item>)>,
    complete: bool,
}

impl Asking<'_> {
    fn page(&mut self) -> Option<Page> {
        let bundle = self.source.bundle();
        let named = self.route.topic.as_deref().map(|id| bundle.find_topic(id));
        if named == Some(None) {
            return Some(Page::Unknown(Missing::Topic));
        }
        let named = named.flatten();
        let first = (!bundle.topics.is_empty()).then_some(TopicIx(0));
        if let Some(id) = &self.route.item {
            return match self.source.find(id)? {
                Some(item) => self.item_page(item, named, first),
                None => Some(Page::Unknown(Missing::Item)),
            };
        }
        let Some(topic) = named.or(first) else { return Some(Page::Empty) };
        match self.route.view {
            View::Overview => self.overview(topic),
            View::News | View::Documents => self.listing(Some(topic)),
            View::Search => self.listing(named),
        }
    }

    fn overview(&mut self, topic: TopicIx) -> Option<Page> {
        let news = self.latest(topic, Kind::News);
        let documents = self.latest(topic, Kind::Document);
        Some(Page::Overview { topic, news: news?, documents: documents? })
    }

    fn latest(&mut self, topic: TopicIx, kind: Kind) -> Option<Answer> {
        // An overview shows no filters, so none may narrow it unseen.
        let mut question = Question::of(&self.route.cleared(), self.source.bundle());
        question.topic = Some(topic);
        question.kind = Some(kind);
        question.sort = Sort::Newest;
        question.page_size = LATEST;
        let answer = self.answer(&question)?;
        self.cards(&answer.items)?;
        Some(answer)
    }

    fn listing(&mut self, topic: Option<TopicIx>) -> Option<Page> {
        let mut question = self.question(topic);
        let mut answer = self.answer(&question)?;
        let mut pages = answer.total.div_ceil(question.page_size).max(1);
        if answer.counting {
            pages = pages.max(question.page);
        }
        if question.page > pages {
            // An old address may name a page that the list no longer reaches: its last page is nearer to what was meant than nothing.
            question.page = pages;
            answer = self.answer(&question)?;
        }
        self.entries(&mut answer)?;
        Some(Page::List(Listing { topic, question, answer, pages }))
    }

    /// Takes along what a list shows. Of a long one the first entries are enough to begin with: each may lie in another file, and all
    /// at once would keep them waiting.
    fn entries(&mut self, answer: &mut Answer) -> Option<()> {
        let first = first_of(answer.items.len());
        self.cards(&answer.items[..first])?;
        if self.cards(&answer.items[first..]).is_none() {
            answer.items.truncate(first);
            self.complete = false;
        }
        Some(())
    }

    fn item_page(&mut self, item: ItemIx, named: Option<TopicIx>, first: Option<TopicIx>) -> Option<Page> {
        // The item first and by itself: what stands around it shall not take the line from it.
        let whole = self.source.whole(item)?;
        // From a list the item keeps that list's topic; an address that names no list leads to the item's own.
        let own = whole.topics.first().copied();
        let topic = match self.route.view {
            View::News | View::Documents => named.or(first),
            View::Overview => named.or(own).or(first),
            View::Search => named,
        };
        let mut question = self.question(topic);
        if self.route.view == View::Overview {
            question.kind = Some(whole.kind);
        }
        self.items.push((item, whole));
        let around = self.around(&question, item);
        self.complete = around.is_some();
        Some(Page::Item(ItemPage { item, topic, around }))
    }

    fn around(&mut self, question: &Question, item: ItemIx) -> Option<Around> {
        let neighbours = self.source.neighbours(question, self.today, item);
        let versions = self.source.versions(item);
        let related = self.source.related(item, RELATED);
        let mut items: Vec<ItemIx> = neighbours.iter().flat_map(|beside| [beside.previous, beside.next]).flatten().to_list();
        items.extend(versions.iter().chain(&related).flatten());
        self.cards(&items)?;
        Some(Around { neighbours: neighbours?, versions: versions?, related: related? })
    }

    /// The route's question, about `topic`.
    fn question(&self, topic: Option<TopicIx>) -> Question {
        let mut question = Question::of(self.route, self.source.bundle());
        question.topic = topic;
        question
    }

    fn answer(&mut self, question: &Question) -> Option<Answer> {
        let answer = self.source.answer(question, self.today)?;
        if answer.counting {
            self.complete = false;
            // That there is nothing is known only once everything is counted.
            if answer.items.is_empty() {
                return None;
            }
        }
        Some(answer)
    }

    /// Takes along what lists show of these items.
    fn cards(&mut self, items: &[ItemIx]) -> Option<()> {
        let mut all = Some(());
        for item in items {
            match self.source.card(*item) {
                Some(card) => self.items.push((*item, card)),
                None => all = None,
            }
        }
        all
    }
}
