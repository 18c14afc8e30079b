//! Licences, sources and known faults of dependencies, by `cargo deny` where it is at hand. Never fetches anything.

use super::Outcome;
use crate::process;
use anyhow::Result;
use std::env;
use std::fs;
use std::path::PathBuf;

/// Runs what can be run here.
pub(super) fn check() -> Result<Outcome> {
    if process::text(process::cargo().args(["deny", "--version"])).is_err() {
        return Ok(Outcome::Skipped("cargo-deny is not installed (cargo install --locked cargo-deny)".to_owned()));
    }
    if has_database() {
        process::run(process::cargo().args(["deny", "--workspace", "--all-features", "--offline", "check"]))?;
        return Ok(Outcome::Passed);
    }
    process::run(process::cargo().args(["deny", "--workspace", "--all-features", "check", "bans", "licenses", "sources"]))?;
    Ok(Outcome::Skipped("licences and sources passed; the database of known faults is not here (cargo deny fetch)".to_owned()))
}

/// Whether cargo-deny has fetched its database before; an empty folder is what a failed attempt leaves.
fn has_database() -> bool {
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let entries = cargo.and_then(|cargo| fs::read_dir(cargo.join("advisory-dbs")).ok());
    entries.is_some_and(|entries| entries.flatten().any(|entry| entry.path().join(".git").exists()))
}
