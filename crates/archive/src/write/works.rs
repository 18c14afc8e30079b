//! Versions of works: which items belong together, and which of them a reader of a language sees.

use super::table::Table;
use crate::format::Edition;
use dossier_bundle::{Language, Site};
use std::collections::HashMap;

/// The works that have more than one version.
#[derive(Debug)]
pub(super) struct Works {
    /// The items of each, in the order in which they came.
    versions: Vec<Vec<u32>>,
    /// For each item of one of them its place there.
    work_of: HashMap<u32, u32>,
}

impl Works {
    pub(super) fn new(table: &Table) -> Self {
        let mut places = HashMap::new();
        let mut versions: Vec<Vec<u32>> = Vec::new();
        for (item, row) in (0..).zip(&table.rows) {
            if let Some(work) = row.work {
                let place = *places.entry(work).or_insert(versions.len());
                if place == versions.len() {
                    versions.push(Vec::new());
                }
                versions[place].push(item);
            }
        }
        versions.retain(|versions| versions.len() > 1);
        let numbered = (0..).zip(&versions);
        let work_of = numbered.flat_map(|(work, versions)| versions.iter().map(move |item| (*item, work))).collect();
        Self { versions, work_of }
    }

    /// All versions of an item's work, itself included, in the order in which they came; empty if it is the only one.
    pub(super) fn versions(&self, item: u32) -> &[u32] {
        self.work_of.get(&item).map_or(&[], |work| &self.versions[*work as usize])
    }

    /// The versions of an item's work of its kind among those `present`; itself first wanted by the caller to be present.
    fn alike<'a>(&'a self, item: u32, table: &'a Table, present: &'a dyn Fn(u32) -> bool) -> impl Iterator<Item = u32> + 'a {
        let kind = table.rows[item as usize].kind;
        self.versions(item).iter().copied().filter(move |other| table.rows[*other as usize].kind == kind && present(*other))
    }

    /// The edition of an item among those `present`.
    pub(super) fn edition(&self, item: u32, table: &Table, present: &dyn Fn(u32) -> bool) -> Edition {
        let language = table.rows[item as usize].language;
        let mut of: Vec<u32> = self.alike(item, table, present).map(|other| table.rows[other as usize].language).collect();
        of.push(language);
        of.sort_unstable();
        of.dedup();
        Edition { language, of }
    }

    /// Whether of all versions `present` this is the one that is seen, by the rank of each language.
    pub(super) fn is_seen(&self, item: u32, table: &Table, ranks: &[u32], present: &dyn Fn(u32) -> bool) -> bool {
        let rank = |item: u32| ranks[table.rows[item as usize].language as usize];
        self.alike(item, table, present).all(|other| rank(item) <= rank(other))
    }

    /// Whether two items are versions of one work.
    pub(super) fn same(&self, one: u32, other: u32) -> bool {
        self.work_of.contains_key(&one) && self.work_of.get(&one) == self.work_of.get(&other)
    }

    /// Whether a list of some kind has to choose between versions.
    pub(super) fn any_choice(&self, table: &Table) -> bool {
        self.work_of.keys().any(|item| self.alike(*item, table, &|_| true).nth(1).is_some())
    }
}

/// For each language its place when they are ordered by how near they are to a reader, those equally near by their tags.
pub(super) fn ranks(languages: &[Language], reader: &Language, site: &Site) -> Vec<u32> {
    let mut order: Vec<usize> = (0..languages.len()).collect();
    order.sort_by_key(|place| (dossier_query::language_rank(site, reader, &languages[*place]), &languages[*place]));
    let mut ranks = vec![0; order.len()];
    (0..).zip(order).for_each(|(rank, place)| ranks[place] = rank);
    ranks
}
