//! Looks after what is served: builds again when something in a site's folder has changed, or tells pages that a built folder is another one.
//! Events only wake it.

use super::Shop;
use super::preview::Preview;
use crate::build::{self, PREVIEW};
use anyhow::{Context, Result};
use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{Debouncer, new_debouncer};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Changes within this time are one.
const TOGETHER: Duration = Duration::from_millis(150);

/// Builds a folder that has settings, and keeps the build in step with it.
pub(super) fn build_and_watch(folder: &Path, shop: &Arc<Shop>) -> Result<()> {
    let folder = folder.canonicalize().with_context(|| format!("cannot read {}", folder.display()))?;
    // Watched before the first build, so that nothing that changes meanwhile is missed.
    let watching = shop.changes.is_some().then(|| watching(&folder)).transpose()?;
    // A site that cannot be built at all ends the command at once: there is nothing to show.
    let (preview, problems) = build(&folder)?;
    shop.show(preview);
    if let (Some(changes), Some(problems)) = (&shop.changes, problems) {
        changes.announce(Some(problems));
    }
    let Some((debouncer, events)) = watching else { return Ok(()) };
    let shop = shop.clone();
    std::thread::spawn(move || {
        let _debouncer = debouncer;
        for changed in events {
            // What the build itself writes is no change.
            if changed.iter().all(|path| is_made(&folder, path)) {
                continue;
            }
            let problems = match build(&folder) {
                Ok((preview, problems)) => {
                    shop.show(preview);
                    problems
                }
                Err(error) => {
                    eprintln!("error: {error:#}. The page stays as it was");
                    Some(format!("{error:#}"))
                }
            };
            if let Some(changes) = &shop.changes {
                changes.announce(problems);
            }
        }
    });
    Ok(())
}

/// Tells pages to reload when a built folder changes.
pub(super) fn watch_built(folder: &Path, shop: &Arc<Shop>) -> Result<()> {
    let Some(changes) = shop.changes.clone() else { return Ok(()) };
    // A build replaces the folder as a whole, which only the one above it sees.
    let folder = folder.canonicalize().with_context(|| format!("cannot read {}", folder.display()))?;
    let (mut debouncer, events) = watching(folder.parent().unwrap_or(&folder))?;
    let beside = shop.bundle.as_ref().and_then(|bundle| bundle.canonicalize().ok());
    if let Some(around) = beside.as_deref().and_then(Path::parent) {
        debouncer
            .watcher()
            .watch(around, RecursiveMode::NonRecursive)
            .with_context(|| format!("{} cannot be watched", around.display()))?;
    }
    std::thread::spawn(move || {
        let _debouncer = debouncer;
        for changed in events {
            if changed.iter().any(|path| path.starts_with(&folder) || beside.as_deref() == Some(path))
                && folder.join("index.html").is_file()
            {
                changes.announce(None);
            }
        }
    });
    Ok(())
}

fn watching(folder: &Path) -> Result<(Debouncer<RecommendedWatcher>, Receiver<Vec<PathBuf>>)> {
    let (sender, events) = channel();
    let tell = move |found: notify_debouncer_mini::DebounceEventResult| {
        let paths = match found {
            Ok(events) => events.into_iter().map(|event| event.path).collect(),
            Err(error) => {
                eprintln!("The system lost track of changes: {error}");
                return;
            }
        };
        // Nobody listens only at the end.
        _ = sender.send(paths);
    };
    let mut debouncer = new_debouncer(TOGETHER, tell).context("this system cannot watch files")?;
    debouncer.watcher().watch(folder, RecursiveMode::Recursive).with_context(|| format!("{} cannot be watched", folder.display()))?;
    Ok((debouncer, events))
}

/// Whether a path in a site's folder is the work of a build: hidden, or in its output.
fn is_made(folder: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(folder) else { return true };
    let first = inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    first.is_empty() || first.starts_with('.') || first == build::OUTPUT
}

/// Builds for a preview; what is wrong with the content, in words.
fn build(folder: &Path) -> Result<(Preview, Option<String>)> {
    let (options, problems) = build::preview(folder)?;
    Ok((Preview::open(&folder.join(PREVIEW), options)?, problems))
}
