//! Facet counts: how many items there would be if a value were the only one chosen in its group.

use super::pick::pick;
use super::scan::{Failures, LANGUAGES, PUBLISHERS, Scan, TYPES, places};
use crate::Count;
use dossier_bundle::lean::ToList;
use dossier_bundle::lean::sort_by;
use dossier_bundle::{Language, PublisherIx, TypeIx};

/// The counts of all three groups.
pub(super) struct Facets {
    pub(super) types: Vec<Count<TypeIx>>,
    pub(super) publishers: Vec<Count<PublisherIx>>,
    pub(super) languages: Vec<Count<Language>>,
}

pub(super) fn count(scan: &Scan<'_>) -> Facets {
    let columns = &scan.memory.columns;
    let mut types = Tally::new(&scan.chosen.types);
    let mut publishers = Tally::new(&scan.chosen.publishers);
    let mut languages = Tally::new(&scan.chosen.languages);
    for item in places(&scan.present) {
        let passes = |own: Failures| scan.failures[item] & !own == 0;
        let (plain, seen) = (scan.plain[item], scan.seen[item]);
        if let Some(kind) = columns.type_of[item] {
            types.add(kind.0 as usize, plain, seen && passes(TYPES));
        }
        for publisher in columns.publishers.of(item) {
            publishers.add(*publisher as usize, plain, seen && passes(PUBLISHERS));
        }
        // A chosen language decides which version of a work is seen, so each language counts all of its own versions.
        languages.add(columns.language[item] as usize, true, passes(LANGUAGES));
    }
    Facets {
        types: types.counts(&scan.chosen.types, |place| TypeIx(place as u16)),
        publishers: publishers.counts(&scan.chosen.publishers, |place| PublisherIx(place as u16)),
        languages: languages.counts(&scan.chosen.languages, |place| columns.languages[place].clone()),
    }
}

/// The counts of one group under way, an entry for each value of its dictionary.
struct Tally {
    /// Whether it gets a row.
    shown: Vec<bool>,
    /// Items that have it, no filter applied: decides the order of rows.
    plain: Vec<u32>,
    /// Items that have it and pass the other filters.
    count: Vec<u32>,
}

impl Tally {
    /// A chosen value gets a row even where nothing has it, so that it can be taken away.
    fn new(chosen: &[bool]) -> Self {
        Self { shown: chosen.to_vec(), plain: vec![0; chosen.len()], count: vec![0; chosen.len()] }
    }

    fn add(&mut self, value: usize, plain: bool, counted: bool) {
        self.shown[value] = true;
        self.plain[value] += u32::from(plain);
        self.count[value] += u32::from(counted);
    }

    fn counts<T>(&self, chosen: &[bool], value: impl Fn(usize) -> T) -> Vec<Count<T>> {
        let rows = self.rows().into_iter().map(|row| row as usize);
        rows.map(|row| Count { value: value(row), count: self.count[row], chosen: chosen[row] }).to_list()
    }

    fn rows(&self) -> Vec<u32> {
        let mut rows = pick(self.shown.len(), &|row| self.shown[row]);
        sort_by(&mut rows, &|one, other| self.plain[other as usize].cmp(&self.plain[one as usize]));
        rows
    }
}
