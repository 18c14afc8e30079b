//! Items near an item.

use super::columns::UNDATED;
use super::scan::places;
use super::{Memory, works};
use dossier_bundle::ItemIx;
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
    let candidates = (0..columns.len()).map(|other| is_other(other) && near(other)).collect();
    let ranks = works::ranks(&memory.bundle, columns, &columns.languages[columns.language[own] as usize]);
    let seen = memory.works.best(candidates, &ranks, columns);

    let distance = |other: usize| match (columns.first[own], columns.first[other]) {
        (UNDATED, _) | (_, UNDATED) => u32::MAX,
        (one, two) => one.abs_diff(two),
    };
    let found: Vec<usize> = places(&seen).collect();
    let keys: Vec<_> = found.iter().map(|other| (usize::MAX - shared(*other), !same_type(*other), distance(*other))).collect();
    let mut order: Vec<u32> = (0..found.len() as u32).collect();
    sort_by(&mut order, &|one, other| keys[one as usize].cmp(&keys[other as usize]));
    order.into_iter().take(limit).map(|place| ItemIx(found[place as usize] as u32)).collect()
}
