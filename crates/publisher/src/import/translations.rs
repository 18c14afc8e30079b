//! Joins items that name each other as translations into works. A work never holds two items of one language: a list shows one
//! item of each work and would hide the other.

use dossier_bundle::Language;
use std::collections::{BTreeMap, BTreeSet};

/// The works of items that have several versions, by item. `wanted` names items and their translations by the source's ids; `find` finds
/// an item by such an id; `lost` hears why an item and a translation were not joined.
pub(crate) fn join<'w>(
    wanted: impl IntoIterator<Item = (usize, &'w [String])>,
    find: &dyn Fn(&str) -> Option<usize>,
    language: &dyn Fn(usize) -> &'w Language,
    lost: &mut dyn FnMut(usize, &'static str),
) -> BTreeMap<usize, u32> {
    let mut homes: BTreeMap<usize, usize> = BTreeMap::new();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (item, targets) in wanted {
        for target in targets {
            let Some(other) = find(target) else {
                lost(item, "translation that is not among the rows");
                continue;
            };
            let home_of = |item: usize| homes.get(&item).copied().unwrap_or(item);
            let (home, away) = (home_of(item), home_of(other));
            if home == away {
                continue;
            }
            let set = |home: usize| members.get(&home).cloned().unwrap_or_else(|| vec![home]);
            let (mine, theirs) = (set(home), set(away));
            let languages: BTreeSet<&Language> = mine.iter().map(|item| language(*item)).collect();
            if theirs.iter().any(|item| languages.contains(language(*item))) {
                lost(item, "translation in a language that the work already has");
                continue;
            }
            homes.extend(theirs.iter().map(|item| (*item, home)));
            members.remove(&away);
            members.insert(home, [mine, theirs].concat());
        }
    }
    // Numbered in the order of their first items.
    let mut sets: Vec<Vec<usize>> = members.into_values().collect();
    sets.sort_unstable_by_key(|set| set.iter().min().copied());
    (0..).zip(sets).flat_map(|(work, set)| set.into_iter().map(move |item| (item, work))).collect()
}
