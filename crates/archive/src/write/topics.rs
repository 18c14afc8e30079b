//! Which topics an item stands in: those it was filed under, and those above them.

use super::table::Table;
use dossier_bundle::Bundle;

/// For each list of topics that items have: all topics it means, sorted.
#[derive(Debug)]
pub(super) struct Branches(Vec<Vec<u16>>);

impl Branches {
    pub(super) fn new(table: &Table, bundle: &Bundle) -> Self {
        let above = |topic: &u16| bundle.topics[usize::from(*topic)].parent.map(|parent| parent.0);
        let branch = |list: &Vec<u16>| {
            let mut all: Vec<u16> = list.iter().flat_map(|topic| std::iter::successors(Some(*topic), above)).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        Self(table.topics.values.iter().map(branch).collect())
    }

    /// All topics of an item.
    pub(super) fn of(&self, table: &Table, item: u32) -> &[u16] {
        &self.0[table.rows[item as usize].topics as usize]
    }

    /// Whether an item stands in a topic.
    pub(super) fn has(&self, table: &Table, item: u32, topic: u16) -> bool {
        self.of(table, item).binary_search(&topic).is_ok()
    }
}
