//! Answers from an archive, of which only some files are at hand.
//!
//! A question goes through these modules in order:
//! 1. `files` and `parts`: what is at hand, decoded; what is not is noted and the question given up;
//! 2. `head`: the first page of a topic needs no more than its head;
//! 3. `words` and `text`: what the words mean, which items have them, and how well;
//! 4. `choice`: filters as flags on the keys and buckets of each part;
//! 5. `tally`: all counts; 6. `list`, or `titles` in their order: the page asked for.
//!
//! Nothing here waits: asking again with more files at hand gives the answer. What is counted is kept while the list or the cards of its
//! items are on their way, and so is not counted again.

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
mod titles;
mod words;

use crate::format::{self, cube::Half};
use choice::Chosen;
use chrono::NaiveDate;
use dossier_bundle::lean::ToList;
use dossier_bundle::{Bundle, Item, ItemIx};
use dossier_query::text::{Meaning, Sought, meaning};
use dossier_query::{Answer, Neighbours, Question, SCREENFUL, Search, Source};
use files::Files;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use tally::{Side, Tally, View};
use words::Words;

/// Content in files that are fetched when they are needed.
pub struct Archive {
    bundle: Arc<Bundle>,
    files: Files,
    heads: Mutex<Vec<(u32, Arc<head::Opened>)>>,
    /// What is known of the question asked last, once it is counted.
    last: Mutex<Option<(Question, NaiveDate, Known)>>,
}

/// A question, counted.
struct Counted {
    chosen: Chosen,
    /// What its list is opened by.
    views: Vec<View>,
    tally: Tally,
    /// What is said of its text; none without one.
    search: Option<Search>,
    /// The items of its page, once they are known.
    items: Option<Vec<ItemIx>>,
}

/// How far a question has come.
enum Known {
    /// What can be shown before everything is counted.
    First(Box<Answer>),
    /// It is not known yet which items its page has.
    Counted(Box<Counted>),
    /// Nothing is lacking but perhaps cards.
    Answered(Box<Answer>),
}

impl Archive {
    /// The archive whose contents a bundle names; an empty one if it names none.
    pub fn new(bundle: Arc<Bundle>) -> Self {
        let archive = bundle.archive.clone().unwrap_or_default();
        Self { bundle, files: Files::new(archive), heads: Mutex::default(), last: Mutex::default() }
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
                self.files.bytes(part, format::CUBES, place);
            }
        }
        let index = index?;
        let (cells, gone) = (self.cells(part, &index, topic, question.kind), self.gone(part, &index));
        let inside = self.inside(part, &index, chosen);
        let keys = chosen.keys(&self.bundle, question, &index);
        let (cells, gone) = (cells?, gone?);
        let mut sides = Vec::new();
        for half in cells {
            let buckets = index.buckets.len() as u32;
            let left = || Half::new(gone.spare(&half.cells, topic), buckets, half.rows);
            sides.push(Side { left: (!gone.of(topic).is_empty()).then(left), half });
        }
        Some(View { part, topic, sides, inside: inside?, keys, found: None, index })
    }
}

impl Archive {
    /// Counts a question with these words; `best` are the items of its page, if they are known without counting.
    fn counted(
        &self,
        question: &Question,
        today: NaiveDate,
        text: Option<(&Words<'_>, &Meaning)>,
        best: Option<&[list::Item]>,
    ) -> Option<Box<Counted>> {
        let chosen = Chosen::new(&self.bundle, question, today);
        let searched = text.map(|(words, meaning)| self.search(words, meaning, best.is_none()));
        // All files that are missing are noted before giving up.
        let mut views = self.views(question, &chosen)?;
        let mut search = None;
        if let (Some((_, meaning)), Some(searched)) = (text, searched) {
            let searched = searched?;
            for (view, found) in views.iter_mut().zip(searched.found) {
                view.found = Some(found);
            }
            search = Some(text::said(meaning, searched.any));
        }
        let tally = Tally::of(self, &views, &chosen)?;
        Some(Box::new(Counted { chosen, views, tally, search, items: best.map(|best| self.all_ix(best)) }))
    }

    /// Answers with cubes, and with whatever else the question needs. Apart from what heads answer, since a browser loads it later.
    #[inline(never)]
    fn answer_of_cubes(&self, question: &Question, today: NaiveDate) -> Option<Answer> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.take().filter(|(asked, on, _)| asked == question && *on == today).map(|(.., known)| known);
        let known = match known.map_or_else(|| self.count(question, today), Some)? {
            Known::First(answer) => return Some(*answer),
            Known::Counted(counted) => self.answered(question, counted),
            answered @ Known::Answered(_) => answered,
        };
        let answer = if let Known::Answered(answer) = &known { Some(Answer::clone(answer)) } else { None };
        *last = Some((question.clone(), today, known));
        answer
    }

