//! The ways on from each item of a part: its other versions, and items near to it. Looks only at near neighbours, never at all items.

use super::Content;
use super::part::Part;
use super::works::ranks;
use crate::format::bodies::Ways;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How far to look on each side.
const NEIGHBOURS: usize = 24;
/// Items named as near.
const RELATED: usize = 4;

/// What is needed to find the ways on.
pub(super) struct Finder<'c> {
    content: &'c Content<'c>,
    part: &'c Part,
    place_of: BTreeMap<u32, u32>,
    /// The places of each topic in newest order.
    topics: Vec<Vec<u32>>,
    /// For each language as the reader's, the ranks of all.
    ranks: Vec<Vec<u32>>,
}

impl<'c> Finder<'c> {
    pub(super) fn new(part: &'c Part, content: &'c Content<'c>) -> Self {
        let table = content.table;
        let with_versions = (0..).zip(&part.order).filter(|(_, item)| !content.works.versions(**item).is_empty());
        let place_of = with_versions.map(|(place, item)| (*item, place)).collect();
        let mut topics = vec![Vec::new(); content.bundle.topics.len()];
        for (place, item) in (0..).zip(&part.order) {
            for topic in content.branches.of(table, *item) {
                topics[usize::from(*topic)].push(place);
            }
        }
        let languages = &table.languages.values;
        let ranks = languages.iter().map(|reader| ranks(languages, reader, &content.bundle.site)).collect();
        Self { content, part, place_of, topics, ranks }
    }

    /// The ways on from the item at a place.
    pub(super) fn ways(&self, place: u32) -> Ways {
        Ways { versions: self.versions(place), related: self.related(place) }
    }

    fn versions(&self, place: u32) -> Vec<u32> {
        let versions = self.content.works.versions(self.item(place)).iter();
        versions.filter_map(|item| self.place_of.get(item).copied()).filter(|other| *other != place).collect()
    }

    fn item(&self, place: u32) -> u32 {
        self.part.order[place as usize]
    }

    fn topics_of(&self, place: u32) -> &'c [u16] {
        let table = self.content.table;
        &table.topics.values[table.rows[self.item(place) as usize].topics as usize]
    }

    /// The nearest on each side in the list of an item's first topic; of the same type for an item without topics.
    fn candidates(&self, place: u32) -> Vec<u32> {
        let rows = &self.content.table.rows;
        let Some(topic) = self.topics_of(place).first() else {
            let type_of = |place: &u32| rows[self.item(*place) as usize].type_of;
            let Some(own) = type_of(&place) else { return Vec::new() };
            // Types are few in an archive of any size; the search ends all the same.
            let alike = |other: &u32| type_of(other) == Some(own);
            let far = NEIGHBOURS as u32 * 16;
            let before = (place.saturating_sub(far)..place).rev().filter(alike).take(NEIGHBOURS);
            let after = (place + 1..(place + 1 + far).min(self.part.items())).filter(alike).take(NEIGHBOURS);
            return before.chain(after).collect();
        };
        let list = &self.topics[usize::from(*topic)];
        let own = list.partition_point(|other| *other < place);
        let around = own.saturating_sub(NEIGHBOURS)..(own + 1 + NEIGHBOURS).min(list.len());
        list[around].iter().copied().filter(|other| *other != place).collect()
    }

    fn related(&self, place: u32) -> Vec<u32> {
        let Content { table, works, .. } = *self.content;
        let own = self.item(place);
        let row = |place: u32| &table.rows[self.item(place) as usize];
        let topics = self.topics_of(place);
        let shared = |other: u32| self.topics_of(other).iter().filter(|topic| topics.contains(topic)).count();
        let same_type = |other: u32| row(place).type_of.is_some() && row(place).type_of == row(other).type_of;
        let near = |other: &u32| !works.same(own, self.item(*other)) && (topics.is_empty() || shared(*other) > 0);
        let distance = |other: u32| match (row(place).date, row(other).date) {
            (Some(_), Some(_)) => row(place).day_number().abs_diff(row(other).day_number()),
            _ => u32::MAX,
        };
        let mut found: Vec<u32> = self.candidates(place);
        found.retain(near);
        let ranks = &self.ranks[row(place).language as usize];
        let present: Vec<u32> = found.iter().map(|other| self.item(*other)).collect();
        found.retain(|other| works.is_seen(self.item(*other), table, ranks, &|item| present.contains(&item)));
        found.sort_by_cached_key(|other| (Reverse(shared(*other)), !same_type(*other), distance(*other), *other));
        let mut kept: Vec<u32> = Vec::new();
        for other in found {
            // The news and the document of one work are both seen; one of them is enough here.
            if kept.len() < RELATED && !kept.iter().any(|known| works.same(self.item(*known), self.item(other))) {
                kept.push(other);
            }
        }
        kept
    }
}
