//! `cargo xtask size`: what a reader's browser loads before the first item is shown, and the budget that it must keep; and what
//! other people's pages load of it.
//!
//! Counts the program only. The bundle is content: it is the publisher's to weigh.

use crate::dist;
use crate::setup::Profile;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::path::Path;

/// What a form of the reader may weigh, in brotli bytes.
const BUDGET: u64 = 130_000;
/// At this size a first search result is lighter than that of the lightest peer.
const AIM: u64 = 110_000;

/// The form for archives, search included, is still above the budget, by what the table says. Until it is within, it may at least not grow.
const ARCHIVE_CEILING: u64 = 150_000;

/// The two forms of the reader, of which a page loads one: what it is for, its files, and the bytes that fail the check.
const FORMS: [(&str, &str, u64); 2] = [("for whole bundles", "app", BUDGET), ("for archives", "archive", ARCHIVE_CEILING)];

/// What is counted of a form: name, and the start and end of the path; `*` stands for the form's own files.
const PARTS: &[(&str, &str, &str)] = &[
    ("HTML", "index", ".html"),
    ("CSS", "assets/style-", ".css"),
    ("boot JavaScript", "assets/boot-", ".js"),
    ("glue JavaScript", "assets/*-", ".js"),
    ("WebAssembly", "assets/*-", ".wasm"),
];

/// What other people's pages load before anything is used: name, file, and the bytes that fail the check.
const GUESTS: [(&str, &str, u64); 2] = [("elements", "embed/dossier.js", 3_072), ("frames", "embed/frame.js", 1_024)];

/// One line of the table: name, bytes, and bytes after brotli 11.
type Row = (&'static str, u64, u64);

/// Prints the tables; fails if a form is above its limit.
pub(crate) fn run() -> Result<()> {
    let folder = dist::ready(Profile::Release)?;
    let mut over = Vec::new();
    for (name, stem, limit) in FORMS {
        let rows = measure(&folder, stem)?;
        let total: u64 = rows.iter().map(|row| row.2).sum();
        std::io::stdout().write_all(format!("The reader {name}\n{}\n", table(&rows)).as_bytes())?;
        if total > limit {
            over.push(format!("the reader {name} is {} bytes over its limit of {limit} (brotli 11)", total - limit));
        }
    }
    for (name, file, limit) in GUESTS {
        let small = fs::metadata(folder.join(format!("{file}.br"))).with_context(|| format!("{file}.br is missing"))?.len();
        std::io::stdout().write_all(format!("The script of {name:<14} {small:>10}   {}\n", verdict(small, limit)).as_bytes())?;
        if small > limit {
            over.push(format!("{file} is {} bytes over its limit of {limit} (brotli 11)", small - limit));
        }
    }
    if over.is_empty() { Ok(()) } else { bail!("{}", over.join("; ")) }
}

fn measure(folder: &Path, form: &str) -> Result<Vec<Row>> {
    let mut files: Vec<String> = Vec::new();
    for place in ["", "assets/"] {
        for entry in fs::read_dir(folder.join(place))? {
            files.push(format!("{place}{}", entry?.file_name().to_string_lossy()));
        }
    }
    PARTS
        .iter()
        .map(|&(name, start, end)| {
            let start = start.replace('*', form);
            let path = files.iter().find(|path| path.starts_with(&start) && path.ends_with(end));
            let path = path.with_context(|| format!("{} has no {name}", folder.display()))?;
            let bytes =
                |path: String| fs::metadata(folder.join(&path)).map(|data| data.len()).with_context(|| format!("{path} is missing"));
            Ok((name, bytes(path.clone())?, bytes(format!("{path}.br"))?))
        })
        .collect()
}

fn table(rows: &[Row]) -> String {
    let line = |name: &str, raw: u64, small: u64| format!("{name:<16} {raw:>10} {small:>10}\n");
    let (raw, small) = rows.iter().fold((0, 0), |sum, row| (sum.0 + row.1, sum.1 + row.2));
    let mut text = format!("{:<16} {:>10} {:>10}\n", "part", "bytes", "brotli 11");
    text.extend(rows.iter().map(|row| line(row.0, row.1, row.2)));
    text + &line("total", raw, small)
        + &format!("{:<27} {BUDGET:>10}   {}\n", "budget", verdict(small, BUDGET))
        + &format!("{:<27} {AIM:>10}   {}\n", "aim", verdict(small, AIM))
}

fn verdict(small: u64, limit: u64) -> String {
    if small <= limit { format!("kept, {} to spare", limit - small) } else { format!("exceeded by {}", small - limit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_sums_and_judges() {
        let text = table(&[("HTML", 2_000, 800), ("WebAssembly", 400_000, 119_200)]);
        let line = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(line("total"), "total 402000 120000");
        assert_eq!(line("budget"), "budget 130000 kept, 10000 to spare");
        assert_eq!(line("aim"), "aim 110000 exceeded by 10000");
    }
}
