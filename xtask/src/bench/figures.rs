//! What was agreed, and whether it is kept. The limits are here and nowhere else.

use super::measured::{Measured, Sample, Shift};
use super::numbers::percentile;
use std::fmt::Write as _;

/// Milliseconds from an event to painted, for 95 of 100.
const PAINTED: f64 = 50.0;
/// Milliseconds of the longest task once the first list is painted.
const TASK: f64 = 50.0;
/// And before.
const LOADING_TASK: f64 = 200.0;
/// Entries of one page of a list.
const ENTRIES: u32 = 20;

/// The frame in which nothing happens.
pub(super) const EMPTY: &str = "empty frame";
/// Coming from another page rather than narrowing or sorting a list.
const NO_FILTER: [&str; 2] = [EMPTY, "open a list"];

/// Something agreed.
pub(super) struct Figure {
    /// What it is about.
    pub(super) what: &'static str,
    /// What was found.
    pub(super) found: String,
    /// What was agreed.
    pub(super) limit: String,
    /// Whether it is kept.
    pub(super) kept: bool,
}

/// Compares everything.
pub(super) fn judge(measured: &Measured) -> Vec<Figure> {
    let loading = measured
        .runs
        .iter()
        .flat_map(|run| run.loads.reader.iter().flat_map(|load| load.shifts.iter().map(move |shift| (load.address.as_str(), shift))));
    let changes =
        measured.runs.iter().flat_map(|run| run.tabs.iter().flat_map(|tab| tab.shifts.iter().map(move |shift| (tab.to.as_str(), shift))));
    let most = || measured.runs.iter().flat_map(|run| run.loads.reader.iter().map(|load| &load.page.most).chain([&run.page.most]));
    vec![
        painted(measured),
        tasks("longest task after load", after_load(measured), TASK),
        tasks("longest task while loading", while_loading(measured), LOADING_TASK),
        still("layout shift on load", loading),
        still("layout shift on a change of tab or view", changes),
        entries("most entries in the document", most().map(|most| most.in_document)),
        entries("most entries built at once", most().map(|most| most.built)),
    ]
}

/// The kinds of interactions, in the order in which they were first met.
pub(super) fn kinds(measured: &Measured) -> Vec<(&str, Vec<&Sample>)> {
    let mut kinds: Vec<(&str, Vec<&Sample>)> = Vec::new();
    for sample in measured.runs.iter().flat_map(|run| &run.page.samples) {
        match kinds.iter_mut().find(|(kind, _)| *kind == sample.kind) {
            Some((_, samples)) => samples.push(sample),
            None => kinds.push((&sample.kind, vec![sample])),
        }
    }
    kinds
}

fn painted(measured: &Measured) -> Figure {
    let kinds = kinds(measured).into_iter().filter(|(kind, _)| !NO_FILTER.contains(kind));
    let slowest = kinds.map(|(kind, samples)| (percentile(samples.iter().map(|sample| sample.total()), 95), kind));
    let slowest = slowest.max_by(|one, other| one.0.total_cmp(&other.0));
    let (found, kept) =
        slowest.map_or(("not measured".to_owned(), false), |(time, kind)| (format!("{time:.1} ms ({kind})"), time <= PAINTED));
    Figure { what: "filter or sort to painted, p95 of the slowest kind", found, limit: format!("at most {PAINTED:.0} ms"), kept }
}

/// Tasks over 50 ms: how long, and what went on.
type Tasks = Vec<(f64, String)>;

fn while_loading(measured: &Measured) -> Tasks {
    let loads = measured.runs.iter().flat_map(|run| &run.loads.reader);
    let all = loads.flat_map(|load| {
        load.page.tasks.iter().filter(|task| task.at < load.page.loaded).map(move |task| (task.milliseconds, load.address.clone()))
    });
    all.collect()
}

fn after_load(measured: &Measured) -> Tasks {
    let mut all = Vec::new();
    for run in &measured.runs {
        for load in &run.loads.reader {
            let late = load.page.tasks.iter().filter(|task| task.at >= load.page.loaded);
            all.extend(late.map(|task| (task.milliseconds, format!("just after loading {}", load.address))));
        }
        // The page of the interactions is that of the last load: its tasks of before are told above.
        let first = run.page.samples.first().map_or(f64::MAX, |sample| sample.at);
        let late = run.page.tasks.iter().filter(|task| task.at + task.milliseconds >= first);
        all.extend(late.map(|task| (task.milliseconds, run.during(task.at, task.at + task.milliseconds).to_owned())));
    }
    all
}

fn tasks(what: &'static str, all: Tasks, limit: f64) -> Figure {
    let longest = all.iter().max_by(|one, other| one.0.total_cmp(&other.0));
    let found = longest.map_or("none over 50 ms".to_owned(), |(time, during)| {
        let over = all.iter().filter(|(time, _)| *time > limit).count();
        format!("{time:.0} ms ({during}){}", if over > 1 { format!(", {over} too long") } else { String::new() })
    });
    Figure { what, found, limit: format!("at most {limit:.0} ms"), kept: longest.is_none_or(|(time, _)| *time <= limit) }
}

fn still<'a>(what: &'static str, shifts: impl Iterator<Item = (&'a str, &'a Shift)>) -> Figure {
    let all: Vec<_> = shifts.collect();
    let sum: f64 = all.iter().map(|(_, shift)| shift.value).sum();
    let mut found = if all.is_empty() { "0".to_owned() } else { format!("{sum:.6}") };
    if let Some((place, shift)) = all.iter().max_by(|one, other| one.1.value.total_cmp(&other.1.value)) {
        // A String takes every write.
        let _ = write!(found, " in {} shifts; most at {place}: {}", all.len(), shift.what);
    }
    Figure { what, found, limit: "0".to_owned(), kept: all.is_empty() }
}

fn entries(what: &'static str, most: impl Iterator<Item = u32>) -> Figure {
    let most = most.max().unwrap_or_default();
    Figure { what, found: most.to_string(), limit: format!("at most {ENTRIES}"), kept: (1..=ENTRIES).contains(&most) }
}
