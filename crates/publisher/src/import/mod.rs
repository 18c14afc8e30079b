//! `dossier import jsonl`: rows of other systems become a bundle.
//!
//! 1. `source` gives the lines of the files, plain or compressed;
//! 2. `row` reads one line as a JSON object and remembers which fields were used;
//! 3. `draft` makes an item of a row as the `mapping` says;
//! 4. `collect` merges what is the same, gives ids, numbers types and publishers, and joins translations;
//! 5. `report` says what was read, refused, merged and lost.
//!
//! Rows read = items shown + refused + merged, always. A bad row never stops the import. Nothing is fetched, and nothing is
//! written but the bundle and the report that were asked for.

pub(crate) mod collect;
mod dates;
pub(crate) mod draft;
pub(crate) mod losses;
pub mod mapping;
pub(crate) mod names;
pub(crate) mod report;
pub(crate) mod row;
pub(crate) mod source;
pub(crate) mod translations;
mod words;

use crate::command::Outcome;
use crate::output;
use anyhow::{Context, Result, bail};
use clap::Args;
use collect::Collector;
use dossier_bundle::{Bundle, Severity};
use indicatif::{ProgressBar, ProgressStyle};
use losses::Place;
use source::Lines;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use losses::{Loss, Losses};
use mapping::Mapping;
pub use report::{Counts, Report};

/// Options of `dossier import jsonl`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Files of JSON Lines, plain or zstd; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where to write the bundle
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Mapping file (TOML); without it, the usual field names are taken
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Title of the site, in place of the mapping's
    #[arg(long)]
    pub title: Option<String>,
    /// Read no more than this many rows
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
    /// Write the full report as JSON to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Print the full report as JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// Replace a file that is no bundle
    #[arg(long)]
    pub force: bool,
    /// Let everything that was not carried over count as a problem
    #[arg(long)]
    pub strict: bool,
}

/// Imports, writes the bundle, tells what happened.
pub fn run(options: &Options) -> Result<Outcome> {
    let mapping = match &options.map {
        Some(path) => Mapping::read(path)?,
        None => Mapping::default(),
    };
    output::refuse_to_harm(&options.out, &inputs(options), options.force)?;
    let (bundle, report) = import(options, &mapping)?;
    let text = dossier_bundle::wire::write(&bundle);
    prove(&text, &bundle)?;
    output::write(&options.out, &text)?;
    if let Some(path) = &options.report {
        output::write(path, &report.to_json())?;
    }
    eprint!("{}", report.table());
    if options.json {
        crate::command::print(&report.to_json())?;
    }
    let lossy = options.strict && !report.losses.is_empty();
    Ok(if report.counts.refused > 0 || report.counts.shown == 0 || lossy { Outcome::ContentProblems } else { Outcome::Fine })
}

/// Reads all rows into a bundle; writes nothing.
pub fn import(options: &Options, mapping: &Mapping) -> Result<(Bundle, Report)> {
    let name = options.title.clone().or_else(|| named_after(&options.files)).unwrap_or_else(|| UNNAMED.to_owned());
    let own_topic = collect::own_topic(mapping, options.title.as_deref(), &name);
    let mut collector = Collector::new(mapping, &own_topic);
    let bar = ProgressBar::new_spinner()
        .with_style(ProgressStyle::with_template("{pos} rows, {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner()));
    let mut left = options.limit.unwrap_or(u64::MAX);
    for file in &options.files {
        let mut lines = Lines::open(file)?;
        let file_name: Arc<str> = file.display().to_string().into();
        while left > 0 {
            let number = lines.number();
            let read = lines.next().with_context(|| format!("cannot read {} after line {number}", file.display()))?;
            let Some(read) = read else { break };
            left -= 1;
            bar.inc(1);
            let place = Place { file: file_name.clone(), line: read.number };
            match read.bytes {
                Some(bytes) => collector.row(bytes, &place),
                None => collector.refuse("line longer than 64 MiB", &place),
            }
        }
    }
    bar.finish_and_clear();
    Ok(collector.finish(options.title.as_deref(), &name))
}

/// What a site is called that nobody has given a name.
pub(crate) const UNNAMED: &str = "Archive";

fn inputs(options: &Options) -> Vec<PathBuf> {
    options.files.iter().chain(&options.map).cloned().collect()
}

/// The first file's name without what says how it is packed: `news` of `folder/news.jsonl.zst`.
pub(crate) fn named_after(files: &[PathBuf]) -> Option<String> {
    let name = files.first().filter(|file| *file != Path::new("-"))?.file_name()?.to_string_lossy().into_owned();
    let stem = name.split('.').find(|part| !part.is_empty())?;
    Some(words::capitalised(&stem.replace(['_', '-'], " ")))
}

/// What is about to be written must read back without a fault, every item of it.
pub(crate) fn prove(text: &str, bundle: &Bundle) -> Result<()> {
    let (read, problems) = dossier_bundle::parse(text.as_bytes());
    if let Some(problem) = problems.iter().find(|problem| problem.severity >= Severity::Error) {
        bail!("the bundle would have a fault, nothing was written: {} at {}: {}", problem.code, problem.pointer, problem.text);
    }
    if read.items.len() != bundle.items.len() {
        bail!("the bundle would show {} of {} items, nothing was written", read.items.len(), bundle.items.len());
    }
    Ok(())
}
