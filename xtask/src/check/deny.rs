//! Licences, sources and known faults of dependencies, by `cargo deny` where it is at hand. Never fetches anything.

use super::Outcome;
use crate::process;
use anyhow::Result;
use std::env;
use std::path::PathBuf;

/// Runs what can be run here.
pub(super) fn check() -> Result<Outcome> {
    if process::text(process::cargo().args(["deny", "--version"])).is_err() {
        return Ok(Outcome::Skipped("cargo-deny is not installed (cargo install --locked cargo-deny)".to_owned()));
    }
    if database().is_some_and(|folder| folder.is_dir()) {
        process::run(process::cargo().args(["deny", "--all-features", "check", "--disable-fetch"]))?;
        return Ok(Outcome::Passed);
    }
    process::run(process::cargo().args(["deny", "--all-features", "check", "bans", "licenses", "sources"]))?;
    Ok(Outcome::Skipped("licences and sources passed; the database of known faults is not here (cargo deny fetch)".to_owned()))
}

/// Where cargo-deny keeps its database.
fn database() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))?;
    Some(home.join("advisory-dbs"))
}