    /// The answer to a question that is counted, unless rows of its page are missing.
    fn answered(&self, question: &Question, mut counted: Box<Counted>) -> Known {
        if counted.items.is_none() {
            counted.items = self.page(question, &counted.views, &counted.tally).map(|items| self.all_ix(&items));
        }
        let Some(items) = counted.items.take() else { return Known::Counted(counted) };
        let answer = counted.tally.answer(question, &counted.chosen, counted.search.is_some());
        Known::Answered(Box::new(Answer { items, search: counted.search.unwrap_or_default(), ..answer }))
    }

    fn all_ix(&self, items: &[list::Item]) -> Vec<ItemIx> {
        items.iter().map(|item| self.ix(*item)).to_list()
    }

    /// Of these items how many have cards that are not at hand; all of those are noted.
    fn missing(&self, items: &[ItemIx]) -> usize {
        items.iter().filter(|item| !self.has_card(**item)).count()
    }

    /// What cubes and words say.
    fn count(&self, question: &Question, today: NaiveDate) -> Option<Known> {
        let sought = Sought::read(&question.text);
        if sought.is_empty() {
            return self.counted(question, today, None, None).map(Known::Counted);
        }
        let words = Words::new(self)?;
        let meaning = meaning(&sought, &words)?;
        let champions = self.champions(&words, &meaning, question)?;
        let mut early = champions.as_ref().map(|(items, total)| {
            let search = text::said(&meaning, false);
            Box::new(Answer { counting: true, search, total: *total, items: self.all_ix(items), ..Answer::default() })
        });
        if let Some(answer) = &mut early {
            // What can be shown first comes first; the other cards and the counts are sent for when it is there. Each card is in another
            // file, and it is they that the first paint waits for.
            let screen = answer.items.len().min(SCREENFUL);
            let ready = self.missing(&answer.items[..screen]) == 0;
            if !ready || self.missing(&answer.items) > 0 {
                answer.items.truncate(screen);
            }
            if !ready {
                return early.map(Known::First);
            }
        }
        let best = champions.as_ref().map(|(items, _)| items.as_slice());
        let counted = self.counted(question, today, Some((&words, &meaning)), best);
        counted.map(Known::Counted).or(early.map(Known::First))
    }
}

impl Source for Archive {
    fn bundle(&self) -> &Arc<Bundle> {
        &self.bundle
    }

    fn answer(&self, question: &Question, today: NaiveDate) -> Option<Answer> {
        match self.answer_of_head(question)? {
            Some(answer) => Some(answer),
            None => self.answer_of_cubes(question, today),
        }
    }

    fn neighbours(&self, question: &Question, today: NaiveDate, item: ItemIx) -> Option<Neighbours> {
        if let Some(around) = self.around_in_head(question, item) {
            return Some(around);
        }
        // Whoever comes from a list has its cubes. They are too dear to be fetched for the sake of two links.
        let has = |part| {
            let mut cubes = parts::cube_files(question.topic.map(|topic| topic.0), question.kind);
            cubes.all(|cube| self.files.has(part, format::CUBES, cube))
        };
        if !(0..self.files.parts().len() as u16).all(has) {
            return Some(Neighbours::default());
        }
        let sought = Sought::read(&question.text);
        let words = if sought.is_empty() { None } else { Some(Words::new(self)?) };
        let meaning = match &words {
            Some(words) => Some(meaning(&sought, words)?),
            None => None,
        };
        let counted = self.counted(question, today, words.as_ref().zip(meaning.as_ref()), None)?;
        self.around(question, &counted.views, &counted.tally, self.item_of(item)?)
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

    fn foresee_search(&self) {
        // They are named without being read: what reads them may still be on its way to the browser.
        for part in 0..self.files.parts().len() as u16 {
            for shelf in [format::INDEX, format::TERMS, format::GONE] {
                if self.files.count(part, shelf) > 0 {
                    self.files.bytes(part, shelf, 0);
                }
            }
        }
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
