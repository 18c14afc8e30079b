//! Rows of a topic in the order of their titles: for each, its row and its place, in stretches of a fixed size.

use crate::{Damage, Take};

/// Reads `entries` rows and places.
pub fn read(bytes: &[u8], entries: usize, rows: u32, items: u32) -> Result<Vec<(u32, u32)>, Damage> {
    let mut take = Take(bytes);
    if entries > bytes.len() {
        return Err(Damage("it has too few entries"));
    }
    let mut list = Vec::with_capacity(entries);
    for _ in 0..entries {
        list.push((take.below(rows)?, take.below(items)?));
    }
    take.end()?;
    Ok(list)
}

/// Writes rows and places.
#[cfg(feature = "write")]
pub fn write(entries: &[(u32, u32)], put: &mut crate::Put) {
    for (row, place) in entries {
        put.number(*row);
        put.number(*place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;

    #[test]
    fn entries_come_back() {
        let entries = [(3, 900), (0, 17), (299, 0)];
        let mut put = Put::default();
        write(&entries, &mut put);
        assert_eq!(read(&put.0, 3, 300, 901), Ok(entries.to_vec()));
        assert!(read(&put.0, 3, 299, 901).is_err());
        assert!(read(&put.0, 3, 300, 900).is_err());
        assert!(read(&put.0, 2, 300, 901).is_err());
        assert!(read(&put.0, 4, 300, 901).is_err());
    }
}
