//! One pass over the items: which belong to the question's topic and kind, and which filters each of those fails.
//!
//! An item with no failure matches. An item whose only failure is a facet's own filter is what that facet counts. An item with
//! two failures counts nowhere. So every count is read off one column of small numbers.

use super::columns::{Columns, UNDATED, day_number};
use super::pick::{flags, pick};
use super::{Memory, order, text, works};
use crate::{Filters, Question, Search, Way};
use chrono::NaiveDate;
use dossier_bundle::lean::ToList;
use dossier_bundle::{ItemIx, TopicIx};

/// Which filters an item fails: a sum of the constants below.
pub(super) type Failures = u8;
pub(super) const DATES: Failures = 1;
pub(super) const TYPES: Failures = 2;
pub(super) const PUBLISHERS: Failures = 4;
pub(super) const LANGUAGES: Failures = 8;
const TEXT: Failures = 16;

/// What the pass found. Every column has one entry for each item of the bundle.
pub(super) struct Scan<'a> {
    pub(super) memory: &'a Memory,
    pub(super) chosen: Chosen,
    /// Whether it is of the question's topic and kind.
    pub(super) present: Vec<bool>,
    /// Present, and the version of its work that is seen when no language is chosen.
    pub(super) plain: Vec<bool>,
    /// Present, and the version that is seen with the languages chosen.
    pub(super) seen: Vec<bool>,
    /// Which filters it fails; only for those present.
    pub(super) failures: Vec<Failures>,
    /// How well it matches the words; only for those that do.
    pub(super) scores: Vec<u32>,
    /// What became of the words; none without any.
    search: Option<Search>,
}

/// The filters as places in the bundle's dictionaries; a group in which nothing is chosen holds every value.
pub(super) struct Chosen {
    /// First day, and the day after the last; none without a date filter.
    pub(super) days: Option<(i32, i32)>,
    /// For each type whether it is chosen.
    pub(super) types: Vec<bool>,
    /// For each publisher.
    pub(super) publishers: Vec<bool>,
    /// For each language of the columns.
    pub(super) languages: Vec<bool>,
    any_type: bool,
    any_publisher: bool,
    any_language: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn new(memory: &'a Memory, question: &Question, today: NaiveDate) -> Self {
        let columns = &memory.columns;
        let chosen = Chosen::new(memory, &question.filters, today);
        let words = text::search(memory, &question.text);
        let present = present(memory, question);
        let mut failures = vec![0; columns.len()];
        let mut scores = vec![0; columns.len()];
        for item in places(&present) {
            let mut failed = chosen.failures(columns, item);
            if let Some(words) = &words {
                match words.scores[item] {
                    Some(score) => scores[item] = score,
                    None => failed |= TEXT,
                }
            }
            failures[item] = failed;
        }
        let ranks = works::ranks(&memory.bundle, columns, &question.language);
        let readable = flags(present.len(), &|item| present[item] && failures[item] & LANGUAGES == 0);
        let seen = memory.works.best(readable, &ranks, columns);
        let plain = memory.works.best(present.clone(), &ranks, columns);
        Self { memory, chosen, present, plain, seen, failures, scores, search: words.map(|words| words.search) }
    }

    /// Whether an item is seen and matches.
    pub(super) fn is_match(&self, item: usize) -> bool {
        self.seen[item] && self.failures[item] == 0
    }

    /// What became of the words.
    pub(super) fn search(&self) -> Search {
        self.search.clone().unwrap_or_default()
    }

    /// The places of the items that are seen and match, but for the failures `forgiven`.
    pub(super) fn matches(&self, forgiven: Failures) -> Vec<u32> {
        self.passing(&self.seen, forgiven)
    }

    /// The places of a column at which it says yes and the item matches, but for the failures `forgiven`.
    fn passing(&self, column: &[bool], forgiven: Failures) -> Vec<u32> {
        pick(column.len(), &|item| column[item] && self.failures[item] & !forgiven == 0)
    }

    /// The whole list in the order asked for.
    pub(super) fn list(&self, question: &Question) -> Vec<ItemIx> {
        order::sorted(self, question).into_iter().map(ItemIx).to_list()
    }

