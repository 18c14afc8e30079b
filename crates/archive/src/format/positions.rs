//! Where a term stands in each of its items, for phrases: places among the item's words, fields one after another with a gap between.

use crate::{Damage, Take};

/// The positions of a term in all its items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    all: Vec<u32>,
    ends: Vec<u32>,
}

impl Positions {
    /// Reads the positions in `df` items.
    pub fn read(bytes: &[u8], df: u32) -> Result<Self, Damage> {
        let mut take = Take(bytes);
        if df as usize > bytes.len() {
            return Err(Damage("a word has too few positions"));
        }
        let mut positions = Self { all: Vec::new(), ends: Vec::with_capacity(df as usize) };
        for _ in 0..df {
            let (count, mut next) = (take.count()?, 0_u32);
            if count == 0 {
                return Err(Damage("a word has an item without it"));
            }
            for _ in 0..count {
                let position = take.number()?.checked_add(next).filter(|position| *position < u32::MAX);
                let position = position.ok_or(Damage("a position is too large"))?;
                positions.all.push(position);
                next = position + 1;
            }
            positions.ends.push(positions.all.len() as u32);
        }
        take.end()?;
        Ok(positions)
    }

    /// The positions in the item that stands at `place` in the order of numbers, ascending.
    pub fn of(&self, place: usize) -> &[u32] {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.all.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Writes the positions in one item, ascending.
#[cfg(feature = "write")]
pub fn write(positions: &[u32], put: &mut crate::Put) {
    put.number(positions.len() as u32);
    super::postings::write(positions, put);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn positions_come_back(items in proptest::collection::vec(proptest::collection::btree_set(0..9_000u32, 1..9), 0..20)) {
            let items: Vec<Vec<u32>> = items.into_iter().map(|set| set.into_iter().collect()).collect();
            let mut put = Put::default();
            for positions in &items {
                write(positions, &mut put);
            }
            let read = Positions::read(&put.0, items.len() as u32).unwrap();
            for (place, positions) in items.iter().enumerate() {
                prop_assert_eq!(read.of(place), positions);
            }
            prop_assert!(read.of(items.len()).is_empty());
            prop_assert!(Positions::read(&put.0, items.len() as u32 + 1).is_err());
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, df in 0..20u32) {
            let _ = Positions::read(&bytes, df);
        }
    }
}
