//! Starts the driver, a program of the package with the browser tests, and reads what it wrote.

use super::measured::Measured;
use crate::{paths, process, test};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Measures `reader`, a folder, with `bundle` as its content.
pub(super) fn measure(reader: &Path, bundle: &Path, runs: u32) -> Result<Measured> {
    let out = paths::work().join("bench/reader.json");
    let mut driver = process::cargo();
    driver
        .args(["test", "--quiet", "-p", "dossier-tests", "--test", "bench"])
        .envs(test::chromium()?)
        .env("DOSSIER_DIST", reader)
        .env("DOSSIER_BENCH_BUNDLE", bundle)
        .env("DOSSIER_BENCH_OUT", &out)
        .env("DOSSIER_BENCH_RUNS", runs.to_string());
    // What an earlier run wrote must not pass for this one's.
    if out.exists() {
        fs::remove_file(&out)?;
    }
    process::run(&mut driver)?;
    let text = fs::read(&out).with_context(|| format!("{} cannot be read", out.display()))?;
    eprintln!("Everything that was measured is in {}", out.display());
    serde_json::from_slice(&text).with_context(|| format!("{} is not what the driver should write", out.display()))
}
