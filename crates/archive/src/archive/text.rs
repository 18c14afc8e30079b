//! Words in an archive: which items have them, and how well.

use super::Archive;
use super::list::Item;
use super::words::Words;
use crate::format::positions::Positions;
use crate::format::terms::{Record, Span};
use crate::format::{self, When, days, postings, tiers};
use dossier_bundle::lean::ToList;
use dossier_bundle::lean::sorted;
use dossier_query::text::{Meaning, MeantThing, MeantWord, Shape, phrase_tier, score, word_tier};
use dossier_query::{Question, Search, Sort};
use std::sync::Arc;

/// What a text finds in a part: scores plus one by number, 0 where it is not met.
pub(super) struct Found {
    scores: Vec<u8>,
}

/// What a text finds in all parts.
pub(super) struct Searched {
    pub(super) found: Vec<Arc<Found>>,
    pub(super) any: bool,
}

/// Reads what stands at a span of a file.
type ReadAt<'a, T> = &'a dyn Fn(&[u8], Span) -> Result<T, crate::Damage>;

impl Found {
    /// The score of a number plus one; 0 if it does not match.
    pub(super) fn score(&self, number: u32) -> u8 {
        self.scores.get(number as usize).copied().unwrap_or_default()
    }
}

/// How a thing is met by each number of a part: its tier, or 0.
type Met = Vec<u8>;

impl Archive {
    /// Looks for what a text means in all parts; without `scored` only whether it is met.
    pub(super) fn search(&self, words: &Words<'_>, meaning: &Meaning, scored: bool) -> Option<Searched> {
        let (mut parts, mut complete) = (Vec::new(), true);
        for (part, about) in (0..).zip(self.files.parts()) {
            let wanted = self.met(part, words, &meaning.wanted, scored);
            let unwanted = self.met(part, words, &meaning.unwanted, false);
            // All files that are missing are noted before giving up.
            let (Some(wanted), Some(unwanted)) = (wanted, unwanted) else {
                complete = false;
                continue;
            };
            let mut out = vec![false; about.items as usize];
            for number in words.gone[usize::from(part)].of(None) {
                out[*number as usize] = true;
            }
            for met in &unwanted {
                for (out, tier) in out.iter_mut().zip(met) {
                    *out |= *tier > 0;
                }
            }
            parts.push((wanted, out));
        }
        if !complete {
            return None;
        }
        let found = |any: bool| {
            let mut found: Vec<Arc<Found>> = Vec::new();
            for (wanted, out) in &parts {
                found.push(Arc::new(judge(meaning, wanted, out, any)));
            }
            found
        };
        let all = found(false);
        let none = all.iter().all(|found| found.scores.iter().all(|score| *score == 0));
        let any = none && meaning.wanted.len() >= 2;
        Some(Searched { found: if any { found(true) } else { all }, any })
    }

    fn met(&self, part: u16, words: &Words<'_>, things: &[MeantThing], scored: bool) -> Option<Vec<Met>> {
        let (mut all, mut complete) = (Vec::new(), true);
        for thing in things {
            match self.thing(part, words, thing, scored) {
                Some(met) => all.push(met),
                None => complete = false,
            }
        }
        complete.then_some(all)
    }

    /// How a part's items meet a thing.
    fn thing(&self, part: u16, words: &Words<'_>, thing: &MeantThing, scored: bool) -> Option<Met> {
        let mut lowest: Option<Met> = None;
        let mut complete = true;
        for word in &thing.words {
            let Some(met) = self.word(part, words, word, scored) else {
                complete = false;
                continue;
            };
            match &mut lowest {
                Some(lowest) => {
                    for (lowest, tier) in lowest.iter_mut().zip(&met) {
                        *lowest = (*lowest).min(*tier);
                    }
                }
                None => lowest = Some(met),
            }
        }
        if !complete {
            return None;
        }
        let mut met = lowest.unwrap_or_default();
        if thing.shape == Shape::Phrase {
            let stands = self.standing(part, words, thing, &met)?;
            for (number, tier) in (0..).zip(&mut met) {
                *tier = if stands.binary_search(&number).is_ok() { phrase_tier(*tier) } else { 0 };
            }
        }
        Some(met)
    }

