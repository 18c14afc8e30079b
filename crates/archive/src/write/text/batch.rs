//! The words of a stretch of neighbouring buckets, gathered on any thread and packed so that joining them to the rest is quick. What is
//! packed is the same in whatever order the items came.

use super::piece;
use crate::Put;
use crate::format::positions;
use crate::format::terms::{LONGEST, Posting};
use dossier_bundle::Language;
use dossier_query::Stemmer;
use dossier_query::text::{Counts, FIELDS, Field, Lengths, impact, text_tokens};
use foldhash::HashMap;

/// Gathers the words of the items of a stretch.
pub struct TextGatherer<'a> {
    start: u32,
    stemmer: &'a dyn Stemmer,
    /// For each language the forms met in it, and the place of the term of each.
    forms: HashMap<Language, HashMap<Box<str>, u32>>,
    terms: HashMap<Box<str>, u32>,
    items: Vec<Gathered>,
    /// What each item says of each of its terms, item by item.
    mentions: Vec<Mention>,
    /// The positions of all mentions, one after another.
    positions: Put,
    one: OneItem,
}

/// An item that was gathered.
struct Gathered {
    number: u32,
    place: u32,
    mentions: std::ops::Range<usize>,
    positions: usize,
}

/// A term in an item. Small, since a stretch has millions.
#[derive(Clone, Copy)]
struct Mention {
    term: u32,
    worth: Worth,
}

/// An impact, and the bytes that positions take.
#[derive(Clone, Copy, Default)]
struct Worth(u32);

/// A mention in its place among those of its term.
#[derive(Clone, Copy, Default)]
struct Sorted {
    /// Place of the item.
    item: u32,
    /// Where the mention's positions begin among those of the item.
    start: u32,
    worth: Worth,
}

/// Most positions of a term in an item. No one wrote an item that has more; of such a one the rest is left out, so that a [`Worth`]
/// holds their bytes.
const MOST_POSITIONS: usize = 1 << 25;

impl Worth {
    fn new(impact: u8, positions: usize) -> Self {
        Self(u32::from(impact) << 28 | positions as u32)
    }

    fn impact(self) -> u8 {
        (self.0 >> 28) as u8
    }

    fn positions(self) -> usize {
        (self.0 & 0x0FFF_FFFF) as usize
    }
}

/// The words of the item that is being read.
#[derive(Default)]
struct OneItem {
    /// For each term its place among those of the item, or [`NONE`].
    slots: Vec<u32>,
    terms: Vec<(u32, [u32; FIELDS])>,
    /// Slot and position of each token.
    tokens: Vec<(u32, u32)>,
}

const NONE: u32 = u32::MAX;

/// The words of a stretch, packed.
pub struct TextBatch {
    pub(super) start: u32,
    pub(super) terms: Vec<BatchTerm>,
    /// Forms, and the place of the term of each.
    pub(super) forms: Vec<(Box<str>, u32)>,
    /// The pieces of all terms, each followed by its positions.
    pub(super) bytes: Vec<u8>,
}

/// A term of a stretch.
pub(super) struct BatchTerm {
    pub(super) text: Box<str>,
    pub(super) items: u32,
    pub(super) piece: u32,
    pub(super) positions: u32,
}

impl<'a> TextGatherer<'a> {
    /// Begins a stretch of the part at the number, and the place, at which its first bucket does.
    pub fn new(start: u32, stemmer: &'a dyn Stemmer) -> Self {
        Self {
            start,
            stemmer,
            forms: HashMap::default(),
            terms: HashMap::default(),
            items: Vec::new(),
            mentions: Vec::new(),
            positions: Put::default(),
            one: OneItem::default(),
        }
    }

    /// Adds an item by its number and its place in newest order, both of this stretch, its language and the text of each of its fields.
    /// Items may come in any order, each once.
    pub fn add<T: AsRef<str>>(&mut self, (number, place): (u32, u32), language: &Language, texts: &[T; FIELDS]) {
        let Self { stemmer, forms, terms, one, .. } = self;
        let forms = forms.entry(language.clone()).or_default();
        let mut stem = String::new();
        text_tokens(texts, &mut |field, position, form| {
            let term = forms.get(form).copied().unwrap_or_else(|| {
                stem.clear();
                stemmer.stem(language, form, &mut stem);
                let text = if stem.is_empty() || stem.len() > LONGEST { form } else { &stem };
                let term = terms.get(text).copied().unwrap_or_else(|| {
                    let next = terms.len() as u32;
                    terms.insert(text.into(), next);
                    next
                });
                forms.insert(form.into(), term);
                term
            });
            one.token(field, position, term);
        });
        let (first, start) = (self.mentions.len(), self.positions.0.len());
        self.one.end(&mut self.mentions, &mut self.positions);
        self.items.push(Gathered { number, place, mentions: first..self.mentions.len(), positions: start });
    }

