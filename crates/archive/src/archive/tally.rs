//! All counts of an answer, from cells; only where a range of dates cuts a month, or words decide, from rows.

use super::Archive;
use super::choice::{Chosen, DATES, Failures, KeyState, LANGUAGES, PUBLISHERS, Reach, TEXT, TYPES};
use super::text::Found;
use crate::format::cube::Half;
use crate::format::{Index, When};
use dossier_bundle::lean::ToList;
use dossier_bundle::lean::sorted;
use dossier_bundle::{Language, PublisherIx, TypeIx};
use dossier_query::{Answer, Count, MonthCount, Question, Timeline, Way};
use std::ops::Range;
use std::sync::Arc;

/// A part under a question.
pub(super) struct View {
    pub(super) part: u16,
    pub(super) topic: Option<u16>,
    pub(super) index: Arc<Index>,
    /// Its cells, of the kind that is asked for or of each.
    pub(super) sides: Vec<Side>,
    pub(super) keys: Vec<KeyState>,
    /// For each bucket the places inside the range of dates.
    pub(super) inside: Vec<std::ops::Range<u32>>,
    /// What the words find; none without words.
    pub(super) found: Option<Found>,
}

/// The cells of one kind.
pub(super) struct Side {
    pub(super) half: Arc<Half>,
    /// The cells of what is not gone; none if nothing is.
    pub(super) left: Option<Half>,
}

/// Rows that match, ascending, and their scores plus one.
pub(super) type Hits = Vec<(u32, u32)>;

/// Scores of a list, plus one; without words there is only 0.
pub(super) const SCORES: usize = 62;

/// The counts under way.
pub(super) struct Tally {
    pub(super) total: u32,
    undated: u32,
    types: Group,
    publishers: Group,
    languages: Group,
    known_languages: Vec<Language>,
    months: Vec<(u32, u32)>,
    years: Vec<(u32, u32)>,
    ways: [u32; 5],
    /// For each view how many items of a bucket are in the list, with a score.
    listed: Vec<Vec<Listed>>,
}

/// Items of a bucket that are in the list with a score.
pub(super) struct Listed {
    bucket: u32,
    /// Plus one; 0 without words.
    pub(super) score: u8,
    pub(super) count: u32,
}

struct Group {
    shown: Vec<bool>,
    plain: Vec<u32>,
    count: Vec<u32>,
}

impl Group {
    fn new(chosen: &[bool]) -> Self {
        Self { shown: chosen.to_vec(), plain: vec![0; chosen.len()], count: vec![0; chosen.len()] }
    }

    fn add(&mut self, value: usize, plain: u32, count: u32) {
        if let (Some(shown), Some(all), Some(own)) = (self.shown.get_mut(value), self.plain.get_mut(value), self.count.get_mut(value)) {
            *shown = true;
            *all += plain;
            *own += count;
        }
    }

    fn rows<T>(&self, chosen: &dyn Fn(usize) -> bool, value: &dyn Fn(usize) -> T) -> Vec<Count<T>> {
        let mut rows = Vec::new();
        for row in self.order() {
            let row = row as usize;
            rows.push(Count { value: value(row), count: self.count[row], chosen: chosen(row) });
        }
        rows
    }

    /// The values that are shown, those that most items have first.
    #[inline(never)]
    fn order(&self) -> Vec<u32> {
        let mut order = sorted(self.shown.len(), &|one, other| self.plain[other as usize].cmp(&self.plain[one as usize]));
        order.retain(|row| self.shown[*row as usize]);
        order
    }
}

impl Side {
    /// The cells of what is there.
    pub(super) fn left(&self) -> &Half {
        self.left.as_ref().unwrap_or(&self.half)
    }
}

impl View {
    /// The rows of a bucket that match, of these rows or also others of the bucket; none without words. The outer none if a file is missing.
    pub(super) fn hits(&self, archive: &Archive, side: &Side, bucket: u32, rows: &Range<u32>) -> Option<Hits> {
        let Some(found) = &self.found else { return Some(Hits::new()) };
        let of = &self.index.buckets[bucket as usize];
        let own = found.within(&(of.start..of.start + of.count));
        if self.topic.is_none() {
            // Rows of the site are its numbers.
            return Some(own.to_vec());
        }
        if own.is_empty() {
            return Some(Hits::new());
        }
        let numbers = archive.numbers((self.part, &self.index), self.topic, &side.half.cells, rows.clone())?;
        let mut hits = Hits::new();
        for (row, number) in rows.clone().zip(numbers) {
            if let Ok(place) = own.binary_search_by_key(&number, |(own, _)| *own) {
                hits.push((row, own[place].1));
            }
        }
        Some(hits)
    }
}

