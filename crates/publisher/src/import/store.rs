//! Rows kept as they are: `--out FILE.jsonl`. For a folder of content that is built later, where the mapping then applies to all rows at
//! once, however old.

use super::along::Luggage;
use super::draft::made_id;
use super::losses::{Losses, Place};
use super::report::{Continued, Counts, Refused, Report};
use super::source::Lines;
use super::sources::Sources;
use super::taken::Taken;
use crate::body::Note;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Rows in the order in which their ids were first met.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// All rows of each id; several where a source has several.
    rows: Vec<Vec<Vec<u8>>>,
    places: BTreeMap<String, usize>,
    /// Lines that are no rows; they stay where they can be seen.
    others: Vec<Vec<u8>>,
}

impl Store {
    /// The rows of a file; none if there is no file.
    pub(super) fn read(path: &Path, ids: &[String]) -> Result<Self> {
        let mut store = Self::default();
        if !path.exists() {
            return Ok(store);
        }
        let what = || format!("cannot read {}", path.display());
        let mut lines = Lines::new(Box::new(BufReader::new(File::open(path).with_context(what)?))).with_context(what)?;
        while let Some(read) = lines.next().with_context(what)? {
            let bytes = read.bytes.with_context(|| format!("{}:{}: line longer than 64 MiB", path.display(), read.number))?;
            match with_id(bytes, ids) {
                Some((id, row)) => store.put(&id, row),
                None => store.others.push(bytes.to_vec()),
            }
        }
        Ok(store)
    }

    fn put(&mut self, id: &str, row: Vec<u8>) {
        let next = self.rows.len();
        let place = *self.places.entry(id.to_owned()).or_insert(next);
        if place == next {
            self.rows.push(Vec::new());
        }
        self.rows[place].push(row);
    }

    /// Takes all that the sources have; a row whose id is there takes the place of those that have it.
    pub(super) fn take(&mut self, sources: &mut Sources, ids: &[String]) -> Result<Report> {
        let mut report = Report {
            counts: Counts::default(),
            renamed: Vec::new(),
            refused: Vec::new(),
            losses: Losses::default(),
            feeds: Vec::new(),
            continued: None,
            luggage: Luggage::default(),
        };
        let mut new = Self::default();
        while let Some(Taken { place, notes, row }) = sources.next()? {
            report.losses.absorb(&notes, &place);
            let Some(row) = row else { continue };
            report.counts.read += 1;
            match row.and_then(|bytes| with_id(&bytes, ids).ok_or("not a JSON object".into())) {
                Ok((id, row)) if new.has(&id, &row) => report.counts.merged += 1,
                Ok((id, row)) => {
                    report.counts.shown += 1;
                    new.put(&id, row);
                }
                Err(reason) => refuse(&mut report, &reason, &place),
            }
        }
        sources.others().iter().for_each(|other| report.losses.absorb(&other.notes, &other.place));
        report.feeds = sources.feeds();
        let mut continued = Continued { kept: self.rows.iter().map(|rows| rows.len() as u64).sum(), ..Continued::default() };
        for (id, place) in new.places {
            let rows = std::mem::take(&mut new.rows[place]);
            match self.places.get(&id) {
                None => continued.added += rows.len() as u64,
                Some(old) => {
                    let old = &mut self.rows[*old];
                    continued.kept -= old.len() as u64;
                    *(if *old == rows { &mut continued.same } else { &mut continued.replaced }) += rows.len() as u64;
                    *old = rows;
                    continue;
                }
            }
            // In the order of the source, below.
            new.rows[place] = rows;
        }
        for rows in new.rows.into_iter().filter(|rows| !rows.is_empty()) {
            self.rows.push(rows);
        }
        report.continued = Some(continued);
        Ok(report)
    }

    fn has(&self, id: &str, row: &[u8]) -> bool {
        self.places.get(id).is_some_and(|place| self.rows[*place].iter().any(|other| other == row))
    }

    /// All of it as JSON Lines.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for row in self.others.iter().chain(self.rows.iter().flatten()) {
            text.push_str(&String::from_utf8_lossy(row));
            text.push('\n');
        }
        text
    }
}

fn refuse(report: &mut Report, reason: &str, place: &Place) {
    report.counts.refused += 1;
    report.losses.add(Note::Row, reason, place);
    if report.refused.len() < super::collect::LISTED {
        report.refused.push(Refused { place: place.to_string(), reason: reason.to_owned() });
    }
}

/// A row and its id; one without an id gets one made of all it says, so that it is known again.
fn with_id(bytes: &[u8], ids: &[String]) -> Option<(String, Vec<u8>)> {
    let mut row: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
    let id = ids.iter().find_map(|name| match row.get(name)? {
        Value::String(id) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    });
    if let Some(id) = id {
        return Some((id, bytes.to_vec()));
    }
    let id = made_id(bytes);
    row.insert(ids.first().map_or("id", String::as_str).to_owned(), Value::String(id.clone()));
    Some((id, serde_json::to_vec(&row).ok()?))
}
