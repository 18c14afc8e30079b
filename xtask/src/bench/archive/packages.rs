//! The peers and what drives the browser: from npm at the versions of `bench/package.json`, into the user's cache, never into the project.

use crate::{paths, process};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The folder with all packages, which are installed if they are missing. Other versions have another folder.
pub(in crate::bench) fn ready() -> Result<PathBuf> {
    let wanted = fs::read(paths::root().join("bench/package.json")).context("bench/package.json cannot be read")?;
    let name = Sha256::digest(&wanted).iter().take(6).fold(String::from("bench-"), |mut name, byte| {
        // A String takes every write.
        let _ = write!(name, "{byte:02x}");
        name
    });
    let home = paths::cache()?.join("npm").join(name);
    // Written last, so that what was interrupted is done again.
    let done = home.join("installed");
    if done.is_file() {
        return Ok(home);
    }
    eprintln!("Installing the peers into the cache (once; usually takes seconds)");
    fs::create_dir_all(&home).with_context(|| format!("{} cannot be made", home.display()))?;
    fs::write(home.join("package.json"), wanted)?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    process::text(Command::new(npm).current_dir(&home).args(["install", "--no-audit", "--no-fund"]))
        .context("the peers cannot be installed: check that npm is there, and the network")?;
    fs::write(done, "")?;
    Ok(home)
}
