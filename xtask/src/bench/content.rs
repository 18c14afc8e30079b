//! The content that is measured: 10,000 items without bodies, made by the publisher's own command from real rows, or from made-up
//! ones where those are not at hand. It writes below `target` only.

use crate::{paths, process};
use anyhow::{Context, Result};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Items to be shown.
const ITEMS: u64 = 10_000;
/// The rows, within the folder of corpora.
const ROWS: &str = "news/whitehouse-index-2021-2026.jsonl.zst";
const MAPPING: &str = "docs/mappings/whitehouse.toml";
/// For made-up rows.
const MADE_MAPPING: &str = "xtask/src/bench/made.toml";

/// What will be shown.
pub(super) struct Content {
    /// The bundle.
    pub(super) bundle: PathBuf,
    /// In words, for the head of the table.
    pub(super) what: String,
}

/// Makes the bundle.
pub(super) fn ready() -> Result<Content> {
    let work = paths::work().join("bench");
    let corpora = env::var_os("DOSSIER_CORPORA").map_or_else(|| paths::root().join("../shared/corpora"), PathBuf::from);
    let real = corpora.join(ROWS);
    if real.is_file() {
        return import(&real, &paths::root().join(MAPPING), &work, "from whitehouse-index");
    }
    eprintln!("There is no {}: the items are made up", real.display());
    let rows = work.join("made.jsonl");
    let own = env::current_exe().context("this command cannot be found again")?;
    process::run(Command::new(own).args(["corpus", "--items"]).arg(ITEMS.to_string()).arg("--out").arg(&rows))?;
    import(&rows, &paths::root().join(MADE_MAPPING), &work, "made up")
}

/// Imports as many rows as show [`ITEMS`]: rows that repeat others are merged, so it may take a few more.
fn import(rows: &Path, mapping: &Path, work: &Path, origin: &str) -> Result<Content> {
    let (bundle, report) = (work.join("bundle.json"), work.join("report.json"));
    let mut limit = ITEMS;
    let mut shown = 0;
    for _ in 0..3 {
        let mut publisher = process::cargo();
        publisher.args(["run", "--quiet", "--release", "-p", "dossier-publisher", "--", "import", "jsonl", "--limit"]);
        let options = [OsStr::new("--map"), mapping.as_os_str(), OsStr::new("--out"), bundle.as_os_str(), OsStr::new("--report")];
        process::text(publisher.arg(limit.to_string()).args(options).arg(&report).arg(rows))?;
        let told: Value = serde_json::from_slice(&fs::read(&report)?).context("the report of the import cannot be read")?;
        shown = told["rows"]["shown"].as_u64().context("the report of the import has no count")?;
        let exhausted = told["rows"]["read"].as_u64().is_none_or(|read| read < limit);
        if shown >= ITEMS || exhausted {
            break;
        }
        limit += ITEMS - shown;
    }
    let bytes = fs::metadata(&bundle)?.len();
    Ok(Content { bundle, what: format!("{shown} items {origin}, {:.1} MB", bytes as f64 / 1e6) })
}
