//! An archive in memory, made of a whole bundle: for tests, and wherever content is small.

use super::text::{MemoryScratch, Scratch};
use super::{Entry, Options, Planned, Store, Writer, earlier};
use crate::format::TERMS;
use crate::format::terms::Directory;
use dossier_bundle::{Archive, Bundle, Folder};
use std::collections::{BTreeMap, BTreeSet};
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
    (kept.into_files(), archive, order.into_iter().flatten().map(|item| item.0).collect())
}

/// An archive of a whole bundle, continued: the items that are `gone` are so from its only part, those `back` stand in a second one. Gives
/// all files, the table of contents, and for each place the place in the bundle of the item there, none where it is gone.
///
/// # Panics
/// If an item that stays is a version of the same work as one that is gone.
pub fn memory_continued(
    bundle: &Bundle,
    gone: &BTreeSet<u32>,
    back: &BTreeSet<u32>,
    options: &Options,
) -> (Vec<Named>, Archive, Vec<Option<u32>>) {
    let (mut files, mut archive, order) = memory(bundle, &[], options);
    let contents = archive.parts.remove(0);
    let by_path: BTreeMap<String, Vec<u8>> = files.iter().cloned().collect();
    let read = |shelf: &'static str, number: u32| {
        let folder = contents.shelf(shelf).and_then(|of| of.folders.get((number / Folder::FULL) as usize)).copied();
        let folder = folder.unwrap_or_else(|| unreachable!("{shelf} {number} was written"));
        let place = number % Folder::FULL;
        earlier::unpack(&by_path[&format!("archive/{}/{place}.bin", folder.name())], shelf, place, &folder)
    };
    let places = (0..).zip(&order).filter(|(_, item)| gone.contains(item)).map(|(place, _)| place).collect();
    let missing = earlier::gone(places, (contents.items, bundle.types.len()), &read).unwrap_or_else(unlike);
    let directory = read(TERMS, 0).and_then(|bytes| Directory::read(&bytes)).unwrap_or_else(unlike);
    let stay: Vec<u32> = order.iter().copied().filter(|item| !gone.contains(item)).collect();
    let work = |item: &u32| bundle.items[*item as usize].work;
    assert!(!stay.iter().any(|item| work(item).is_some() && gone.iter().any(|other| work(other) == work(item))), "a work is torn apart");
    let filed: Vec<u32> = stay.iter().chain(back).copied().collect();
    let write = || {
        let mut writer = Writer::new(Kept::default());
        for item in &filed {
            writer.add(&Entry::new(&bundle.items[*item as usize], bundle))?;
        }
        let first = Planned {
            items: (0..stay.len() as u32).collect(),
            kept: Some(super::Kept { contents: contents.clone(), gone: missing.clone() }),
        };
        let second = Planned { items: (stay.len() as u32..filed.len() as u32).collect(), kept: None };
        let planned = if back.is_empty() { vec![first] } else { vec![first, second] };
        writer.finish_planned(bundle, planned, Some(directory.common.clone()), options)
    };
    let (archive, order, kept) = write().unwrap_or_else(|error: io::Error| unreachable!("memory does not fail: {error}"));
    files.extend(kept.into_files());
    (files, archive, order.into_iter().map(|item| item.map(|item| filed[item.0 as usize])).collect())
}

fn unlike<T>(damage: crate::Damage) -> T {
    unreachable!("what was just written can be read: {damage}")
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
