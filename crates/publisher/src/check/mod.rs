//! `dossier check`: everything that is wrong with the folder of a site, with sources of an import or with bundles, in one run.
//!
//! 1. `folder` goes through a site: `settings` reads these to the end, `content` reads what they name as a build does;
//! 2. `items` looks at what can be read and is wrong all the same, `usage` at settings that nothing uses;
//! 3. `bundle` asks the format's own parser;
//! 4. everything found is a `finding`; `sources` and `excerpt` find its line, `report` shows it.
//!
//! Changes nothing, and says nothing of its own where a build says it: losses come out of the import itself.

mod bundle;
mod content;
mod excerpt;
mod finding;
mod folder;
mod items;
mod report;
mod settings;
mod sources;
mod usage;

use crate::build::SETTINGS;
use crate::command::{Outcome, print};
use crate::import::SourceKind;
use crate::import::beside::Beside;
use crate::import::mapping::Mapping;
use crate::output::folder_of;
use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::json;
use sources::Sources;
use std::fs::File;
use std::io::{IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};

pub use bundle::{Found, check};
pub(crate) use bundle::{parsed, to_json};
pub use finding::Finding;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Options of `dossier check`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Folders with settings (dossier.toml), files that an import reads, or bundles; `-` is a bundle on standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print JSON on standard output, one object for each file or folder
    #[arg(long)]
    pub json: bool,
    /// Let warnings count as problems
    #[arg(long)]
    pub strict: bool,
}

/// How much of the content is shown, and how much is wrong with it.
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

/// What was checked, and what is wrong with it.
pub(crate) struct Checked {
    /// As it was named.
    name: String,
    /// Everything that is wrong, in the order of files and lines.
    findings: Vec<Finding>,
    counts: Counts,
}

/// Checks everything that is named. What cannot be read does not stop the others, but the command fails.
pub fn run(options: &Options) -> Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let mut unreadable = 0;
    for path in &options.files {
        let (checked, mut sources) = match one(path) {
            Ok(checked) => checked,
            Err(error) if options.files.len() == 1 => return Err(error),
            Err(error) => {
                eprintln!("dossier: {error:#}");
                unreadable += 1;
                continue;
            }
        };
        let Counts { fatal, errors, warnings, .. } = checked.counts;
        if fatal + errors + if options.strict { warnings } else { 0 } > 0 {
            outcome = Outcome::ContentProblems;
        }
        if options.json {
            let problems: Vec<_> = checked.findings.iter().map(Finding::to_value).collect();
            print(&format!("{}\n", json!({ "file": checked.name, "counts": checked.counts, "problems": problems })))?;
        } else {
            print(&report::text(&checked, &mut sources, std::io::stdout().is_terminal()))?;
        }
    }
    if unreadable > 0 {
        bail!("{unreadable} of {} files could not be read", options.files.len());
    }
    Ok(outcome)
}

/// Checks one file or folder: a site, a source of an import, or a bundle.
fn one(path: &Path) -> Result<(Checked, Sources)> {
    let name = path.display().to_string();
    if path.join(SETTINGS).is_file() {
        return Ok((folder::check(path)?, Sources::default()));
    }
    if path.is_dir() {
        bail!("{name} is a folder without {SETTINGS}; dossier new makes one");
    }
    if is_source(path)? {
        let mut mapping = Mapping::default();
        mapping.beside = Beside::site(&[path.to_owned()], None, &mapping.fields.id);
        return Ok((folder::sources(&name, &[path.to_owned()], &mapping, path, None)?, Sources::default()));
    }
    let bytes = read(path)?;
    let found = check(&name, &bytes);
    let folder = folder_of(path);
    let folders: &[&Path] = if path == Path::new("-") { &[] } else { &[&folder] };
    let mut sources = Sources::with(&name, &bytes);
    let mut findings = bundle::findings(&found, folders);
    sources.find(&mut findings);
    let counts = finding::count(&findings, found.counts.shown, found.counts.left_out);
    Ok((Checked { name, findings: finding::settle(findings), counts }, sources))
}

/// Whether a file is content to be imported. One that is named as JSON is a bundle, or was meant to be one, unless it begins as a feed does.
fn is_source(path: &Path) -> Result<bool> {
    Ok(match SourceKind::of_name(path) {
        None => false,
        Some(SourceKind::JsonFeed) => {
            let mut head = Vec::new();
            let what = || format!("cannot read {}", path.display());
            File::open(path).with_context(what)?.take(4096).read_to_end(&mut head).with_context(what)?;
            SourceKind::of(path, &head) == SourceKind::JsonFeed
        }
        Some(_) => true,
    })
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
