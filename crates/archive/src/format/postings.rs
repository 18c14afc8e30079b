//! Which items have a term: their numbers, ascending. How well they have it and where stand apart, since most questions need less.
//!
//! What is written is how many numbers lie between one and the next, in the code of Golomb and Rice: that number divided by a power of two,
//! as so many ones and a zero, then the rest in as many bits as the power says. The power is the one that suits chance.

use crate::Damage;

/// So many ones say that the number follows as it is, in 32 bits.
const FAR: u32 = 24;

/// The power of two for a term that `df` of `items` items have.
fn power(df: u32, items: u32) -> u32 {
    // Of steps without a pattern half are shorter than 0.69 of the mean.
    (u64::from(items) * 11 / 16 / u64::from(df.max(1))).checked_ilog2().unwrap_or_default()
}

/// Reads the numbers of `df` items of a part of `items`, and makes of each what is wanted of it. Bits are taken from the low ones of a byte up.
pub fn read<T>(bytes: &[u8], df: u32, items: u32, of: impl Fn(u32) -> T) -> Result<Vec<T>, Damage> {
    if df as usize > bytes.len().saturating_mul(8) {
        return Err(FEW);
    }
    let (power, mut at) = (power(df, items), 0);
    let (mut numbers, mut next) = (Vec::with_capacity(df as usize), 0);
    for _ in 0..df {
        // A step takes 56 bits at most, and begins in the first of these bytes.
        let rest = bytes.get(at / 8..).unwrap_or_default();
        let word = match rest.first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        } >> (at % 8);
        let ones = word.trailing_ones();
        let (high, skipped, length) = if ones >= FAR { (0, FAR, 32) } else { (ones << power, ones + 1, power) };
        let step = high | (word >> skipped & ((1 << length) - 1)) as u32;
        at += (skipped + length) as usize;
        next = step.checked_add(next).filter(|number| *number < items).ok_or(Damage::of("an item is out of range"))?;
        numbers.push(of(next));
        next += 1;
    }
    if at.div_ceil(8) == bytes.len() { Ok(numbers) } else { Err(FEW) }
}

const FEW: Damage = Damage::of("a word has too few items, or too many");

/// Writes the numbers, ascending, of the items that have a term.
#[cfg(feature = "write")]
pub fn write(numbers: &[u32], items: u32, put: &mut crate::Put) {
    let power = power(numbers.len() as u32, items);
    let (mut held, mut count, mut next) = (0_u64, 0, 0);
    for number in numbers {
        let step = number - next;
        next = number + 1;
        let ones = step >> power;
        let (bits, length) = if ones >= FAR {
            (u64::from(step) << FAR | ((1 << FAR) - 1), FAR + 32)
        } else {
            ((u64::from(step) & ((1 << power) - 1)) << (ones + 1) | ((1 << ones) - 1), ones + 1 + power)
        };
        // At most 7 bits are held, so that all fit.
        held |= bits << count;
        count += length;
        while count >= 8 {
            put.0.push(held as u8);
            held >>= 8;
            count -= 8;
        }
    }
    if count > 0 {
        put.0.push(held as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    fn of(bytes: &[u8], df: u32, items: u32) -> Result<Vec<u32>, Damage> {
        read(bytes, df, items, |number| number)
    }

    proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::btree_set(prop_oneof![0..50_000u32, 0..300u32], 0..200), more: u32) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            let df = numbers.len() as u32;
            for items in [50_000, more.max(50_000), u32::MAX] {
                let mut put = Put::default();
                write(&numbers, items, &mut put);
                prop_assert_eq!(of(&put.0, df, items), Ok(numbers.clone()));
                prop_assert!(df == 0 || of(&put.0[..put.0.len() - 1], df, items).is_err());
                put.0.push(0);
                prop_assert!(of(&put.0, df, items).is_err());
            }
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, df in 0..20u32, items: u32) {
            let _ = of(&bytes, df, items);
        }
    }

    #[test]
    fn faults_are_named() {
        let mut put = Put::default();
        write(&[0, 7, 30], 31, &mut put);
        assert_eq!(of(&put.0, 3, 31), Ok(vec![0, 7, 30]));
        assert!(of(&put.0, 2, 31).is_err());
        assert_eq!(of(&[0x00, 0x00], 1, 300), Err(FEW));
        assert_eq!(of(&[], 9, 300), Err(FEW));
        assert_eq!(of(&[0x3F], 1, 1), Err(Damage::of("an item is out of range")));
    }
}
