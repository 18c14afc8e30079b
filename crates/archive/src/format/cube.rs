//! Cubes: how many items of a topic stand in each bucket under each key, news and documents apart, since most lists are of one kind.
//!
//! All of it goes through the coder. First come the totals of each bucket: of the kind, and of the other one, without which no row is known
//! by its number. Then how many items there are of each type, set of publishers and edition, and under these the total of each key. Then
//! each cell, bucket by bucket and key by key, where both still have something left. A count is coded under what the totals let expect of it;
//! chance says how likely each is, and the coder learns in what the content is otherwise.

use super::Key;
use super::coder::{Belief, Decoder, Numbers};
use crate::Damage;
use dossier_bundle::Kind;
use std::ops::Range;

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Half {
    /// In order of bucket, then key.
    pub cells: Vec<Cell>,
    /// Items of both kinds.
    pub rows: u32,
}

/// Most cells that are looked at; a cube of more is not read.
const MOST: u64 = 1 << 26;
/// Most cells that are not empty. One may cost far less than a byte, so what a file's bytes account for says too little.
const MOST_CELLS: usize = 1 << 22;
/// Steps of a count that have a belief of their own; what lies beyond them is a number.
const STEPS: usize = 10;
/// Expectations told apart: quarters of a power of two.
const CONTEXTS: usize = 160;
/// The quarter of a power of two that a 4,096th is, counted from the least that there are.
const LEAST: u64 = (1023 - 12) * 4;
/// Up to this power of two of 4,096ths chance says something; beyond, what is learned does.
const POWERS: usize = 16;

/// The beliefs about counts, by what is expected.
struct Counts {
    steps: Vec<[Belief; STEPS]>,
    beyond: Numbers,
}

impl Counts {
    /// Those of chance: of independent items, as many as expected on average, the counts go as Poisson found (1837).
    fn by_chance() -> Self {
        let mut steps = vec![[Belief::EVEN; STEPS]; CONTEXTS];
        for (context, steps) in steps.iter_mut().enumerate().take(POWERS * 4) {
            // The middle of what falls under it, in 4,096ths.
            let (power, quarter) = (context / 4, context as u64 % 4);
            let expected = (1_u64 << power) + (((quarter * 2 + 1) << power) >> 3);
            // How often the count is at least this, as a multiple of how often it is just this; in 65,536ths, from the far end.
            let mut ratio = 1_u64 << 16;
            for count in (0..64).rev() {
                ratio = (1 << 16) + expected * ratio / (4096 * (count as u64 + 1));
                if let Some(belief) = steps.get_mut(count) {
                    *belief = Belief::of(((1 << 32) / ratio).min(u64::from(u16::MAX)) as u16);
                }
            }
        }
        Self { steps, beyond: Numbers::UNKNOWN }
    }

    /// The step beliefs where so many items are expected.
    fn expecting(&mut self, expected: f64) -> &mut [Belief; STEPS] {
        // The power of two and its quarter are the first bits of the number as machines write it (IEEE 754).
        let context = (expected.to_bits() >> 50).saturating_sub(LEAST);
        &mut self.steps[(context as usize).min(CONTEXTS - 1)]
    }

    /// One count, of which no more than `most` are possible.
    fn read(&mut self, decoder: &mut Decoder<'_>, expected: f64, most: u32) -> u32 {
        let mut count = 0;
        for belief in self.expecting(expected) {
            if count == most || !decoder.bit(belief) {
                return count;
            }
            count += 1;
        }
        // Of damaged bytes it may be more; then the totals will not be met.
        self.beyond.read(decoder).saturating_add(count).min(most)
    }

