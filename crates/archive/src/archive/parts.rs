//! What the files of a part mean, asked for by what is needed of them.

use super::Archive;
use crate::format::bodies::Ways;
use crate::format::{self, Cell, Gone, Index, days, rows, titles};
use crate::{Damage, Take};
use dossier_bundle::Item;
use dossier_bundle::lean::ToList;
use std::ops::Range;
use std::sync::Arc;

const FEW: Damage = Damage("it has other items than it should");

impl Archive {
    /// The index of a part.
    pub(super) fn index(&self, part: u16) -> Option<Arc<Index>> {
        self.files.get(part, format::INDEX, 0, &|bytes| Index::read(bytes, self.files.items(part), self.bundle.types.len()))
    }

    /// The cells of a topic, or of the site.
    pub(super) fn cells(&self, part: u16, index: &Index, topic: Option<u16>) -> Option<Arc<Vec<Cell>>> {
        let (buckets, keys, all) = (index.buckets.len() as u32, index.keys.len() as u32, index.rows(topic));
        let place = topic.map_or(0, |topic| u32::from(topic) + 1);
        self.files.get(part, format::CUBES, place, &|bytes| {
            let cells = format::cube::read(Take(bytes), buckets, keys)?;
            let fits = |cell: &Cell| cell.count <= index.buckets[cell.bucket as usize].count;
            if cells.last().map_or(0, |last| last.start + last.count) != all || !cells.iter().all(fits) {
                return Err(Damage("its rows are not those of the index"));
            }
            Ok(cells)
        })
    }

    /// What is gone from a part.
    pub(super) fn gone(&self, part: u16, index: &Index) -> Option<Arc<Gone>> {
        match self.files.count(part, format::GONE) {
            0 => Some(Arc::default()),
            _ => self.files.get(part, format::GONE, 0, &|bytes| Gone::read(bytes, index)),
        }
    }

    /// The cells of what is there of a topic, or of the site.
    pub(super) fn living(&self, part: u16, index: &Index, topic: Option<u16>) -> Option<Arc<Vec<Cell>>> {
        let (cells, gone) = (self.cells(part, index, topic), self.gone(part, index));
        let (cells, gone) = (cells?, gone?);
        Some(if gone.of(topic).is_empty() { cells } else { Arc::new(gone.spare(&cells, topic)) })
    }

    /// The numbers of rows of a topic.
    pub(super) fn numbers(&self, part: u16, index: &Index, topic: Option<u16>, wanted: Range<u32>) -> Option<Vec<u32>> {
        let Some(topic) = topic else { return Some(wanted.to_list()) };
        let cells = self.cells(part, index, Some(topic))?;
        self.values(part, index, &cells, wanted, (format::NUMBERS, &|row| index.numbers_file(topic, row)))
    }

    /// The places in newest order of rows of a topic.
    pub(super) fn places(&self, part: u16, index: &Index, topic: Option<u16>, wanted: Range<u32>) -> Option<Vec<u32>> {
        let cells = self.cells(part, index, topic)?;
        self.values(part, index, &cells, wanted, (format::PLACES, &|row| index.places_file(topic, row)))
    }

    fn values(
        &self,
        part: u16,
        index: &Index,
        cells: &[Cell],
        wanted: Range<u32>,
        (shelf, file): (&str, &dyn Fn(u32) -> (u32, Range<u32>)),
    ) -> Option<Vec<u32>> {
        let (mut values, mut complete) = (Vec::new(), true);
        let mut row = wanted.start;
        while row < wanted.end {
            let (place, held) = file(row);
            let numbers = self.files.get(part, shelf, place, &|bytes| rows::read(bytes, held.clone(), cells, &index.buckets));
            let inside = (row - held.start) as usize..wanted.end.min(held.end).saturating_sub(held.start) as usize;
            // All files that are missing are noted before giving up.
            match numbers.as_ref().and_then(|numbers| numbers.get(inside)) {
                Some(numbers) => values.extend_from_slice(numbers),
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

    /// Rows and places in the order of titles, from `entry` to the end of its file; the inner `None` if titles are not ordered so.
    pub(super) fn titles(&self, part: u16, index: &Index, alphabet: u8, topic: Option<u16>, entry: u32) -> Option<Option<Entries>> {
        let Some((place, held)) = index.titles_file(alphabet, topic, entry) else { return Some(None) };
        let cells = self.cells(part, index, topic)?;
        let read = &|bytes: &[u8]| titles::read(bytes, held.len(), &cells, &index.buckets);
        let pairs = self.files.get(part, format::TITLES, place, read)?;
        Some(Some(Entries { pairs, held }))
    }

    /// The items of a file of cards.
    pub(super) fn cards(&self, part: u16, place: u32, size: u32) -> Option<Arc<Vec<Arc<Item>>>> {
        let expected = self.items_of_block(part, place, size);
        self.files.get(part, format::CARDS, place, &|bytes| self.items(bytes, expected))
    }

    /// What `read` makes of the ways on from an item, and of what it says besides its card.
    pub(super) fn body<T>(&self, part: u16, place: u32, read: &dyn Fn(Ways, &[u8]) -> Result<T, Damage>) -> Option<T> {
        let size = self.index(part)?.body_block;
        let file = place / size;
        let bytes = self.files.bytes(part, format::BODIES, file)?;
        let pack = format::bodies::read(&bytes, self.items_of_block(part, file, size), self.files.items(part));
        let own = pack.and_then(|mut pack| {
            let (ways, rest) = std::mem::take(pack.get_mut((place % size) as usize).ok_or(FEW)?);
            read(ways, rest)
        });
        match own {
            Ok(own) => Some(own),
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
    pub(super) pairs: Arc<Vec<(u32, u32)>>,
    pub(super) held: Range<u32>,
}
