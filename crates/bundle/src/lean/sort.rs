//! The one sort.

use std::cmp::Ordering;

/// Sorts numbers by what they stand for. Those that are equal keep their order. Takes `n log n` comparisons at most.
#[inline(never)]
pub fn sort_by(list: &mut [u32], order: &dyn Fn(u32, u32) -> Ordering) {
    let mut before = list.to_vec();
    let mut sorted = 1;
    // Runs of `sorted` numbers are in order; each round merges them in pairs.
    while sorted < list.len() {
        before.copy_from_slice(list);
        for (merged, pair) in list.chunks_mut(2 * sorted).zip(before.chunks(2 * sorted)) {
            let (mut left, mut right) = pair.split_at(sorted.min(pair.len()));
            for place in merged {
                let from_right = match (left, right) {
                    ([one, ..], [other, ..]) => order(*one, *other) == Ordering::Greater,
                    _ => left.is_empty(),
                };
                let side = if from_right { &mut right } else { &mut left };
                if let [first, rest @ ..] = *side {
                    (*place, *side) = (*first, rest);
                }
            }
        }
        sorted *= 2;
    }
}

/// The numbers below `count`, sorted so.
#[inline(never)]
pub fn sorted(count: usize, order: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut list = Vec::with_capacity(count);
    for place in 0..count as u32 {
        list.push(place);
    }
    sort_by(&mut list, order);
    list
}

#[cfg(test)]
mod tests {
    use super::sort_by;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(keys in proptest::collection::vec(0..20_u8, 0..70)) {
            let mut list: Vec<u32> = (0..keys.len() as u32).collect();
            let mut expected = list.clone();
            expected.sort_by_key(|place| keys[*place as usize]);
            sort_by(&mut list, &|one, other| keys[one as usize].cmp(&keys[other as usize]));
            prop_assert_eq!(list, expected);
        }
    }
}
