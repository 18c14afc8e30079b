//! From ids to places: a table in as many files as powers of two need, by the first bits of the id's hash. What an id is said to have may
//! be another id's with the same hash; the card there tells.

use crate::{Damage, Take};

/// The hash of an id: FNV-1a of 32 bits (Fowler, Noll, Vo), its bits mixed once more, since the first ones choose the file.
pub fn hash(id: &str) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    for byte in id.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash = (hash ^ hash >> 16).wrapping_mul(0x7FEB_352D);
    hash ^ hash >> 15
}

/// The file that a hash stands in.
pub fn file(hash: u32, bits: u32) -> u32 {
    hash.checked_shr(32 - bits).unwrap_or_default()
}

/// The places that have this hash; usually one or none.
pub fn find(bytes: &[u8], hash: u32, items: u32) -> Result<Vec<u32>, Damage> {
    let mut take = Take(bytes);
    let (mut found, mut last) = (Vec::new(), 0_u32);
    // Whoever does not find an id takes it for gone, so a file that is something else must be known even where it looks like one.
    for _ in 0..take.count()? {
        last = last.checked_add(take.number()?).ok_or(Damage::of("a hash is too large"))?;
        let place = take.below(items)?;
        if last == hash {
            found.push(place);
        }
    }
    take.end()?;
    Ok(found)
}

/// Writes a file's hashes, sorted, with their places.
#[cfg(feature = "write")]
pub fn write(entries: &[(u32, u32)], put: &mut crate::Put) {
    let mut last = 0;
    put.number(entries.len() as u32);
    for (hash, place) in entries {
        put.number(hash - last);
        put.number(*place);
        last = *hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;

    #[test]
    fn ids_are_found() {
        let mut entries: Vec<(u32, u32)> = (0..1000).map(|place| (hash(&format!("item-{place}")), place)).collect();
        entries.sort_unstable();
        for bits in [0, 3] {
            for place in 0..1000 {
                let wanted = hash(&format!("item-{place}"));
                let of_file: Vec<_> = entries.iter().copied().filter(|(hash, _)| file(*hash, bits) == file(wanted, bits)).collect();
                let mut put = Put::default();
                write(&of_file, &mut put);
                assert!(find(&put.0, wanted, 1000).unwrap().contains(&place));
            }
        }
        assert!(find(&[0x80], 1, 9).is_err());
        assert!(find(&[1, 1, 9], 1, 9).is_err());
        assert_eq!(find(&[1, 1, 8], 1, 9), Ok(vec![8]));
        assert!(find(&[], 1, 9).is_err());
        assert!(find(&[0, 1, 8], 1, 9).is_err());
        assert!(find(&[2, 1, 8], 1, 9).is_err());
    }
}
