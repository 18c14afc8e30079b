//! What a publish will do, decided before it does any of it, from what the site has and what the target has. Pure.
//!
//! The order is such that no reader meets a name without a file, and that a publisher who loses against another has changed nothing that
//! readers see:
//!
//! 1. files named by their hashes: nobody knows their names yet;
//! 2. pages at new addresses: nothing leads to them yet;
//! 3. `bundle.json`, on the condition that it is still what it was: from here on the new generation is the one that counts;
//! 4. what belongs to `bundle.json`;
//! 5. pages that replace others, the deepest first and the front page last: all they lead to is there;
//! 6. feeds and site maps: they send readers and machines to pages.
//!
//! `bundle.json` comes before the pages that replace others, not after them, because only one file can be written on a condition for all,
//! and what is written before it must be harmless if the condition fails. A page that is older than `bundle.json` for a moment names only
//! files that are kept.

use super::generations::{Generation, Generations, Row, is_over, kept_from, rows};
use super::inventory::Local;
use super::names::{Kind, hash_in_name, hex, uncompressed};
use super::state::{State, There};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// What will be kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keep {
    pub(super) generations: usize,
    pub(super) days: u32,
    /// Whether pages that the site no longer has go at once.
    pub(super) withdraw: bool,
}

/// What will be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Places of the files to write, stage by stage; those of a stage in any order.
    pub(super) stages: Vec<Vec<usize>>,
    /// Paths to remove when all is written.
    pub(super) removes: Vec<String>,
    /// The notes afterwards.
    pub(super) notes: Generations,
    /// What has to be remembered while it is done.
    pub(super) pending: BTreeSet<String>,
    /// The number of the generation that will be the newest.
    pub(super) number: u64,
}

impl Plan {
    /// Decides.
    pub(super) fn new(files: &[Local], there: &[There], state: &State, keep: Keep, now: DateTime<Utc>) -> Self {
        let before = state.notes.generations.last().map_or(0, |generation| generation.number);
        let named: BTreeMap<String, Row> = rows(files, before);
        let were: BTreeSet<&str> = state.notes.files.iter().filter(|row| row.last == before).map(|row| row.path.as_str()).collect();
        let changed = there.iter().any(|there| *there != There::Same);
        let is_new = before == 0 || changed || !named.keys().map(String::as_str).eq(were);
        let number = before + u64::from(is_new);

        let mut generations = state.notes.generations.clone();
        if is_new {
            generations.push(generation(files, number, now));
        }
        let since = now.checked_sub_signed(TimeDelta::days(i64::from(keep.days))).unwrap_or(DateTime::<Utc>::MIN_UTC);
        let from = kept_from(&generations, keep.generations, since);
        let (gone, kept): (Vec<&Row>, Vec<&Row>) = state.notes.files.iter().filter(|row| !named.contains_key(&row.path)).partition(|row| {
            is_over(row, from) || (keep.withdraw && row.files.is_none() && hash_in_name(uncompressed(&row.path)).is_none())
        });
        let mut after: BTreeMap<String, Row> = kept.into_iter().map(|row| (row.path.clone(), row.clone())).collect();
        after.extend(named.into_iter().map(|(path, row)| (path, Row { last: number, ..row })));
        generations.retain(|generation| generation.number >= from);

        let removes = removes(files, &gone, &after, state);
        let absent = files.iter().zip(there).filter(|(_, there)| **there == There::Absent);
        let pending = absent.map(|(file, _)| super::generations::row_of(file).to_owned()).chain(gone.iter().map(|row| row.path.clone()));
        Self {
            stages: stages(files, there, state.bundle.is_some()),
            removes,
            pending: pending.chain(state.pending.iter().cloned()).collect(),
            notes: Generations::new(generations, after.into_values().collect()),
            number,
        }
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self, state: &State) -> bool {
        self.stages.is_empty() && self.removes.is_empty() && self.notes == state.notes && state.pending.is_empty()
    }
}

fn generation(files: &[Local], number: u64, time: DateTime<Utc>) -> Generation {
    let bundle = files.iter().find(|file| file.kind == Kind::Bundle).map_or_else(String::new, |file| hex(&file.sha256));
    let bytes = files.iter().map(|file| file.bytes).sum();
    Generation { number, time, files: files.len() as u64, bytes, bundle, tag: None }
}

/// The files that go: of generations that are over, and what publishes that did not end have left.
fn removes(files: &[Local], gone: &[&Row], after: &BTreeMap<String, Row>, state: &State) -> Vec<String> {
    let stay: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let left = |path: &str| {
        let folder = path.rfind('/').map_or("", |end| &path[..=end]);
        let is_named = after.contains_key(path) || after.contains_key(folder);
        !is_named && (state.pending.contains(path) || state.pending.contains(folder))
    };
    let mut removes: BTreeSet<String> = gone.iter().flat_map(|row| row.paths()).collect();
    if let Some(listed) = &state.listed {
        removes.retain(|path| listed.contains_key(path));
        removes.extend(listed.keys().filter(|path| left(path)).cloned());
    }
    removes.retain(|path| !stay.contains(path.as_str()));
    removes.into_iter().collect()
}

fn stages(files: &[Local], there: &[There], has_bundle: bool) -> Vec<Vec<usize>> {
    let mut stages: BTreeMap<(u8, usize), Vec<usize>> = BTreeMap::new();
    for (place, (file, there)) in files.iter().zip(there).enumerate().filter(|(_, (_, there))| **there != There::Same) {
        let depth = file.path.matches('/').count();
        // Where there is no site yet, nothing leads anywhere, and the addresses that people try come last.
        let is_new = *there == There::Absent && has_bundle && depth > 0;
        let stage = match file.kind {
            Kind::Hashed | Kind::Loader => (0, 0),
            Kind::Page if is_new => (1, 0),
            Kind::Bundle => (2, 0),
            Kind::BesideBundle => (3, 0),
            Kind::Page => (4, usize::MAX - depth),
            Kind::Feed => (5, 0),
        };
        stages.entry(stage).or_default().push(place);
    }
    stages.into_values().collect()
}
