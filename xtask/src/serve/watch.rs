//! Builds again when something the reader is made from has changed. Events only wake it; fingerprints decide, so saving a file unchanged does nothing.

use crate::dist;
use crate::paths;
use crate::setup::Profile;
use anyhow::{Context, Result};
use notify_debouncer_mini::new_debouncer;
use notify_debouncer_mini::notify::RecursiveMode;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

/// Folders that are watched with all that is in them.
const FOLDERS: &[&str] = &["crates", "public", "src", "style"];

/// Watches until the process ends.
pub(super) fn watch(profile: Profile) -> Result<()> {
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

    let mut seen = dist::of_inputs()?;
    for event in events {
        event.context("the system lost track of changes")?;
        let now = dist::of_inputs()?;
        if now == seen {
            continue;
        }
        seen = now;
        // The server sees for itself that the folder is another one.
        if let Err(error) = dist::ready(profile) {
            eprintln!("error: {error:#}. The page stays as it was");
        }
    }
    Ok(())
}
