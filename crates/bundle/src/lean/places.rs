//! The one map: texts and their numbers.

/// Numbers by text. Its cost follows the length of the texts, never how they were chosen: a crit-bit tree (D. J. Bernstein),
/// which needs neither a hash that a hostile bundle could foresee nor balancing.
#[derive(Debug, Default)]
pub struct Places {
    leaves: Vec<(Box<str>, u32)>,
    forks: Vec<Fork>,
    root: Link,
}

/// Where the texts below part: at bit `bit`, those that have it not to the left.
#[derive(Debug)]
struct Fork {
    bit: usize,
    sides: [Link; 2],
}

/// A place in `leaves` or in `forks`.
#[derive(Clone, Copy, Debug)]
enum Link {
    Leaf(u32),
    Fork(u32),
}

impl Default for Link {
    fn default() -> Self {
        Self::Leaf(0)
    }
}

/// Bits that stand for one byte: its own eight, and before them one that says that the text goes on.
const WIDTH: usize = 9;

impl Places {
    /// The number of `text`.
    pub fn get(&self, text: &str) -> Option<u32> {
        let (near, number) = self.near(text)?;
        (near == text).then_some(number)
    }

    /// Gives `text` a number, unless it has one. Says whether it had none.
    pub fn add(&mut self, text: &str, number: u32) -> bool {
        let leaf = Link::Leaf(self.leaves.len() as u32);
        if let Some((near, _)) = self.near(text) {
            let Some(bit) = first_difference(text, near) else { return false };
            let fork = Link::Fork(self.forks.len() as u32);
            let link = self.link_before(text, bit);
            let other = std::mem::replace(link, fork);
            self.forks.push(Fork { bit, sides: if has(text, bit) { [other, leaf] } else { [leaf, other] } });
        }
        self.leaves.push((text.into(), number));
        true
    }

    /// The text that has the most bits in common with `text` where texts part; none if there are no texts.
    fn near(&self, text: &str) -> Option<(&str, u32)> {
        let mut link = self.root;
        while let Link::Fork(place) = link {
            let fork = &self.forks[place as usize];
            link = fork.sides[usize::from(has(text, fork.bit))];
        }
        let Link::Leaf(place) = link else { return None };
        self.leaves.get(place as usize).map(|(near, number)| (&**near, *number))
    }

    /// The link on the way to `text` that leads to what parts only after `bit`.
    fn link_before(&mut self, text: &str, bit: usize) -> &mut Link {
        let mut way = None;
        let mut link = self.root;
        while let Link::Fork(place) = link {
            let fork = &self.forks[place as usize];
            if fork.bit > bit {
                break;
            }
            let side = usize::from(has(text, fork.bit));
            way = Some((place as usize, side));
            link = fork.sides[side];
        }
        match way {
            Some((fork, side)) => &mut self.forks[fork].sides[side],
            None => &mut self.root,
        }
    }
}

/// The byte at `place` with a bit before it that is set; 0 after the end.
fn unit(text: &str, place: usize) -> u16 {
    text.as_bytes().get(place).map_or(0, |byte| 0x100 | u16::from(*byte))
}

fn has(text: &str, bit: usize) -> bool {
    unit(text, bit / WIDTH) >> (WIDTH - 1 - bit % WIDTH) & 1 == 1
}

fn first_difference(one: &str, other: &str) -> Option<usize> {
    let units = |place| unit(one, place) ^ unit(other, place);
    let place = (0..one.len().max(other.len())).find(|place| units(*place) != 0)?;
    Some(place * WIDTH + units(place).leading_zeros() as usize + WIDTH - 16)
}

#[cfg(test)]
mod tests {
    use super::Places;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn answers_as_an_ordered_map_does(texts in proptest::collection::vec("[ab\0é日]{0,4}|\\PC{0,6}", 0..60)) {
            let (mut places, mut map) = (Places::default(), BTreeMap::new());
            for (number, text) in (0..).zip(&texts) {
                prop_assert_eq!(places.get(text), map.get(text).copied());
                prop_assert_eq!(places.add(text, number), !map.contains_key(text));
                map.entry(text.clone()).or_insert(number);
            }
            for (text, number) in &map {
                prop_assert_eq!(places.get(text), Some(*number));
            }
        }
    }
}
