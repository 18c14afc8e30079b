//! The site of the build before, which the new one continues: what its parts hold, and the files of those that stay. Changes nothing of
//! it, and takes nothing in it on trust.

use crate::filed::{Address, Site, addresses};
use crate::looks::short;
use crate::work::each;
use anyhow::{Context, Result};
use dossier_archive::format::terms::Directory;
use dossier_archive::format::{BODIES, CARDS, GONE, Gone, HEADS, TERMS};
use dossier_archive::write::earlier;
use dossier_bundle::{Bundle, Part};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Said of a failure that is the site before's, and not the content's.
#[derive(Debug)]
pub(super) struct Unusable;

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the site before cannot be continued")
    }
}

/// Tells items apart by id and by all that they say: two with the same cannot be made.
pub(super) type Mark = [u8; 16];

/// The versions of works within a part: for each place that has any, those of the others.
pub(super) type Versions = BTreeMap<u32, BTreeSet<u32>>;

/// A part of the site before.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Its items by their places.
    pub(super) marks: Vec<Mark>,
    pub(super) versions: Versions,
}

/// The site before.
#[derive(Debug)]
pub(super) struct Previous {
    site: Site,
    pub(super) bundle: Bundle,
    pub(super) parts: Vec<Before>,
    /// The words that are common in it.
    pub(super) common: Option<Vec<String>>,
}

/// The mark of an item, of whose JSON after the id `content` is the hash.
pub(super) fn mark(id: &str, content: &[u8; 16]) -> Mark {
    short(Sha256::new_with_prefix(content).chain_update(id))
}

/// The hash of an item's JSON after the id.
pub(super) fn content(json: &[u8]) -> [u8; 16] {
    short(Sha256::new_with_prefix(json))
}

impl Previous {
    /// Reads which items a site has.
    pub(super) fn read(folder: &Path, threads: usize) -> Result<Self> {
        let site = Site::new(folder, "; without --previous, everything is written anew", threads);
        let bundle = site.bundle()?;
        let contents = bundle.archive.clone().unwrap_or_default();
        let mut previous = Self { site, bundle, parts: Vec::new(), common: None };
        for part in &contents.parts {
            let before = previous.part(part)?;
            previous.parts.push(before);
        }
        if let Some(first) = contents.parts.first() {
            let directory = previous.site.single(first, TERMS, &|bytes| Directory::read(bytes))?;
            previous.common = Some(directory.common);
        }
        Ok(previous)
    }

    /// The table of contents of a part.
    pub(super) fn contents(&self, part: usize) -> Option<&Part> {
        self.bundle.archive.as_ref()?.parts.get(part)
    }

    fn part(&self, part: &Part) -> Result<Before> {
        let mut before = Before::default();
        // What is gone from it may be there again.
        self.site.each_item(&self.bundle, part, &mut |item| {
            if !item.versions.is_empty() {
                before.versions.insert(before.marks.len() as u32, item.versions.into_iter().collect());
            }
            before.marks.push(mark(&item.id, &content(&item.json)));
        })?;
        Ok(before)
    }

    /// What is gone from a part once what stands at these places is.
    pub(super) fn gone(&self, part: &Part, places: Vec<u32>) -> Result<Gone> {
        earlier::gone(places, (part.items, self.bundle.types.len()), &|shelf, number| self.site.content(part, shelf, number))
    }

    /// Brings the files of a part into another site, all but the heads and what was gone.
    pub(super) fn carry(&self, part: &Part, to: &Path) -> Result<()> {
        for shelf in part.shelves.iter().filter(|shelf| shelf.name != HEADS && shelf.name != GONE) {
            for folder in &shelf.folders {
                let path = to.join("archive").join(folder.name());
                fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
            }
            each(self.site.threads, &addresses(part, &shelf.name), &|file| {
                self.carry_file(file, [CARDS, BODIES].contains(&shelf.name.as_str()), to)
            })?;
        }
        Ok(())
    }

    fn carry_file(&self, file: &Address, known: bool, to: &Path) -> Result<()> {
        if !known {
            self.site.check(file)?;
        }
        let from = self.site.path(file);
        let to = to.join("archive").join(file.folder.name()).join(format!("{}.bin", file.place));
        // Two shelves may have the same folder. What cannot be linked, as to another disk, is copied.
        if to.exists() || fs::hard_link(&from, &to).is_ok() {
            return Ok(());
        }
        fs::copy(&from, &to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
        Ok(())
    }
}
