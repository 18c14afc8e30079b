//! A bundle as the input: read whole and checked, then an archive made of its items.

use super::disk::Disk;
use super::progress::Progress;
use crate::check::Found;
use anyhow::{Context, Result, bail};
use dossier_archive::write::{Entry, Options, Writer};
use dossier_bundle::{Bundle, Item, Severity};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// Items that are made ready in one go.
const STRETCH: usize = 256;

/// Whether a file begins as a bundle does.
pub(super) fn is_bundle(path: &Path) -> Result<bool> {
    if path == Path::new("-") || path.is_dir() {
        return Ok(false);
    }
    let what = || format!("cannot read {}", path.display());
    let mut beginning = Vec::new();
    File::open(path).with_context(what)?.take(4096).read_to_end(&mut beginning).with_context(what)?;
    let text = String::from_utf8_lossy(&beginning);
    // The value of "format", not a text that happens to speak of it.
    let before = text.split_once("\"dossier-bundle/").map(|(before, _)| before.trim_end());
    Ok(before.and_then(|before| before.strip_suffix(':')).is_some_and(|before| before.trim_end().ends_with("\"format\"")))
}

/// Reads a bundle; everything that is wrong with it, and how many bytes it has.
pub(super) fn read(path: &Path) -> Result<(Bundle, Found, usize)> {
    let bytes = crate::check::read(path)?;
    let (bundle, found) = crate::check::parsed(&path.display().to_string(), &bytes);
    if bundle.archive.is_some() {
        bail!("{} is itself the bundle of an archive; build from what that was made of", path.display());
    }
    if let Some(fatal) = found.problems.iter().find(|problem| problem.severity == Severity::Fatal) {
        bail!("{} cannot be used: {}", path.display(), fatal.text);
    }
    Ok((bundle, found, bytes.len()))
}

/// Writes an archive of all items; the bundle that names it.
pub(super) fn file(bundle: Bundle, disk: Disk<'_>, options: &Options, progress: &Progress) -> Result<Bundle> {
    let mut writer = Writer::new(disk);
    for stretches in bundle.items.chunks(STRETCH * options.threads) {
        let ready = |items: &[Arc<Item>]| -> Vec<Entry> { items.iter().map(|item| Entry::new(item, &bundle)).collect() };
        let made: Vec<Vec<Entry>> = std::thread::scope(|scope| {
            let threads: Vec<_> = stretches.chunks(STRETCH).map(|items| scope.spawn(|| ready(items))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        for entry in made.iter().flatten() {
            writer.add(entry)?;
        }
        progress.read(stretches.len() as u64);
    }
    let all = vec![(0..writer.items()).collect()];
    let without = Bundle { items: Vec::new(), ..bundle };
    let (archive, ..) = writer.finish(&without, &all, options).context("the archive cannot be written")?;
    Ok(Bundle { archive: Some(archive), ..without })
}
