//! Items of a part that are no longer there, or stand in a later part as they are now: the part's own files still have them.

use super::Cell;
use super::index::{Index, list};
use crate::{Damage, Take};

/// What is gone from a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// Their places, ascending.
    pub places: Vec<u32>,
    /// Their rows, ascending: of the site, which are their numbers; then of each topic.
    pub rows: Vec<Vec<u32>>,
    /// Places of languages in the index that no other item has, ascending.
    pub languages: Vec<u32>,
}

impl Gone {
    /// Reads what is gone from the part with this index.
    pub fn read(bytes: &[u8], index: &Index) -> Result<Self, Damage> {
        let mut take = Take(bytes);
        let mut gone = Self { places: list(&mut take, index.items())?, ..Self::default() };
        for topic in lists(index) {
            gone.rows.push(list(&mut take, index.rows(topic))?);
        }
        gone.languages = list(&mut take, index.languages.len() as u32)?;
        take.end()?;
        let same = gone.rows.first().map_or(0, Vec::len) == gone.places.len();
        if same { Ok(gone) } else { Err(Damage::of("what is gone has other places than numbers")) }
    }

    /// Whether what stands at a place is gone.
    pub fn has(&self, place: u32) -> bool {
        self.places.binary_search(&place).is_ok()
    }

    /// Its rows of a topic, or of the site.
    pub fn of(&self, topic: Option<u16>) -> &[u32] {
        let list = topic.map_or(0, |topic| usize::from(topic) + 1);
        self.rows.get(list).map_or(&[], Vec::as_slice)
    }

    /// Some or all cells of a topic without the rows that are gone: a cell falls apart where one is taken out of it.
    pub fn spare(&self, cells: &[Cell], topic: Option<u16>) -> Vec<Cell> {
        let mut left = Vec::with_capacity(cells.len());
        let mut rows = self.of(topic);
        for cell in cells {
            let (mut start, end) = (cell.start, cell.start + cell.count);
            // Rows before it are those of other cells, which need not be here.
            rows = &rows[rows.partition_point(|row| *row < start)..];
            while let Some((row, rest)) = rows.split_first().filter(|(row, _)| **row < end) {
                if *row > start {
                    left.push(Cell { start, count: row - start, ..*cell });
                }
                start = row + 1;
                rows = rest;
            }
            if start < end {
                left.push(Cell { start, count: end - start, ..*cell });
            }
        }
        left
    }

    /// Writes it.
    #[cfg(feature = "write")]
    pub fn write(&self, put: &mut crate::Put) {
        super::positions::write(&self.places, put);
        self.rows.iter().for_each(|rows| super::positions::write(rows, put));
        super::positions::write(&self.languages, put);
    }
}

/// The site, then each topic of a part.
pub(crate) fn lists(index: &Index) -> impl Iterator<Item = Option<u16>> {
    std::iter::once(None).chain((0..index.topics.len() as u16).map(Some))
}

#[cfg(test)]
mod tests {
    use super::super::{Bucket, When};
    use super::*;
    use crate::Put;
    use dossier_bundle::Language;
    use proptest::prelude::*;

    fn index(items: u32, topics: &[u32]) -> Index {
        let bucket = Bucket { when: When::Undated, start: 0, count: items };
        Index { buckets: vec![bucket], topics: topics.to_vec(), languages: vec![Language::ENGLISH], ..Index::default() }
    }

    #[test]
    fn it_comes_back() {
        let gone = Gone { places: vec![0, 7], rows: vec![vec![3, 4], vec![], vec![1]], languages: vec![0] };
        let mut put = Put::default();
        gone.write(&mut put);
        assert_eq!(Gone::read(&put.0, &index(8, &[0, 2])), Ok(gone));
        for (items, topics) in [(7, &[0, 2][..]), (8, &[0, 1]), (8, &[0]), (8, &[0, 2, 0])] {
            assert!(Gone::read(&put.0, &index(items, topics)).is_err(), "{items} {topics:?}");
        }
        let mut put = Put::default();
        Gone { places: vec![0, 7], rows: vec![vec![3]], languages: vec![] }.write(&mut put);
        assert!(Gone::read(&put.0, &index(8, &[])).is_err());
    }

    proptest! {
        #[test]
        fn cells_spare_what_is_gone(counts in proptest::collection::vec(1..6u32, 1..9), gone in proptest::collection::btree_set(0..40u32, 0..40)) {
            let mut start = 0;
            let cells: Vec<Cell> = (0..).zip(&counts).map(|(key, count)| {
                start += count;
                Cell { bucket: key / 3, key, start: start - count, count: *count }
            }).collect();
            let rows_of = |cells: &[Cell]| -> Vec<(u32, u32)> {
                cells.iter().flat_map(|cell| (cell.start..cell.start + cell.count).map(|row| (row, cell.key))).collect()
            };
            let named = Gone { rows: vec![gone.iter().copied().collect()], ..Gone::default() };
            // Of one kind there is only some of the cells.
            let some: Vec<Cell> = cells.iter().copied().filter(|cell| cell.key % 2 == 1).collect();
            for cells in [cells, some] {
                let spared = named.spare(&cells, None);
                let mut expected = rows_of(&cells);
                expected.retain(|(row, _)| !gone.contains(row));
                prop_assert!(spared.iter().all(|cell| cell.count > 0));
                prop_assert_eq!(rows_of(&spared), expected);
            }
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, items in 0..50u32, topics in proptest::collection::vec(0..50u32, 0..4)) {
            let _ = Gone::read(&bytes, &index(items, &topics));
        }
    }
}
