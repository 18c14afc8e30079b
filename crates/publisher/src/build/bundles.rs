//! A bundle as the input: read whole and checked, then an archive made of its items.

use super::disk::Disk;
use super::parts::{self, Known};
use super::previous::{Previous, content};
use super::progress::Progress;
use crate::check::Found;
use crate::import::sources::address;
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
pub(crate) fn is_bundle(path: &Path) -> Result<bool> {
    if path == Path::new("-") || path.is_dir() || address(path).is_some() {
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
pub(super) fn file(bundle: Bundle, disk: Disk<'_>, previous: Option<&Previous>, options: &Options, progress: &Progress) -> Result<Bundle> {
    let mut writer = Writer::new(disk);
    let mut contents = Vec::new();
    for stretches in bundle.items.chunks(STRETCH * options.threads) {
        let entry = |item: &Arc<Item>| {
            let mut entry = Entry::new(item, &bundle);
            // Which versions belong together depends on the parts.
            entry.work = None;
            let said = previous.map(|_| content(entry.json()));
            (entry, said)
        };
        let ready = |items: &[Arc<Item>]| -> Vec<(Entry, Option<[u8; 16]>)> { items.iter().map(entry).collect() };
        let made: Vec<Vec<(Entry, Option<[u8; 16]>)>> = std::thread::scope(|scope| {
            let threads: Vec<_> = stretches.chunks(STRETCH).map(|items| scope.spawn(|| ready(items))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        for (entry, said) in made.iter().flatten() {
            writer.add(entry)?;
            contents.extend(said);
        }
        progress.read(stretches.len() as u64);
    }
    let works = (0..).zip(&bundle.items).filter_map(|(place, item)| Some((place, item.work?))).collect();
    let without = Bundle { items: Vec::new(), ..bundle };
    let archive = parts::write(writer, &without, Known { contents: &contents, works, previous }, options)?;
    Ok(Bundle { archive: Some(archive), ..without })
}
