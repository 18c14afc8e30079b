//! Builds again when something the reader is made from has changed. Events only wake it; fingerprints decide, so saving a file unchanged does nothing.

use super::reload::Changes;
use crate::dist;
use crate::paths;
use crate::setup::Profile;
use anyhow::{Context, Result};
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

/// Folders that are watched with all that is in them.
const FOLDERS: &[&str] = &["crates", "public", "src", "style"];

/// Watches until the process ends.
pub(super) fn watch(profile: Profile, bundle: Option<PathBuf>, changes: &Changes) -> Result<()> {
    let (sender, events) = mpsc::channel();
    let mut debouncer = new_debouncer(Duration::from_millis(300), sender).context("this system cannot watch files")?;
    let root = paths::root();
    let mut add =
        |path: &Path, mode| debouncer.watcher().watch(path, mode).with_context(|| format!("{} cannot be watched", path.display()));
    for folder in FOLDERS {
        add(&root.join(folder), RecursiveMode::Recursive)?;
    }
    // Editors replace files, so single files are watched through their folder.
    add(&root, RecursiveMode::NonRecursive)?;
    if let Some(folder) = bundle.as_deref().and_then(Path::parent) {
        add(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }, RecursiveMode::NonRecursive)?;
    }

    let bundle_now = || bundle.as_deref().map(|path| fs::read(path).unwrap_or_default());
    let mut seen = (dist::of_inputs()?, bundle_now());
    for event in events {
        event.context("the system lost track of changes")?;
        let now = (dist::of_inputs()?, bundle_now());
        if now == seen {
            continue;
        }
        seen = now;
        match dist::ready(profile) {
            Ok(_) => changes.announce(),
            Err(error) => eprintln!("error: {error:#}. The page stays as it was"),
        }
    }
    Ok(())
}
