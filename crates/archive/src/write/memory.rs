//! An archive in memory, made of a whole bundle: for tests, and wherever content is small.

use super::{Entry, Options, Store, Writer};
use dossier_bundle::{Archive, Bundle};
use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Writes the items of a bundle as an archive. Each of `parts` is a range of the bundle's items; without any, all are one part. Gives
/// the files by their paths beside `bundle.json`, the table of contents, and for each place of the archive the place in the bundle of the
/// item there.
///
/// # Panics
/// If a part lies outside of the bundle.
pub fn memory(bundle: &Bundle, parts: &[Range<usize>], options: &Options) -> (Vec<(String, Vec<u8>)>, Archive, Vec<u32>) {
    let all = [0..bundle.items.len()];
    let parts = if parts.is_empty() { &all } else { parts };
    let parts: Vec<Vec<u32>> = parts.iter().map(|part| part.clone().map(|item| item as u32).collect()).collect();
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
struct Kept {
    pile: Vec<u8>,
    folders: Mutex<BTreeMap<String, BTreeMap<u32, Vec<u8>>>>,
}

impl Kept {
    fn into_files(self) -> Vec<(String, Vec<u8>)> {
        let folders = self.folders.into_inner().unwrap_or_else(PoisonError::into_inner);
        let files = folders
            .into_iter()
            .flat_map(|(folder, files)| files.into_iter().map(move |(place, bytes)| (format!("archive/{folder}/{place}.bin"), bytes)));
        files.collect()
    }
}

impl Store for Kept {
    fn stow(&mut self, bytes: &[u8]) -> io::Result<u64> {
        self.pile.extend_from_slice(bytes);
        Ok((self.pile.len() - bytes.len()) as u64)
    }

    fn fetch(&self, start: u64, length: usize) -> io::Result<Vec<u8>> {
        let start = start as usize;
        self.pile.get(start..start + length).map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

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
