//! Builds again when something the reader is made from has changed. Events only wake it; fingerprints decide, so saving a file unchanged does nothing.
//! Those of reading do not even wake it: to take a fingerprint is to read.

use crate::dist;
use crate::paths;
use crate::setup::Profile;
use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, Event, EventKind};
use notify::{RecursiveMode, Watcher};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

/// Folders that are watched with all that is in them.
const FOLDERS: &[&str] = &["crates", "public", "src", "style"];

/// Changes within this time after another are one; a file is often saved in several steps.
const TOGETHER: Duration = Duration::from_millis(300);

/// Watches until the process ends.
pub(super) fn watch(profile: Profile) -> Result<()> {
    let (sender, events) = mpsc::channel();
    let tell = move |event: notify::Result<Event>| {
        let is_reading = |event: &Event| matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
        if !event.as_ref().is_ok_and(is_reading) {
            // Nobody listens only at the end.
            _ = sender.send(event);
        }
    };
    let mut watcher = notify::recommended_watcher(tell).context("this system cannot watch files")?;
    let root = paths::root();
    let mut add = |path: &Path, mode| watcher.watch(path, mode).with_context(|| format!("{} cannot be watched", path.display()));
    for folder in FOLDERS {
        add(&root.join(folder), RecursiveMode::Recursive)?;
    }
    // Editors replace files, so single files are watched through their folder.
    add(&root, RecursiveMode::NonRecursive)?;

    let mut seen = dist::of_inputs()?;
    while let Ok(event) = events.recv() {
        event.context("the system lost track of changes")?;
        while let Ok(more) = events.recv_timeout(TOGETHER) {
            more.context("the system lost track of changes")?;
        }
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