/// Takes the hit of the first row that is not before `row` off the front, if it is before `end`.
pub(super) fn next_hit(hits: &mut &[(u32, u32)], row: u32, end: u32) -> Option<(u32, u32)> {
    while let [hit, rest @ ..] = *hits {
        if hit.0 >= end {
            break;
        }
        *hits = rest;
        if hit.0 >= row {
            return Some(*hit);
        }
    }
    None
}

impl Tally {
    /// Counts everything; none if a file is missing.
    pub(super) fn of(archive: &Archive, views: &[View], chosen: &Chosen) -> Option<Self> {
        let mut unsorted: Vec<&Language> = Vec::new();
        for view in views {
            let gone = archive.gone(view.part, &view.index)?;
            for (place, language) in (0..).zip(&view.index.languages) {
                if !gone.languages.contains(&place) && !unsorted.contains(&language) {
                    unsorted.push(language);
                }
            }
        }
        let order = sorted(unsorted.len(), &|one, other| unsorted[one as usize].as_str().cmp(unsorted[other as usize].as_str()));
        let (mut known_languages, mut chosen_languages) = (Vec::new(), Vec::new());
        for place in order {
            let language = unsorted[place as usize].clone();
            chosen_languages.push(chosen.languages.contains(&language));
            known_languages.push(language);
        }
        let mut tally = Self {
            total: 0,
            undated: 0,
            types: Group::new(&chosen.types),
            publishers: Group::new(&chosen.publishers),
            languages: Group::new(&chosen_languages),
            known_languages,
            months: Vec::new(),
            years: Vec::new(),
            ways: [0; 5],
            listed: Vec::new(),
        };
        let mut complete = true;
        for view in views {
            complete &= tally.view(archive, view, chosen).is_some();
        }
        complete.then_some(tally)
    }

    fn view(&mut self, archive: &Archive, view: &View, chosen: &Chosen) -> Option<()> {
        let mut listed = Vec::new();
        let mut complete = true;
        // What a facet counts is decided by the key alone, and there are few keys to many cells: so keys are counted first. For each:
        // items by what they fail besides, nothing, dates, words, both.
        let mut counts: Vec<(bool, [u32; 4])> = Vec::new();
        for state in &view.keys {
            counts.push((state.passes(), [0; 4]));
        }
        let known_scores = if view.found.is_some() { SCORES } else { 1 };
        let mut by_score = [0_u32; SCORES];
        for (place, bucket) in (0_u32..).zip(&view.index.buckets) {
            let range = chosen.bucket(bucket);
            let outside = usize::from(range == Reach::Outside);
            let mut everywhen = 0;
            by_score[..known_scores].fill(0);
            for side in &view.sides {
                let (cells, rows) = side.left().of_bucket(place);
                if range != Reach::Edge && view.found.is_none() {
                    // Of all loops here the one that is gone through most.
                    for cell in cells {
                        let (passes, count) = &mut counts[cell.key as usize];
                        count[outside] += cell.count;
                        everywhen += if *passes { cell.count } else { 0 };
                    }
                    by_score[0] = everywhen;
                    continue;
                }
                let hits = view.hits(archive, side, place, &rows);
                let places = match range {
                    Reach::Edge => archive.places((view.part, &view.index), view.topic, &side.half.cells, rows.clone()),
                    _ => Some(Vec::new()),
                };
                let Some((hits, places)) = hits.zip(places) else {
                    complete = false;
                    continue;
                };
                let mut hits = hits.as_slice();
                for cell in cells {
                    let (passes, count) = &mut counts[cell.key as usize];
                    let end = cell.start + cell.count;
                    let mut listed = |score: u32, failed: u32| {
                        everywhen += u32::from(*passes);
                        by_score[(score as usize).min(SCORES - 1)] += u32::from(*passes && failed == 0);
                    };
                    if range == Reach::Edge {
                        for row in cell.start..end {
                            let failed = u32::from(!view.inside[place as usize].contains(&places[(row - rows.start) as usize]));
                            let hit = if view.found.is_some() { next_hit(&mut hits, row, row + 1) } else { Some((row, 0)) };
                            count[failed as usize + 2 * usize::from(hit.is_none())] += 1;
                            hit.iter().for_each(|(_, score)| listed(*score, failed));
                        }
                        continue;
                    }
                    let mut met = 0;
                    while let Some((_, score)) = next_hit(&mut hits, cell.start, end) {
                        met += 1;
                        listed(score, outside as u32);
                    }
                    count[outside] += met;
                    count[outside + 2] += cell.count - met;
                }
            }
            match bucket.when {
                When::Undated => self.undated += everywhen,
                _ if everywhen == 0 => {}
                When::Year(year) => self.years.push((u32::from(year), everywhen)),
                When::Month(month) | When::Days(month) => self.months.push((month, everywhen)),
            }
            for (score, count) in (0_u8..).zip(&by_score[..known_scores]) {
                if *count > 0 && outside == 0 {
                    let count = *count;
                    listed.push(Listed { bucket: place, score, count });
                }
            }
        }
        for (place, (_, counts)) in counts.iter().enumerate() {
            for (besides, count) in [0, DATES, TEXT, DATES | TEXT].iter().zip(counts) {
                if *count > 0 {
                    self.add(view, place, *besides, *count);
                }
            }
        }
        self.listed.push(listed);
        complete.then_some(())
    }

