//! What was met in a text and could not be kept.

use dossier_archive::{Damage, Put, Take};
use serde::Serialize;
use std::collections::BTreeMap;

/// What sort of thing was lost or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Note {
    /// A row that could not become an item.
    Row,
    /// A field of a row that no part of an item carries.
    Field,
    /// A value that was changed or could not be read.
    Value,
    /// An element that was dropped together with its text.
    Dropped,
    /// An element of which only the text was kept.
    Unwrapped,
    /// A link or picture whose address was not kept.
    Link,
    /// A shortcode of a site generator.
    Shortcode,
    /// Text that was moved, cut or left out.
    Text,
    /// A file or page that is not for readers, such as a draft.
    Passed,
}

/// All of them, in their order.
const ALL: [Note; 9] =
    [Note::Row, Note::Field, Note::Value, Note::Dropped, Note::Unwrapped, Note::Link, Note::Shortcode, Note::Text, Note::Passed];

/// Kinds of loss with how often each was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    counts: BTreeMap<(Note, String), u64>,
    /// What some of them are about, letter by letter: for `check`, which looks for it in the source.
    about: Vec<(Note, String, String)>,
}

/// Names come from content: no more than this many different ones are kept apart.
const MOST_NAMES: usize = 500;
const LONGEST_NAME: usize = 60;
/// So much is remembered of what a row's notes are about.
const MOST_ABOUT: usize = 100;
const LONGEST_ABOUT: usize = 300;

impl Notes {
    /// Counts one more of `what`.
    pub fn add(&mut self, note: Note, what: &str) {
        self.add_many(note, what, 1);
    }

    /// Counts `count` more of `what`.
    pub fn add_many(&mut self, note: Note, what: &str, count: u64) {
        let name: String = what.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).take(LONGEST_NAME).collect();
        let known = self.counts.len() < MOST_NAMES || self.counts.contains_key(&(note, name.clone()));
        let name = if known { name } else { "(others)".to_owned() };
        *self.counts.entry((note, name)).or_default() += count;
    }

    /// Counts one more of `what`, met in the text `about`.
    pub fn add_about(&mut self, note: Note, what: &str, about: &str) {
        self.add(note, what);
        self.remember(note, what, about);
    }

    fn remember(&mut self, note: Note, what: &str, about: &str) {
        if self.about.len() < MOST_ABOUT && !about.is_empty() {
            self.about.push((note, what.to_owned(), about.chars().take(LONGEST_ABOUT).collect()));
        }
    }

    /// The texts in which `what` was met, as far as they were remembered.
    pub(crate) fn about(&self, note: Note, what: &str) -> impl Iterator<Item = &str> {
        self.about.iter().filter(move |(of, name, _)| *of == note && name == what).map(|(.., about)| about.as_str())
    }

    /// Every kind of loss with its name and count, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Note, &str, u64)> {
        self.counts.iter().map(|((note, name), count)| (*note, name.as_str(), *count))
    }

    /// How often `what` was met.
    pub fn count(&self, note: Note, what: &str) -> u64 {
        self.counts.get(&(note, what.to_owned())).copied().unwrap_or_default()
    }

    /// Writes them down.
    pub(crate) fn put(&self, put: &mut Put) {
        put.number(self.counts.len() as u32);
        for ((note, name), count) in &self.counts {
            put.number(*note as u32);
            put.text(name);
            put.long(*count);
        }
        put.number(self.about.len() as u32);
        for (note, name, about) in &self.about {
            put.number(*note as u32);
            put.text(name);
            put.text(about);
        }
    }

    /// Reads back what [`Self::put`] has written.
    pub(crate) fn take(take: &mut Take<'_>) -> Result<Self, Damage> {
        let mut notes = Self::default();
        let note = |take: &mut Take<'_>| ALL.get(take.number()? as usize).copied().ok_or(Damage::of("there is no such note"));
        for _ in 0..take.count()? {
            let name = (note(take)?, take.text()?.to_owned());
            notes.counts.insert(name, take.long()?);
        }
        for _ in 0..take.count()? {
            notes.about.push((note(take)?, take.text()?.to_owned(), take.text()?.to_owned()));
        }
        Ok(notes)
    }

    /// Adds everything that `other` holds.
    pub fn absorb(&mut self, other: &Notes) {
        for (note, name, count) in other.iter() {
            self.add_many(note, name, count);
        }
        for (note, name, about) in &other.about {
            self.remember(*note, name, about);
        }
    }
}
