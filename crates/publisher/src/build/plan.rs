//! Which item goes into which part, when a site continues another. Decides from marks alone; opens and writes nothing.
//!
//! - A part stays as long as none of its items has changed or gone; one of many items, as long as at most one in eight has: these are gone
//!   from it. Where a version of a work has changed, come or gone, all of that work's are.
//! - If the first part does not stay, no part does: everything goes into one. It decides which words are common in all of them.
//! - Items that are in no part that stays go into a new one, the tail. Parts of few items do not stay beside a tail, so that there are few
//!   parts. Where there would be too many all the same, the two smallest become one, but never the first.

use super::previous::{Before, Mark, Versions};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A part of at most so many items is written anew when items are added, and they with it: of 300 words each they are about 4 MB.
const OPEN: usize = 2_048;
/// Most parts: each costs every search some files.
const MOST: usize = 8;
/// One in so many items may be gone from a part: readers fetch what it says of them all the same.
const GONE: usize = 8;

/// The parts of a site to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) parts: Vec<Part>,
}

/// A part of a site to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Its items in the order of arrival; of a part that stays, in that of its places.
    pub(super) items: Vec<u32>,
    pub(super) stays: Option<Stays>,
}

/// What a part was that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stays {
    /// Its number in the site before.
    pub(super) part: usize,
    /// The places of what is gone from it, ascending.
    pub(super) gone: Vec<u32>,
}

impl Plan {
    /// Everything in one part.
    pub(super) fn one(items: u32) -> Self {
        Self { parts: vec![Part { items: (0..items).collect(), stays: None }] }
    }

    /// For items with these marks, some of which are versions of works, after a site of these parts.
    pub(super) fn after(before: &[Before], marks: &[Mark], works: &BTreeMap<u32, u32>) -> Self {
        let numbers: HashMap<&Mark, u32> = marks.iter().zip(0..).collect();
        let mut placed = vec![false; marks.len()];
        let mut parts = Vec::new();
        for (number, part) in before.iter().enumerate() {
            let stays = staying(part, &numbers, &placed, works);
            parts.extend(stays.map(|(items, gone)| {
                items.iter().for_each(|item| placed[*item as usize] = true);
                Part { items, stays: Some(Stays { part: number, gone }) }
            }));
        }
        // Whatever else stays, it does only beside the first.
        let first_stays = |parts: &[Part]| parts.first().is_some_and(|part| part.stays.as_ref().is_some_and(|stays| stays.part == 0));
        if first_stays(&parts) && placed.contains(&false) {
            parts.retain(|part| part.items.len() > OPEN);
            while parts.len() >= MOST {
                join_smallest(&mut parts);
            }
        }
        if !first_stays(&parts) {
            return Self::one(marks.len() as u32);
        }
        let mut placed = vec![false; marks.len()];
        parts.iter().flat_map(|part| &part.items).for_each(|item| placed[*item as usize] = true);
        let tail: Vec<u32> = (0..).zip(placed).filter(|(_, placed)| !placed).map(|(item, _)| item).collect();
        if !tail.is_empty() {
            parts.push(Part { items: tail, stays: None });
        }
        Self { parts }
    }

    /// Works as they are within parts: each item's, of those that have another version in the same part.
    pub(super) fn split(&self, works: &BTreeMap<u32, u32>) -> BTreeMap<u32, u32> {
        let mut split = BTreeMap::new();
        let mut next = 0;
        for part in &self.parts {
            for members in members((0..).zip(part.items.iter().copied()), works).into_values() {
                split.extend(members.into_iter().map(|(_, item)| (item, next)));
                next += 1;
            }
        }
        split
    }
}

/// The items of a part that are still what they were and in no part yet, and the places of what is gone; none if that is too much.
fn staying(part: &Before, numbers: &HashMap<&Mark, u32>, placed: &[bool], works: &BTreeMap<u32, u32>) -> Option<(Vec<u32>, Vec<u32>)> {
    let mut seen = BTreeSet::new();
    let there = |mark: &Mark| numbers.get(mark).copied().filter(|item| !placed[*item as usize]);
    let mut left: BTreeMap<u32, u32> =
        (0..).zip(&part.marks).filter_map(|(place, mark)| Some((place, there(mark)?))).filter(|(_, item)| seen.insert(*item)).collect();
    loop {
        let now = versions(left.iter().map(|(place, item)| (*place, *item)), works);
        let torn: Vec<u32> = left.keys().filter(|place| now.get(place) != part.versions.get(place)).copied().collect();
        if torn.is_empty() {
            break;
        }
        // Each round takes at least one away.
        for place in torn {
            left.remove(&place);
            now.get(&place).into_iter().flatten().for_each(|other| _ = left.remove(other));
        }
    }
    let gone: Vec<u32> = (0..part.marks.len() as u32).filter(|place| !left.contains_key(place)).collect();
    let is_little = gone.len() * GONE <= part.marks.len() && part.marks.len() > OPEN;
    (gone.is_empty() || is_little).then(|| (left.into_values().collect(), gone))
}