    #[cfg(feature = "write")]
    fn write(&mut self, count: u32, encoder: &mut super::coder::Encoder, expected: f64, most: u32) {
        for (step, belief) in (0..).zip(self.expecting(expected)) {
            if step == most {
                return;
            }
            encoder.bit(belief, step < count);
            if step == count {
                return;
            }
        }
        self.beyond.write(count - STEPS as u32, encoder);
    }
}

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
    const TOTALS: Damage = Damage("its totals do not agree");
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
    let mut half = Half { cells: Vec::new(), rows: rows as u32 };
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
                    if half.cells.len() == MOST_CELLS {
                        return Err(Damage("it has too many cells"));
                    }
                    half.cells.push(Cell { bucket, key: *key, start, count });
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
    Ok(half)
}

/// Both halves as one; none if they are not of the same cube.
pub fn joined(news: &Half, documents: &Half) -> Option<Vec<Cell>> {
    let (mut cells, mut row) = (Vec::new(), 0);
    let (mut one, mut other) = (news.cells.as_slice(), documents.cells.as_slice());
    loop {
        let is_other = match (one.first(), other.first()) {
            (Some(news), Some(document)) => document.bucket < news.bucket,
            (first, _) => first.is_none(),
        };
        let from = if is_other { &mut other } else { &mut one };
        let Some((cell, rest)) = from.split_first() else { break };
        *from = rest;
        if cell.start != row {
            return None;
        }
        row += cell.count;
        cells.push(*cell);
    }
    (row == news.rows && row == documents.rows).then_some(cells)
}