    fn word(&self, part: u16, words: &Words<'_>, word: &MeantWord, scored: bool) -> Option<Met> {
        let mut met = vec![0; self.files.items(part) as usize];
        let mut complete = true;
        for (term, penalty) in &word.terms {
            let Some(record) = words.record(part, &term.text) else { continue };
            let Some(having) = self.having(part, &record, scored) else {
                complete = false;
                continue;
            };
            for (number, impact) in having {
                let tier: &mut u8 = &mut met[number as usize];
                *tier = (*tier).max(word_tier(impact, *penalty));
            }
        }
        complete.then_some(met)
    }

    /// The numbers that have a term, ascending, with their impacts; with impacts of 1 if they do not matter.
    fn having(&self, part: u16, record: &Record, scored: bool) -> Option<Vec<(u32, u8)>> {
        if !record.inline.is_empty() {
            return Some(record.inline.iter().map(|posting| (posting.number, posting.impact)).to_list());
        }
        let items = self.files.items(part);
        let numbers = self.stream(part, format::POSTINGS, record.postings, &|bytes| postings::read(bytes, record.df, items));
        let impacts = if scored {
            self.stream(part, format::TIERS, record.tiers, &|bytes| tiers::read(bytes, record.df))
        } else {
            Some(vec![1; record.df as usize])
        };
        let (numbers, impacts) = (numbers?, impacts?);
        let mut having = Vec::with_capacity(numbers.len());
        for (number, impact) in numbers.into_iter().zip(impacts) {
            having.push((number, impact));
        }
        Some(having)
    }

    /// What stands at a span, read.
    fn stream<T>(&self, part: u16, shelf: &str, span: Option<Span>, read: &dyn Fn(&[u8]) -> Result<T, crate::Damage>) -> Option<T> {
        self.at(part, shelf, span, &|content, span| span.of(content).and_then(read))
    }

    /// What stands in the file of a span, read.
    fn at<T>(&self, part: u16, shelf: &str, span: Option<Span>, read: ReadAt<'_, T>) -> Option<T> {
        let Some(span) = span else {
            self.files.set_damage(shelf, 0, crate::Damage::of("a word has nothing there"));
            return None;
        };
        match read(&self.files.bytes(part, shelf, span.file)?, span) {
            Ok(read) => Some(read),
            Err(damage) => {
                self.files.set_damage(shelf, span.file, damage);
                None
            }
        }
    }

    /// The numbers, ascending, of those met in which a phrase's words stand at their offsets.
    fn standing(&self, part: u16, words: &Words<'_>, phrase: &MeantThing, met: &Met) -> Option<Vec<u32>> {
        let mut stands: Option<Vec<(u32, u32)>> = None;
        let mut complete = true;
        for word in &phrase.words {
            let Some(own) = self.starts(part, words, word, met) else {
                complete = false;
                continue;
            };
            stands = Some(match stands {
                Some(mut stands) => {
                    stands.retain(|start| own.binary_search(start).is_ok());
                    stands
                }
                None => own,
            });
        }
        let mut numbers: Vec<u32> = stands.unwrap_or_default().into_iter().map(|(number, _)| number).to_list();
        numbers.dedup();
        complete.then_some(numbers)
    }

    /// Where a phrase would have to begin for a word to stand where it does: number and position, ascending.
    fn starts(&self, part: u16, words: &Words<'_>, word: &MeantWord, met: &Met) -> Option<Vec<(u32, u32)>> {
        let mut starts: Vec<(u32, u32)> = Vec::new();
        let (mut complete, mut in_order) = (true, true);
        for (term, _) in &word.terms {
            let Some(record) = words.record(part, &term.text) else { continue };
            let having = self.having(part, &record, false);
            let positions =
                self.at(part, format::POSITIONS, record.positions, &|bytes, span| Positions::read(bytes, span.start, record.df));
            let (Some(having), Some(positions)) = (having, positions) else {
                complete = false;
                continue;
            };
            in_order &= starts.is_empty();
            for (place, (number, _)) in having.into_iter().enumerate() {
                if met[number as usize] > 0 {
                    for position in positions.of(place) {
                        if let Some(start) = position.checked_sub(word.offset) {
                            starts.push((number, start));
                        }
                    }
                }
            }
        }
        if !in_order {
            let order = sorted(starts.len(), &|one, other| starts[one as usize].cmp(&starts[other as usize]));
            starts = order.into_iter().map(|place| starts[place as usize]).to_list();
        }
        complete.then_some(starts)
    }

