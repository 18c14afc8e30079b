//! What was agreed, and whether it is kept. The limits are here and nowhere else.

use super::measured::{BUSY, Load, Measured, Run, Sample, Shift};
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

/// A task over 50 ms.
struct Long {
    milliseconds: f64,
    during: String,
    /// Whether other programs were at work beside it.
    disturbed: bool,
}

fn while_loading(measured: &Measured) -> Vec<Long> {
    let mut all = Vec::new();
    for (run, place, load) in loads(measured) {
        let early = load.page.tasks.iter().filter(|task| task.at < load.page.loaded);
        let disturbed = run.busy.get(place).is_some_and(|busy| busy[1] > BUSY);
        all.extend(early.map(|task| Long { milliseconds: task.milliseconds, during: load.address.clone(), disturbed }));
    }
    all
}

fn after_load(measured: &Measured) -> Vec<Long> {
    let mut all = Vec::new();
    for (run, place, load) in loads(measured) {
        let late = load.page.tasks.iter().filter(|task| task.at >= load.page.loaded);
        let disturbed = run.busy.get(place).is_some_and(|busy| busy[1] > BUSY);
        all.extend(late.map(|task| Long { milliseconds: task.milliseconds, during: format!("just after {}", load.address), disturbed }));
    }
    for run in &measured.runs {
        // The page of the interactions is that of the last load: its tasks of before are told above.
        let first = run.page.samples.first().map_or(f64::MAX, |sample| sample.at);
        let late = run.page.tasks.iter().filter(|task| task.at + task.milliseconds >= first);
        all.extend(late.map(|task| Long {
            milliseconds: task.milliseconds,
            during: run.during(task.at, task.at + task.milliseconds).to_owned(),
            disturbed: run.is_disturbed(task.at),
        }));
    }
    all
}

fn loads(measured: &Measured) -> impl Iterator<Item = (&Run, usize, &Load)> {
    measured.runs.iter().flat_map(|run| run.loads.reader.iter().enumerate().map(move |(place, load)| (run, place, load)))
}

fn tasks(what: &'static str, all: Vec<Long>, limit: f64) -> Figure {
    let told = |task: &Long| format!("{:.0} ms ({})", task.milliseconds, task.during);
    let longest = |disturbed: bool| {
        let some = all.iter().filter(|task| task.disturbed == disturbed);
        some.max_by(|one, other| one.milliseconds.total_cmp(&other.milliseconds))
    };
    let alone = longest(false).map_or("none over 50 ms".to_owned(), told);
    let over = all.iter().filter(|task| task.milliseconds > limit).count();
    let beside = longest(true).map(|task| format!("; beside other programs {}", told(task)));
    let count = if over > 0 { format!("; {over} too long") } else { String::new() };
    Figure { what, found: alone + &beside.unwrap_or_default() + &count, limit: format!("at most {limit:.0} ms"), kept: over == 0 }
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// One browser in which everything is as it should be: a tick painted after 30 ms, and an empty frame.
    fn fine() -> Value {
        let sample = |kind: &str, at: f64, took: f64| json!({ "kind": kind, "at": at, "heard": at, "changed": at, "frame": at, "painted": at + took, "browser": 0 });
        let page = json!({ "loaded": 200.0, "samples": [sample("tick a type", 3000.0, 30.0), sample(EMPTY, 3100.0, 90.0)], "tasks": [], "most": { "inDocument": 20, "built": 20 } });
        json!({
            "browser": "HeadlessChrome/1", "bare": [], "page": page, "rounds": 1, "busy": [[0, 0], [0, 0], [0, 0], [0, 0]],
            "loads": { "reader": [{ "address": "/", "shifts": [], "page": page }], "bare": [100.0] },
            "filtering": { "shifts": [{ "at": 3001.0, "value": 0.2, "what": "" }] },
            "tabs": [{ "to": "topic A", "shifts": [] }],
        })
    }

    /// What is missed once `value` stands at `pointer`.
    fn check(pointer: &str, value: Value, missed: &[&str]) {
        let mut run = fine();
        if let Some(place) = run.pointer_mut(pointer) {
            *place = value;
        }
        let measured = serde_json::from_value(json!({ "runs": [run] })).unwrap();
        let found: Vec<&str> = judge(&measured).iter().filter(|figure| !figure.kept).map(|figure| figure.what).collect();
        assert_eq!(found, missed, "{pointer}");
    }

    #[test]
    fn each_figure_can_be_missed() {
        let shift = json!([{ "at": 1.0, "value": 0.000_001, "what": "a" }]);
        let task = |at: f64, milliseconds: f64| json!([{ "at": at, "milliseconds": milliseconds }]);
        check("/browser", json!("HeadlessChrome/2"), &[]);
        check("/page/samples/0/painted", json!(3050.1), &["filter or sort to painted, p95 of the slowest kind"]);
        check("/page/samples", json!([]), &["filter or sort to painted, p95 of the slowest kind"]);
        check("/page/tasks", task(3001.0, 51.0), &["longest task after load"]);
        check("/page/tasks", task(150.0, 190.0), &[]);
        check("/loads/reader/0/page/tasks", task(250.0, 51.0), &["longest task after load"]);
        check("/loads/reader/0/page/tasks", task(100.0, 199.0), &[]);
        check("/loads/reader/0/page/tasks", task(100.0, 201.0), &["longest task while loading"]);
        check("/loads/reader/0/shifts", shift.clone(), &["layout shift on load"]);
        check("/tabs/0/shifts", shift, &["layout shift on a change of tab or view"]);
        check("/page/most/inDocument", json!(21), &["most entries in the document"]);
        check("/page/most/built", json!(21), &["most entries built at once"]);
    }

    #[test]
    fn tasks_say_who_else_was_at_work() {
        let mut run = fine();
        run["page"]["tasks"] = json!([{ "at": 3001.0, "milliseconds": 60.0 }]);
        run["busy"][2] = json!([0.9, 0.9]);
        let measured = serde_json::from_value(json!({ "runs": [run] })).unwrap();
        assert_eq!(judge(&measured)[1].found, "none over 50 ms; beside other programs 60 ms (tick a type); 1 too long");
    }
}
