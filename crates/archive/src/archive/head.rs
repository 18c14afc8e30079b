//! First pages from heads: a topic opens with one file.

use super::Archive;
use crate::format::head::{self, Head};
use crate::{Damage, format};
use dossier_bundle::lean::ToList;
use dossier_bundle::{Item, ItemIx, Kind, Language, PublisherIx, Severity, TypeIx};
use dossier_query::{Answer, Count, Neighbours, Question, Sort};
use std::sync::Arc;

/// A head, read.
pub(super) struct Opened {
    /// Whether readers of all languages see the same.
    for_all: bool,
    pub(super) lists: [head::List; 2],
    /// The cards of what it shows, with their numbers, sorted by them.
    pub(super) cards: Vec<(ItemIx, Arc<Item>)>,
}

impl Archive {
    /// The answer, if a head has it; the inner `None` if none has.
    pub(super) fn answer_of_head(&self, question: &Question) -> Option<Option<Answer>> {
        let Some((place, kind)) = self.head_for(question).filter(|_| question.page <= 1) else { return Some(None) };
        let head = self.head(place)?;
        if !self.suits(&head, question) {
            return Some(None);
        }
        let list = &head.lists[usize::from(kind == Kind::Document)];
        if question.page_size.min(list.total) as usize > list.items.len() {
            return Some(None);
        }
        Some(Some(self.head_answer(list, question.page_size)))
    }

    /// What stands around an item, if a head that is at hand shows it.
    pub(super) fn around_in_head(&self, question: &Question, item: ItemIx) -> Option<Neighbours> {
        let (place, kind) = self.head_for(question)?;
        let heads = self.heads.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (_, head) = heads.iter().find(|(known, _)| *known == place).filter(|(_, head)| self.suits(head, question))?;
        let list = &head.lists[usize::from(kind == Kind::Document)];
        let items: Vec<ItemIx> = list.items.iter().map(|(part, place)| self.ix((*part as u16, *place))).to_list();
        let own = items.iter().position(|other| *other == item)?;
        let last = own + 1 == list.total as usize;
        let next = items.get(own + 1).copied();
        let previous = own.checked_sub(1).map(|place| items[place]);
        (last || next.is_some()).then_some(Neighbours { previous, next, position: own as u32 + 1, total: list.total })
    }

    /// Whether a head shows what the reader of a question sees.
    fn suits(&self, head: &Opened, question: &Question) -> bool {
        head.for_all || self.bundle.site.languages.contains(&question.language)
    }

    /// The head that has the list of a question, and which of its lists it is.
    fn head_for(&self, question: &Question) -> Option<(u32, Kind)> {
        let plain = question.filters.is_empty() && question.text.is_empty() && question.sort == Sort::Newest;
        let place = self.head_place(question.topic.filter(|_| plain)?.0, &question.language)?;
        Some((place, question.kind?))
    }

    /// The file of a topic's head for a reader of this language.
    fn head_place(&self, topic: u16, reader: &Language) -> Option<u32> {
        let last = self.files.parts().len().checked_sub(1)? as u16;
        let topics = self.bundle.topics.len() as u32;
        let (heads, languages) = (self.files.count(last, format::HEADS), &self.bundle.site.languages);
        if heads == topics {
            return (topics > 0).then(|| u32::from(topic));
        }
        // Of any other number it is not known which head is whose.
        let variant = languages.iter().position(|language| language == reader).filter(|_| heads == topics * languages.len() as u32)?;
        Some(u32::from(topic) * languages.len() as u32 + variant as u32)
    }

    fn head(&self, place: u32) -> Option<Arc<Opened>> {
        let mut heads = self.heads.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, head)) = heads.iter().find(|(known, _)| *known == place) {
            return Some(head.clone());
        }
        let last = self.files.parts().len().checked_sub(1)? as u16;
        let bytes = self.files.bytes(last, format::HEADS, place)?;
        let opened = Head::read(&bytes).map(|head| self.open_head(&head)).ok().flatten();
        let Some(opened) = opened else {
            self.files.set_damage(format::HEADS, place, Damage::of("it cannot be read"));
            return None;
        };
        let opened = Arc::new(opened);
        heads.push((place, opened.clone()));
        Some(opened)
    }

    fn open_head(&self, head: &Head<'_>) -> Option<Opened> {
        let (items, problems) = dossier_bundle::parse_items(head.cards, &self.bundle);
        if problems.iter().any(|problem| problem.severity == Severity::Fatal) {
            return None;
        }
        let mut numbers = Vec::new();
        for (part, place) in head.lists.iter().flat_map(|list| &list.items) {
            let about = self.files.parts().get(*part as usize)?;
            numbers.push(self.ix((u16::try_from(*part).ok()?, Some(*place).filter(|place| *place < about.items)?)));
        }
        let fits = |list: &head::List| {
            list.types.iter().all(|(of, _)| (*of as usize) < self.bundle.types.len())
                && list.publishers.iter().all(|(of, _)| (*of as usize) < self.bundle.publishers.len())
                && list.languages.iter().all(|(tag, _)| Language::new(tag).is_some())
        };
        if items.len() != numbers.len() || !head.lists.iter().all(|list| fits(list) && adds_up(list)) {
            return None;
        }
        Some(Opened { for_all: head.for_all, lists: head.lists.clone(), cards: numbers.into_iter().zip(items).to_list() })
    }

    fn head_answer(&self, list: &head::List, page_size: u32) -> Answer {
        let mut months = Vec::new();
        for (month, count) in (list.first_month..).zip(&list.months) {
            months.push((month, *count));
        }
        let mut languages: Vec<Count<Language>> = Vec::new();
        for (tag, count) in &list.languages {
            if let Some(value) = Language::new(tag) {
                languages.push(Count { value, count: *count, chosen: false });
            }
        }
        Answer {
            items: list.items.iter().take(page_size as usize).map(|(part, place)| self.ix((*part as u16, *place))).to_list(),
            total: list.total,
            undated: list.undated,
            types: list.types.iter().map(|(of, count)| Count { value: TypeIx(*of as u16), count: *count, chosen: false }).to_list(),
            publishers: list
                .publishers
                .iter()
                .map(|(of, count)| Count { value: PublisherIx(*of as u16), count: *count, chosen: false })
                .to_list(),
            languages,
            timeline: super::tally::timeline(&months, &list.years),
            ..Answer::default()
        }
    }

    /// A card that came with a head.
    pub(super) fn head_card(&self, item: ItemIx) -> Option<Arc<Item>> {
        let heads = self.heads.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        heads.iter().flat_map(|(_, head)| &head.cards).find(|(known, _)| *known == item).map(|(_, card)| card.clone())
    }
}

/// Whether the counts of a list agree with one another and with its items.
fn adds_up(list: &head::List) -> bool {
    let months = list.months.iter().chain(list.years.iter().map(|(_, count)| count));
    let dated = months.fold(0, |sum: u64, count| sum + u64::from(*count));
    let (total, undated) = (u64::from(list.total), u64::from(list.undated));
    dated + undated == total && list.items.len() as u64 <= total && list.items.is_empty() == (total == 0)
}
