//! Cubes: how many items of a topic stand in each bucket under each key.
//!
//! First come the totals: of each bucket, then of each key that occurs. Then each cell of the table, bucket by bucket and key by key, where
//! both still have something left. A count is coded under what the totals let expect of it: bucket's rest times key's rest by the
//! rest of all. So a cell that could have been guessed takes a small part of a bit.

use super::coder::{Belief, Decoder};
use crate::{Damage, Take};

/// A cell that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Place of the bucket.
    pub bucket: u32,
    /// Place of the key.
    pub key: u32,
    /// First row: how many items stand in the cells before it.
    pub start: u32,
    /// How many items; at least 1.
    pub count: u32,
}

/// Most cells that are looked at; a cube of more is not read.
const MOST: u64 = 1 << 26;
/// Most cells that are not empty. One may cost far less than a byte, so what a file's bytes account for says too little.
const MOST_CELLS: usize = 1 << 22;
/// Steps of a count that have a belief of their own; beyond them its length is coded.
const STEPS: usize = 10;
/// Expectations told apart: quarters of a power of two.
const CONTEXTS: usize = 160;

/// The beliefs about counts, by what is expected.
struct Beliefs {
    steps: Vec<[Belief; STEPS]>,
    lengths: [Belief; 32],
    bits: [Belief; 32],
}

impl Beliefs {
    fn new() -> Self {
        Self { steps: vec![[Belief::EVEN; STEPS]; CONTEXTS], lengths: [Belief::EVEN; 32], bits: [Belief::EVEN; 32] }
    }

    /// The step beliefs for a cell, by the items expected in it.
    fn expecting(&mut self, bucket: u32, key: u32, all: u64) -> &mut [Belief; STEPS] {
        // In 4,096ths of an item. No archive has more than 2^31 items, so the product fits.
        let product = u64::from(bucket) * u64::from(key);
        let all = all.max(1);
        let expected = (if product < 1 << 52 { (product << 12) / all } else { (product / all) << 12 }).max(1);
        let power = expected.ilog2() as usize;
        let quarter = if power >= 2 { (expected >> (power - 2)) as usize & 3 } else { 0 };
        &mut self.steps[(power * 4 + quarter).min(CONTEXTS - 1)]
    }
}

/// Reads a cube over `buckets` buckets and `keys` keys. The cells come in order of bucket, then key.
pub fn read(mut take: Take<'_>, buckets: u32, keys: u32) -> Result<Vec<Cell>, Damage> {
    let mut bucket_rests = Vec::new();
    let mut all = 0_u64;
    for _ in 0..buckets {
        let total = take.number()?;
        all += u64::from(total);
        bucket_rests.push(total);
    }
    let mut key_rests: Vec<(u32, u32)> = Vec::new();
    let mut key_sum = 0_u64;
    let mut next = 0_u32;
    for _ in 0..take.count()? {
        let key = take.number()?.checked_add(next).filter(|key| *key < keys).ok_or(Damage("a key is out of range"))?;
        let total = take.number()?;
        key_sum += u64::from(total);
        key_rests.push((key, total));
        next = key + 1;
    }
    if all != key_sum || all > u64::from(u32::MAX) || u64::from(buckets) * key_rests.len() as u64 > MOST {
        return Err(Damage("its totals do not agree"));
    }
    let mut decoder = Decoder::new(take.0);
    let mut beliefs = Beliefs::new();
    let (mut cells, mut start) = (Vec::new(), 0);
    for (bucket, rest) in (0..).zip(bucket_rests) {
        let mut bucket_rest = rest;
        let mut others = all;
        for (key, key_rest) in &mut key_rests {
            if bucket_rest == 0 {
                break;
            }
            let before = *key_rest;
            if before > 0 {
                let count = count(&mut decoder, &mut beliefs, (bucket_rest, before, others))?;
                if count > 0 {
                    *key_rest -= count;
                    bucket_rest -= count;
                    if cells.len() == MOST_CELLS {
                        return Err(Damage("it has too many cells"));
                    }
                    cells.push(Cell { bucket, key: *key, start, count });
                    start += count;
                }
                others -= u64::from(before);
            }
        }
        if bucket_rest > 0 {
            return Err(Damage("its totals do not add up"));
        }
        all -= u64::from(rest);
    }
    Ok(cells)
}

/// One count, of which no more than the rests of its bucket and key are possible.
fn count(decoder: &mut Decoder<'_>, beliefs: &mut Beliefs, (bucket, key, all): (u32, u32, u64)) -> Result<u32, Damage> {
    let most = bucket.min(key);
    if u64::from(key) == all {
        // The last key takes what the bucket has left.
        return if bucket <= key { Ok(bucket) } else { Err(Damage("its totals do not add up")) };
    }
    let mut count = 0;
    for belief in beliefs.expecting(bucket, key, all) {
        if count == most || !decoder.bit(belief) {
            return Ok(count);
        }
        count += 1;
    }
    // What lies beyond the steps, plus one: how many bits it has, then the bits below the highest.
    let mut length = 0;
    while length < 31 && decoder.bit(&mut beliefs.lengths[length]) {
        length += 1;
    }
    let mut beyond = 1_u32;
    for place in (0..length).rev() {
        beyond = beyond << 1 | u32::from(decoder.bit(&mut beliefs.bits[place]));
    }
    let count = u64::from(count) + u64::from(beyond) - 1;
    if count > u64::from(most) { Err(Damage("a count is too large")) } else { Ok(count as u32) }
}

