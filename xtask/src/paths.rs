//! Where things are: the checkout and the user's cache. Names only; nothing here makes or reads a file.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    // Asked at run time first: a checkout that was moved keeps its compiled commands.
    let own = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.parent().map_or_else(|| own.clone(), Path::to_path_buf)
}

/// The workings of these commands within the checkout: fingerprints, locks, Trunk's output.
pub(crate) fn work() -> PathBuf {
    root().join("target/dossier")
}

/// The user's cache of tools, shared by all checkouts: `$DOSSIER_CACHE`, else `dossier` in the place the system has for caches.
pub(crate) fn cache() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(own) = set("DOSSIER_CACHE") {
        return Ok(own);
    }
    let system =
        if cfg!(windows) { set("LOCALAPPDATA") } else { set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache"))) };
    Ok(system.context("no place for the tools: set DOSSIER_CACHE to a folder")?.join("dossier"))
}