/// Makes one of the two smallest parts after the first.
fn join_smallest(parts: &mut Vec<Part>) {
    let mut after: Vec<usize> = (1..parts.len()).collect();
    after.sort_by_key(|place| parts[*place].items.len());
    after.truncate(2);
    after.sort_unstable();
    let mut joined: Vec<u32> = after.iter().rev().flat_map(|place| parts.remove(*place).items).collect();
    joined.sort_unstable();
    parts.push(Part { items: joined, stays: None });
}

/// Place and item of the versions of each work that has several among what stands at these places.
fn members(standing: impl Iterator<Item = (u32, u32)>, works: &BTreeMap<u32, u32>) -> BTreeMap<u32, Vec<(u32, u32)>> {
    let mut members: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for (place, item) in standing {
        if let Some(work) = works.get(&item) {
            members.entry(*work).or_default().push((place, item));
        }
    }
    members.retain(|_, members| members.len() > 1);
    members
}

/// For each place the other versions of what stands there among these.
fn versions(standing: impl Iterator<Item = (u32, u32)>, works: &BTreeMap<u32, u32>) -> Versions {
    let of_work =
        members(standing, works).into_values().map(|members| members.into_iter().map(|(place, _)| place).collect::<BTreeSet<u32>>());
    let others = |all: BTreeSet<u32>| {
        let others = |own: u32| (own, all.iter().copied().filter(|other| *other != own).collect());
        all.iter().copied().map(others).collect::<Vec<_>>()
    };
    of_work.flat_map(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(items: impl IntoIterator<Item = u32>) -> Vec<Mark> {
        items.into_iter().map(|item| (u128::from(item) + 1).to_be_bytes()).collect()
    }

    /// A site of these parts, then one of these items; sizes of the parts to be, and which they were.
    fn check(before: &[std::ops::Range<u32>], now: Vec<u32>, expected: &[(usize, Option<usize>)]) {
        let before: Vec<Before> = before.iter().map(|items| Before { marks: marks(items.clone()), versions: Versions::new() }).collect();
        let plan = Plan::after(&before, &marks(now.clone()), &BTreeMap::new());
        assert_eq!(
            plan.parts.iter().map(|part| (part.items.len(), part.stays.as_ref().map(|stays| stays.part))).collect::<Vec<_>>(),
            expected
        );
        for stays in plan.parts.iter().filter_map(|part| Some((part.items.len(), part.stays.as_ref()?))) {
            assert_eq!(stays.0 + stays.1.gone.len(), before[stays.1.part].marks.len());
        }
        let mut all: Vec<u32> = plan.parts.into_iter().flat_map(|part| part.items).collect();
        all.sort_unstable();
        assert_eq!(all, (0..now.len() as u32).collect::<Vec<_>>());
    }

    #[test]
    fn parts_stay_or_go() {
        let (big, more, few) = (0..5_000, 5_000..10_000, 10_000..10_050);
        let all = [big.clone(), more.clone(), few.clone()];
        // Nothing is new: everything stays, however small.
        check(&all, (0..10_050).collect(), &[(5_000, Some(0)), (5_000, Some(1)), (50, Some(2))]);
        check(std::slice::from_ref(&few), few.clone().rev().collect(), &[(50, Some(0))]);
        // What is new joins the small part.
        check(&all, (0..10_051).collect(), &[(5_000, Some(0)), (5_000, Some(1)), (51, None)]);
        check(&all[..2], (0..10_001).collect(), &[(5_000, Some(0)), (5_000, Some(1)), (1, None)]);
        check(std::slice::from_ref(&few), (10_000..10_051).collect(), &[(51, None)]);
        // Something is missing in the last part, in the second, in the first.
        check(&all, (0..10_049).collect(), &[(5_000, Some(0)), (5_000, Some(1)), (49, None)]);
        check(&all, (0..10_050).filter(|item| *item != 7_000).collect(), &[(5_000, Some(0)), (4_999, Some(1)), (50, Some(2))]);
        check(&all, (1..10_050).collect(), &[(4_999, Some(0)), (5_000, Some(1)), (50, Some(2))]);
        // Something has changed; too much of the first part has gone.
        let changed = |item: u32| if item == 7 { 90_000 } else { item };
        check(&all, (0..10_050).map(changed).collect(), &[(4_999, Some(0)), (5_000, Some(1)), (51, None)]);
        check(&all, (625..10_050).collect(), &[(4_375, Some(0)), (5_000, Some(1)), (50, Some(2))]);
        check(&all, (626..10_050).collect(), &[(9_424, None)]);
        check(&all, Vec::new(), &[(0, None)]);
        check(&[big.clone(), 4_000..8_000], (0..8_000).collect(), &[(5_000, Some(0)), (3_000, None)]);
        check(&[], vec![1, 2], &[(2, None)]);
        check(&all, (0..10_000).collect(), &[(5_000, Some(0)), (5_000, Some(1))]);
    }

    #[test]
    fn parts_are_never_many() {
        let mut before: Vec<_> = (0..8).map(|part| part * 5_000..(part + 1) * 5_000).collect();
        before[1].end -= 20;
        before[6].end -= 10;
        before[0].end -= 2_000;
        let now: Vec<u32> = before.iter().cloned().flatten().collect();
        let whole = |part: usize| (before[part].len(), Some(part));
        check(&before, now.clone(), &(0..8).map(whole).collect::<Vec<_>>());
        let expected: Vec<_> = [0, 2, 3, 4, 5, 7].map(whole).into_iter().chain([(9_970, None), (1, None)]).collect();
        check(&before, [now.clone(), vec![90_000]].concat(), &expected);
        // The smallest is written anew in any case.
        before[6].end -= 3_990;
        let now: Vec<u32> = before.iter().cloned().flatten().collect();
        let expected: Vec<_> =
            [0, 1, 2, 3, 4, 5, 7].map(|part| (before[part].len(), Some(part))).into_iter().chain([(1_001, None)]).collect();
        check(&before, [now, vec![90_000]].concat(), &expected);
    }

    #[test]
    fn works_stay_in_their_part() {
        let of = |places: &[(u32, u32)]| -> Versions { places.iter().map(|(one, other)| (*one, BTreeSet::from([*other]))).collect() };
        let before = [
            Before { marks: marks(0..5_000), versions: of(&[(2, 3), (3, 2)]) },
            Before { marks: marks(5_000..5_010), versions: Versions::new() },
        ];
        let all = marks(0..5_010);
        let check = |works: &[(u32, u32)], expected: &[Option<(usize, Vec<u32>)>], split: &[(u32, u32)]| {
            let map = |pairs: &[(u32, u32)]| -> BTreeMap<u32, u32> { pairs.iter().copied().collect() };
            let works = map(works);
            let plan = Plan::after(&before, &all, &works);
            let stays = |part: &Part| part.stays.as_ref().map(|stays| (stays.part, stays.gone.clone()));
            assert_eq!(plan.parts.iter().map(stays).collect::<Vec<_>>(), expected, "{works:?}");
            assert_eq!(plan.split(&works), map(split));
        };
        let whole = |part: usize| Some((part, Vec::new()));
        check(&[(2, 0), (3, 0)], &[whole(0), whole(1)], &[(2, 0), (3, 0)]);
        // A version in another part is one apart.
        check(&[(2, 7), (3, 7), (5_001, 7)], &[whole(0), whole(1)], &[(2, 0), (3, 0)]);
        check(&[(2, 0), (3, 0), (5_001, 9), (5_002, 9)], &[whole(0), None], &[(2, 0), (3, 0), (5_001, 1), (5_002, 1)]);
        // Other versions than before: all of the work move.
        check(&[], &[Some((0, vec![2, 3])), None], &[]);
        check(&[(2, 0), (3, 0), (4, 0)], &[Some((0, vec![2, 3, 4])), None], &[(2, 0), (3, 0), (4, 0)]);
        check(&[(3, 0), (4, 0)], &[Some((0, vec![2, 3, 4])), None], &[(3, 0), (4, 0)]);
    }
}
