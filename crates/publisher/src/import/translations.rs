//! Joins items that name each other as translations into works. A work never holds two items of one language: a list shows one
//! item of each work and would hide the other.

use super::losses::{Losses, Place};
use crate::body::Note;
use dossier_bundle::Item;
use std::collections::{BTreeMap, BTreeSet};

/// Sets [`Item::work`]. `wanted` names, for each item, its translations by the source's ids; `places` finds items by those.
pub(super) fn join(items: &mut [Item], wanted: &[Vec<String>], places: &BTreeMap<String, usize>, rows: &[Place], losses: &mut Losses) {
    let mut homes: Vec<usize> = (0..items.len()).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (item, targets) in wanted.iter().enumerate() {
        for target in targets {
            let Some(other) = places.get(target) else {
                losses.add(Note::Value, "translation that is not among the rows", &rows[item]);
                continue;
            };
            let (home, away) = (homes[item], homes[*other]);
            if home == away {
                continue;
            }
            let set = |home: usize| members.get(&home).cloned().unwrap_or_else(|| vec![home]);
            let (mine, theirs) = (set(home), set(away));
            let languages: BTreeSet<_> = mine.iter().map(|item| &items[*item].language).collect();
            if theirs.iter().any(|item| languages.contains(&items[*item].language)) {
                losses.add(Note::Value, "translation in a language that the work already has", &rows[item]);
                continue;
            }
            for item in &theirs {
                homes[*item] = home;
            }
            members.remove(&away);
            members.insert(home, [mine, theirs].concat());
        }
    }
    let mut next = 0;
    for place in 0..items.len() {
        if items[place].work.is_none()
            && let Some(set) = members.get(&homes[place])
        {
            for item in set {
                items[*item].work = Some(next);
            }
            next += 1;
        }
    }
}
