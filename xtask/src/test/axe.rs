//! axe-core, the checker of accessibility: a script that the tests put into pages. From npm, into the user's cache, never into the project.

use super::packages;
use crate::{paths, process};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A newer one may find more; it is raised on purpose, not by accident.
const VERSION: &str = "4.14.1";

/// The script, which is installed if it is missing.
pub(super) fn ready() -> Result<PathBuf> {
    let home = paths::cache()?.join(format!("npm/axe-core-{VERSION}"));
    let script = home.join("node_modules/axe-core/axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if process::find("npm").is_none() && process::find(npm).is_none() {
        packages::install("npm", &["nodejs", "npm"])?;
    }
    eprintln!("Installing axe-core {VERSION} into the cache (once; usually takes seconds)");
    fs::create_dir_all(&home).with_context(|| format!("{} cannot be made", home.display()))?;
    process::text(
        Command::new(npm)
            .current_dir(&home)
            .args(["install", "--no-audit", "--no-fund", "--prefix"])
            .arg(&home)
            .arg(format!("axe-core@{VERSION}")),
    )
    .with_context(|| {
        format!("axe-core cannot be installed: check the network, then run `npm install --prefix {} axe-core@{VERSION}`", home.display())
    })?;
    if !script.is_file() {
        bail!("npm installed axe-core, but there is no {}", script.display());
    }
    Ok(script)
}
