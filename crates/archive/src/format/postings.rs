//! Which items have a term: their numbers, ascending. How well they have it and where stand apart, since most questions need less.

use crate::{Damage, Take};

/// Reads the numbers of `df` items of a part of `items`.
pub fn read(bytes: &[u8], df: u32, items: u32) -> Result<Vec<u32>, Damage> {
    let mut take = Take(bytes);
    if df as usize > bytes.len() {
        return Err(Damage("a word has too few items"));
    }
    let (mut numbers, mut next) = (Vec::with_capacity(df as usize), 0);
    for _ in 0..df {
        let number = take.number()?.checked_add(next).filter(|number| *number < items).ok_or(Damage("an item is out of range"))?;
        numbers.push(number);
        next = number + 1;
    }
    take.end()?;
    Ok(numbers)
}

/// Writes numbers, ascending.
#[cfg(feature = "write")]
pub fn write(numbers: &[u32], put: &mut crate::Put) {
    let mut next = 0;
    for number in numbers {
        put.number(number - next);
        next = number + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::btree_set(0..50_000u32, 0..200)) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            let mut put = Put::default();
            write(&numbers, &mut put);
            let df = numbers.len() as u32;
            if let Some(last) = numbers.last() {
                prop_assert!(read(&put.0, df, *last).is_err());
                prop_assert!(read(&put.0, df - 1, 50_000).is_err());
            }
            prop_assert!(read(&put.0, df + 1, 50_000).is_err());
            prop_assert_eq!(read(&put.0, df, 50_000), Ok(numbers));
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, df in 0..20u32, items: u32) {
            let _ = read(&bytes, df, items);
        }
    }
}