    /// Packs what was gathered.
    pub fn finish(mut self) -> TextBatch {
        self.items.sort_unstable_by_key(|item| item.number);
        // Mentions in order of term, then number: counted first, then each put in its place.
        let mut ends = vec![0_u32; self.terms.len()];
        for mention in &self.mentions {
            ends[mention.term as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut sorted = vec![Sorted::default(); self.mentions.len()];
        for (item, gathered) in (0..).zip(&self.items) {
            let mut start = 0;
            for Mention { term, worth } in &self.mentions[gathered.mentions.clone()] {
                let end = &mut ends[*term as usize];
                sorted[*end as usize] = Sorted { item, start, worth: *worth };
                *end += 1;
                start += worth.positions() as u32;
            }
        }
        self.mentions = Vec::new();
        let mut texts: Vec<(Box<str>, u32)> = self.terms.into_iter().collect();
        texts.sort_unstable_by_key(|(_, term)| *term);
        let mut batch = TextBatch { start: self.start, terms: Vec::with_capacity(texts.len()), forms: Vec::new(), bytes: Vec::new() };
        let mut put = Put(Vec::with_capacity(self.positions.0.len() * 2));
        let mut items = Vec::new();
        let mut first = 0;
        for ((text, _), end) in texts.into_iter().zip(ends) {
            let of_term = &sorted[first as usize..end as usize];
            first = end;
            items.clear();
            items.extend(of_term.iter().map(|sorted| {
                let Gathered { number, place, .. } = self.items[sorted.item as usize];
                Posting { number: number - self.start, place: place - self.start, impact: sorted.worth.impact() }
            }));
            let before = put.0.len();
            piece::write(&items, &mut put);
            let middle = put.0.len();
            for sorted in of_term {
                let start = self.items[sorted.item as usize].positions + sorted.start as usize;
                put.0.extend_from_slice(&self.positions.0[start..start + sorted.worth.positions()]);
            }
            let (piece, positions) = ((middle - before) as u32, (put.0.len() - middle) as u32);
            batch.terms.push(BatchTerm { text, items: items.len() as u32, piece, positions });
        }
        batch.bytes = put.0;
        batch.forms = self.forms.into_values().flatten().collect();
        batch
    }
}

impl OneItem {
    fn token(&mut self, field: Field, position: u32, term: u32) {
        if self.slots.len() <= term as usize {
            self.slots.resize(term as usize + 1, NONE);
        }
        let slot = &mut self.slots[term as usize];
        if *slot == NONE {
            *slot = self.terms.len() as u32;
            self.terms.push((term, [0; FIELDS]));
        }
        self.terms[*slot as usize].1[field as usize] += 1;
        self.tokens.push((*slot, position));
    }

    /// Adds what the item says of its terms, and forgets it.
    fn end(&mut self, mentions: &mut Vec<Mention>, put: &mut Put) {
        let mut of_fields = [0; FIELDS];
        let mut starts = Vec::with_capacity(self.terms.len());
        let mut sum = 0;
        for (_, counts) in &self.terms {
            starts.push(sum);
            for (all, count) in of_fields.iter_mut().zip(counts) {
                *all += count;
                sum += *count as usize;
            }
        }
        let mut sorted = vec![0; sum];
        for (slot, position) in self.tokens.drain(..) {
            let start = &mut starts[slot as usize];
            sorted[*start] = position;
            *start += 1;
        }
        let [title, _, summary, body] = of_fields;
        let lengths = Lengths { title, summary, body };
        let mut first = 0;
        for ((term, [title, series, summary, body]), end) in self.terms.drain(..).zip(starts) {
            self.slots[term as usize] = NONE;
            let before = put.0.len();
            positions::write(&sorted[first..end.min(first + MOST_POSITIONS)], put);
            first = end;
            let impact = impact(Counts { title, series, summary, body }, lengths);
            mentions.push(Mention { term, worth: Worth::new(impact, put.0.len() - before) });
        }
    }
}
