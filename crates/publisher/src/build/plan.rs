//! Which item goes into which part, when a site continues another. Decides from marks alone; opens and writes nothing.
//!
//! - A part stays if all of its items are still there, saying the same, with the same versions of their works in it.
//! - If the first part does not stay, no part does: everything goes into one. It decides which words are common in all of them.
//! - Items that are in no part that stays go into a new one, the tail. Parts of few items do not stay beside a tail, so that there are few
//!   parts. Where there would be too many all the same, the two smallest become one, but never the first.

use super::previous::{Before, Mark, Versions};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A part of at most so many items is written anew when items are added, and they with it: of 300 words each they are about 4 MB.
const OPEN: usize = 2_048;
/// Most parts: each costs every search some files.
const MOST: usize = 8;

/// The parts of a site to be, as items in the order of arrival; for one that stays, in that of its places, and which it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) parts: Vec<(Vec<u32>, Option<usize>)>,
}

impl Plan {
    /// Everything in one part.
    pub(super) fn one(items: u32) -> Self {
        Self { parts: vec![((0..items).collect(), None)] }
    }

    /// For items with these marks, some of which are versions of works, after a site of these parts.
    pub(super) fn after(before: &[Before], marks: &[Mark], works: &BTreeMap<u32, u32>) -> Self {
        let places: HashMap<&Mark, u32> = marks.iter().zip(0..).collect();
        let mut seen = vec![false; marks.len()];
        let mut stays = |part: &Before| -> Option<Vec<u32>> {
            let items: Vec<u32> = part.marks.iter().map(|mark| places.get(mark).copied()).collect::<Option<_>>()?;
            // A site before that has an item twice was not made by a build.
            let twice = items.iter().any(|item| std::mem::replace(&mut seen[*item as usize], true));
            (!twice && versions(&items, works) == part.versions).then_some(items)
        };
        let kept = before.iter().zip(0..).filter_map(|(part, number)| Some((stays(part)?, Some(number))));
        let mut parts: Vec<(Vec<u32>, Option<usize>)> = kept.collect();
        let all = marks.len() as u32;
        // Whatever else stays, it does only beside the first.
        let first_stays = |parts: &[(Vec<u32>, Option<usize>)]| parts.first().is_some_and(|(_, number)| *number == Some(0));
        if first_stays(&parts) && parts.iter().map(|(items, _)| items.len()).sum::<usize>() < marks.len() {
            parts.retain(|(items, _)| items.len() > OPEN);
            while parts.len() >= MOST {
                join_smallest(&mut parts);
            }
        }
        if !first_stays(&parts) {
            return Self::one(all);
        }
        let mut placed = vec![false; marks.len()];
        parts.iter().flat_map(|(items, _)| items).for_each(|item| placed[*item as usize] = true);
        let tail: Vec<u32> = (0..all).filter(|item| !placed[*item as usize]).collect();
        let mut plan = Self { parts };
        if !tail.is_empty() {
            plan.parts.push((tail, None));
        }
        plan
    }

    /// Works as they are within parts: each item's, of those that have another version in the same part.
    pub(super) fn split(&self, works: &BTreeMap<u32, u32>) -> BTreeMap<u32, u32> {
        let mut split = BTreeMap::new();
        let mut next = 0;
        for (items, _) in &self.parts {
            for members in members(items, works).into_values() {
                split.extend(members.into_iter().map(|(_, item)| (item, next)));
                next += 1;
            }
        }
        split
    }
}

/// Makes one of the two smallest parts after the first.
fn join_smallest(parts: &mut Vec<(Vec<u32>, Option<usize>)>) {
    let mut after: Vec<usize> = (1..parts.len()).collect();
    after.sort_by_key(|place| parts[*place].0.len());
    after.truncate(2);
    after.sort_unstable();
    let mut joined: Vec<u32> = after.iter().rev().flat_map(|place| parts.remove(*place).0).collect();
    joined.sort_unstable();
    parts.push((joined, None));
}

/// Place and item of the versions of each work that has several among these items.
fn members(items: &[u32], works: &BTreeMap<u32, u32>) -> BTreeMap<u32, Vec<(u32, u32)>> {
    let mut members: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for (place, item) in (0..).zip(items) {
        if let Some(work) = works.get(item) {
            members.entry(*work).or_default().push((place, *item));
        }
    }
    members.retain(|_, members| members.len() > 1);
    members
}

/// For each place its other versions among these items.
fn versions(items: &[u32], works: &BTreeMap<u32, u32>) -> Versions {
    let of_work = members(items, works).into_values().map(|members| members.into_iter().map(|(place, _)| place).collect::<BTreeSet<u32>>());
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
        assert_eq!(plan.parts.iter().map(|(items, stays)| (items.len(), *stays)).collect::<Vec<_>>(), expected);
        let mut all: Vec<u32> = plan.parts.into_iter().flat_map(|(items, _)| items).collect();
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
        check(&all, (0..10_050).filter(|item| *item != 7_000).collect(), &[(5_000, Some(0)), (5_049, None)]);
        check(&all, (1..10_050).collect(), &[(10_049, None)]);
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
        let check = |works: &[(u32, u32)], expected: &[Option<usize>], split: &[(u32, u32)]| {
            let map = |pairs: &[(u32, u32)]| -> BTreeMap<u32, u32> { pairs.iter().copied().collect() };
            let works = map(works);
            let plan = Plan::after(&before, &all, &works);
            assert_eq!(plan.parts.iter().map(|(_, stays)| *stays).collect::<Vec<_>>(), expected, "{works:?}");
            assert_eq!(plan.split(&works), map(split));
        };
        check(&[(2, 0), (3, 0)], &[Some(0), Some(1)], &[(2, 0), (3, 0)]);
        // A version in another part is one apart.
        check(&[(2, 7), (3, 7), (5_001, 7)], &[Some(0), Some(1)], &[(2, 0), (3, 0)]);
        check(&[(2, 0), (3, 0), (5_001, 9), (5_002, 9)], &[Some(0), None], &[(2, 0), (3, 0), (5_001, 1), (5_002, 1)]);
        // Other versions than before.
        check(&[], &[None], &[]);
        check(&[(2, 0), (3, 0), (4, 0)], &[None], &[(2, 0), (3, 0), (4, 0)]);
    }
}
