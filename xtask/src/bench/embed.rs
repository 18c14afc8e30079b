//! What other people's pages show first, beside a page of Pagefind's components and a list written by hand. `bench/embed.js` measures and judges.

use super::archive::{identity, ours, packages};
use crate::{paths, process, test};
use anyhow::{Context, Result};
use std::fs;
use std::process::{Command, Stdio};

/// Measures, and prints one table.
pub(super) fn run() -> Result<()> {
    let _alone = super::alone()?;
    let folder = paths::root().join("target/bench/embed");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let node =
        process::find("node").context("there is no Node.js (the command `node`): install it; Debian: `apt-get install nodejs npm`")?;
    let mut driver = Command::new(node);
    driver.arg(paths::root().join("bench/embed.js")).arg(&folder).stdin(Stdio::null());
    driver.env("DOSSIER_BENCH_PACKAGES", packages::ready()?).envs(test::chromium()?);
    ours(&mut driver)?;
    identity(&folder)?;
    process::run(&mut driver).context("something agreed is missed, or nothing could be measured")
}
