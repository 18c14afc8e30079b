//! The ids of views, presets and orders in addresses and attributes. They are public: an id once given keeps its meaning.

use super::{Preset, Sort, View};

const VIEWS: [(View, &str); 3] = [(View::News, "news"), (View::Documents, "documents"), (View::Search, "search")];
const PRESETS: [(Preset, &str); 3] =
    [(Preset::Last30Days, "last-30-days"), (Preset::ThisYear, "this-year"), (Preset::ThisSession, "this-session")];
const SORTS: [(Sort, &str); 4] =
    [(Sort::Newest, "newest"), (Sort::Oldest, "oldest"), (Sort::Title, "title"), (Sort::BestMatch, "best-match")];

impl View {
    /// Its id in addresses; empty for the overview.
    pub fn id(self) -> &'static str {
        id_of(&VIEWS, self).unwrap_or_default()
    }

    /// The view of this id.
    pub fn of_id(id: &str) -> Option<Self> {
        if id.is_empty() { Some(Self::Overview) } else { meant_by(&VIEWS, id) }
    }
}

impl Preset {
    /// Its id in addresses.
    pub fn id(self) -> &'static str {
        id_of(&PRESETS, self).unwrap_or_default()
    }

    /// The preset of this id.
    pub fn of_id(id: &str) -> Option<Self> {
        meant_by(&PRESETS, id)
    }
}

impl Sort {
    /// Its id in addresses.
    pub fn id(self) -> &'static str {
        id_of(&SORTS, self).unwrap_or_default()
    }

    /// The order of this id.
    pub fn of_id(id: &str) -> Option<Self> {
        meant_by(&SORTS, id)
    }
}

fn id_of<T: PartialEq>(ids: &[(T, &'static str)], meaning: T) -> Option<&'static str> {
    ids.iter().find(|(known, _)| *known == meaning).map(|(_, id)| *id)
}

fn meant_by<T: Copy>(ids: &[(T, &'static str)], id: &str) -> Option<T> {
    ids.iter().find(|(_, known)| *known == id).map(|(meaning, _)| *meaning)
}
