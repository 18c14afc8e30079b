//! `cargo xtask bench`: figures of the project, measured and judged. `bench/README.md` says how to read them.
//!
//! 1. `content`: ten thousand real items become a bundle;
//! 2. `drive`: the shipped reader shows it in a real browser, and `tests/bench` writes down what happens;
//! 3. `measured`: that is read;
//! 4. `figures`: and compared with what was agreed;
//! 5. `table`: and printed.
//!
//! Only the driver knows the page; only `figures` knows a limit. `archive` and `embed` are benchmarks of their own, beside peers.

mod archive;
mod content;
mod drive;
mod embed;
mod figures;
mod measured;
mod numbers;
mod table;

use crate::{dist, paths, say, setup};
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use std::fs::{self, File};
use std::io::Write as _;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// How quick and how still the reader is with 10,000 items, in Chromium
    Reader {
        /// Browsers started one after another, each with a fresh profile; ten rounds of interactions in each
        #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=100))]
        runs: u32,
    },
    /// How large, how light and how quick an archive is beside its peers
    Archive(archive::Options),
    /// What somebody else's page shows first of a site, beside its peers
    Embed,
}

/// Measures what is named, else the reader: the archive takes an hour.
pub(crate) fn run(which: Option<Bench>) -> Result<()> {
    match which {
        None => reader(4),
        Some(Bench::Reader { runs }) => reader(runs),
        Some(Bench::Archive(options)) => archive::run(&options),
        Some(Bench::Embed) => embed::run(),
    }
}

fn reader(runs: u32) -> Result<()> {
    let clock = say::Stopwatch::start();
    let _alone = alone()?;
    eprintln!("== content");
    let content = content::ready()?;
    eprintln!("== the reader, as shipped");
    let reader = dist::ready(setup::Profile::Release)?;
    eprintln!("== measuring");
    let measured = drive::measure(&reader, &content.bundle, runs)?;
    let figures = figures::judge(&measured);
    let text = table::text(&measured, &content.what, &figures);
    std::io::stdout().write_all(text.as_bytes())?;
    eprintln!("== measured in {}", clock.text());
    let missed: Vec<&str> = figures.iter().filter(|figure| !figure.kept).map(|figure| figure.what).collect();
    if !missed.is_empty() {
        bail!("missed: {}", missed.join("; "));
    }
    Ok(())
}

/// The right to measure: two benchmarks at once would measure each other. Held until it is dropped.
fn alone() -> Result<File> {
    let work = paths::work().join("bench");
    fs::create_dir_all(&work).with_context(|| format!("{} cannot be made", work.display()))?;
    let lock = File::create(work.join("lock"))?;
    if lock.try_lock().is_err() {
        eprintln!("Another command measures; waiting for it");
        lock.lock().context("the lock of the benchmark cannot be taken")?;
    }
    Ok(lock)
}
