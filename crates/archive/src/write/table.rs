//! All items as a table of small rows, with what they share kept once. Decides no order.

use super::entry::Entry;
use super::store::Store;
use crate::format::{When, ids};
use chrono::Datelike;
use dossier_bundle::{Kind, Language, PartialDate};
use std::collections::HashMap;
use std::hash::Hash;
use std::io;

/// What is known of an item without opening it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) date: Option<PartialDate>,
    pub(super) type_of: Option<u16>,
    /// Place of its set of publishers.
    pub(super) publishers: u32,
    /// Place of its list of topics.
    pub(super) topics: u32,
    /// Place of its language.
    pub(super) language: u32,
    pub(super) work: Option<u32>,
    /// Where its JSON is in the scratch pile, where what its card does not say begins in it, and where it ends; then come the texts of its
    /// words, so many bytes.
    start: u64,
    rest: u32,
    whole: u32,
    words: u32,
}

/// All items in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) titles: Texts,
    ids: Texts,
    renamed: HashMap<u32, String>,
    /// Sorted, without repeats.
    pub(super) publishers: Shared<Vec<u16>>,
    /// As written, without repeats.
    pub(super) topics: Shared<Vec<u16>>,
    /// In the order in which they first come.
    pub(super) languages: Shared<Language>,
}

impl Table {
    /// Adds an item.
    pub(super) fn add(&mut self, entry: &Entry, store: &dyn Store) -> io::Result<()> {
        let start = store.stow(&[entry.whole.as_slice(), &entry.words].concat())?;
        let mut publishers: Vec<u16> = entry.publishers.iter().map(|publisher| publisher.0).collect();
        publishers.sort_unstable();
        publishers.dedup();
        let mut topics: Vec<u16> = Vec::new();
        for topic in &entry.topics {
            if !topics.contains(&topic.0) {
                topics.push(topic.0);
            }
        }
        self.ids.push(&entry.id);
        self.titles.push(&entry.title);
        self.rows.push(Row {
            kind: entry.kind,
            date: entry.date,
            type_of: entry.type_of.map(|place| place.0),
            publishers: self.publishers.place(publishers),
            topics: self.topics.place(topics),
            language: self.languages.place(entry.language.clone()),
            work: entry.work,
            start,
            rest: entry.rest as u32,
            whole: entry.whole.len() as u32,
            words: entry.words.len() as u32,
        });
        Ok(())
    }

    /// Gives an item another id.
    pub(super) fn rename(&mut self, item: u32, id: String) {
        self.renamed.insert(item, id);
    }

    pub(super) fn id(&self, item: u32) -> &str {
        self.renamed.get(&item).map_or_else(|| self.ids.get(item), String::as_str)
    }

    pub(super) fn hash(&self, item: u32) -> u32 {
        ids::hash(self.id(item))
    }

    /// What the card of an item says after the id.
    pub(super) fn card(&self, item: u32, store: &dyn Store) -> io::Result<Vec<u8>> {
        let row = &self.rows[item as usize];
        let mut card = store.fetch(row.start, row.rest as usize)?;
        card.push(b'}');
        Ok(card)
    }

    /// What the item says besides, as an object; nothing if its card says all.
    pub(super) fn rest(&self, item: u32, store: &dyn Store) -> io::Result<Vec<u8>> {
        let row = &self.rows[item as usize];
        let mut rest = store.fetch(row.start + u64::from(row.rest), (row.whole - row.rest) as usize)?;
        // It begins with the comma after what the card says, or is the brace that ends both.
        match rest.first_mut().filter(|first| **first == b',') {
            Some(first) => *first = b'{',
            None => rest.clear(),
        }
        Ok(rest)
    }

    /// The texts in which the item's words stand.
    pub(super) fn words(&self, item: u32, store: &dyn Store) -> io::Result<Vec<u8>> {
        let row = &self.rows[item as usize];
        store.fetch(row.start + u64::from(row.whole), row.words as usize)
    }

    /// The language of an item.
    pub(super) fn language(&self, item: u32) -> &Language {
        &self.languages.values[self.rows[item as usize].language as usize]
    }
}

impl Row {
    /// Smaller for what stands earlier in newest order; equal where only the order of arrival decides.
    pub(super) fn newness(&self) -> u64 {
        let Some(date) = self.date else { return u64::MAX };
        let precision = match date {
            PartialDate::Day(_) => 0,
            PartialDate::Month(..) => 1,
            PartialDate::Year(_) => 2,
        };
        // Years are 1–9999, so days are positive and far below 2^31.
        u64::from(u32::MAX - self.day_number().unsigned_abs()) << 2 | precision
    }

    /// Its first day, counted from the Common Era; 0 without a date.
    pub(super) fn day_number(&self) -> i32 {
        self.date.map_or(0, |date| date.first_day().num_days_from_ce())
    }

    /// The day of the month of its first day; 0 without a date.
    pub(super) fn day_of_month(&self) -> u32 {
        self.date.map_or(0, |date| date.first_day().day())
    }

    /// What sort of bucket it stands in.
    pub(super) fn when(&self) -> When {
        let months = |year: u16, month: u32| u32::from(year) * 12 + month - 1;
        match self.date {
            None => When::Undated,
            Some(PartialDate::Year(year)) => When::Year(year),
            Some(PartialDate::Month(year, month)) => When::Month(months(year, u32::from(month))),
            Some(date @ PartialDate::Day(day)) => When::Days(months(date.year(), day.month())),
        }
    }
}

/// Many texts in one.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    pub(super) fn get(&self, place: u32) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place as usize - 1] };
        &self.all[start..self.ends[place as usize]]
    }
}

/// Values that many items share, each kept once, in the order in which they first came.
#[derive(Debug)]
pub(super) struct Shared<T> {
    pub(super) values: Vec<T>,
    places: HashMap<T, u32>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { values: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Shared<T> {
    /// The place of a value.
    pub(super) fn place(&mut self, value: T) -> u32 {
        if let Some(place) = self.places.get(&value) {
            return *place;
        }
        let place = self.values.len() as u32;
        self.values.push(value.clone());
        self.places.insert(value, place);
        place
    }
}
