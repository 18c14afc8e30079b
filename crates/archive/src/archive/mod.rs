//! Answers from an archive, of which only some files are at hand.
//!
//! A question goes through these modules in order:
//! 1. `files` and `parts`: what is at hand, decoded; what is not is noted and the question given up;
//! 2. `head`: the first page of a topic needs no more than its head;
//! 3. `words` and `text`: what the words mean, which items have them, and how well;
//! 4. `choice`: filters as flags on the keys and buckets of each part;
//! 5. `tally`: all counts; 6. `list`: the page asked for.
//!
//! Nothing here waits: asking again with more files at hand gives the answer. An answer that only lacks the cards of its items is kept
//! until they have come, and so is not worked out again.

// The outer option says whether it is known yet, the inner one whether it is there.
#![allow(clippy::option_option)]

mod choice;
mod files;
mod head;
mod items;
mod list;
mod parts;
mod tally;
mod text;
mod words;

use choice::Chosen;
use chrono::NaiveDate;
use dossier_bundle::lean::ToList;
use dossier_bundle::{Bundle, Item, ItemIx};
use dossier_query::text::{Sought, meaning};
use dossier_query::{Answer, Neighbours, Question, Search, Source};
use files::Files;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use tally::{Tally, View};
use words::Words;

/// Entries with which the best matches of a word begin, before the rest of the page: more than a telephone shows at once. Each card is in
/// another file, and it is they that the first paint waits for.
const SCREEN: usize = 8;

/// Content in files that are fetched when they are needed.
pub struct Archive {
    bundle: Arc<Bundle>,
    files: Files,
    heads: Mutex<Vec<(u32, Arc<head::Opened>)>>,
    /// An answer that waits for cards.
    waiting: Mutex<Option<(Question, NaiveDate, Answer)>>,
}

impl Archive {
    /// The archive whose contents a bundle names; an empty one if it names none.
    pub fn new(bundle: Arc<Bundle>) -> Self {
        let archive = bundle.archive.clone().unwrap_or_default();
        Self { bundle, files: Files::new(archive), heads: Mutex::default(), waiting: Mutex::default() }
    }

    /// Each part under a question; none if a file is missing.
    fn views(&self, question: &Question, chosen: &Chosen) -> Option<Vec<View>> {
        let topic = question.topic.map(|topic| topic.0);
        let (mut views, mut complete) = (Vec::new(), true);
        for part in 0..self.files.parts().len() as u16 {
            match self.view(part, topic, question, chosen) {
                Some(view) => views.push(view),
                None => complete = false,
            }
        }
        complete.then_some(views)
    }

    fn view(&self, part: u16, topic: Option<u16>, question: &Question, chosen: &Chosen) -> Option<View> {
        let index = self.index(part);
        if index.is_none() {
            // The cube is needed next, whatever the index says.
            for place in parts::cube_files(topic, question.kind) {
                self.files.bytes(part, crate::format::CUBES, place);
            }
        }
        let index = index?;
        let (cells, gone) = (self.cells(part, &index, topic, question.kind), self.gone(part, &index));
        let inside = self.inside(part, &index, chosen);
        let keys = chosen.keys(&self.bundle, question, &index);
        let (cells, gone) = (cells?, gone?);
        let left = if gone.of(topic).is_empty() { None } else { Some(gone.spare(&cells.cells, topic)) };
        Some(View { part, topic, cells, left, inside: inside?, keys, found: None, index })
    }
}

impl Archive {
    fn whole_answer(&self, question: &Question, chosen: &Chosen, tally: &Tally, items: &[list::Item], search: Option<Search>) -> Answer {
        let items = items.iter().map(|item| self.ix(*item)).to_list();
        Answer { items, search: search.clone().unwrap_or_default(), ..tally.answer(question, chosen, search.is_some()) }
    }

