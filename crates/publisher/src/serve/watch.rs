//! Looks after what is served: builds again when something in a site's folder has changed, or tells pages that a built folder is another one.
//! Events only wake it, since they say less than what files look like, which decides. Those of reading do not: to look is to read.

use super::Shop;
use super::preview::Preview;
use crate::build::{self, PREVIEW};
use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, Event, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

/// Changes within this time after another are one; a file is often saved in several steps.
const TOGETHER: Duration = Duration::from_millis(100);
/// How long changes are waited for as one, where they never end.
const LONGEST: Duration = Duration::from_secs(2);

/// Builds a folder that has settings, and keeps the build in step with it.
pub(super) fn build_and_watch(folder: &Path, shop: &Arc<Shop>) -> Result<()> {
    let folder = folder.canonicalize().with_context(|| format!("cannot read {}", folder.display()))?;
    // Watched before the first build, so that nothing that changes meanwhile is missed.
    let watching = shop.changes.is_some().then(|| watching(&folder)).transpose()?;
    let mut seen = looks(&folder);
    // A site that cannot be built at all ends the command at once: there is nothing to show.
    let (preview, problems) = build(&folder)?;
    shop.show(preview);
    if let (Some(changes), Some(problems)) = (&shop.changes, problems) {
        changes.announce(Some(problems));
    }
    let Some((watcher, events)) = watching else { return Ok(()) };
    let shop = shop.clone();
    std::thread::spawn(move || {
        let _watcher = watcher;
        while let Some(changed) = together(&events) {
            // What the build itself writes is no change. Where the system lost count, it names nothing.
            if changed.iter().all(|paths| !paths.is_empty() && paths.iter().all(|path| is_made(&folder, path))) {
                continue;
            }
            let now = looks(&folder);
            if now == seen {
                continue;
            }
            seen = now;
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
    let (mut watcher, events) = watching(folder.parent().unwrap_or(&folder))?;
    let beside = shop.bundle.as_ref().and_then(|bundle| bundle.canonicalize().ok());
    if let Some(around) = beside.as_deref().and_then(Path::parent) {
        watcher.watch(around, RecursiveMode::NonRecursive).with_context(|| format!("{} cannot be watched", around.display()))?;
    }
    let look = move || {
        let bundle = beside.as_deref().and_then(|bundle| bundle.metadata().ok()).map(|about| (about.modified().ok(), about.len()));
        (looks(&folder), bundle, folder.join("index.html").is_file())
    };
    let mut seen = look();
    std::thread::spawn(move || {
        let _watcher = watcher;
        while together(&events).is_some() {
            let now = look();
            // A folder that is being replaced is not there for a moment.
            if now != seen && now.2 {
                seen = now;
                changes.announce(None);
            }
        }
    });
    Ok(())
}

/// The paths of each event that is no mere reading.
fn watching(folder: &Path) -> Result<(RecommendedWatcher, Receiver<Vec<PathBuf>>)> {
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event| tell(event, &sender)).context("this system cannot watch files")?;
    watcher.watch(folder, RecursiveMode::Recursive).with_context(|| format!("{} cannot be watched", folder.display()))?;
    Ok((watcher, events))
}

fn tell(event: notify::Result<Event>, events: &Sender<Vec<PathBuf>>) {
    match event {
        // Every look at a folder opens it: to look because of that would never end.
        Ok(event) if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) => {}
        // Nobody listens only at the end.
        Ok(event) => _ = events.send(event.paths),
        Err(error) => eprintln!("The system lost track of changes: {error}"),
    }
}

/// The next changes, up to a moment without any; none at the end.
fn together(events: &Receiver<Vec<PathBuf>>) -> Option<Vec<Vec<PathBuf>>> {
    let mut all = vec![events.recv().ok()?];
    let begun = now();
    while begun.elapsed() < LONGEST
        && let Ok(more) = events.recv_timeout(TOGETHER)
    {
        all.push(more);
    }
    Some(all)
}

#[expect(clippy::disallowed_methods, reason = "a command may read the clock; nothing that is built depends on it")]
fn now() -> Instant {
    Instant::now()
}

/// What the files of a site's folder look like: when each was changed, and how long it is. One that cannot be looked at is not there.
fn looks(folder: &Path) -> BTreeMap<PathBuf, (Option<SystemTime>, u64)> {
    let mut looks = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(about) = entry.metadata() else { continue };
            if is_made(folder, &path) {
                continue;
            }
            if about.is_dir() {
                open.push(path);
            } else {
                looks.insert(path, (about.modified().ok(), about.len()));
            }
        }
    }
    looks
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// How often changes are told of while something is done in a folder.
    fn told(folder: &Path, deed: &dyn Fn()) -> usize {
        let (watcher, events) = watching(folder).unwrap();
        deed();
        std::thread::sleep(Duration::from_millis(50));
        drop(watcher);
        let mut told = 0;
        while together(&events).is_some() {
            told += 1;
        }
        told
    }

    #[test]
    fn looking_wakes_nobody() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        let path = folder.path().join("deep/a.md");
        fs::write(&path, "one").unwrap();
        let look = || {
            assert_eq!(looks(folder.path()).len(), 1);
            fs::read(&path).unwrap();
        };
        assert_eq!(told(folder.path(), &look), 0);
        // However many steps a change takes.
        assert_eq!(told(folder.path(), &|| (0..50).for_each(|step| fs::write(&path, "x".repeat(step)).unwrap())), 1);
        assert_eq!(told(folder.path(), &|| fs::remove_file(&path).unwrap()), 1);
    }

    #[test]
    fn reading_is_no_change_and_writing_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir_all(path("content/deep")).unwrap();
        fs::create_dir_all(path(".dossier-preview")).unwrap();
        fs::write(path("content/deep/a.md"), "one").unwrap();
        let before = looks(folder.path());
        assert_eq!(before.len(), 1);
        fs::read(path("content/deep/a.md")).unwrap();
        fs::write(path(".dossier-preview/bundle.json"), "{}").unwrap();
        assert_eq!(looks(folder.path()), before);
        fs::write(path("content/deep/a.md"), "more").unwrap();
        assert_ne!(looks(folder.path()), before);
    }
}
