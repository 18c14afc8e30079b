//! The rows that everybody builds from, by `cargo xtask corpus`. They are kept for as long as what makes them stays the same.

use crate::{paths, process};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, fs};

/// The file with this many rows, which is written if it is missing or old.
pub(super) fn ready(folder: &Path, items: u64) -> Result<PathBuf> {
    let rows = folder.join(format!("rows-{items}.jsonl"));
    if rows.is_file() && changed(&rows)? > maker()? {
        return Ok(rows);
    }
    let own = env::current_exe().context("this command cannot be found again")?;
    // Under another name until it is whole.
    let begun = rows.with_extension("begun");
    process::run(Command::new(own).args(["corpus", "--items"]).arg(items.to_string()).arg("--out").arg(&begun))?;
    fs::rename(&begun, &rows)?;
    Ok(rows)
}

/// When the maker of rows was last changed.
fn maker() -> Result<SystemTime> {
    let mut last = SystemTime::UNIX_EPOCH;
    for file in fs::read_dir(paths::root().join("xtask/src/corpus"))? {
        last = last.max(changed(&file?.path())?);
    }
    Ok(last)
}

fn changed(path: &Path) -> Result<SystemTime> {
    fs::metadata(path).and_then(|about| about.modified()).with_context(|| format!("{} cannot be read", path.display()))
}