    /// The best matches of a single word in the whole archive, from the dictionary alone, if the question asks for no more; and how
    /// many have it at least.
    pub(super) fn champions(&self, words: &Words<'_>, meaning: &Meaning, question: &Question) -> Option<Option<(Vec<Item>, u32)>> {
        let everything = question.topic.is_none() && question.kind.is_none() && question.filters.is_empty();
        let first = question.sort == Sort::BestMatch && question.page <= 1 && question.page_size as usize <= format::terms::CHAMPIONS;
        let ([thing], true, true, true) = (meaning.wanted.as_slice(), meaning.unwanted.is_empty(), everything, first) else {
            return Some(None);
        };
        let one_version = words.indexes.iter().all(|index| index.editions.iter().all(|edition| edition.of.len() == 1));
        if thing.shape != Shape::Word || !one_version {
            return Some(None);
        }
        let mut known = 0;
        let mut best: Vec<(u8, Item)> = Vec::new();
        for (term, penalty) in thing.words.iter().flat_map(|word| &word.terms) {
            known = known.max(term.items);
            for part in 0..self.files.parts().len() as u16 {
                let Some(record) = words.record(part, &term.text) else { continue };
                let inline = record.inline.iter().map(|posting| (posting.impact, posting.place));
                let mut listed = inline.chain(record.champions.iter().copied()).to_list();
                let all = listed.len();
                listed.retain(|(_, place)| !words.gone[usize::from(part)].has(*place));
                if listed.len() < all && listed.len() < question.page_size as usize && (all as u32) < record.df {
                    // Who comes next is not known here.
                    return Some(None);
                }
                for (impact, place) in listed {
                    let (tier, item) = (word_tier(impact, *penalty), (part, place));
                    match best.iter_mut().find(|(_, other)| *other == item) {
                        Some((known, _)) => *known = (*known).max(tier),
                        None => best.push((tier, item)),
                    }
                }
            }
        }
        let newest = self.newest_keys(words, &best)?;
        let mut order = sorted(best.len(), &|one, other| {
            let (one, other) = (one as usize, other as usize);
            best[other].0.cmp(&best[one].0).then_with(|| newest[one].cmp(&newest[other])).then(best[one].1.cmp(&best[other].1))
        });
        order.truncate(question.page_size as usize);
        Some(Some((order.into_iter().map(|place| best[place as usize].1).to_list(), known)))
    }

    /// What puts items of several parts in newest order; of one part, their places do.
    fn newest_keys(&self, words: &Words<'_>, items: &[(u8, Item)]) -> Option<Vec<(u32, u32)>> {
        if self.files.parts().len() == 1 {
            return Some(vec![(0, 0); items.len()]);
        }
        let mut keys = Vec::new();
        let mut complete = true;
        for (_, (part, place)) in items {
            let index = &words.indexes[usize::from(*part)];
            let bucket = index.bucket_of(*place);
            let key = match index.buckets.get(bucket).map(|bucket| bucket.when) {
                Some(When::Days(month)) => {
                    let starts = self.days(*part, index);
                    complete &= starts.is_some();
                    starts.map_or((0, 0), |starts| (month * 4 + 3, days::day_of(&starts[bucket], *place)))
                }
                Some(When::Month(month)) => (month * 4 + 2, 0),
                Some(When::Year(year)) => (u32::from(year) * 48 + 1, 0),
                Some(When::Undated) | None => (0, 0),
            };
            keys.push((u32::MAX - key.0, 31 - key.1));
        }
        complete.then_some(keys)
    }
}

/// Which numbers match, and their scores plus one.
fn judge(meaning: &Meaning, wanted: &[Met], out: &[bool], any: bool) -> Found {
    let weights: u32 = meaning.wanted.iter().map(|thing| thing.weight).sum();
    let mut scores = Vec::with_capacity(out.len());
    for (number, out) in out.iter().enumerate() {
        let (mut sum, mut met_things) = (0, 0);
        for (thing, met) in meaning.wanted.iter().zip(wanted) {
            let tier = u32::from(met[number]);
            sum += thing.weight * tier;
            met_things += usize::from(tier > 0);
        }
        let matches = if any { met_things > 0 } else { met_things == wanted.len() };
        scores.push(if matches && !out { score(sum, weights) as u8 + 1 } else { 0 });
    }
    Found { scores }
}

/// What an answer says of its text.
pub(super) fn said(meaning: &Meaning, any: bool) -> Search {
    Search { any, instead: meaning.instead.clone(), hits: meaning.hits.clone() }
}