/// Writes the cube of a kind of `buckets` buckets under these keys. `all_cells` are those of both kinds, in order of bucket, then key,
/// none empty.
#[cfg(feature = "write")]
pub fn write(all_cells: &[Cell], buckets: u32, keys: &[Key], kind: Kind, put: &mut crate::Put) {
    let (places, mut encoder) = (of(keys, kind), super::coder::Encoder::default());
    let own_keys = &keys[places.clone()];
    let mut totals = vec![(0_u32, 0_u32); buckets as usize];
    let mut rests = vec![0_u32; own_keys.len()];
    let mut margins = Margins::none(own_keys);
    let mut all = 0_u64;
    for cell in all_cells {
        let total = &mut totals[cell.bucket as usize];
        if !places.contains(&(cell.key as usize)) {
            total.1 += cell.count;
            continue;
        }
        total.0 += cell.count;
        let key = cell.key as usize - places.start;
        rests[key] += cell.count;
        for (start, place) in margins.starts.into_iter().zip(self::places(&own_keys[key])) {
            margins.sums[start + place] += cell.count;
        }
        all += u64::from(cell.count);
    }
    let (mut numbers, mut sort) = (vec![Numbers::UNKNOWN; SORTS], 0);
    for (own, other) in &totals {
        numbers[sort].write(*own, &mut encoder);
        numbers[OTHERS].write(*other, &mut encoder);
        sort = (own + 1).ilog2() as usize;
    }
    for (place, sum) in margins.sums.iter().enumerate() {
        numbers[margins.sort(place)].write(*sum, &mut encoder);
    }
    let mut counts = Counts::by_chance();
    for (total, key) in rests.iter().zip(own_keys) {
        let expected = margins.expected(key, all.max(1));
        if expected > 0.0 {
            counts.write(*total, &mut encoder, expected, u32::MAX);
        }
    }
    let mut counts = Counts::by_chance();
    let mut cells = all_cells.iter().filter(|cell| places.contains(&(cell.key as usize))).peekable();
    for (bucket, (own, _)) in (0..).zip(totals) {
        let (mut rest, mut others) = (own, all);
        for (key, key_rest) in (places.start as u32..).zip(&mut rests) {
            if rest == 0 {
                break;
            }
            let before = *key_rest;
            if before > 0 {
                let count = cells.next_if(|cell| (cell.bucket, cell.key) == (bucket, key)).map_or(0, |cell| cell.count);
                if u64::from(before) != others {
                    counts.write(count, &mut encoder, expected(rest, before, others), rest.min(before));
                }
                *key_rest -= count;
                rest -= count;
                others -= u64::from(before);
            }
        }
        all -= u64::from(own);
    }
    put.0.extend(encoder.finish());
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

    /// Keys of two types and three sets of publishers, news and documents.
    fn keys(news: u32, documents: u32) -> Vec<Key> {
        let key = |kind, place: u32| {
            let type_of = (place % 3).checked_sub(1).map(|of| of as u16);
            Key { kind, type_of, publishers: place / 3 % 3, edition: place / 9 }
        };
        (0..news).map(|place| key(Kind::News, place)).chain((0..documents).map(|place| key(Kind::Document, place))).collect()
    }

    fn halves(cells: &[Cell], buckets: u32, keys: &[Key]) -> [Vec<u8>; 2] {
        [Kind::News, Kind::Document].map(|kind| {
            let mut put = Put::default();
            write(cells, buckets, keys, kind, &mut put);
            put.0
        })
    }

    proptest! {
        #[test]
        fn cells_come_back(
            counts in proptest::collection::btree_map((0..12u32, 0..9u32), prop_oneof![1..4u32, 1..40u32, 1..3_000_000u32], 0..60),
            news in 0..10u32,
        ) {
            let (cells, keys) = (cells(&counts), keys(news.min(9), 9 - news.min(9)));
            let [news, documents] = halves(&cells, 12, &keys);
            let read = |bytes: &[u8], kind| read(bytes, 12, &keys, kind).unwrap();
            let [news, documents] = [read(&news, Kind::News), read(&documents, Kind::Document)];
            prop_assert!(news.cells.iter().all(|cell| keys[cell.key as usize].kind == Kind::News));
            prop_assert!(documents.cells.iter().all(|cell| keys[cell.key as usize].kind == Kind::Document));
            let half = Half { rows: news.rows + 1, ..news.clone() };
            prop_assert_eq!(joined(&half, &documents), None);
            prop_assert_eq!(joined(&news, &documents), Some(cells));
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, buckets in 0..20u32, news in 0..20u32, documents in 0..20u32) {
            let keys = keys(news, documents);
            let [news, documents] = [Kind::News, Kind::Document].map(|kind| read(&bytes, buckets, &keys, kind));
            for half in [&news, &documents].into_iter().flatten() {
                prop_assert!(half.cells.iter().all(|cell| cell.bucket < buckets && (cell.key as usize) < keys.len() && cell.count > 0));
                prop_assert!(half.cells.iter().all(|cell| u64::from(cell.start) + u64::from(cell.count) <= u64::from(half.rows)));
            }
            if let (Ok(news), Ok(documents)) = (news, documents) {
                let _ = joined(&news, &documents);
            }
        }
    }

    #[test]
    fn a_few_bytes_do_not_become_cells_without_end() {
        // One more row than 4,194,304 cells with one item each: a few kilobytes.
        let (buckets, keys) = (2049, keys(2048, 0));
        let all = (0..buckets).flat_map(|bucket| (0..2048).map(move |key| (bucket, key)));
        let cells: Vec<Cell> = (0..).zip(all).map(|(start, (bucket, key))| Cell { bucket, key, start, count: 1 }).collect();
        let [news, _] = halves(&cells, buckets, &keys);
        assert!(news.len() < 64 << 10, "{}", news.len());
        assert_eq!(read(&news, buckets, &keys, Kind::News), Err(Damage("it has too many cells")));
    }

    #[test]
    fn chance_is_what_it_should_be() {
        // Where 1.125 items are expected, some are there in 675 of 1,000 cases: that costs 0.566 bits.
        let mut counts = Counts::by_chance();
        let mut encoder = crate::format::coder::Encoder::default();
        for _ in 0..1000 {
            encoder.bit(&mut counts.expecting(1.12)[0].clone(), true);
        }
        let bits = encoder.finish().len() * 8;
        assert!((550..640).contains(&bits), "{bits}");
    }
}
