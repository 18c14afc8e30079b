//! One pass through the text of all items: which match, and how well.

use super::super::Memory;
use super::column::Column;
use super::words::Known;
use crate::Search;
use crate::text::{Counts, Field, MeantThing, Shape, Sought, impact, meaning, phrase_tier, score, word_tier};
use dossier_bundle::lean::ToList;

/// What the pass found.
pub(in super::super) struct Matches {
    /// For each item its score; none if it does not match.
    pub(in super::super) scores: Vec<Option<u32>>,
    pub(in super::super) search: Search,
}

/// Judges all items. None if the text asks for nothing.
pub(in super::super) fn search(memory: &Memory, text: &str) -> Option<Matches> {
    let sought = Sought::read(text);
    if sought.is_empty() {
        return None;
    }
    let column = memory.texts.whole(memory);
    let known = Known { words: &column.words, items: column.len() as u32, common: memory.texts.common() };
    let meaning = meaning(&sought, &known)?;
    let mut pass = Pass::new(column);
    let wanted: Vec<Numbered> = meaning.wanted.iter().map(|thing| pass.number(thing)).to_list();
    let unwanted: Vec<Numbered> = meaning.unwanted.iter().map(|thing| pass.number(thing)).to_list();
    let weights = wanted.iter().map(|thing| thing.weight).sum();
    let mut all = vec![None; column.len()];
    let mut any = vec![None; column.len()];
    for item in 0..column.len() {
        pass.read(item);
        if unwanted.iter().any(|thing| pass.tier(thing).is_some()) {
            continue;
        }
        let (mut found, mut sum) = (0, 0);
        for thing in &wanted {
            if let Some(tier) = pass.tier(thing) {
                found += 1;
                sum += thing.weight * u32::from(tier);
            }
        }
        let score = Some(score(sum, weights));
        if found == wanted.len() {
            all[item] = score;
        } else if found > 0 {
            any[item] = score;
        }
    }
    let no_item_has_all = wanted.len() > 1 && all.iter().all(Option::is_none);
    let search = Search { any: no_item_has_all, instead: meaning.instead, hits: meaning.hits };
    Some(Matches { scores: if no_item_has_all { any } else { all }, search })
}

/// A thing sought, its terms as slots.
struct Numbered {
    shape: Shape,
    weight: u32,
    words: Vec<(u32, Vec<(u32, u8)>)>,
}

/// What is known of the item just read.
struct Pass<'a> {
    column: &'a Column,
    /// For each term its slot; 0 for those that are not sought.
    slots: Vec<u32>,
    /// For each slot how often the item has it, and its impact there, 0 if it has none.
    counts: Vec<Counts>,
    impacts: Vec<u8>,
    /// The slots that the item has.
    met: Vec<u32>,
    /// Position and slot of each token sought, in order.
    hits: Vec<(u32, u32)>,
}

impl<'a> Pass<'a> {
    fn new(column: &'a Column) -> Self {
        Self {
            column,
            slots: vec![0; column.words.len()],
            counts: vec![Counts::default()],
            impacts: vec![0],
            met: Vec::new(),
            hits: Vec::new(),
        }
    }

    fn number(&mut self, thing: &MeantThing) -> Numbered {
        let mut words = Vec::new();
        for word in &thing.words {
            let mut slots = Vec::new();
            for (term, penalty) in &word.terms {
                let Some(number) = self.column.words.number(&term.text) else { continue };
                let slot = &mut self.slots[number as usize];
                if *slot == 0 {
                    *slot = self.impacts.len() as u32;
                    self.counts.push(Counts::default());
                    self.impacts.push(0);
                }
                slots.push((*slot, *penalty));
            }
            words.push((word.offset, slots));
        }
        Numbered { shape: thing.shape, weight: thing.weight, words }
    }

    fn read(&mut self, item: usize) {
        for slot in self.met.drain(..) {
            self.impacts[slot as usize] = 0;
            self.counts[slot as usize] = Counts::default();
        }
        self.hits.clear();
        if self.impacts.len() == 1 {
            return;
        }
        let (hits, met, counts) = (&mut self.hits, &mut self.met, &mut self.counts);
        self.column.sought(item, &self.slots, &mut |field, position, slot| {
            let counts = &mut counts[slot as usize];
            if *counts == Counts::default() {
                met.push(slot);
            }
            match field {
                Field::Title => counts.title += 1,
                Field::Series => counts.series += 1,
                Field::Summary => counts.summary += 1,
                Field::Body => counts.body += 1,
            }
            hits.push((position, slot));
        });
        for slot in &self.met {
            self.impacts[*slot as usize] = impact(self.counts[*slot as usize], self.column.lengths(item));
        }
    }

    /// How well the item has a thing; none if it has it not.
    fn tier(&self, thing: &Numbered) -> Option<u8> {
        let mut lowest = u8::MAX;
        for (_, slots) in &thing.words {
            lowest = lowest.min(self.word(slots)?);
        }
        match thing.shape {
            Shape::Word | Shape::Together => Some(lowest),
            Shape::Phrase => self.stands(thing).then(|| phrase_tier(lowest)),
        }
    }

    fn word(&self, slots: &[(u32, u8)]) -> Option<u8> {
        let mut best = None;
        for (slot, penalty) in slots {
            let impact = self.impacts[*slot as usize];
            if impact > 0 {
                best = best.max(Some(word_tier(impact, *penalty)));
            }
        }
        best
    }

    /// Whether the words of a phrase stand side by side.
    fn stands(&self, phrase: &Numbered) -> bool {
        (0..self.hits.len()).any(|start| {
            let mut place = start;
            phrase.words.iter().all(|(offset, slots)| {
                let position = self.hits[start].0 + offset;
                while self.hits.get(place).is_some_and(|hit| hit.0 < position) {
                    place += 1;
                }
                self.hits.get(place).is_some_and(|hit| hit.0 == position && slots.iter().any(|(slot, _)| *slot == hit.1))
            })
        })
    }
}
