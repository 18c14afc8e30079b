//! Cubes: how many items of a topic stand in each bucket under each key, news and documents apart, since most lists are of one kind.
//!
//! All of it goes through the coder. First come the totals of each bucket: of the kind, and of the other one, without which no row is known
//! by its number. Then how many items there are of each type, set of publishers and edition, and under these the total of each key. Then
//! each cell, bucket by bucket and key by key, where both still have something left. A count is coded under what the totals let expect of it;
//! chance says how likely each is, and the coder learns in what the content is otherwise.

mod counts;
#[cfg(test)]
mod tests;
#[cfg(feature = "write")]
mod write;

use super::Key;
use super::coder::{Decoder, Numbers};
use crate::Damage;
use counts::Counts;
use dossier_bundle::Kind;
use std::ops::Range;
#[cfg(feature = "write")]
pub use write::write;

/// A cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Place of the bucket.
    pub bucket: u32,
    /// Place of the key.
    pub key: u32,
    /// First row: how many items, of both kinds, stand in the cells before it.
    pub start: u32,
    /// How many items; at least 1.
    pub count: u32,
}

/// The cells of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Half {
    /// In order of bucket, then key.
    pub cells: Vec<Cell>,
    /// For each bucket, and for what would come after the last one, the place of its first cell.
    firsts: Vec<u32>,
    /// Items of both kinds.
    pub rows: u32,
}

impl Half {
    /// These cells over so many buckets.
    pub fn new(cells: Vec<Cell>, buckets: u32, rows: u32) -> Self {
        let mut firsts = Vec::with_capacity(buckets as usize + 1);
        for (place, cell) in (0..).zip(&cells) {
            while firsts.len() <= cell.bucket as usize {
                firsts.push(place);
            }
        }
        firsts.resize(buckets as usize + 1, cells.len() as u32);
        Self { cells, firsts, rows }
    }

    /// The cells of a bucket, and their rows.
    pub fn of_bucket(&self, bucket: u32) -> (&[Cell], Range<u32>) {
        let place = |bucket: u32| self.firsts[bucket as usize] as usize;
        let cells = &self.cells[place(bucket)..place(bucket + 1)];
        let start = cells.first().map_or(0, |cell| cell.start);
        (cells, start..cells.last().map_or(start, |cell| cell.start + cell.count))
    }
}

/// Most cells that are looked at; a cube of more is not read.
const MOST: u64 = 1 << 26;
/// Most cells that are not empty. One may cost far less than a byte, so what a file's bytes account for says too little.
const MOST_CELLS: usize = 1 << 22;
/// How many items are expected in a cell. These steps give the same on every machine.
fn expected(bucket: u32, key: u32, all: u64) -> f64 {
    f64::from(bucket) * f64::from(key) / all as f64
}

/// The keys of a kind.
fn of(keys: &[Key], kind: Kind) -> Range<usize> {
    let news = keys.partition_point(|key| key.kind == Kind::News);
    if kind == Kind::News { 0..news } else { news..keys.len() }
}

/// Sums over the keys of a kind: by type, then by set of publishers, then by edition.
struct Margins {
    sums: Vec<u32>,
    /// Where each sort begins, and the last one ends.
    starts: [usize; 4],
}

impl Margins {
    fn none(keys: &[Key]) -> Self {
        let mut starts = [0; 4];
        for key in keys {
            for (start, place) in starts[1..].iter_mut().zip(places(key)) {
                *start = (place + 1).max(*start);
            }
        }
        (1..4).for_each(|sort| starts[sort] += starts[sort - 1]);
        Self { sums: vec![0; starts[3]], starts }
    }

    fn expected(&self, key: &Key, all: u64) -> f64 {
        let mut expected = all as f64;
        for (start, place) in self.starts.iter().zip(places(key)) {
            expected *= f64::from(self.sums[start + place]) / all as f64;
        }
        expected
    }

    /// The sort of a sum.
    fn sort(&self, place: usize) -> usize {
        MARGINS + usize::from(place >= self.starts[1]) + usize::from(place >= self.starts[2])
    }
}

fn places(key: &Key) -> [usize; 3] {
    [key.type_of.map_or(0, |place| usize::from(place) + 1), key.publishers as usize, key.edition as usize]
}

