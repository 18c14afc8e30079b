//! Items near an item.

use super::columns::UNDATED;
use super::pick::{flags, pick};
use super::{Memory, works};
use dossier_bundle::ItemIx;
use dossier_bundle::lean::ToList;
use dossier_bundle::lean::sort_by;

pub(super) fn related(memory: &Memory, item: ItemIx, limit: usize) -> Vec<ItemIx> {
    let columns = &memory.columns;
    let own = item.0 as usize;
    if own >= columns.len() {
        return Vec::new();
    }
    let topics = columns.topics.of(own);
    let shared = |other: usize| columns.topics.of(other).iter().filter(|topic| topics.contains(topic)).count();
    let same_type = |other: usize| columns.type_of[own].is_some() && columns.type_of[other] == columns.type_of[own];
    let near = |other: usize| if topics.is_empty() { same_type(other) } else { shared(other) > 0 };

    let is_other = |other: usize| other != own && !memory.works.same(own, other);
    let candidates = flags(columns.len(), &|other| is_other(other) && near(other));
    let ranks = works::ranks(&memory.bundle, columns, &columns.languages[columns.language[own] as usize]);
    let seen = memory.works.best(candidates, &ranks, columns);

    let distance = |other: usize| match (columns.first[own], columns.first[other]) {
        (UNDATED, _) | (_, UNDATED) => u32::MAX,
        (one, two) => one.abs_diff(two),
    };
    let mut found = pick(seen.len(), &|other| seen[other]);
    let mut keys = vec![(0, false, 0); seen.len()];
    for other in found.iter().map(|other| *other as usize) {
        keys[other] = (usize::MAX - shared(other), !same_type(other), distance(other));
    }
    sort_by(&mut found, &|one, other| keys[one as usize].cmp(&keys[other as usize]));
    found.truncate(limit);
    found.into_iter().map(ItemIx).to_list()
}
