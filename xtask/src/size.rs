//! `cargo xtask size`: what a reader's browser loads before the first item is shown, and the budget that it must keep; what it loads after that;
//! and what other people's pages load of it.
//!
//! Counts the program only. The bundle is content: it is the publisher's to weigh.

use crate::dist;
use crate::setup::Profile;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::path::Path;

/// What a form of the reader may weigh before the first item is shown, in brotli bytes.
const BUDGET: u64 = 130_000;
/// At this size a first search result is lighter than that of the lightest peer.
const AIM: u64 = 110_000;

/// The two forms of the reader, of which a page loads one: what it is for, its files, and what it may weigh with all that comes after the first item.
const FORMS: [(&str, &str, u64); 2] = [("for whole bundles", "app", 130_000), ("for archives", "archive", 156_000)];

/// What is counted of a form: name, and the start and end of the path; `*` stands for the form's own files.
const PARTS: &[(&str, &str, &str)] = &[
    ("HTML", "index", ".html"),
    ("CSS", "assets/style-", ".css"),
    ("boot JavaScript", "assets/boot-", ".js"),
    ("glue JavaScript", "assets/*-", ".js"),
    ("WebAssembly", "assets/*-", ".wasm"),
];
/// What comes after the first item, likewise.
const REST: (&str, &str, &str) = ("WebAssembly, the rest", "assets/rest-*-", ".wasm");

/// What other people's pages load before anything is used: name, file, and the bytes that fail the check.
const GUESTS: [(&str, &str, u64); 2] = [("elements", "embed/dossier.js", 3_072), ("frames", "embed/frame.js", 1_024)];

/// One line of the table: name, bytes, and bytes after brotli 11.
type Row = (&'static str, u64, u64);

/// Prints the tables; fails if a form is above its limit.
pub(crate) fn run() -> Result<()> {
    let folder = dist::ready(Profile::Release)?;
    let mut over = Vec::new();
    for (name, stem, limit) in FORMS {
        let (rows, rest) = (measure(&folder, stem, PARTS)?, measure(&folder, stem, &[REST])?);
        std::io::stdout().write_all(format!("The reader {name}\n{}\n", table(&rows, &rest, limit)).as_bytes())?;
        let (first, all) = (weight(&rows), weight(&rows) + weight(&rest));
        for (what, is, limit) in [("before the first item", first, BUDGET), ("in all", all, limit)] {
            if is > limit {
                over.push(format!("the reader {name} is {} bytes over its limit of {limit} {what} (brotli 11)", is - limit));
            }
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

/// Bytes after brotli.
fn weight(rows: &[Row]) -> u64 {
    rows.iter().map(|row| row.2).sum()
}

fn measure(folder: &Path, form: &str, parts: &[(&'static str, &str, &str)]) -> Result<Vec<Row>> {
    let mut files: Vec<String> = Vec::new();
    for place in ["", "assets/"] {
        for entry in fs::read_dir(folder.join(place))? {
            files.push(format!("{place}{}", entry?.file_name().to_string_lossy()));
        }
    }
    parts
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

fn table(rows: &[Row], rest: &[Row], limit: u64) -> String {
    let line = |name: &str, raw: u64, small: u64| format!("{name:<21} {raw:>10} {small:>10}\n");
    let judged = |name: &str, small: u64, limit: u64| format!("{name:<32} {limit:>10}   {}\n", verdict(small, limit));
    let raw = |rows: &[Row]| rows.iter().map(|row| row.1).sum::<u64>();
    let (first, all) = (weight(rows), weight(rows) + weight(rest));
    let mut text = format!("{:<21} {:>10} {:>10}\n", "part", "bytes", "brotli 11");
    text.extend(rows.iter().map(|row| line(row.0, row.1, row.2)));
    text += &line("to the first item", raw(rows), first);
    text += &(judged("budget", first, BUDGET) + &judged("aim", first, AIM));
    text.extend(rest.iter().map(|row| line(row.0, row.1, row.2)));
    text + &line("in all", raw(rows) + raw(rest), all) + &judged("limit", all, limit)
}

fn verdict(small: u64, limit: u64) -> String {
    if small <= limit { format!("kept, {} to spare", limit - small) } else { format!("exceeded by {}", small - limit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_sums_and_judges() {
        let text = table(&[("HTML", 2_000, 800), ("WebAssembly", 400_000, 119_200)], &[("the rest", 20_000, 9_000)], 128_000);
        let line = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(line("to the first item"), "to the first item 402000 120000");
        assert_eq!(line("budget"), "budget 130000 kept, 10000 to spare");
        assert_eq!(line("aim"), "aim 110000 exceeded by 10000");
        assert_eq!(line("in all"), "in all 422000 129000");
        assert_eq!(line("limit"), "limit 128000 exceeded by 1000");
    }
}
