//! Files of one part under way: compressed, handed to the store, their hashes remembered until a folder can be sealed.

use super::pool;
use super::store::{Step, Store};
use crate::format::SHELVES;
use crate::seal::{self, Root};
use dossier_bundle::{Folder, Part, Shelf};
use libdeflater::{CompressionLvl, Compressor};
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// How hard to compress.
#[derive(Clone, Copy, Debug)]
pub(super) enum Effort {
    /// For small files that are often read.
    Most,
    /// For the many that are rarely read.
    Usual,
}

/// The files of one part.
pub(super) struct Shelves<'s> {
    store: &'s dyn Store,
    part: usize,
    threads: usize,
    leaves: Mutex<BTreeMap<(&'static str, u32), Root>>,
    /// Compressors that are not at work: each has tables of some hundred kilobytes.
    idle: Mutex<Vec<(i32, Compressor)>>,
}

impl<'s> Shelves<'s> {
    pub(super) fn new(store: &'s dyn Store, part: usize, threads: usize) -> Self {
        Self { store, part, threads, leaves: Mutex::default(), idle: Mutex::default() }
    }

    /// Files content under a number of a shelf. The numbers of a shelf must come to be all from 0 on, in any order.
    pub(super) fn file(&self, shelf: &'static str, place: u32, content: &[u8], effort: Effort) -> io::Result<()> {
        let number = SHELVES.iter().position(|known| *known == shelf).unwrap_or(SHELVES.len());
        let packed = self.packed(&[&[number as u8], content].concat(), effort)?;
        self.store.file(&self.folder(shelf, place / Folder::FULL), place % Folder::FULL, &packed)?;
        self.leaves.lock().unwrap_or_else(PoisonError::into_inner).insert((shelf, place), seal::leaf(&packed));
        Ok(())
    }

    /// Compressed with gzip.
    fn packed(&self, content: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
        let level = match effort {
            Effort::Most => 9,
            Effort::Usual => 6,
        };
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = idle();
        let known = all.iter().position(|(of, _)| *of == level).map(|place| all.swap_remove(place).1);
        drop(all);
        let mut compressor = known.unwrap_or_else(|| Compressor::new(CompressionLvl::new(level).unwrap_or_default()));
        let mut packed = vec![0; compressor.gzip_compress_bound(content.len())];
        let length = compressor.gzip_compress(content, &mut packed).map_err(io::Error::other)?;
        packed.truncate(length);
        idle().push((level, compressor));
        Ok(packed)
    }

    /// What a folder is called until it is sealed.
    fn folder(&self, shelf: &str, folder: u32) -> String {
        format!("{}-{shelf}-{folder}", self.part)
    }

    /// Seals all folders; the part's table of contents. `order` is that of the shelves.
    pub(super) fn seal(self, order: &[&'static str], items: u32) -> io::Result<Part> {
        let leaves = std::mem::take(&mut *self.leaves.lock().unwrap_or_else(PoisonError::into_inner));
        let mut folders: Vec<(&'static str, u32, Vec<Root>)> = Vec::new();
        for ((shelf, place), leaf) in leaves {
            match folders.last_mut() {
                Some((last, folder, leaves)) if *last == shelf && *folder == place / Folder::FULL => leaves.push(leaf),
                _ => folders.push((shelf, place / Folder::FULL, vec![leaf])),
            }
        }
        let done = AtomicU64::new(0);
        let sealed = Mutex::new(BTreeMap::new());
        pool::each(self.threads, folders.len(), &|number| {
            let (shelf, place, leaves) = &folders[number];
            let (root, proofs) = seal::seal(leaves);
            let folder = Folder { root, files: leaves.len() as u32 };
            self.store.seal(&self.folder(shelf, *place), &folder.name(), &proofs)?;
            sealed.lock().unwrap_or_else(PoisonError::into_inner).insert((*shelf, *place), folder);
            self.store.progress(Step::Seals, done.fetch_add(1, Relaxed) + 1, folders.len() as u64);
            Ok(())
        })?;
        let sealed = sealed.into_inner().unwrap_or_else(PoisonError::into_inner);
        let shelf = |name: &&'static str| {
            let folders: Vec<Folder> = sealed.range((*name, 0)..=(*name, u32::MAX)).map(|(_, folder)| *folder).collect();
            (!folders.is_empty()).then(|| Shelf { name: (*name).to_owned(), folders })
        };
        Ok(Part { items, shelves: order.iter().filter_map(shelf).collect() })
    }
}
