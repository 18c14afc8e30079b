//! Files of one part under way: compressed, handed to the store, their hashes remembered until a folder can be sealed.

use super::pool;
use super::store::{Step, Store};
use crate::format::SHELVES;
use crate::seal::{self, Root};
use dossier_bundle::{Folder, Part, Shelf};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::{self, Write};
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
}

impl<'s> Shelves<'s> {
    pub(super) fn new(store: &'s dyn Store, part: usize, threads: usize) -> Self {
        Self { store, part, threads, leaves: Mutex::default() }
    }

    /// Files content under a number of a shelf. The numbers of a shelf must come to be all from 0 on, in any order.
    pub(super) fn file(&self, shelf: &'static str, place: u32, content: &[u8], effort: Effort) -> io::Result<()> {
        let level = Compression::new(match effort {
            // Measured: 9 takes longer, and makes most of these files larger.
            Effort::Most => 8,
            // A quarter less time than 6, the usual level, for half a percent more bytes of bodies and no more of words.
            Effort::Usual => 5,
        });
        let mut packed = GzEncoder::new(Vec::with_capacity(content.len() / 2 + 64), level);
        let number = SHELVES.iter().position(|known| *known == shelf).unwrap_or(SHELVES.len());
        packed.write_all(&[number as u8])?;
        packed.write_all(content)?;
        let packed = packed.finish()?;
        self.store.file(&self.folder(shelf, place / Folder::FULL), place % Folder::FULL, &packed)?;
        self.leaves.lock().unwrap_or_else(PoisonError::into_inner).insert((shelf, place), seal::leaf(&packed));
        Ok(())
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
