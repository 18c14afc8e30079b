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
use std::cmp::Ordering;
use std::ops::Range;

/// Items of a part that meet something, by number, ascending, and how well: their tier, then that by its weight, then the sum of several,
/// then the score plus one.
type Met = Vec<(u32, u32)>;

/// What a text finds in a part, with scores.
pub(super) struct Found(Met);

/// What a text finds in all parts.
pub(super) struct Searched {
    pub(super) found: Vec<Found>,
    pub(super) any: bool,
}

/// Reads what stands at a span of a file.
type ReadAt<'a, T> = &'a dyn Fn(&[u8], Span) -> Result<T, crate::Damage>;

impl Found {
    /// Those of these numbers that match.
    pub(super) fn within(&self, numbers: &Range<u32>) -> &[(u32, u32)] {
        let place = |number| self.0.partition_point(|(other, _)| *other < number);
        &self.0[place(numbers.start)..place(numbers.end)]
    }
}

/// Which items of two lists are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Either,
    Both,
    /// Those of the first that are not in the other.
    First,
}

/// Two lists as one; `worth` makes one of how well an item meets both.
#[inline(never)]
fn merged(mut one: &[(u32, u32)], mut other: &[(u32, u32)], keep: Keep, worth: &dyn Fn(u32, u32) -> u32) -> Met {
    // Lists may have most of a million items: taking twice what is needed, as growing does, would be felt.
    let mut merged = Met::with_capacity(match keep {
        Keep::Either => one.len() + other.len(),
        Keep::Both => one.len().min(other.len()),
        Keep::First => one.len(),
    });
    loop {
        let (own, others) = (one.first(), other.first());
        // At the end of a list stands what no number is.
        let place = |hit: Option<&(u32, u32)>| hit.map_or(u64::MAX, |(number, _)| u64::from(*number));
        match place(own).cmp(&place(others)) {
            Ordering::Less => {
                merged.extend(own.filter(|_| keep != Keep::Both));
                one = &one[1..];
            }
            Ordering::Greater => {
                merged.extend(others.filter(|_| keep == Keep::Either));
                other = &other[1..];
            }
            Ordering::Equal => {
                let (Some(own), Some(others)) = (own, others) else { return merged };
                if keep != Keep::First {
                    merged.push((own.0, worth(own.1, others.1)));
                }
                (one, other) = (&one[1..], &other[1..]);
            }
        }
    }
}

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
            let gone = words.gone[usize::from(part)].of(None);
            let mut out = unwanted;
            out.push(gone.iter().map(|number| (*number, 1)).to_list());
            parts.push((about.items, wanted, out));
        }
        if !complete {
            return None;
        }
        let mut found = |any: bool| {
            let mut found: Vec<Found> = Vec::new();
            for (items, wanted, out) in &mut parts {
                found.push(judge(meaning, *items, wanted, out, any));
            }
            found
        };
        let all = found(false);
        let none = all.iter().all(|found| found.0.is_empty());
        let any = none && meaning.wanted.len() >= 2;
        Some(Searched { found: if any { found(true) } else { all }, any })
    }

    fn met(&self, part: u16, words: &Words<'_>, things: &[MeantThing], scored: bool) -> Option<Vec<Met>> {
        let (mut all, mut complete) = (Vec::new(), true);
        for thing in things {
            match self.thing(part, words, thing, scored) {
                Some(mut met) => {
                    met.iter_mut().for_each(|(_, tier)| *tier *= thing.weight);
                    all.push(met);
                }
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
            lowest = Some(match &lowest {
                Some(lowest) => merged(lowest, &met, Keep::Both, &|one, other| one.min(other)),
                None => met,
            });
        }
        if !complete {
            return None;
        }
        let mut met = lowest.unwrap_or_default();
        if thing.shape == Shape::Phrase {
            let stands = self.standing(part, words, thing, &met)?;
            met.retain(|(number, _)| stands.binary_search(number).is_ok());
            for (_, tier) in &mut met {
                *tier = u32::from(phrase_tier(*tier as u8));
            }
        }
        Some(met)
    }

    fn word(&self, part: u16, words: &Words<'_>, word: &MeantWord, scored: bool) -> Option<Met> {
        // The best tier of each number, if there are several terms.
        let (mut tiers, mut complete): (Vec<u8>, bool) = (Vec::new(), true);
        for (term, penalty) in &word.terms {
            let Some(record) = words.record(part, &term.text) else { continue };
            let Some(mut having) = self.having(part, &record, scored) else {
                complete = false;
                continue;
            };
            for (_, impact) in &mut having {
                *impact = u32::from(word_tier(*impact as u8, *penalty));
            }
            if word.terms.len() == 1 {
                return Some(having);
            }
            tiers.resize(self.files.items(part) as usize, 0);
            for (number, tier) in having {
                let best = &mut tiers[number as usize];
                *best = (*best).max(tier as u8);
            }
        }
        let mut met = Met::with_capacity(tiers.iter().filter(|tier| **tier > 0).count());
        for (number, tier) in (0..).zip(tiers) {
            if tier > 0 {
                met.push((number, u32::from(tier)));
            }
        }
        complete.then_some(met)
    }

    /// The numbers that have a term, ascending, with their impacts; with impacts of 1 if they do not matter.
    fn having(&self, part: u16, record: &Record, scored: bool) -> Option<Met> {
        if !record.inline.is_empty() {
            return Some(record.inline.iter().map(|posting| (posting.number, u32::from(posting.impact))).to_list());
        }
        let items = self.files.items(part);
        let numbers =
            self.stream(part, format::POSTINGS, record.postings, &|bytes| postings::read(bytes, record.df, items, |number| (number, 1)));
        let impacts =
            if scored { Some(self.stream(part, format::TIERS, record.tiers, &|bytes| tiers::read(bytes, record.df))) } else { None };
        let mut having = numbers?;
        if let Some(impacts) = impacts {
            for ((_, impact), known) in having.iter_mut().zip(impacts?) {
                *impact = u32::from(known);
            }
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
                if met.binary_search_by_key(&number, |(other, _)| *other).is_ok() {
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

/// Which of so many items match, and their scores plus one. Of one list alone nothing is left.
fn judge(meaning: &Meaning, items: u32, wanted: &mut [Met], out: &[Met], any: bool) -> Found {
    let weights: u32 = meaning.wanted.iter().map(|thing| thing.weight).sum();
    let keep = if any { Keep::Either } else { Keep::Both };
    let mut sums = match wanted {
        // Where nothing is wanted but that something is not there, all meet it.
        [] => (0..items).map(|number| (number, 0)).to_list(),
        [only] => std::mem::take(only),
        [first, second, rest @ ..] => {
            let mut sums = merged(first, second, keep, &|one, other| one + other);
            for met in rest {
                sums = merged(&sums, met, keep, &|one, other| one + other);
            }
            sums
        }
    };
    for out in out {
        if !out.is_empty() {
            sums = merged(&sums, out, Keep::First, &|one, _| one);
        }
    }
    for (_, worth) in &mut sums {
        *worth = score(*worth, weights) + 1;
    }
    Found(sums)
}

/// What an answer says of its text.
pub(super) fn said(meaning: &Meaning, any: bool) -> Search {
    Search { any, instead: meaning.instead.clone(), hits: meaning.hits.clone() }
}
