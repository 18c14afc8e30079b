//! What answers read of an item, laid out flat: numbers instead of names, days instead of dates.

use chrono::{Datelike, NaiveDate};
use dossier_bundle::lean::Places;
use dossier_bundle::{Bundle, Kind, Language, PartialDate, TypeIx};

/// One entry for each item of the bundle.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) kind: Vec<Kind>,
    /// First day it may mean, counted from the Common Era; [`UNDATED`] without a date.
    pub(super) first: Vec<i32>,
    /// The day after the last one it may mean; [`UNDATED`] without a date.
    pub(super) end: Vec<i32>,
    pub(super) when: Vec<When>,
    pub(super) type_of: Vec<Option<TypeIx>>,
    pub(super) publishers: Lists,
    pub(super) topics: Lists,
    /// Place in `languages`.
    pub(super) language: Vec<u32>,
    /// The languages of items in the order in which they first occur.
    pub(super) languages: Vec<Language>,
    /// The first day of the newest item; [`UNDATED`] if no item has a date.
    pub(super) newest: i32,
}

/// The day of an item without a date: before every other.
pub(super) const UNDATED: i32 = i32::MIN;

/// Where an item stands in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Nowhere.
    Undated,
    /// In a year.
    Year(u16),
    /// In a month, counted from January of year 0.
    Month(u32),
}

impl Columns {
    pub(super) fn new(bundle: &Bundle) -> Self {
        let items = &bundle.items;
        let first: Vec<i32> = items.iter().map(|item| item.date.map_or(UNDATED, |date| day_number(date.days().start))).collect();
        let (language, languages) = languages(bundle);
        Self {
            kind: items.iter().map(|item| item.kind).collect(),
            newest: first.iter().copied().max().unwrap_or(UNDATED),
            first,
            end: items.iter().map(|item| item.date.map_or(UNDATED, |date| day_number(date.days().end))).collect(),
            when: items.iter().map(|item| item.date.map_or(When::Undated, When::of)).collect(),
            type_of: items.iter().map(|item| item.type_ix).collect(),
            publishers: Lists::new(items.len(), &|item, list| items[item].publishers.iter().for_each(|ix| list(ix.0))),
            topics: Lists::new(items.len(), &|item, list| items[item].topics.iter().for_each(|ix| list(ix.0))),
            language,
            languages,
        }
    }

    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.kind.len()
    }
}

/// A day as a number.
pub(super) fn day_number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

impl When {
    fn of(date: PartialDate) -> Self {
        let year = date.year();
        date.month().map_or(Self::Year(year), |month| Self::Month(u32::from(year) * 12 + u32::from(month) - 1))
    }
}

/// Each item's language as a place among all languages, and those languages.
fn languages(bundle: &Bundle) -> (Vec<u32>, Vec<Language>) {
    let mut places = Places::default();
    let mut languages = Vec::new();
    let mut place_of = |language: &'_ Language| {
        let next = languages.len() as u32;
        if places.add(language.as_str(), next) {
            languages.push(language.clone());
            return next;
        }
        places.get(language.as_str()).unwrap_or_default()
    };
    let column = bundle.items.iter().map(|item| place_of(&item.language)).collect();
    (column, languages)
}

/// A short list of numbers for each item, without repeats.
#[derive(Debug)]
pub(super) struct Lists {
    ends: Vec<u32>,
    values: Vec<u16>,
}

impl Lists {
    /// `each` hands over the numbers of one item.
    fn new(items: usize, each: &dyn Fn(usize, &mut dyn FnMut(u16))) -> Self {
        let mut made = Self { ends: Vec::new(), values: Vec::new() };
        for item in 0..items {
            let start = made.values.len();
            each(item, &mut |value| {
                if !made.values[start..].contains(&value) {
                    made.values.push(value);
                }
            });
            made.ends.push(made.values.len() as u32);
        }
        made
    }

    /// The list of one item.
    pub(super) fn of(&self, item: usize) -> &[u16] {
        let start = if item == 0 { 0 } else { self.ends[item - 1] };
        &self.values[start as usize..self.ends[item] as usize]
    }
}
