//! What comes along with an item and is not told in a bundle: its files, and where it was found before.

use super::beside::Carried;
use super::losses::{Losses, Place};
use crate::body::{Note, Notes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What comes along with one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Along {
    /// Files that the site gets.
    pub(crate) files: Vec<Carried>,
    /// Paths that are to lead to it.
    pub(crate) aliases: Vec<String>,
}

/// What comes along with all items.
#[derive(Clone, Debug, Default)]
pub(crate) struct Luggage {
    /// Files by where they are to be in the site.
    pub(crate) files: BTreeMap<String, Carried>,
    /// Items by the paths that are to lead to them; of two that want one path the first has it.
    pub(crate) aliases: BTreeMap<String, String>,
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
            let holder = self.aliases.entry(alias.clone()).or_insert_with(|| id.to_owned());
            if holder != id {
                let mut notes = Notes::default();
                notes.add_about(Note::Value, "alias: another item has it", &alias);
                losses.absorb(&notes, place);
            }
        }
    }
}
