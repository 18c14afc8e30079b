//! How far a build is: bars for people who watch, seconds by step for the report. Reads the clock; changes nothing.

use dossier_archive::write::Step;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The steps of a build as they follow one another.
#[derive(Debug)]
pub(super) struct Progress {
    now: Mutex<Now>,
}

#[derive(Debug)]
struct Now {
    name: &'static str,
    since: Instant,
    bar: ProgressBar,
    spent: BTreeMap<&'static str, Duration>,
}

const READING: &str = "reading";

impl Progress {
    /// Begins with reading.
    pub(super) fn begin() -> Self {
        let bar = ProgressBar::new_spinner().with_style(style("{msg} {pos} items, {per_sec}, {elapsed}"));
        bar.set_message(READING);
        Self { now: Mutex::new(Now { name: READING, since: now(), bar, spent: BTreeMap::new() }) }
    }

    /// More items have been read.
    pub(super) fn read(&self, items: u64) {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).bar.inc(items);
    }

    /// How far a step of the writer is.
    pub(super) fn at(&self, step: Step, done: u64, of: u64) {
        let name = match step {
            Step::Tables => "tables",
            Step::Items => "items",
            Step::Text => "text",
            Step::Seals => "seals",
        };
        self.count(name, done, of);
    }

    /// How far a step is.
    pub(super) fn count(&self, name: &'static str, done: u64, of: u64) {
        self.enter(name, of);
        self.now.lock().unwrap_or_else(PoisonError::into_inner).bar.set_position(done);
    }

    /// Begins a step, unless it is the one under way.
    pub(super) fn enter(&self, name: &'static str, of: u64) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if now.name == name {
            return;
        }
        now.end();
        now.name = name;
        now.bar = ProgressBar::new(of).with_style(style("{msg} {wide_bar} {pos}/{len}, {per_sec}, {eta} left"));
        now.bar.set_message(name);
    }

    /// Ends; seconds by step.
    pub(super) fn finish(self) -> BTreeMap<&'static str, f64> {
        let mut now = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        now.end();
        now.spent.iter().map(|(name, spent)| (*name, spent.as_secs_f64())).collect()
    }
}

impl Now {
    fn end(&mut self) {
        self.bar.finish_and_clear();
        *self.spent.entry(self.name).or_default() += self.since.elapsed();
        self.since = now();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[expect(clippy::disallowed_methods, reason = "a command may read the clock; nothing that is written depends on it")]
fn now() -> Instant {
    Instant::now()
}
