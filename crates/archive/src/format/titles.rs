//! Rows of a topic in the order of their titles: for each, its row and how far its place is from its bucket's start, in stretches of a
//! fixed size.

use super::{Bucket, Cell, rows};
use crate::{Damage, Take};

/// Reads `entries` rows and their places. `cells` are all cells of the topic.
pub fn read(bytes: &[u8], entries: usize, cells: &[Cell], buckets: &[Bucket]) -> Result<Vec<(u32, u32)>, Damage> {
    let mut take = Take(bytes);
    if entries > bytes.len() {
        return Err(Damage("it has too few entries"));
    }
    let mut list = Vec::with_capacity(entries);
    for _ in 0..entries {
        let row = take.number()?;
        let bucket = rows::from(cells, row).first().and_then(|cell| buckets.get(cell.bucket as usize));
        let bucket = bucket.ok_or(Damage("a row is out of range"))?;
        list.push((row, bucket.start + take.below(bucket.count)?));
    }
    take.end()?;
    Ok(list)
}

/// Writes rows and places.
#[cfg(feature = "write")]
pub fn write(entries: &[(u32, u32)], cells: &[Cell], buckets: &[Bucket], put: &mut crate::Put) {
    for (row, place) in entries {
        let start = rows::from(cells, *row).first().map_or(0, |cell| buckets[cell.bucket as usize].start);
        put.number(*row);
        put.number(*place - start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use crate::format::When;

    #[test]
    fn entries_come_back() {
        let bucket = |start, count| Bucket { when: When::Undated, start, count };
        let buckets = [bucket(0, 20), bucket(20, 900)];
        let cell = |bucket, start, count| Cell { bucket, key: 0, start, count };
        let cells = [cell(0, 0, 4), cell(1, 4, 296)];
        let entries = [(3, 19), (0, 17), (299, 20), (4, 919)];
        let mut put = Put::default();
        write(&entries, &cells, &buckets, &mut put);
        assert_eq!(read(&put.0, 4, &cells, &buckets), Ok(entries.to_vec()));
        assert!(read(&put.0, 4, &cells[..1], &buckets).is_err());
        assert!(read(&put.0, 4, &cells, &[bucket(0, 20), bucket(20, 899)]).is_err());
        assert!(read(&put.0, 4, &cells, &buckets[..1]).is_err());
        assert!(read(&put.0, 3, &cells, &buckets).is_err());
        assert!(read(&put.0, 5, &cells, &buckets).is_err());
    }
}
