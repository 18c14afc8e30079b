//! `dossier check`: everything that is wrong with bundles, with its place, and what is shown of them all the same.
//! Changes nothing.

mod excerpt;
mod report;

use crate::command::{Outcome, print};
use anyhow::{Context, Result, bail};
use clap::Args;
use dossier_bundle::{Bundle, Problem, Severity};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Options of `dossier check`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Bundles; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print JSON on standard output, one object a file
    #[arg(long)]
    pub json: bool,
    /// Let warnings count as problems
    #[arg(long)]
    pub strict: bool,
}

/// What was found in one file.
#[derive(Clone, Debug)]
pub struct Found {
    /// The file as it was named.
    pub file: String,
    /// Everything that is wrong with it, in the order of places.
    pub problems: Vec<Problem>,
    /// How many there are of what.
    pub counts: Counts,
}

/// How much of a bundle is shown, and how much is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Items that are shown.
    pub shown: usize,
    /// Items that cannot be shown.
    #[serde(rename = "leftOut")]
    pub left_out: usize,
    /// Problems that stop everything.
    pub fatal: usize,
    /// Problems that leave something out.
    pub errors: usize,
    /// Problems that change something.
    pub warnings: usize,
    /// Problems that cost nothing.
    pub notes: usize,
}

/// Checks all files. A file that cannot be read does not stop the others, but the command fails.
pub fn run(options: &Options) -> Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let mut unreadable = 0;
    for path in &options.files {
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            Err(error) if options.files.len() == 1 => return Err(error),
            Err(error) => {
                eprintln!("dossier: {error:#}");
                unreadable += 1;
                continue;
            }
        };
        let found = check(&path.display().to_string(), &bytes);
        let serious = found.counts.fatal + found.counts.errors + if options.strict { found.counts.warnings } else { 0 };
        if serious > 0 {
            outcome = Outcome::ContentProblems;
        }
        if options.json {
            print(&format!("{}\n", to_json(&found)))?;
        } else {
            print(&report::text(&found, &String::from_utf8_lossy(&bytes), std::io::stdout().is_terminal()))?;
        }
    }
    if unreadable > 0 {
        bail!("{unreadable} of {} files could not be read", options.files.len());
    }
    Ok(outcome)
}

/// Checks the bytes of a bundle.
pub fn check(file: &str, bytes: &[u8]) -> Found {
    parsed(file, bytes).1
}

/// The same, and what can be shown.
pub(crate) fn parsed(file: &str, bytes: &[u8]) -> (Bundle, Found) {
    let mut parsing = dossier_bundle::Parsing::start(bytes);
    let written = parsing.step(usize::MAX).total;
    let (bundle, problems) = parsing.finish();
    let counts = count(&bundle, &problems, written);
    (bundle, Found { file: file.to_owned(), problems, counts })
}

fn count(bundle: &Bundle, problems: &[Problem], written: usize) -> Counts {
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    Counts {
        shown: bundle.items.len(),
        left_out: written.saturating_sub(bundle.items.len()),
        fatal: of(Severity::Fatal),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notes: of(Severity::Note),
    }
}

pub(crate) fn to_json(found: &Found) -> Value {
    let problem = |problem: &Problem| {
        json!({
            "code": problem.code.as_str(),
            "severity": problem.severity.as_str(),
            "line": problem.line,
            "column": problem.column,
            "pointer": problem.pointer,
            "text": problem.text,
            "suggestion": problem.suggestion,
            "item": problem.item,
        })
    };
    let problems: Vec<_> = found.problems.iter().map(problem).collect();
    json!({ "file": found.file, "counts": found.counts, "problems": problems })
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let what = || format!("cannot read {}", path.display());
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        stdin().lock().take(LARGEST_FILE + 1).read_to_end(&mut bytes).context("cannot read standard input")?;
    } else {
        if path.is_dir() {
            bail!("{} is a folder", path.display());
        }
        File::open(path).with_context(what)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes).with_context(what)?;
    }
    if bytes.len() as u64 > LARGEST_FILE {
        bail!("{} is larger than 1 GiB; a bundle in one file should be far smaller", path.display());
    }
    Ok(bytes)
}
