//! One number for each token of all items. Positions are not kept: they follow from where each field ends.

use super::super::Memory;
use super::words::Words;
use crate::text::{FIELD_GAP, FIELDS, Field, Lengths, Lexicon, item_tokens};

/// The terms of all items so far.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub(super) words: Words,
    /// The term of each token.
    terms: Vec<u32>,
    /// For each item where in `terms` its title, series, summary and body end.
    ends: Vec<[u32; FIELDS]>,
}

impl Column {
    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds the items up to this place, unless they are there.
    pub(super) fn extend(&mut self, memory: &Memory, lexicon: Option<&Lexicon>, end: usize) {
        let languages = &memory.columns.language;
        let items = &memory.bundle.items;
        for place in self.len()..end.min(items.len()) {
            let item = &items[place];
            let mut ends = [self.terms.len() as u32; FIELDS];
            item_tokens(item, &mut |field, _, form| {
                let term = self.words.term(form, languages[place], &item.language, lexicon);
                self.words.count(term, place as u32);
                self.terms.push(term);
                ends[field as usize..].fill(self.terms.len() as u32);
            });
            self.ends.push(ends);
        }
    }

    /// Gives back what only adding needs.
    pub(super) fn close(&mut self) {
        self.words.close();
        self.terms.shrink_to_fit();
    }

    /// Looks for sought terms in an item: gives each with its position, in order. `slots` says for each term what it is sought
    /// as, 0 if it is not.
    pub(super) fn sought(&self, item: usize, slots: &[u32], each: &mut dyn FnMut(Field, u32, u32)) {
        let mut start = self.start(item);
        let mut gaps = 0;
        let first = start as u32;
        for (field, end) in [Field::Title, Field::Series, Field::Summary, Field::Body].into_iter().zip(self.ends[item]) {
            for (place, term) in (start as u32..).zip(&self.terms[start..end as usize]) {
                let slot = slots[*term as usize];
                if slot != 0 {
                    each(field, place - first + gaps, slot);
                }
            }
            start = end as usize;
            gaps += FIELD_GAP;
        }
    }

    /// How long the fields of an item are.
    pub(super) fn lengths(&self, item: usize) -> Lengths {
        let start = self.start(item) as u32;
        let [title, series, summary, body] = self.ends[item];
        Lengths { title: title - start, summary: summary - series, body: body - summary }
    }

    fn start(&self, item: usize) -> usize {
        item.checked_sub(1).map_or(0, |before| self.ends[before][FIELDS - 1] as usize)
    }
}
