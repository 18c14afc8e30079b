//! Rows of a topic in the order of their titles: for each, its row and how far its place is from its bucket's start, in stretches of a
//! fixed size.

#[cfg(feature = "write")]
use super::{Bucket, Cell, rows};
use crate::{Damage, Take};

/// Reads `entries` rows, and how far the place of each is from its bucket's start.
pub fn read(bytes: &[u8], entries: usize) -> Result<Vec<(u32, u32)>, Damage> {
    let mut take = Take(bytes);
    if entries > bytes.len() {
        return Err(Damage::of("it has too few entries"));
    }
    let mut list = Vec::with_capacity(entries);
    for _ in 0..entries {
        list.push((take.number()?, take.number()?));
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
        let mut put = Put::default();
        write(&[(3, 19), (0, 17), (299, 20), (4, 919)], &cells, &buckets, &mut put);
        assert_eq!(read(&put.0, 4), Ok(vec![(3, 19), (0, 17), (299, 0), (4, 899)]));
        assert!(read(&put.0, 3).is_err());
        assert!(read(&put.0, 5).is_err());
    }
}
