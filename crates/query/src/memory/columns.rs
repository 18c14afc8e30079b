//! What answers read of an item, laid out flat: numbers instead of names, days instead of dates.

use super::pick::pick;
use chrono::{Datelike, NaiveDate};
use dossier_bundle::lean::{Places, sort_by};
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
    /// The languages of items in the order of their tags.
    pub(super) languages: Vec<Language>,
    /// All items in the order that ends every tie: the newest first day first, of those the more precise date, then the bundle's
    /// order; undated ones last.
    pub(super) newest: Vec<u32>,
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
        let mut columns = Self {
            kind: Vec::new(),
            first: Vec::new(),
            end: Vec::new(),
            when: Vec::new(),
            type_of: Vec::new(),
            publishers: Lists::default(),
            topics: Lists::default(),
            language: Vec::new(),
            languages: Vec::new(),
            newest: Vec::new(),
        };
        let mut places = Places::default();
        for item in &bundle.items {
            let days = item.date.map(PartialDate::days);
            let first = days.as_ref().map_or(UNDATED, |days| day_number(days.start));
            columns.kind.push(item.kind);
            columns.first.push(first);
            columns.end.push(days.map_or(UNDATED, |days| day_number(days.end)));
            columns.when.push(item.date.map_or(When::Undated, When::of));
            columns.type_of.push(item.type_ix);
            item.publishers.iter().for_each(|publisher| columns.publishers.add(publisher.0));
            columns.publishers.end();
            item.topics.iter().for_each(|topic| columns.topics.add(topic.0));
            columns.topics.end();
            let next = columns.languages.len() as u32;
            if places.add(item.language.as_str(), next) {
                columns.languages.push(item.language.clone());
            }
            columns.language.push(places.get(item.language.as_str()).unwrap_or(next));
        }
        columns.order_languages();
        let (first, end) = (&columns.first, &columns.end);
        columns.newest = pick(columns.len(), &|_| true);
        sort_by(&mut columns.newest, &|one, other| {
            let (one, other) = (one as usize, other as usize);
            first[other].cmp(&first[one]).then(end[one].cmp(&end[other]))
        });
        columns
    }

    /// Puts the languages, found in the order of items, in that of their tags.
    fn order_languages(&mut self) {
        let found = std::mem::take(&mut self.languages);
        let mut order = pick(found.len(), &|_| true);
        sort_by(&mut order, &|one, other| found[one as usize].cmp(&found[other as usize]));
        let mut places = vec![0; found.len()];
        for (place, language) in (0..).zip(order) {
            places[language as usize] = place;
            self.languages.push(found[language as usize].clone());
        }
        for language in &mut self.language {
            *language = places[*language as usize];
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

/// A short list of numbers for each item, without repeats.
#[derive(Debug, Default)]
pub(super) struct Lists {
    ends: Vec<u32>,
    values: Vec<u16>,
}

impl Lists {
    /// Adds to the list of the next item, unless it is there.
    fn add(&mut self, value: u16) {
        let start = self.ends.last().map_or(0, |end| *end as usize);
        if !self.values[start..].contains(&value) {
            self.values.push(value);
        }
    }

    /// Ends the list of the next item.
    fn end(&mut self) {
        self.ends.push(self.values.len() as u32);
    }

    /// The list of one item.
    pub(super) fn of(&self, item: usize) -> &[u16] {
        let start = if item == 0 { 0 } else { self.ends[item - 1] };
        &self.values[start as usize..self.ends[item] as usize]
    }
}
