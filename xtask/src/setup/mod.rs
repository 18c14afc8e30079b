//! What a machine needs before the reader can be built: Rust's browser target, and tools in the user's cache.
//!
//! Only crates are compiled here, and Binaryen comes from npm; no other program is ever downloaded, because many networks that have package
//! registries have nothing else.

mod install;
pub(crate) mod npm;
pub(crate) mod packages;
mod rust;
mod tool;

pub(crate) use rust::{add_wasm_target, check_rust};
pub(crate) use tool::Tool;

use anyhow::Result;
use std::ffi::OsString;

/// How the reader is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As shipped: small.
    Release,
    /// For daily work: built in seconds.
    Dev,
}

impl Profile {
    /// What `--dev` asks for.
    pub(crate) fn chosen(dev: bool) -> Self {
        if dev { Self::Dev } else { Self::Release }
    }

    /// Its name in paths.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dev => "dev",
        }
    }
}

/// Makes sure that the reader can be built, and gives the search path that has the tools for it.
pub(crate) fn ready_to_build() -> Result<OsString> {
    check_rust()?;
    add_wasm_target()?;
    let folders = [Tool::trunk(), Tool::wasm_bindgen()?].iter().map(Tool::folder_of_program).collect::<Result<Vec<_>>>()?;
    crate::process::path_with(&folders)
}
