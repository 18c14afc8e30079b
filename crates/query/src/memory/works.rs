//! Works in several languages: which version of each is seen.

use super::columns::Columns;
use super::pick::pick;
use dossier_bundle::lean::ToList;
use dossier_bundle::lean::sort_by;
use dossier_bundle::{Bundle, ItemIx, Language, Site};

/// The works of a bundle that have more than one version.
#[derive(Debug)]
pub(super) struct Works {
    /// The versions of each work: the news, then the documents.
    groups: Vec<Vec<u32>>,
    /// For each item its place in `groups`; none for the only version of a work.
    group_of: Vec<Option<u32>>,
}

impl Works {
    pub(super) fn new(bundle: &Bundle, columns: &Columns) -> Self {
        let key = |item: u32| (bundle.items[item as usize].work, columns.kind[item as usize]);
        let mut sorted = pick(bundle.items.len(), &|item| bundle.items[item].work.is_some());
        sort_by(&mut sorted, &|one, other| key(one).cmp(&key(other)));
        let by_work = sorted.chunk_by(|one, other| key(*one).0 == key(*other).0);
        let groups: Vec<Vec<u32>> = by_work.filter(|versions| versions.len() > 1).map(<[u32]>::to_vec).to_list();
        let mut group_of = vec![None; bundle.items.len()];
        for (group, versions) in groups.iter().enumerate() {
            for item in versions {
                group_of[*item as usize] = Some(group as u32);
            }
        }
        Self { groups, group_of }
    }

    /// Leaves of each work, its news and its documents apart, only the version whose language has the lowest rank. A bundle that
    /// was read has no two versions of a work in one language.
    pub(super) fn best(&self, mut items: Vec<bool>, ranks: &[u32], columns: &Columns) -> Vec<bool> {
        let rank = |item: u32| ranks[columns.language[item as usize] as usize];
        for versions in &self.groups {
            for versions in versions.chunk_by(|one, other| columns.kind[*one as usize] == columns.kind[*other as usize]) {
                let present = versions.iter().filter(|item| items[**item as usize]);
                let best = present.map(|item| rank(*item)).min();
                for item in versions {
                    items[*item as usize] &= best == Some(rank(*item));
                }
            }
        }
        items
    }

    /// Whether two items are versions of one work.
    pub(super) fn same(&self, one: usize, other: usize) -> bool {
        self.group_of[one].is_some() && self.group_of[one] == self.group_of[other]
    }

    /// The other versions of an item's work, in the bundle's order.
    pub(super) fn versions(&self, item: ItemIx) -> Vec<ItemIx> {
        let Some(group) = self.group_of.get(item.0 as usize).copied().flatten() else { return Vec::new() };
        let mut others = self.groups[group as usize].clone();
        sort_by(&mut others, &|one, other| one.cmp(&other));
        others.into_iter().map(ItemIx).filter(|other| *other != item).to_list()
    }
}

/// The languages of the bundle by how near they are to the reader: theirs, then another form of it, then the site's languages in
/// their order (each with its other forms after it), then the rest; those equally near by their tags. For each its place.
pub(super) fn ranks(bundle: &Bundle, columns: &Columns, reader: &Language) -> Vec<u32> {
    let nearness = |language: u32| {
        let language = &columns.languages[language as usize];
        (language_rank(&bundle.site, reader, language), language)
    };
    let mut order = pick(columns.languages.len(), &|_| true);
    sort_by(&mut order, &|one, other| nearness(one).cmp(&nearness(other)));
    let mut ranks = vec![0; order.len()];
    for (rank, language) in order.into_iter().enumerate() {
        ranks[language as usize] = rank as u32;
    }
    ranks
}

/// How near a language is to the reader, the nearest first: theirs, then another form of it, then the site's languages in their order
/// (each with its other forms after it), then the rest alike.
pub fn language_rank(site: &Site, reader: &Language, language: &Language) -> u32 {
    let wished = || std::iter::once(reader).chain(&site.languages);
    let exact = wished().position(|wish| wish == language).map(|place| place * 2);
    let near = wished().position(|wish| wish.primary() == language.primary()).map(|place| place * 2 + 1);
    exact.into_iter().chain(near).min().unwrap_or(usize::MAX).min(u32::MAX as usize) as u32
}