    fn add(&mut self, view: &View, place: usize, besides: Failures, count: u32) {
        let (key, state) = (view.index.keys[place], view.keys[place]);
        let failed = state.failures | besides;
        let passes = |own: Failures| failed & !own == 0;
        let if_so = |yes: bool| if yes { count } else { 0 };
        let plain = if_so(state.plain);
        let seen = |own: Failures| if_so(state.seen && passes(own));
        if let Some(of) = key.type_of {
            self.types.add(usize::from(of), plain, seen(TYPES));
        }
        for of in &view.index.publishers[key.publishers as usize] {
            self.publishers.add(usize::from(*of), plain, seen(PUBLISHERS));
        }
        let language = &view.index.languages[view.index.editions[key.edition as usize].language as usize];
        let language = self.known_languages.iter().position(|known| known == language).unwrap_or_default();
        self.languages.add(language, count, if_so(passes(LANGUAGES)));
        self.total += seen(0);
        for (way, own) in self.ways.iter_mut().zip(&[TEXT, DATES, TYPES, PUBLISHERS]) {
            *way += seen(*own);
        }
        self.ways[4] += if_so(state.plain && passes(LANGUAGES));
    }

    /// How many items of a bucket of a view are in the list, by score.
    pub(super) fn listed(&self, view: usize, bucket: u32) -> &[Listed] {
        let all = &self.listed[view];
        let rest = &all[all.partition_point(|listed| listed.bucket < bucket)..];
        &rest[..rest.partition_point(|listed| listed.bucket == bucket)]
    }

    /// Everything of an answer but its items.
    pub(super) fn answer(&self, question: &Question, chosen: &Chosen, with_text: bool) -> Answer {
        let ways_out = if self.total == 0 { self.ways_out(question, chosen, with_text) } else { Vec::new() };
        let filters = &question.filters;
        let known = &self.known_languages;
        Answer {
            total: self.total,
            undated: self.undated,
            types: self.types.rows(&|row| chosen.types[row], &|row| TypeIx(row as u16)),
            publishers: self.publishers.rows(&|row| chosen.publishers[row], &|row| PublisherIx(row as u16)),
            languages: self.languages.rows(&|row| filters.languages.contains(&known[row]), &|row| known[row].clone()),
            timeline: timeline(&self.months, &self.years),
            ways_out,
            ..Answer::default()
        }
    }

    fn ways_out(&self, question: &Question, chosen: &Chosen, with_text: bool) -> Vec<Way> {
        let filters = &question.filters;
        let [text, dates, types, publishers, languages] = self.ways;
        let mut ways = vec![
            (with_text, Way::Text(text)),
            (chosen.days.is_some(), Way::Dates(dates)),
            (!filters.types.is_empty(), Way::Types(types)),
            (!filters.publishers.is_empty(), Way::Publishers(publishers)),
            (!filters.languages.is_empty(), Way::Languages(languages)),
        ];
        ways.retain(|(used, way)| *used && way.brings() > 0);
        ways.into_iter().map(|(_, way)| way).to_list()
    }
}

/// Months without gaps, and years, earliest first. Each may be given in several pieces.
pub(super) fn timeline(months: &[(u32, u32)], years: &[(u32, u32)]) -> Timeline {
    let mut timeline = Timeline::default();
    let (mut first, mut end) = (u32::MAX, 0);
    for (month, _) in months {
        (first, end) = (first.min(*month), end.max(month + 1));
    }
    for month in first..end {
        timeline.months.push(MonthCount { year: (month / 12) as u16, month: (month % 12) as u8 + 1, count: 0 });
    }
    for (month, count) in months {
        timeline.months[(month - first) as usize].count += count;
    }
    for place in sorted(years.len(), &|one, other| years[one as usize].cmp(&years[other as usize])) {
        let (year, count) = years[place as usize];
        match timeline.years.last_mut() {
            Some((last, sum)) if u32::from(*last) == year => *sum += count,
            _ => timeline.years.push((year as u16, count)),
        }
    }
    timeline
}
