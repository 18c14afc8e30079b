//! Types and publishers: a dictionary that grows as rows name its entries.

use super::words::slug;
use dossier_bundle::Localized;
use std::collections::BTreeMap;

/// Entries in the order in which they were first met.
#[derive(Default)]
pub(crate) struct Names {
    entries: Vec<(String, Localized)>,
    places: BTreeMap<String, u16>,
    /// What an entry is called where its text gives no id.
    what: &'static str,
}

impl Names {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, ..Self::default() }
    }

    /// The place of the entry with this id; made, with this title, if there is none. `None` once there is no number left.
    pub(crate) fn find(&mut self, id: &str, title: impl FnOnce() -> Localized) -> Option<u16> {
        if let Some(place) = self.places.get(id) {
            return Some(*place);
        }
        let place = u16::try_from(self.entries.len()).ok()?;
        self.entries.push((id.to_owned(), title()));
        self.places.insert(id.to_owned(), place);
        Some(place)
    }

    /// The id for a name: its letters and digits; for a name without any, one made of its characters' numbers.
    pub(super) fn id_of(&self, text: &str) -> String {
        let id = slug(text);
        if !id.is_empty() {
            return id;
        }
        text.chars().take(12).fold(self.what.to_owned(), |id, c| format!("{id}-{:x}", u32::from(c)))
    }

    /// Ids and titles, in the order in which they were first met.
    pub(crate) fn entries(&self) -> &[(String, Localized)] {
        &self.entries
    }
}
