//! What comes along with an item and is not told in a bundle: its files, and where it was found before.

use super::beside::Carried;
use super::losses::{Losses, Place};
use super::taken::Taken;
use super::walk::shown;
use crate::body::Note;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What comes along with one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Along {
    /// Files that the site gets.
    pub(crate) files: Vec<Carried>,
    /// Paths that are to lead to it.
    pub(crate) aliases: Vec<String>,
}

/// What is noted of a path that another item wants too.
pub(crate) const TAKEN: &str = "alias: another item has it";

/// What comes along with all items.
#[derive(Clone, Debug, Default)]
pub(crate) struct Luggage {
    /// Files by where they are to be in the site.
    pub(crate) files: BTreeMap<String, Carried>,
    /// Items by the paths that are to lead to them, and where they stand; of two that want one path the first has it.
    pub(crate) aliases: BTreeMap<String, (String, Place)>,
}

impl Luggage {
    /// Takes more files.
    pub(crate) fn carry(&mut self, files: &[Carried]) {
        for file in files {
            self.files.entry(file.to.clone()).or_insert_with(|| file.clone());
        }
    }

    /// Takes what comes along with the item of this id. An alias that another item has is noted.
    pub(crate) fn take(&mut self, along: Along, id: &str, place: &Place, losses: &mut Losses) {
        self.carry(&along.files);
        for alias in along.aliases {
            let (holder, held) = self.aliases.entry(alias.clone()).or_insert_with(|| (id.to_owned(), place.clone()));
            if holder != id {
                losses.add_held(Note::Value, TAKEN, &alias, (place, held));
            }
        }
    }

    /// Notes that these files were passed over, but for those that come along.
    pub(crate) fn pass(&self, others: &[Taken], texts: &[Carried], losses: &mut Losses) {
        let along: BTreeSet<String> = self.files.values().chain(texts).map(|file| shown(&file.from)).collect();
        let passed = others.iter().filter(|other| !along.contains(&*other.place.file));
        passed.for_each(|other| losses.absorb(&other.notes, &other.place));
    }
}
