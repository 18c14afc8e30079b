//! What could not be carried over: each kind of loss once, with how often it was met and where first.

use crate::body::{Note, Notes};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: Arc<str>,
    /// From 1; 0 where a file as a whole is meant.
    pub(crate) line: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line == 0 { Ok(()) } else { write!(f, ":{}", self.line) }
    }
}

/// One kind of loss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Its sort.
    pub sort: Note,
    /// What was lost.
    pub name: String,
    /// How often it was met.
    pub count: u64,
    /// File and line of the first one.
    pub first: String,
    /// File and line of the item that has what the first one wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
}

/// All kinds of loss of an import.
#[derive(Clone, Debug, Default)]
pub struct Losses {
    found: BTreeMap<(Note, String), Kind>,
    /// Each by itself, where somebody wants to see them all.
    each: Option<Vec<Met>>,
}

/// How often a kind was met, and where first.
#[derive(Clone, Debug)]
struct Kind {
    count: u64,
    first: String,
    held: Option<String>,
}

/// A loss where it was met.
#[derive(Clone, Debug)]
pub(crate) struct Met {
    pub(crate) place: Place,
    pub(crate) sort: Note,
    pub(crate) name: String,
    /// How often at this place.
    pub(crate) count: u64,
    /// What it is about, as the source writes it; empty where that is not known.
    pub(crate) about: String,
    /// The item that has what this one wants.
    pub(crate) held: Option<Place>,
}

/// Names come from content: no more than this many different ones are kept apart.
const MOST: usize = 2_000;
/// Most losses that are kept each by itself.
const MOST_EACH: usize = 100_000;

impl Losses {
    /// The same, and each loss is kept by itself.
    pub(crate) fn with_each() -> Self {
        Self { each: Some(Vec::new()), ..Self::default() }
    }

    /// Each loss by itself, in the order in which they were met.
    pub(crate) fn each(&self) -> &[Met] {
        self.each.as_deref().unwrap_or_default()
    }

    pub(crate) fn absorb(&mut self, notes: &Notes, place: &Place) {
        self.take(notes, place, None);
    }

    fn take(&mut self, notes: &Notes, place: &Place, held: Option<&Place>) {
        for (note, name, count) in notes.iter() {
            let known = self.found.len() < MOST || self.found.contains_key(&(note, name.to_owned()));
            let name = if known { name } else { "(others)" };
            let first = || Kind { count: 0, first: place.to_string(), held: held.map(Place::to_string) };
            self.found.entry((note, name.to_owned())).or_insert_with(first).count += count;
            if let Some(each) = self.each.as_mut().filter(|each| each.len() < MOST_EACH) {
                let met = |about: &str, count: u64| Met {
                    place: place.clone(),
                    sort: note,
                    name: name.to_owned(),
                    count,
                    about: about.to_owned(),
                    held: held.cloned(),
                };
                let before = each.len();
                each.extend(notes.about(note, name).map(|about| met(about, 1)));
                let rest = count.saturating_sub((each.len() - before) as u64);
                each.extend((rest > 0).then(|| met("", rest)));
            }
        }
    }

    pub(crate) fn add(&mut self, note: Note, name: &str, place: &Place) {
        let mut notes = Notes::default();
        notes.add(note, name);
        self.absorb(&notes, place);
    }

    /// Notes that the item at `place` wants what the one at `held` has: `about`.
    pub(crate) fn add_held(&mut self, note: Note, name: &str, about: &str, (place, held): (&Place, &Place)) {
        let mut notes = Notes::default();
        notes.add_about(note, name, about);
        self.take(&notes, place, Some(held));
    }

    /// Whether everything was carried over.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether anything was lost that readers could miss; what was passed over on purpose is not.
    pub fn matter(&self) -> bool {
        self.found.keys().any(|(note, _)| *note != Note::Passed)
    }

    /// Every kind of loss, by sort, the most frequent first.
    pub fn list(&self) -> Vec<Loss> {
        let loss = |((sort, name), Kind { count, first, held }): (&(Note, String), &Kind)| Loss {
            sort: *sort,
            name: name.clone(),
            count: *count,
            first: first.clone(),
            held: held.clone(),
        };
        let mut list: Vec<_> = self.found.iter().map(loss).collect();
        list.sort_by(|a, b| a.sort.cmp(&b.sort).then(b.count.cmp(&a.count)).then_with(|| a.name.cmp(&b.name)));
        list
    }
}
