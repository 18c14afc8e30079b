//! How well the items of a term have it: an impact of 1–15 for each, in the order of their numbers, two a byte, the low half first.

use crate::Damage;

/// Reads the impacts of `df` items.
pub fn read(bytes: &[u8], df: u32) -> Result<Vec<u8>, Damage> {
    if bytes.len() != df.div_ceil(2) as usize {
        return Err(Damage::of("a word has too few impacts, or too many"));
    }
    let mut impacts = Vec::with_capacity(bytes.len() * 2);
    for byte in bytes {
        impacts.push(byte & 15);
        impacts.push(byte >> 4);
    }
    if df % 2 == 1 && impacts.pop() != Some(0) || impacts.contains(&0) {
        return Err(Damage::of("an impact is none"));
    }
    Ok(impacts)
}

/// Writes impacts.
#[cfg(feature = "write")]
pub fn write(impacts: &[u8], put: &mut crate::Put) {
    put.0.extend(impacts.chunks(2).map(|pair| pair[0] | pair.get(1).map_or(0, |high| high << 4)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn impacts_come_back(impacts in proptest::collection::vec(1..=15u8, 0..50)) {
            let mut put = Put::default();
            write(&impacts, &mut put);
            let df = impacts.len() as u32;
            prop_assert!(read(&put.0, df + 2).is_err());
            prop_assert_eq!(read(&put.0, df), Ok(impacts));
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, df: u32) {
            let _ = read(&bytes, df);
            let _ = read(&bytes, bytes.len() as u32 * 2);
        }
    }

    #[test]
    fn no_impact_is_no_impact() {
        assert_eq!(read(&[0x21, 0x03], 3), Ok(vec![1, 2, 3]));
        assert!(read(&[0x21, 0x13], 3).is_err());
        assert!(read(&[0x01], 2).is_err());
    }
}
