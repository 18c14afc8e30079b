//! What a question asks of a part, as flags on its keys and buckets.

use crate::format::{Bucket, Index, When};
use chrono::{Datelike, NaiveDate};
use dossier_bundle::lean::ToList;
use dossier_bundle::{Bundle, Language};
use dossier_query::{Question, language_rank};
use std::ops::Range;

/// Which filters an item fails: a sum of these.
pub(super) type Failures = u8;
pub(super) const DATES: Failures = 1;
pub(super) const TYPES: Failures = 2;
pub(super) const PUBLISHERS: Failures = 4;
pub(super) const LANGUAGES: Failures = 8;
pub(super) const TEXT: Failures = 16;

/// The question as places in the dictionaries. The same for all parts.
pub(super) struct Chosen {
    /// First day, and the day after the last; none without a date filter.
    pub(super) days: Option<(i32, i32)>,
    pub(super) types: Vec<bool>,
    pub(super) publishers: Vec<bool>,
    pub(super) any_type: bool,
    pub(super) any_publisher: bool,
    pub(super) languages: Vec<Language>,
}

/// What is asked of the items of a key.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KeyState {
    /// Whether they are the versions seen when no language is chosen.
    pub(super) plain: bool,
    /// Whether they are the versions seen.
    pub(super) seen: bool,
    pub(super) failures: Failures,
}

impl KeyState {
    /// Whether they are in the list, if dates and words allow it.
    pub(super) fn passes(self) -> bool {
        self.seen && self.failures == 0
    }
}

/// How a bucket stands to the range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Inside,
    Outside,
    /// Some of its days are inside.
    Edge,
}

impl Chosen {
    pub(super) fn new(bundle: &Bundle, question: &Question, today: NaiveDate) -> Self {
        let filters = &question.filters;
        let (from, to) = filters.dates.days(today, bundle.site.session_start);
        let number = |day: NaiveDate| day.num_days_from_ce();
        Self {
            days: (from.is_some() || to.is_some()).then(|| (from.map_or(i32::MIN, number), to.map_or(i32::MAX, number))),
            types: bundle.types.iter().map(|of| filters.types.contains(&of.id)).to_list(),
            publishers: bundle.publishers.iter().map(|of| filters.publishers.contains(&of.id)).to_list(),
            any_type: filters.types.is_empty(),
            any_publisher: filters.publishers.is_empty(),
            languages: filters.languages.clone(),
        }
    }

    /// What is asked of each key of a part.
    pub(super) fn keys(&self, bundle: &Bundle, question: &Question, index: &Index) -> Vec<KeyState> {
        let rank = |place: u32| {
            let language = &index.languages[place as usize];
            (language_rank(&bundle.site, &question.language, language), language)
        };
        let chosen = |place: &u32| self.languages.is_empty() || self.languages.contains(&index.languages[*place as usize]);
        let editions: Vec<KeyState> = index
            .editions
            .iter()
            .map(|edition| {
                let nearest = |may_be: &dyn Fn(&u32) -> bool| {
                    let mut nearest: Option<u32> = None;
                    for place in &edition.of {
                        if may_be(place) && nearest.is_none_or(|other| rank(*place) < rank(other)) {
                            nearest = Some(*place);
                        }
                    }
                    nearest == Some(edition.language)
                };
                KeyState {
                    plain: nearest(&|_| true),
                    seen: nearest(&chosen),
                    failures: if chosen(&edition.language) { 0 } else { LANGUAGES },
                }
            })
            .to_list();
        let states = index.keys.iter().map(|key| {
            let edition = editions[key.edition as usize];
            let typed = self.any_type || key.type_of.is_some_and(|of| self.types.get(usize::from(of)) == Some(&true));
            let mut publishers = index.publishers[key.publishers as usize].iter();
            let published = self.any_publisher || publishers.any(|of| self.publishers.get(usize::from(*of)) == Some(&true));
            let failed = |failure, passed: bool| if passed { 0 } else { failure };
            KeyState { failures: edition.failures | failed(TYPES, typed) | failed(PUBLISHERS, published), ..edition }
        });
        states.to_list()
    }

    /// How a bucket stands to the dates chosen.
    pub(super) fn bucket(&self, bucket: &Bucket) -> Reach {
        let Some((from, to)) = self.days else { return Reach::Inside };
        let Some((first, end)) = days_of(bucket.when) else { return Reach::Outside };
        if from >= to || to <= first || end <= from {
            Reach::Outside
        } else if matches!(bucket.when, When::Days(_)) && (first < from || to < end) {
            Reach::Edge
        } else {
            Reach::Inside
        }
    }

    /// The places of a bucket of days that are inside, where it is at the edge.
    pub(super) fn inside(&self, bucket: &Bucket, starts: &[u32]) -> Range<u32> {
        let (Some((from, to)), Some((first, end))) = (self.days, days_of(bucket.when)) else { return 0..0 };
        // Days of the month from 1; the latest stands first.
        let low = (from.max(first).abs_diff(first) + 1) as usize;
        let high = to.min(end).abs_diff(first) as usize;
        let start = |day: usize| starts.get(31 - day.min(31)).copied().unwrap_or_default();
        start(high)..start(low - 1)
    }
}

/// The first day of what is known of a bucket, and the day after the last one.
pub(super) fn days_of(when: When) -> Option<(i32, i32)> {
    let month_start = |month: u32| {
        NaiveDate::from_ymd_opt(i32::try_from(month / 12).unwrap_or(i32::MAX), month % 12 + 1, 1)
            .map_or(i32::MAX, |day| day.num_days_from_ce())
    };
    match when {
        When::Days(month) | When::Month(month) => Some((month_start(month), month_start(month + 1))),
        When::Year(year) => Some((month_start(u32::from(year) * 12), month_start(u32::from(year) * 12 + 12))),
        When::Undated => None,
    }
}