/// Sorts of numbers among the totals: of a bucket by how long that of the one before was; of the other kind; margins.
const OTHERS: usize = 33;
const MARGINS: usize = 34;
const SORTS: usize = 37;

/// Reads the cube of a kind over `buckets` buckets and these keys, those of both kinds.
pub fn read(bytes: &[u8], buckets: u32, keys: &[Key], kind: Kind) -> Result<Half, Damage> {
    const TOTALS: Damage = Damage::of("its totals do not agree");
    let (places, mut decoder) = (of(keys, kind), Decoder::new(bytes));
    let own_keys = &keys[places.clone()];
    if u64::from(buckets) * own_keys.len() as u64 > MOST {
        return Err(TOTALS);
    }
    let mut numbers = vec![Numbers::UNKNOWN; SORTS];
    let (mut totals, mut all, mut rows, mut sort) = (Vec::new(), 0_u64, 0_u64, 0);
    for _ in 0..buckets {
        let own = numbers[sort].read(&mut decoder);
        let other = numbers[OTHERS].read(&mut decoder);
        sort = (own + 1).ilog2() as usize;
        all += u64::from(own);
        rows += u64::from(own) + u64::from(other);
        totals.push((own, other));
    }
    let mut margins = Margins::none(own_keys);
    for place in 0..margins.sums.len() {
        margins.sums[place] = numbers[margins.sort(place)].read(&mut decoder);
    }
    let mut counts = Counts::by_chance();
    let (mut rests, mut sum) = (Vec::new(), 0_u64);
    for (place, key) in places.zip(own_keys) {
        let expected = margins.expected(key, all.max(1));
        let total = if expected > 0.0 { counts.read(&mut decoder, expected, u32::MAX) } else { 0 };
        sum += u64::from(total);
        if total > 0 {
            rests.push((place as u32, total));
        }
    }
    if all != sum || rows > u64::from(u32::MAX) {
        return Err(TOTALS);
    }
    let mut cells = Vec::new();
    let (mut counts, mut row) = (Counts::by_chance(), 0);
    for (bucket, (own, other)) in (0..).zip(totals) {
        // News stand before documents.
        let mut start = if kind == Kind::News { row } else { row + other };
        row += own + other;
        let (mut rest, mut others) = (own, all);
        for (key, key_rest) in &mut rests {
            if rest == 0 {
                break;
            }
            let before = *key_rest;
            if before > 0 {
                let count = if u64::from(before) == others {
                    // The last key takes what the bucket has left.
                    if rest <= before { rest } else { return Err(TOTALS) }
                } else {
                    counts.read(&mut decoder, self::expected(rest, before, others), rest.min(before))
                };
                if count > 0 {
                    *key_rest -= count;
                    rest -= count;
                    if cells.len() == MOST_CELLS {
                        return Err(Damage::of("it has too many cells"));
                    }
                    cells.push(Cell { bucket, key: *key, start, count });
                    start += count;
                }
                others -= u64::from(before);
            }
        }
        if rest > 0 {
            return Err(TOTALS);
        }
        all -= u64::from(own);
    }
    Ok(Half::new(cells, buckets, rows as u32))
}

/// Whether both halves are of the same cube: in each bucket the rows of the one end where those of the other begin.
pub fn agree(news: &Half, documents: &Half, buckets: u32) -> bool {
    let mut row = 0;
    for bucket in 0..buckets {
        for half in [news, documents] {
            let (_, rows) = half.of_bucket(bucket);
            if !rows.is_empty() && rows.start != row {
                return false;
            }
            row = rows.end.max(row);
        }
    }
    row == news.rows && row == documents.rows
}

/// Both halves as one; none if they are not of the same cube.
#[cfg(feature = "write")]
pub fn joined(news: &Half, documents: &Half) -> Option<Vec<Cell>> {
    let mut cells: Vec<Cell> = news.cells.iter().chain(&documents.cells).copied().collect();
    cells.sort_by_key(|cell| cell.start);
    let mut row = 0;
    for cell in &cells {
        if cell.start != row {
            return None;
        }
        row += cell.count;
    }
    let in_order = cells.is_sorted_by_key(|cell| (cell.bucket, cell.key));
    (in_order && row == news.rows && row == documents.rows).then_some(cells)
}
