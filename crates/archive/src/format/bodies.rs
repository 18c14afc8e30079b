//! Packs of whole items, and for each the ways on from it: the same work in other languages, and items near to it.

use crate::{Damage, Take};

/// The ways on from an item, as places in the same part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Other versions of its work.
    pub versions: Vec<u32>,
    /// Items near to it, the nearest first.
    pub related: Vec<u32>,
}

/// Reads the ways of the `count` items of a pack of a part of `items` items; and the items themselves, `{"items": […]}`.
pub fn read(bytes: &[u8], count: usize, items: u32) -> Result<(Vec<Ways>, &[u8]), Damage> {
    let mut take = Take(bytes);
    let mut ways = Vec::new();
    for _ in 0..count {
        ways.push(Ways { versions: places(&mut take, items)?, related: places(&mut take, items)? });
    }
    Ok((ways, take.0))
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
pub fn write(ways: &[Ways], items: &[u8], put: &mut crate::Put) {
    for list in ways.iter().flat_map(|ways| [&ways.versions, &ways.related]) {
        put.number(list.len() as u32);
        list.iter().for_each(|place| put.number(*place));
    }
    put.0.extend_from_slice(items);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    #[test]
    fn a_pack_comes_back() {
        let ways = [Ways { versions: vec![3], related: vec![1, 0] }, Ways::default()];
        let mut put = Put::default();
        write(&ways, b"{}", &mut put);
        assert_eq!(read(&put.0, 2, 4), Ok((ways.to_vec(), b"{}".as_slice())));
        assert!(read(&put.0, 2, 3).is_err());
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes: Vec<u8>, count in 0..5usize) {
            let _ = read(&bytes, count, 9);
        }
    }
}