    /// Matches without a date; with a date filter, those it leaves out for that.
    pub(super) fn undated(&self) -> u32 {
        self.matches(DATES).iter().filter(|item| self.memory.columns.first[**item as usize] == UNDATED).count() as u32
    }

    /// What to take away when nothing matches: each filter in use that alone stands in the way.
    pub(super) fn ways_out(&self) -> Vec<Way> {
        let without = |failure| self.matches(failure).len() as u32;
        let in_other_languages = self.passing(&self.plain, LANGUAGES).len() as u32;
        let chosen = &self.chosen;
        let mut ways = vec![
            (self.search.is_some(), Way::Text(without(TEXT))),
            (chosen.days.is_some(), Way::Dates(without(DATES))),
            (!chosen.any_type, Way::Types(without(TYPES))),
            (!chosen.any_publisher, Way::Publishers(without(PUBLISHERS))),
            (!chosen.any_language, Way::Languages(in_other_languages)),
        ];
        ways.retain(|(used, way)| *used && way.brings() > 0);
        ways.into_iter().map(|(_, way)| way).to_list()
    }
}

impl Chosen {
    fn new(memory: &Memory, filters: &Filters, today: NaiveDate) -> Self {
        let (bundle, languages) = (&memory.bundle, &memory.columns.languages);
        let (from, to) = filters.dates.days(today, bundle.site.session_start);
        Self {
            days: (from.is_some() || to.is_some()).then(|| (from.map_or(i32::MIN, day_number), to.map_or(i32::MAX, day_number))),
            types: flags(bundle.types.len(), &|place| filters.types.contains(&bundle.types[place].id)),
            publishers: flags(bundle.publishers.len(), &|place| filters.publishers.contains(&bundle.publishers[place].id)),
            languages: flags(languages.len(), &|place| filters.languages.contains(&languages[place])),
            any_type: filters.types.is_empty(),
            any_publisher: filters.publishers.is_empty(),
            any_language: filters.languages.is_empty(),
        }
    }

    fn failures(&self, columns: &Columns, item: usize) -> Failures {
        let dated = self.days.is_none_or(|days| overlaps(days, (columns.first[item], columns.end[item])));
        let typed = self.any_type || columns.type_of[item].is_some_and(|kind| self.types[kind.0 as usize]);
        let published = self.any_publisher || columns.publishers.of(item).iter().any(|ix| self.publishers[*ix as usize]);
        let readable = self.any_language || self.languages[columns.language[item] as usize];
        let failed = |failure, passed: bool| if passed { 0 } else { failure };
        failed(DATES, dated) | failed(TYPES, typed) | failed(PUBLISHERS, published) | failed(LANGUAGES, readable)
    }
}

/// Whether a half-open range and an item's days have a day in common. A range without days, and an item without, have none.
fn overlaps((from, to): (i32, i32), (first, end): (i32, i32)) -> bool {
    first != UNDATED && from < to && first < to && from < end
}

/// Which items are of the question's topic, or of one below it, and of its kind.
fn present(memory: &Memory, question: &Question) -> Vec<bool> {
    let columns = &memory.columns;
    let wanted = question.topic.map(|topic| branch(memory, topic));
    let in_topic = |item| wanted.as_ref().is_none_or(|wanted| columns.topics.of(item).iter().any(|topic| wanted[*topic as usize]));
    let of_kind = |item: usize| question.kind.is_none_or(|kind| columns.kind[item] == kind);
    flags(columns.len(), &|item| of_kind(item) && in_topic(item))
}

/// For each topic whether it is the one asked for or below it. Parents stand before their children.
fn branch(memory: &Memory, root: TopicIx) -> Vec<bool> {
    let mut inside: Vec<bool> = Vec::with_capacity(memory.bundle.topics.len());
    for (place, topic) in memory.bundle.topics.iter().enumerate() {
        let below = topic.parent.is_some_and(|parent| inside.get(parent.0 as usize) == Some(&true));
        inside.push(below || place == root.0 as usize);
    }
    inside
}

/// The places at which a column says yes.
pub(super) fn places(column: &[bool]) -> impl Iterator<Item = usize> + '_ {
    column.iter().enumerate().filter_map(|(place, yes)| yes.then_some(place))
}