    /// The answer from cubes and words.
    fn count(&self, question: &Question, today: NaiveDate) -> Option<Answer> {
        let chosen = Chosen::new(&self.bundle, question, today);
        let sought = Sought::read(&question.text);
        if sought.is_empty() {
            let views = self.views(question, &chosen)?;
            let tally = Tally::of(self, &views, &chosen)?;
            let items = self.page(question, &views, &tally)?;
            return Some(self.whole_answer(question, &chosen, &tally, &items, None));
        }
        let words = Words::new(self)?;
        let meaning = meaning(&sought, &words)?;
        let champions = self.champions(&words, &meaning, question)?;
        let search = text::said(&meaning, false);
        let mut early = champions.as_ref().map(|(items, total)| {
            let items: Vec<ItemIx> = items.iter().map(|item| self.ix(*item)).to_list();
            Answer { counting: true, search, total: *total, items, ..Answer::default() }
        });
        if let Some(answer) = &mut early {
            // What can be shown first comes first; the other cards and the counts are sent for when it is there.
            let missing = |items: &[ItemIx]| items.iter().filter(|item| !self.has_card(**item)).count();
            let screen = answer.items.len().min(SCREEN);
            let ready = missing(&answer.items[..screen]) == 0;
            if !ready || missing(&answer.items) > 0 {
                answer.items.truncate(screen);
            }
            if !ready {
                return early;
            }
        }
        let counted = || {
            let searched = self.search(&words, &meaning, champions.is_none());
            let views = self.views(question, &chosen);
            let (searched, mut views) = searched.zip(views)?;
            for (view, found) in views.iter_mut().zip(&searched.found) {
                view.found = Some(found.clone());
            }
            let tally = Tally::of(self, &views, &chosen)?;
            let items = match &champions {
                Some((items, _)) => items.clone(),
                None => self.page(question, &views, &tally)?,
            };
            Some(self.whole_answer(question, &chosen, &tally, &items, Some(text::said(&meaning, searched.any))))
        };
        counted().or(early)
    }
}

impl Source for Archive {
    fn bundle(&self) -> &Arc<Bundle> {
        &self.bundle
    }

    fn answer(&self, question: &Question, today: NaiveDate) -> Option<Answer> {
        if let Some(answer) = self.answer_of_head(question)? {
            return Some(answer);
        }
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let known = waiting.take().filter(|(asked, on, _)| asked == question && *on == today);
        let answer = match known {
            Some((.., answer)) => answer,
            None => self.count(question, today)?,
        };
        // All cards that are missing are noted before giving up.
        let missing = answer.items.iter().filter(|item| !self.has_card(**item)).count();
        if missing > 0 && !answer.counting {
            *waiting = Some((question.clone(), today, answer));
            return None;
        }
        Some(answer)
    }

    fn neighbours(&self, question: &Question, today: NaiveDate, item: ItemIx) -> Option<Neighbours> {
        if let Some(around) = self.around_in_head(question, item) {
            return Some(around);
        }
        // Whoever comes from a list has its cubes. They are too dear to be fetched for the sake of two links.
        let has = |part| {
            let mut cubes = parts::cube_files(question.topic.map(|topic| topic.0), question.kind);
            cubes.all(|cube| self.files.has(part, crate::format::CUBES, cube))
        };
        if !(0..self.files.parts().len() as u16).all(has) {
            return Some(Neighbours::default());
        }
        let chosen = Chosen::new(&self.bundle, question, today);
        let mut views = self.views(question, &chosen)?;
        let sought = Sought::read(&question.text);
        if !sought.is_empty() {
            let words = Words::new(self)?;
            let searched = self.search(&words, &meaning(&sought, &words)?, true)?;
            for (view, found) in views.iter_mut().zip(searched.found) {
                view.found = Some(found);
            }
        }
        let tally = Tally::of(self, &views, &chosen)?;
        self.around(question, &views, &tally, self.item_of(item)?)
    }

    fn versions(&self, item: ItemIx) -> Option<Vec<ItemIx>> {
        self.ways(item, &|ways| ways.versions)
    }

    fn related(&self, item: ItemIx, limit: usize) -> Option<Vec<ItemIx>> {
        let mut related = self.ways(item, &|ways| ways.related)?;
        related.truncate(limit);
        Some(related)
    }

    fn find(&self, id: &str) -> Option<Option<ItemIx>> {
        self.find_id(id)
    }

    fn card(&self, item: ItemIx) -> Option<Arc<Item>> {
        self.card_of(item)
    }

    fn whole(&self, item: ItemIx) -> Option<Arc<Item>> {
        self.whole_item(item)
    }

    fn wanted(&self) -> Vec<String> {
        self.files.wanted()
    }

    fn fault(&self) -> Option<String> {
        self.files.fault()
    }

    fn check(&self, address: &str, bytes: &[u8]) -> Result<Range<usize>, String> {
        self.files.check(address, bytes)
    }

    fn put(&self, address: &str, content: Vec<u8>) -> Result<(), String> {
        self.files.put(address, content)
    }
}
