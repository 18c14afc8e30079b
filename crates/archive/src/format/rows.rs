//! Rows of a topic: for each, its number or its place, in stretches of a fixed size.
//!
//! Rows stand in order of bucket, key, then newest first. What is written is the way from the row before within the same cell, or from
//! the bucket's start where a cell or a file begins; forwards and backwards take turns in the low bit, since the numbers of a cell
//! may come from several keys of the site.

use super::{Bucket, Cell};
use crate::{Damage, Take};
use std::ops::Range;

/// Reads the ways to `count` rows.
pub fn read(bytes: &[u8], count: usize) -> Result<Vec<u32>, Damage> {
    let mut take = Take(bytes);
    if count > bytes.len() {
        return Err(Damage::of("it has too few rows"));
    }
    let mut ways = Vec::with_capacity(count);
    for _ in 0..count {
        ways.push(take.number()?);
    }
    take.end()?;
    Ok(ways)
}

/// The values of the rows `wanted`, each of which lies in its cell's bucket. `ways` are those of a file that begins with row `first`; `cells`
/// are those of the topic, at least all that have wanted rows.
pub fn values(ways: &[u32], first: u32, wanted: Range<u32>, cells: &[Cell], buckets: &[Bucket]) -> Result<Vec<u32>, Damage> {
    const FAR: Damage = Damage::of("a row is out of range");
    // More than the file has are never there.
    let mut values = Vec::with_capacity(wanted.len().min(ways.len()));
    for cell in from(cells, wanted.start) {
        if cell.start >= wanted.end {
            break;
        }
        let bucket = buckets.get(cell.bucket as usize).ok_or(FAR)?;
        let mut last = bucket.start;
        for row in cell.start.max(first)..(cell.start + cell.count).min(wanted.end) {
            let way = ways.get((row - first) as usize).ok_or(FAR)?;
            let value = if way & 1 == 0 { last.checked_add(way / 2) } else { last.checked_sub(way / 2) };
            last = value.filter(|value| (bucket.start..bucket.start + bucket.count).contains(value)).ok_or(FAR)?;
            if row >= wanted.start {
                values.push(last);
            }
        }
    }
    if values.len() == wanted.len() { Ok(values) } else { Err(FAR) }
}

/// The cell that has `row`.
pub fn cell(cells: &[Cell], row: u32) -> Option<&Cell> {
    from(cells, row).first().filter(|cell| cell.start <= row)
}

/// The cells from the one on that has `row`.
pub fn from(cells: &[Cell], row: u32) -> &[Cell] {
    let place = cells.partition_point(|cell| cell.start + cell.count <= row);
    &cells[place..]
}

/// Writes the values of the rows `rows`; `value` gives that of a row.
#[cfg(feature = "write")]
pub fn write(rows: Range<u32>, cells: &[Cell], buckets: &[Bucket], value: &dyn Fn(u32) -> u32, put: &mut crate::Put) {
    for cell in from(cells, rows.start) {
        let mut last = buckets[cell.bucket as usize].start;
        for row in cell.start.max(rows.start)..(cell.start + cell.count).min(rows.end) {
            let value = value(row);
            put.number(if value >= last { (value - last) * 2 } else { (last - value) * 2 + 1 });
            last = value;
        }
        if cell.start + cell.count >= rows.end {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use crate::format::When;
    use proptest::prelude::*;

    const BUCKETS: [Bucket; 2] =
        [Bucket { when: When::Days(5), start: 0, count: 400 }, Bucket { when: When::Undated, start: 400, count: 400 }];
    const CELLS: [Cell; 3] = [
        Cell { bucket: 0, key: 0, start: 0, count: 5 },
        Cell { bucket: 0, key: 3, start: 5, count: 20 },
        Cell { bucket: 1, key: 1, start: 25, count: 10 },
    ];

    proptest! {
        #[test]
        fn rows_come_back(start in 0..35u32, length in 0..35u32, part: u32, offsets in proptest::collection::vec(0..400u32, 35)) {
            let rows = start..(start + length).min(35);
            let value = |row: u32| offsets[row as usize] + if row < 25 { 0 } else { 400 };
            let mut put = Put::default();
            write(rows.clone(), &CELLS, &BUCKETS, &value, &mut put);
            let ways = read(&put.0, rows.len()).unwrap();
            prop_assert_eq!(values(&ways, rows.start, rows.clone(), &CELLS, &BUCKETS), Ok(rows.clone().map(value).collect()));
            // Of two cells only one is known; a part is wanted.
            let (from, to) = (rows.start.max(5), rows.end.min(25).max(rows.start.max(5)));
            let some = (from + part % 20).min(to)..to;
            if !some.is_empty() {
                prop_assert_eq!(values(&ways, rows.start, some.clone(), &CELLS[1..2], &BUCKETS), Ok(some.map(value).collect()));
            }
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, start in 0..40u32, end in 0..40u32) {
            if let Ok(ways) = read(&bytes, bytes.len() / 2) {
                let _ = values(&ways, start / 2, start..end, &CELLS, &BUCKETS);
            }
        }
    }
}
