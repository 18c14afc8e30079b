//! Where a term stands in each of its items, for phrases: places among the item's words, fields one after another with a gap between.
//!
//! Where a word stands is nearly chance, and of all that is known of words it is the most: so a file is coded by arithmetic, item after item
//! whatever their terms, and what it learns of one term serves the next. Whoever wants those of a term goes over those before it, too.

use super::coder::{Belief, Decoder, Numbers};
use crate::{Damage, Take};

/// The positions of a term in all its items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    all: Vec<u32>,
    ends: Vec<u32>,
}

/// Most positions that a byte of a file accounts for, since one may cost next to nothing. Whoever writes a file adds zeros until it is so.
const OF_A_BYTE: usize = 4;
/// Numbers of positions that are told apart.
const COUNTS: usize = 8;
/// Sorts of steps: the only one of an item, the first and the further ones of two, and of more.
const SORTS: usize = 5;

/// What is believed of the positions in the next item.
struct Beliefs {
    /// Whether there are more than so many.
    more: [Belief; COUNTS],
    steps: [Numbers; SORTS],
}

impl Beliefs {
    fn new() -> Self {
        Self { more: [Belief::EVEN; COUNTS], steps: [Numbers::UNKNOWN; SORTS] }
    }

    /// The belief whether there are more than `count`.
    fn more(&mut self, count: usize) -> &mut Belief {
        &mut self.more[count.min(COUNTS) - 1]
    }
}

/// The sort of a step of an item with so many.
fn sort(count: usize, is_first: bool) -> usize {
    match count {
        1 => 0,
        2 => 1 + usize::from(is_first),
        _ => 3 + usize::from(is_first),
    }
}

impl Positions {
    /// Reads the positions in the `df` items that come after the first `start` of a file.
    pub fn read(bytes: &[u8], start: u32, df: u32) -> Result<Self, Damage> {
        let mut take = Take(bytes);
        let (items, mut left) = (take.number()?, bytes.len() * OF_A_BYTE);
        let end = start.checked_add(df).filter(|end| *end <= items).ok_or(MANY)?;
        if items as usize > left {
            return Err(MANY);
        }
        let (mut decoder, mut beliefs) = (Decoder::new(take.0), Beliefs::new());
        let mut positions = Self::default();
        for item in 0..end {
            let mut count = 1;
            while count <= left && decoder.bit(beliefs.more(count)) {
                count += 1;
            }
            left = left.checked_sub(count).ok_or(MANY)?;
            let mut next = 0_u32;
            for place in 0..count {
                let step = beliefs.steps[sort(count, place == 0)].read(&mut decoder);
                let position = step.checked_add(next).filter(|position| *position < u32::MAX);
                let position = position.ok_or(MANY)?;
                if item >= start {
                    positions.all.push(position);
                }
                next = position + 1;
            }
            if item >= start {
                positions.ends.push(positions.all.len() as u32);
            }
        }
        Ok(positions)
    }

    /// The positions in the item that stands at `place` in the order of numbers, ascending.
    pub fn of(&self, place: usize) -> &[u32] {
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.all.get(start as usize..end as usize).unwrap_or_default()
    }
}

const MANY: Damage = Damage::of("positions are not where they should be");

/// Writes the positions in one item, ascending, as they wait for `pack`.
#[cfg(feature = "write")]
pub fn write(positions: &[u32], put: &mut crate::Put) {
    put.number(positions.len() as u32);
    put.ascending(positions);
}

/// The content of a file, of the positions in its items one after another as `write` gives them.
#[cfg(feature = "write")]
pub fn pack(waiting: &[u8]) -> Result<Vec<u8>, Damage> {
    let (mut encoder, mut beliefs) = (super::coder::Encoder::default(), Beliefs::new());
    let (mut take, mut items, mut all) = (Take(waiting), 0, 0);
    while !take.is_empty() {
        let count = take.count()?;
        for place in 1..=count {
            encoder.bit(beliefs.more(place), place < count);
        }
        for place in 0..count {
            let step = take.number()?;
            if step == u32::MAX {
                return Err(Damage::of("a position is too large"));
            }
            beliefs.steps[sort(count, place == 0)].write(step, &mut encoder);
        }
        items += 1;
        all += count;
    }
    let mut put = crate::Put::default();
    put.number(items);
    put.0.extend(encoder.finish());
    put.0.resize(put.0.len().max(all.div_ceil(OF_A_BYTE)), 0);
    Ok(put.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    fn packed(items: &[Vec<u32>]) -> Vec<u8> {
        let mut put = Put::default();
        items.iter().for_each(|positions| write(positions, &mut put));
        pack(&put.0).unwrap()
    }

    proptest! {
        #[test]
        fn positions_come_back(
            items in proptest::collection::vec(proptest::collection::btree_set(prop_oneof![0..40u32, 0..9_000u32, 0..u32::MAX], 1..12), 0..20),
            start in 0..20usize,
        ) {
            let items: Vec<Vec<u32>> = items.into_iter().map(|set| set.into_iter().collect()).collect();
            let (start, bytes) = (start.min(items.len()), packed(&items));
            let df = items.len() - start;
            let read = Positions::read(&bytes, start as u32, df as u32).unwrap();
            for (place, positions) in items[start..].iter().enumerate() {
                prop_assert_eq!(read.of(place), positions);
            }
            prop_assert!(read.of(df).is_empty());
            prop_assert!(Positions::read(&bytes, start as u32, df as u32 + 1).is_err());
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, start in 0..20u32, df in 0..20u32) {
            let _ = Positions::read(&bytes, start, df);
            let _ = pack(&bytes);
        }
    }

    #[test]
    fn no_file_has_more_than_its_bytes_account_for() {
        // A word that opens ten thousand items costs next to nothing.
        let bytes = packed(&vec![vec![0]; 10_000]);
        assert_eq!(bytes.len(), 2_500);
        assert_eq!(Positions::read(&bytes, 9_999, 1).unwrap().of(0), [0]);
        assert!(Positions::read(&bytes[..2_499], 9_999, 1).is_err());
        assert!(Positions::read(&bytes, u32::MAX, 2).is_err());
        let long = packed(&[(0..10_000).collect()]);
        assert_eq!(Positions::read(&long, 0, 1).unwrap().of(0).len(), 10_000);
        assert!(Positions::read(&long[..2_400], 0, 1).is_err());
    }
}
