//! Trunk compiles the reader. What it writes is raw: file names there say nothing about their bytes.

use crate::setup::{self, Profile};
use crate::{paths, process};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Name of Trunk's JavaScript.
pub(super) const APP_SCRIPT: &str = "dossier-reader.js";
/// Name of Trunk's WebAssembly.
pub(super) const APP_WASM: &str = "dossier-reader_bg.wasm";

/// Cargo joins this with the flags of the project's own configuration.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// The reader as shipped brings its own standard library, built for size, in which a panic is a trap and nothing else: no
/// messages and no code to print them, 22 kB of 147. The page is told all the same, since `boot.js` watches for traps; the
/// message is to be had from the reader for daily work. Cargo and rustc still call these options unstable; the toolchain is
/// pinned, so they mean the same everywhere.
const SMALL: [(&str, &str); 3] =
    [("RUSTC_BOOTSTRAP", "1"), ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"), ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")];
const ABORT: &str = "-Zunstable-options -Cpanic=immediate-abort";
/// The script keeps the browser's objects in a list of its own, and the WebAssembly knows them by number. With reference types each
/// function that is imported has another one around it, which keeps them in a table: 0.9 kB more.
const NUMBERS: &str = "-Ctarget-feature=-reference-types";
/// Twice what LLVM takes for a function that is small enough to stand in its callers, where size is all that counts: 0.5 kB less.
const INLINE: &str = "-Cllvm-args=-inline-threshold=10";
const NAMES: &str = "-Csymbol-mangling-version=v0";

/// Which content the reader that is built can show: the shipped one comes in two forms, since each carries code that the other has no
/// use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Bundles that hold their items.
    Whole,
    /// Archives.
    Archive,
    /// Both, for daily work.
    Both,
}

impl Form {
    /// The name of its feature of the reader, or of its folder.
    fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Archive => "archive",
            Self::Both => "both",
        }
    }
}

/// Builds the reader, and gives the raw folder.
pub(super) fn build(profile: Profile, form: Form) -> Result<PathBuf> {
    let path = setup::ready_to_build()?;
    let raw = paths::root().join("target/trunk").join(profile.name()).join(form.name());
    fs::create_dir_all(&raw)?;
    match profile {
        Profile::Release => eprintln!(
            "Building the reader, form {} of whole and archive (the first time usually takes 4 to 6 minutes on two cores)",
            form.name()
        ),
        Profile::Dev => eprintln!("Building the reader for daily work (the first time usually takes 1 to 2 minutes on two cores)"),
    }
    let mut trunk = Command::new(setup::Tool::trunk().ready()?);
    let small = if profile == Profile::Release { format!("{ABORT} {NUMBERS} {INLINE} {NAMES}") } else { String::new() };
    trunk.env(FLAGS, format!("{} {small}", flags(&sources())).trim());
    trunk.current_dir(paths::root()).args(["build", "--skip-version-check", "--dist"]).arg(&raw).env("PATH", path);
    // Trunk takes only `true` and `false` here, where the convention allows any word.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    if profile == Profile::Release {
        trunk.arg("--release").envs(SMALL);
    }
    if form != Form::Both {
        trunk.args(["--no-default-features", "--features", form.name()]);
    }
    process::run(&mut trunk).context("the reader was not built; what stands above says why")?;
    Ok(raw)
}

/// The folders in which cargo keeps the sources of dependencies, one a registry.
fn sources() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let mut folders: Vec<_> = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

/// Keeps this machine's paths out of the places that panics name: the same reader has the same bytes everywhere.
fn flags(sources: &[PathBuf]) -> String {
    let own = std::env::var(FLAGS).unwrap_or_default();
    // The variable is split at spaces; a path that has one cannot be said in it.
    let sources = sources.iter().map(|folder| folder.display().to_string()).filter(|folder| !folder.contains(char::is_whitespace));
    let remap = sources.map(|folder| format!("--remap-path-prefix={folder}=/crates"));
    std::iter::once(own).chain(remap).collect::<Vec<_>>().join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_this_machine_are_replaced() {
        let sources = ["/home/a/.cargo/registry/src/index-1", "/home/a b/.cargo/registry/src/index-1"].map(PathBuf::from);
        assert_eq!(flags(&sources), "--remap-path-prefix=/home/a/.cargo/registry/src/index-1=/crates");
        assert_eq!(flags(&[]), "");
    }
}