/// Writes a cube of `buckets` buckets. `cells` come in order of bucket, then key, none empty.
#[cfg(feature = "write")]
pub fn write(cells: &[Cell], buckets: u32, put: &mut crate::Put) {
    let mut bucket_rests = vec![0_u32; buckets as usize];
    let mut key_rests = std::collections::BTreeMap::<u32, u32>::new();
    for cell in cells {
        bucket_rests[cell.bucket as usize] += cell.count;
        *key_rests.entry(cell.key).or_default() += cell.count;
    }
    let mut all: u64 = bucket_rests.iter().copied().map(u64::from).sum();
    bucket_rests.iter().for_each(|total| put.number(*total));
    put.number(key_rests.len() as u32);
    let mut next = 0;
    for (key, total) in &key_rests {
        put.number(key - next);
        put.number(*total);
        next = key + 1;
    }
    let mut key_rests: Vec<(u32, u32)> = key_rests.into_iter().collect();
    let mut encoder = super::coder::Encoder::default();
    let mut beliefs = Beliefs::new();
    let mut cells = cells.iter().peekable();
    for (bucket, rest) in (0..).zip(bucket_rests) {
        let mut bucket_rest = rest;
        let mut others = all;
        for (key, key_rest) in &mut key_rests {
            if bucket_rest == 0 {
                break;
            }
            let before = *key_rest;
            if before > 0 {
                let count = cells.next_if(|cell| (cell.bucket, cell.key) == (bucket, *key)).map_or(0, |cell| cell.count);
                write_count(count, &mut encoder, &mut beliefs, (bucket_rest, before, others));
                *key_rest -= count;
                bucket_rest -= count;
                others -= u64::from(before);
            }
        }
        all -= u64::from(rest);
    }
    put.0.extend(encoder.finish());
}

#[cfg(feature = "write")]
fn write_count(count: u32, encoder: &mut super::coder::Encoder, beliefs: &mut Beliefs, (bucket, key, all): (u32, u32, u64)) {
    if u64::from(key) == all {
        return;
    }
    let most = bucket.min(key);
    for (step, belief) in (0..).zip(beliefs.expecting(bucket, key, all)) {
        if step == most {
            return;
        }
        encoder.bit(belief, step < count);
        if step == count {
            return;
        }
    }
    let beyond = count - STEPS as u32 + 1;
    let length = beyond.ilog2() as usize;
    for place in 0..length.min(31) {
        encoder.bit(&mut beliefs.lengths[place], true);
    }
    if length < 31 {
        encoder.bit(&mut beliefs.lengths[length], false);
    }
    for place in (0..length).rev() {
        encoder.bit(&mut beliefs.bits[place], beyond >> place & 1 == 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn cells(counts: &BTreeMap<(u32, u32), u32>) -> Vec<Cell> {
        let mut start = 0;
        counts
            .iter()
            .map(|((bucket, key), count)| {
                start += count;
                Cell { bucket: *bucket, key: *key, start: start - count, count: *count }
            })
            .collect()
    }

    proptest! {
        #[test]
        fn cells_come_back(
            counts in proptest::collection::btree_map((0..12u32, 0..9u32), prop_oneof![1..4u32, 1..40u32, 1..3_000_000u32], 0..60),
        ) {
            let cells = cells(&counts);
            let mut put = Put::default();
            write(&cells, 12, &mut put);
            prop_assert_eq!(read(Take(&put.0), 12, 9), Ok(cells));
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, buckets in 0..20u32, keys in 0..20u32) {
            if let Ok(cells) = read(Take(&bytes), buckets, keys) {
                prop_assert!(cells.iter().all(|cell| cell.bucket < buckets && cell.key < keys && cell.count > 0));
            }
        }
    }

    #[test]
    fn a_few_bytes_do_not_become_cells_without_end() {
        // One more row than 4,194,304 cells with one item each: a few kilobytes.
        let (buckets, keys) = (2049, 2048);
        let all = (0..buckets).flat_map(|bucket| (0..keys).map(move |key| (bucket, key)));
        let cells: Vec<Cell> = (0..).zip(all).map(|(start, (bucket, key))| Cell { bucket, key, start, count: 1 }).collect();
        let mut put = Put::default();
        write(&cells, buckets, &mut put);
        assert!(put.0.len() < 64 << 10, "{}", put.0.len());
        assert_eq!(read(Take(&put.0), buckets, keys), Err(Damage("it has too many cells")));
    }
}
