//! What other people's pages show first, beside a page of Pagefind's components and a list written by hand. `bench/embed.js` measures and judges.

use super::archive::{identity, ours, packages};
use crate::{paths, process, setup, test};
use anyhow::{Context, Result};
use std::fs;
use std::process::{Command, Stdio};

/// Measures, and prints one table.
pub(super) fn run() -> Result<()> {
    let _alone = super::alone()?;
    let folder = paths::root().join("target/bench/embed");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let node = setup::npm::node()?;
    let mut driver = Command::new(node);
    driver.arg(paths::root().join("bench/embed.js")).arg(&folder).stdin(Stdio::null());
    driver.env("DOSSIER_BENCH_PACKAGES", packages::ready()?).envs(test::chromium()?);
    ours(&mut driver)?;
    identity(&folder)?;
    process::run(&mut driver).context("something agreed is missed, or nothing could be measured")
}
