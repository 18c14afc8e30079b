//! What the files of a part mean, asked for by what is needed of them.

use super::Archive;
use crate::Damage;
use crate::format::bodies::Ways;
use crate::format::cube::Half;
use crate::format::{self, Cell, Gone, Index, days, rows, titles};
use dossier_bundle::lean::ToList;
use dossier_bundle::{Item, Kind};
use std::ops::Range;
use std::sync::Arc;

/// The files of the cubes of a topic, or of the site, that have the items of a kind, or of both.
pub(super) fn cube_files(topic: Option<u16>, kind: Option<Kind>) -> Range<u32> {
    let first = topic.map_or(0, |topic| u32::from(topic) * 2 + 2);
    match kind {
        None => first..first + 2,
        Some(Kind::News) => first..first + 1,
        Some(Kind::Document) => first + 1..first + 2,
    }
}

const ROWS: Damage = Damage::of("its rows are not those of the index");
pub(super) const FEW: Damage = crate::format::bodies::OTHER;

impl Archive {
    /// The index of a part.
    pub(super) fn index(&self, part: u16) -> Option<Arc<Index>> {
        self.files.get(part, format::INDEX, 0, &|bytes| Index::read(bytes, self.files.items(part), self.bundle.types.len()))
    }

    /// The cells of a topic, or of the site, of one kind or of each.
    pub(super) fn cells(&self, part: u16, index: &Index, topic: Option<u16>, kind: Option<Kind>) -> Option<Vec<Arc<Half>>> {
        if kind.is_some() {
            return self.half(part, index, topic, kind).map(|half| vec![half]);
        }
        let (news, documents) = (self.half(part, index, topic, Some(Kind::News)), self.half(part, index, topic, Some(Kind::Document)));
        let (news, documents) = (news?, documents?);
        if !format::cube::agree(&news, &documents, index.buckets.len() as u32) {
            self.files.set_damage(format::CUBES, cube_files(topic, kind).start, ROWS);
            return None;
        }
        Some(vec![news, documents])
    }

    fn half(&self, part: u16, index: &Index, topic: Option<u16>, kind: Option<Kind>) -> Option<Arc<Half>> {
        let (buckets, all) = (index.buckets.len() as u32, index.rows(topic));
        self.files.get(part, format::CUBES, cube_files(topic, kind).start, &|bytes| {
            let half = format::cube::read(bytes, buckets, &index.keys, kind.unwrap_or(Kind::News))?;
            let fits = |cell: &Cell| cell.count <= index.buckets[cell.bucket as usize].count;
            if half.rows != all || !half.cells.iter().all(fits) { Err(ROWS) } else { Ok(half) }
        })
    }

    /// What is gone from a part.
    pub(super) fn gone(&self, part: u16, index: &Index) -> Option<Arc<Gone>> {
        match self.files.count(part, format::GONE) {
            0 => Some(Arc::default()),
            _ => self.files.get(part, format::GONE, 0, &|bytes| Gone::read(bytes, index)),
        }
    }

    /// The numbers of rows of a topic. `cells` are all that have one of them.
    pub(super) fn numbers(&self, (part, index): (u16, &Index), topic: Option<u16>, cells: &[Cell], wanted: Range<u32>) -> Option<Vec<u32>> {
        let Some(topic) = topic else { return Some(wanted.to_list()) };
        self.values((part, index), cells, wanted, (format::NUMBERS, &|row| index.numbers_file(topic, row)))
    }

    /// The places in newest order of rows of a topic, likewise.
    pub(super) fn places(&self, (part, index): (u16, &Index), topic: Option<u16>, cells: &[Cell], wanted: Range<u32>) -> Option<Vec<u32>> {
        self.values((part, index), cells, wanted, (format::PLACES, &|row| index.places_file(topic, row)))
    }

    fn values(
        &self,
        (part, index): (u16, &Index),
        cells: &[Cell],
        wanted: Range<u32>,
        (shelf, file): (&str, &dyn Fn(u32) -> (u32, Range<u32>)),
    ) -> Option<Vec<u32>> {
        let (mut values, mut complete) = (Vec::new(), true);
        let mut row = wanted.start;
        while row < wanted.end {
            let (place, held) = file(row);
            let ways = self.files.get(part, shelf, place, &|bytes| rows::read(bytes, held.len()));
            let read = ways.map(|ways| rows::values(&ways, held.start, row..wanted.end.min(held.end), cells, &index.buckets));
            // All files that are missing are noted before giving up.
            match read {
                Some(Ok(read)) => values.extend_from_slice(&read),
                Some(Err(damage)) => {
                    self.files.set_damage(shelf, place, damage);
                    complete = false;
                }
                None => complete = false,
            }
            row = held.end.max(row + 1);
        }
        complete.then_some(values)
    }

    /// Where the days of each bucket begin.
    pub(super) fn days(&self, part: u16, index: &Index) -> Option<Arc<days::Days>> {
        self.files.get(part, format::DAYS, 0, &|bytes| days::read(bytes, &index.buckets))
    }

    /// Rows in the order of titles, and how far their places are from their buckets' starts, from `entry` to the end of its file; the inner `None` if titles are not ordered so.
    pub(super) fn titles(&self, part: u16, index: &Index, alphabet: u8, topic: Option<u16>, entry: u32) -> Option<Option<Entries>> {
        let Some((place, held)) = index.titles_file(alphabet, topic, entry) else { return Some(None) };
        let pairs = self.files.get(part, format::TITLES, place, &|bytes| titles::read(bytes, held.len()))?;
        Some(Some(Entries { file: place, pairs, held }))
    }

    /// The items of a file of cards.
    pub(super) fn cards(&self, part: u16, place: u32, size: u32) -> Option<Arc<Vec<Arc<Item>>>> {
        let expected = self.items_of_block(part, place, size);
        self.files.get(part, format::CARDS, place, &|bytes| self.items(bytes, expected))
    }

    /// The ways on from an item, and the JSON of what it says besides its card.
    pub(super) fn body(&self, part: u16, place: u32) -> Option<(Ways, Vec<u8>)> {
        let size = self.index(part)?.body_block;
        let file = place / size;
        let bytes = self.files.bytes(part, format::BODIES, file)?;
        let count = self.items_of_block(part, file, size);
        let own = format::bodies::find(&bytes, count, self.files.items(part), (place % size) as usize);
        match own {
            Ok((ways, rest)) => Some((ways, rest.to_vec())),
            Err(damage) => {
                self.files.set_damage(format::BODIES, file, damage);
                None
            }
        }
    }

    /// So many items.
    fn items(&self, bytes: &[u8], expected: usize) -> Result<Vec<Arc<Item>>, Damage> {
        let (items, _) = dossier_bundle::parse_items(bytes, &self.bundle);
        if items.len() == expected { Ok(items) } else { Err(FEW) }
    }

    fn items_of_block(&self, part: u16, place: u32, size: u32) -> usize {
        self.files.items(part).saturating_sub(place.saturating_mul(size)).min(size) as usize
    }
}

/// A stretch of a list in the order of titles.
pub(super) struct Entries {
    pub(super) file: u32,
    pub(super) pairs: Arc<Vec<(u32, u32)>>,
    pub(super) held: Range<u32>,
}
