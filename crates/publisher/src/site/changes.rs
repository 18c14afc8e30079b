//! The log of changes: what each edition of the site added, withdrew, retitled and redated. It is carried from edition to edition in
//! `changes.json`, and is bounded: the newest editions, of each list the first entries and how many there are.
//!
//! What has changed is told by whoever compares two editions; nothing here compares.

use super::press::Press;
use anyhow::{Context, Result};
use dossier_bundle::PartialDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The log, relative to the site's root.
pub(super) const ADDRESS: &str = "changes.json";

const FORMAT: &str = "dossier-changes/1";
/// Editions that are kept.
const EDITIONS: usize = 50;
/// Entries of a list that are kept.
const ENTRIES: usize = 200;
/// More bytes than a log can have.
const MOST: u64 = 64 << 20;

/// What one edition changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changes {
    /// New items.
    pub added: Listed,
    /// Items that are gone.
    pub withdrawn: Listed,
    /// Items with another title; the change says which they had.
    pub retitled: Listed,
    /// Items with another date; the change says which they had.
    pub redated: Listed,
}

/// Some of the changes of one sort, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listed {
    /// How many.
    pub count: u64,
    /// The first of them.
    pub items: Vec<Change>,
}

/// A changed item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Its id.
    pub id: String,
    /// Its title, now or when it was withdrawn.
    pub title: String,
    /// Its date, now or when it was withdrawn; empty for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// The title or date that it had before; empty for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub before: String,
}

/// What is known of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Edition {
    /// The newest change of its items; empty for none.
    pub(super) as_of: String,
    /// How many items it has.
    pub(super) items: u64,
    #[serde(flatten)]
    pub(super) changes: Changes,
}

/// All that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Log {
    format: String,
    /// The newest first.
    pub(super) editions: Vec<Edition>,
    /// Ids in it that the site has now.
    #[serde(skip)]
    pub(super) present: BTreeSet<String>,
}

impl Listed {
    /// Adds a change; beyond a number of them only the count grows.
    pub fn push(&mut self, change: Change) {
        self.count += 1;
        if self.items.len() < ENTRIES {
            self.items.push(change);
        }
    }
}

impl Changes {
    fn lists(&mut self) -> [&mut Listed; 4] {
        [&mut self.added, &mut self.withdrawn, &mut self.retitled, &mut self.redated]
    }

    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        [&self.added, &self.withdrawn, &self.retitled, &self.redated].iter().all(|list| list.count == 0)
    }
}

impl Log {
    /// The log of an earlier site; an empty one if it has none.
    fn read(site: &Path) -> Result<Self> {
        let path = site.join(ADDRESS);
        let what = || format!("cannot read {}", path.display());
        let file = match fs::File::open(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            opened => opened.with_context(what)?,
        };
        let mut bytes = Vec::new();
        file.take(MOST).read_to_end(&mut bytes).with_context(what)?;
        let mut log: Self = serde_json::from_slice(&bytes).with_context(what)?;
        for list in log.editions.iter_mut().flat_map(|edition| edition.changes.lists()) {
            list.items.truncate(ENTRIES);
            list.count = list.count.max(list.items.len() as u64);
        }
        Ok(log)
    }

    /// The log with one more edition, if that changed anything.
    fn and(mut self, edition: Option<Edition>) -> Self {
        FORMAT.clone_into(&mut self.format);
        if let Some(edition) = edition.filter(|edition| !edition.changes.is_empty()) {
            self.editions.insert(0, edition);
        }
        self.editions.truncate(EDITIONS);
        self
    }
}

/// Writes the log; says what could not be carried over.
pub(super) fn write(press: &Press<'_>, left_out: &mut Vec<String>) -> Result<Log> {
    let options = press.options;
    let earlier = options.previous.as_deref().map_or_else(|| Ok(Log::default()), Log::read);
    let earlier = earlier.unwrap_or_else(|error| {
        left_out.push(format!("the log of earlier editions: {error:#}; a new one begins"));
        Log::default()
    });
    let as_of = press.survey.changed.map(|date: PartialDate| date.to_string()).unwrap_or_default();
    let items = u64::from(press.contents.items());
    let edition = options.changes.clone().map(|changes| Edition { as_of, items, changes });
    let mut log = earlier.and(edition);
    let mut bytes = serde_json::to_vec_pretty(&log)?;
    bytes.push(b'\n');
    press.write(ADDRESS, &bytes)?;
    let content = press.contents.open();
    for change in log.editions.iter_mut().flat_map(|edition| edition.changes.lists()).flat_map(|list| &list.items) {
        if content.ask(&|source| source.find(&change.id))?.is_some() {
            log.present.insert(change.id.clone());
        }
    }
    Ok(log)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition(added: usize) -> Edition {
        let mut changes = Changes::default();
        (0..added).for_each(|n| changes.added.push(Change { id: n.to_string(), ..Change::default() }));
        Edition { as_of: "2024-06-14".to_owned(), items: 9, changes }
    }

    #[test]
    fn the_log_is_bounded() {
        let log = (0..60).fold(Log::default(), |log, _| log.and(Some(edition(300))));
        assert_eq!((log.editions.len(), log.editions[0].changes.added.count, log.editions[0].changes.added.items.len()), (50, 300, 200));
        assert_eq!(log.clone().and(Some(edition(0))).and(None), log);
    }

    fn check(text: Option<&str>, editions: Result<usize, &str>) {
        let folder = tempfile::tempdir().unwrap();
        if let Some(text) = text {
            fs::write(folder.path().join(ADDRESS), text).unwrap();
        }
        match (Log::read(folder.path()), editions) {
            (Ok(log), Ok(editions)) => assert_eq!(log.editions.len(), editions),
            (Err(error), Err(part)) => assert!(format!("{error:#}").contains(part), "{error:#}"),
            (found, expected) => panic!("{found:?}, not {expected:?}"),
        }
    }

    #[test]
    fn earlier_logs_are_not_trusted() {
        check(None, Ok(0));
        check(Some("{}"), Ok(0));
        check(Some(r#"{"editions":[{"added":{"count":0,"items":[{"id":"a"}]}},{"asOf":"x"}]}"#), Ok(2));
        check(Some(""), Err("EOF"));
        check(Some(r#"{"editions":7}"#), Err("invalid type"));
        check(Some(&format!("{{\"editions\":[{{\"x\":{}", "[".repeat(1_000))), Err("recursion"));
    }

    #[test]
    fn a_log_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::default().and(Some(edition(3)));
        fs::write(folder.path().join(ADDRESS), serde_json::to_vec(&log).unwrap()).unwrap();
        assert_eq!(Log::read(folder.path()).unwrap(), log);
    }
}
