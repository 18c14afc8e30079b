//! Packs of what items say besides their cards, and for each the ways on from it: the same work in other languages, and items near to it.

use crate::{Damage, Take};

/// The ways on from an item, as places in the same part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Other versions of its work.
    pub versions: Vec<u32>,
    /// Items near to it, the nearest first.
    pub related: Vec<u32>,
}

/// It has other items than it should.
pub const OTHER: Damage = Damage::of("it has other items than it should");

/// The ways on from item `wanted` of a pack of `count` items of a part of `items` items, and the JSON of the rest of it, an object; nothing
/// where the card says all.
pub fn find(bytes: &[u8], count: usize, items: u32, wanted: usize) -> Result<(Ways, &[u8]), Damage> {
    let mut take = Take(bytes);
    let (mut own, mut all) = (None, 0);
    for place in 0..count {
        let ways = Ways { versions: places(&mut take, items)?, related: places(&mut take, items)? };
        let length = take.count()?;
        if place == wanted {
            own = Some((ways, all, length));
        }
        all += length;
    }
    let rest = take.bytes(all)?;
    take.end()?;
    let (ways, start, length) = own.ok_or(OTHER)?;
    Ok((ways, rest.get(start..start + length).unwrap_or_default()))
}

/// All of a pack.
#[cfg(feature = "write")]
pub fn read(bytes: &[u8], count: usize, items: u32) -> Result<Vec<(Ways, &[u8])>, Damage> {
    (0..count).map(|place| find(bytes, count, items, place)).collect()
}

fn places(take: &mut Take<'_>, items: u32) -> Result<Vec<u32>, Damage> {
    let mut places = Vec::new();
    for _ in 0..take.count()? {
        places.push(take.below(items)?);
    }
    Ok(places)
}

/// Writes a pack.
#[cfg(feature = "write")]
pub fn write<T: AsRef<[u8]>>(pack: &[(Ways, T)], put: &mut crate::Put) {
    for (ways, rest) in pack {
        for list in [&ways.versions, &ways.related] {
            put.number(list.len() as u32);
            list.iter().for_each(|place| put.number(*place));
        }
        put.number(rest.as_ref().len() as u32);
    }
    pack.iter().for_each(|(_, rest)| put.0.extend_from_slice(rest.as_ref()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    #[test]
    fn a_pack_comes_back() {
        let pack = [(Ways { versions: vec![3], related: vec![1, 0] }, b"{}".as_slice()), (Ways::default(), b""), (Ways::default(), b"{ }")];
        let mut put = Put::default();
        write(&pack, &mut put);
        assert_eq!(read(&put.0, 3, 4), Ok(pack.to_vec()));
        assert!(read(&put.0, 3, 3).is_err());
        for end in 0..put.0.len() {
            assert!(read(&put.0[..end], 3, 4).is_err());
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes: Vec<u8>, count in 0..5usize) {
            let _ = read(&bytes, count, 9);
        }
    }
}
