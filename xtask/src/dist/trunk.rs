//! Trunk compiles the reader. What it writes is raw: file names there say nothing about their bytes.

use crate::setup::{self, Profile};
use crate::{paths, process};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// Name of Trunk's JavaScript.
pub(super) const APP_SCRIPT: &str = "dossier-reader.js";
/// Name of Trunk's WebAssembly.
pub(super) const APP_WASM: &str = "dossier-reader_bg.wasm";

/// Builds the reader, and gives the raw folder.
pub(super) fn build(profile: Profile) -> Result<PathBuf> {
    let path = setup::ready_to_build()?;
    let raw = paths::root().join("target/trunk").join(profile.name());
    std::fs::create_dir_all(&raw)?;
    match profile {
        Profile::Release => eprintln!("Building the reader (the first time usually takes 4 to 6 minutes on two cores)"),
        Profile::Dev => eprintln!("Building the reader for daily work (the first time usually takes 1 to 2 minutes on two cores)"),
    }
    let mut trunk = Command::new(setup::Tool::trunk().ready()?);
    trunk.current_dir(paths::root()).args(["build", "--skip-version-check", "--dist"]).arg(&raw).env("PATH", path);
    // Trunk takes only `true` and `false` here, where the convention allows any word.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    if profile == Profile::Release {
        trunk.arg("--release");
    }
    process::run(&mut trunk).context("the reader was not built; what stands above says why")?;
    Ok(raw)
}
