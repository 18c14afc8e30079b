//! An archive in memory, made of a whole bundle: for tests, and wherever content is small.

use super::text::{MemoryScratch, Scratch};
use super::{Entry, Options, Store, Writer};
use dossier_bundle::{Archive, Bundle};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// A path beside `bundle.json`, and the bytes there.
pub type Named = (String, Vec<u8>);

/// Writes the items of a bundle as an archive. Each of `parts` is a range of the bundle's items; without any, all are one part. Gives
/// the files by their paths beside `bundle.json`, the table of contents, and for each place of the archive the place in the bundle of the
/// item there.
///
/// # Panics
/// If a part lies outside of the bundle.
pub fn memory(bundle: &Bundle, parts: &[Range<usize>], options: &Options) -> (Vec<Named>, Archive, Vec<u32>) {
    let mut parts: Vec<Vec<u32>> = parts.iter().map(|part| part.clone().map(|item| item as u32).collect()).collect();
    if parts.is_empty() {
        parts.push((0..bundle.items.len() as u32).collect());
    }
    let write = || {
        let mut writer = Writer::new(Kept::default());
        for item in &bundle.items {
            writer.add(&Entry::new(item, bundle))?;
        }
        writer.finish(bundle, &parts, options)
    };
    let (archive, order, kept) = write().unwrap_or_else(|error: io::Error| unreachable!("memory does not fail: {error}"));
    (kept.into_files(), archive, order.into_iter().map(|item| item.0).collect())
}

/// Files in memory.
#[derive(Debug, Default)]
pub(super) struct Kept {
    pile: MemoryScratch,
    folders: Mutex<BTreeMap<String, BTreeMap<u32, Vec<u8>>>>,
}

impl Kept {
    pub(super) fn into_files(self) -> Vec<Named> {
        let folders = self.folders.into_inner().unwrap_or_else(PoisonError::into_inner);
        let files = folders
            .into_iter()
            .flat_map(|(folder, files)| files.into_iter().map(move |(place, bytes)| (format!("archive/{folder}/{place}.bin"), bytes)));
        files.collect()
    }
}

impl Scratch for Kept {
    fn stow(&self, bytes: &[u8]) -> io::Result<u64> {
        self.pile.stow(bytes)
    }

    fn fetch(&self, start: u64, length: usize) -> io::Result<Vec<u8>> {
        self.pile.fetch(start, length)
    }
}

impl Store for Kept {
    fn file(&self, folder: &str, place: u32, content: &[u8]) -> io::Result<()> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.entry(folder.to_owned()).or_default().insert(place, content.to_vec());
        Ok(())
    }

    fn seal(&self, folder: &str, name: &str, proofs: &[Vec<u8>]) -> io::Result<()> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let mut files = folders.remove(folder).unwrap_or_default();
        for (file, proof) in files.values_mut().zip(proofs) {
            file.extend_from_slice(proof);
        }
        folders.insert(name.to_owned(), files);
        Ok(())
    }
}
