//! The figures as text. Ratios are to the empty frame of the same run: they say what the reader costs, whatever the machine.

use super::figures::{EMPTY, Figure, kinds};
use super::measured::{BUSY, Load, Measured, Sample};
use super::numbers::{largest, percentile};
use std::fmt::Write as _;

/// The whole report.
pub(super) fn text(measured: &Measured, content: &str, figures: &[Figure]) -> String {
    let browser = measured.runs.first().map_or("", |run| run.browser.as_str());
    let browser = browser.split(' ').find(|word| word.contains("Chrome/")).unwrap_or("an unknown browser");
    let mut text = format!("reader with {content}; {browser}; {} runs\n\n", measured.runs.len());
    text += &interactions(measured);
    text += &loading(measured);
    text += &verdicts(figures);
    text
}

fn interactions(measured: &Measured) -> String {
    let kinds = kinds(measured);
    let empty = kinds.iter().find(|(kind, _)| *kind == EMPTY).map_or(&[][..], |(_, samples)| samples);
    let mut text = format!(
        "{:<19}{:>5}{:>7}{:>7}{:>7}{:>9}{:>8}{:>8}{:>8}{:>9}{:>10}\n",
        "event to painted, ms", "n", "p50", "p95", "max", "browser", "work", "frame", "ratio", "at p95", "shift"
    );
    for (kind, samples) in &kinds {
        let shift =
            largest(measured.runs.iter().flat_map(|run| {
                run.filtering.shifts.iter().filter(|shift| run.during(shift.at, shift.at) == *kind).map(|shift| shift.value)
            }));
        let column = |read: fn(&Sample) -> f64, percent| percentile(samples.iter().map(|sample| read(sample)), percent);
        let ratio = |percent| column(Sample::total, percent) / percentile(empty.iter().map(|sample| sample.total()), percent).max(0.1);
        // A String takes every write.
        let _ = writeln!(
            text,
            "{kind:<19}{:>6}{:>7.1}{:>7.1}{:>7.1}{:>9.0}{:>8.1}{:>8.1}{:>8.1}{:>9.1}{shift:>10.4}",
            samples.len(),
            column(Sample::total, 50),
            column(Sample::total, 95),
            column(Sample::total, 100),
            column(|sample| sample.browser, 95),
            column(|sample| sample.changed - sample.heard, 95),
            column(|sample| sample.painted - sample.frame, 95),
            ratio(50),
            ratio(95),
        );
    }
    text + &neighbours(measured) + "\n"
}

/// How much other programs disturbed.
fn neighbours(measured: &Measured) -> String {
    let busy: Vec<f64> = measured.runs.iter().flat_map(|run| run.busy.iter().map(|busy| busy[1])).collect();
    if busy.is_empty() {
        return String::new();
    }
    let share = |percent| percentile(busy.iter().copied(), percent);
    let warning = if share(75) > BUSY { ": the machine was BUSY, look at the ratios rather than at the times" } else { "" };
    format!("other programs took {:.0} % of the processors at p50, {:.0} % at p95{warning}\n", share(50) * 100.0, share(95) * 100.0)
}

fn loading(measured: &Measured) -> String {
    let bare: Vec<f64> = measured.runs.iter().flat_map(|run| run.loads.bare.iter().copied()).collect();
    let mut text = format!("{:<31}{:>5}{:>8}{:>8}{:>8}\n", "loading to first list, ms", "n", "p50", "max", "ratio");
    let mut line = |name: &str, times: &[f64]| {
        let middle = percentile(times.iter().copied(), 50);
        let ratio = middle / percentile(bare.iter().copied(), 50).max(0.1);
        let _ = writeln!(text, "{name:<31}{:>5}{middle:>8.0}{:>8.0}{ratio:>8.2}", times.len(), largest(times.iter().copied()));
    };
    line("the bare page", &bare);
    let loads: Vec<&Load> = measured.runs.iter().flat_map(|run| &run.loads.reader).collect();
    let mut addresses: Vec<&str> = loads.iter().map(|load| load.address.as_str()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    for address in addresses {
        let times: Vec<f64> = loads.iter().filter(|load| load.address == address).map(|load| load.page.loaded).collect();
        line(&format!("the reader at {address}"), &times);
    }
    text + "\n"
}

fn verdicts(figures: &[Figure]) -> String {
    let mut text = String::new();
    for figure in figures {
        let verdict = if figure.kept { "kept" } else { "MISSED" };
        let _ = writeln!(text, "{:<7}{:<52}{:<16}{}", verdict, figure.what, figure.limit, figure.found);
    }
    text
}
