//! The shipped reader's WebAssembly, worked over by Binaryen's `wasm-opt`: 2 % smaller once compressed.

use super::trunk::APP_WASM;
use crate::process;
use crate::setup::npm;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the compiler may use for this target; nothing newer may come in.
const FEATURES: [&str; 7] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];
/// Chosen by what brotli makes of it, not by the size before: an expression that is written out again costs next to nothing, and one that is
/// kept in a local has a number that is new to every function.
const PASSES: [&str; 5] =
    ["-Os", "-g", "--skip-pass=local-cse", "--always-inline-max-function-size=4", "--one-caller-inline-max-function-size=0"];

/// Binaryen, and what runs it.
pub(super) struct Optimizer {
    node: PathBuf,
    script: PathBuf,
}

impl Optimizer {
    /// Installed, if it was not.
    pub(super) fn ready() -> Result<Self> {
        let script = npm::BINARYEN.ready()?;
        let node = npm::node()?;
        Ok(Self { node, script })
    }

    /// Makes the program in a raw folder smaller.
    pub(super) fn program_of(&self, raw: &Path) -> Result<()> {
        let (before, after) = (raw.join(APP_WASM), raw.join("after.wasm"));
        let mut command = Command::new(&self.node);
        command.arg(&self.script).args(FEATURES).args(PASSES).arg(&before).arg("-o").arg(&after);
        process::text(&mut command).context("Binaryen's `wasm-opt` failed")?;
        fs::rename(&after, &before).with_context(|| format!("{} cannot take the place of {}", after.display(), before.display()))
    }
}
