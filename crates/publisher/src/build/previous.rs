//! The site of the build before, which the new one continues: what its parts hold, and the files of those that stay. Changes nothing of
//! it, and takes nothing in it on trust.

use anyhow::{Context, Result, anyhow, bail};
use dossier_archive::Damage;
use dossier_archive::format::terms::Directory;
use dossier_archive::format::{BODIES, HEADS, INDEX, Index, TERMS};
use dossier_archive::{seal, write::earlier};
use dossier_bundle::{Bundle, Folder, Part, Severity};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

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
    site: PathBuf,
    threads: usize,
    pub(super) bundle: Bundle,
    pub(super) parts: Vec<Before>,
    /// The words that are common in it.
    pub(super) common: Option<Vec<String>>,
}

/// Where a file of a part is.
struct Address {
    folder: Folder,
    place: u32,
    /// Its number in the shelf.
    number: u32,
}

/// The mark of an item, of whose JSON after the id `content` is the hash.
pub(super) fn mark(id: &str, content: &[u8; 16]) -> Mark {
    super::rows::short(Sha256::new_with_prefix(content).chain_update(id))
}

/// The hash of an item's JSON after the id.
pub(super) fn content(json: &[u8]) -> [u8; 16] {
    super::rows::short(Sha256::new_with_prefix(json))
}

impl Previous {
    /// Reads which items a site has.
    pub(super) fn read(site: &Path, threads: usize) -> Result<Self> {
        let path = site.join("bundle.json");
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}; {ADVICE}", path.display()))?;
        let (bundle, problems) = dossier_bundle::parse(&bytes);
        if let Some(fatal) = problems.iter().find(|problem| problem.severity == Severity::Fatal) {
            bail!("{} cannot be used: {} {ADVICE}", path.display(), fatal.text);
        }
        let contents = bundle.archive.clone().unwrap_or_default();
        let mut previous = Self { site: site.to_owned(), threads, bundle, parts: Vec::new(), common: None };
        for part in &contents.parts {
            let before = previous.part(part)?;
            previous.parts.push(before);
        }
        if let Some(first) = contents.parts.first() {
            let directory = previous.single(first, TERMS, &|bytes| Directory::read(bytes))?;
            previous.common = Some(directory.common);
        }
        Ok(previous)
    }

    /// The table of contents of a part.
    pub(super) fn contents(&self, part: usize) -> Option<&Part> {
        self.bundle.archive.as_ref()?.parts.get(part)
    }

    fn part(&self, part: &Part) -> Result<Before> {
        let index = self.single(part, INDEX, &|bytes| Index::read(bytes, part.items, self.bundle.types.len()))?;
        let files = addresses(part, BODIES);
        if files.len() != part.items.div_ceil(index.body_block) as usize {
            bail!("the table of contents of {} names too many bodies or too few; {ADVICE}", self.site.display());
        }
        let read = |file: &Address| {
            let start = file.number * index.body_block;
            let count = (part.items - start).min(index.body_block) as usize;
            let items = earlier::filed(&self.unpacked(file, BODIES)?, count, part.items).map_err(|damage| self.damaged(file, damage))?;
            Ok(items.into_iter().map(|item| (mark(&item.id, &content(&item.json)), item.versions)).collect::<Vec<_>>())
        };
        let mut before = Before::default();
        for (place, (mark, versions)) in (0..).zip(each(self.threads, &files, &read)?.into_iter().flatten()) {
            before.marks.push(mark);
            if !versions.is_empty() {
                before.versions.insert(place, versions.into_iter().collect());
            }
        }
        Ok(before)
    }

    /// What the first file of a shelf says.
    fn single<T>(&self, part: &Part, shelf: &str, read: &dyn Fn(&[u8]) -> Result<T, Damage>) -> Result<T> {
        let file = addresses(part, shelf).into_iter().next();
        let file = file.with_context(|| format!("the archive of {} has no {shelf}; {ADVICE}", self.site.display()))?;
        read(&self.unpacked(&file, shelf)?).map_err(|damage| self.damaged(&file, damage))
    }

    fn unpacked(&self, file: &Address, shelf: &str) -> Result<Vec<u8>> {
        earlier::unpack(&self.bytes(file)?, shelf, file.place, &file.folder).map_err(|damage| self.damaged(file, damage))
    }

    fn path(&self, file: &Address) -> PathBuf {
        self.site.join("archive").join(file.folder.name()).join(format!("{}.bin", file.place))
    }

    fn bytes(&self, file: &Address) -> Result<Vec<u8>> {
        let path = self.path(file);
        fs::read(&path).with_context(|| format!("cannot read {}; {ADVICE}", path.display()))
    }

    fn damaged(&self, file: &Address, damage: Damage) -> anyhow::Error {
        anyhow!("{} is damaged: {damage}; {ADVICE}", self.path(file).display())
    }

    /// Brings the files of a part into another site, all but the heads.
    pub(super) fn carry(&self, part: &Part, to: &Path) -> Result<()> {
        for shelf in part.shelves.iter().filter(|shelf| shelf.name != HEADS) {
            for folder in &shelf.folders {
                let path = to.join("archive").join(folder.name());
                fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
            }
            each(self.threads, &addresses(part, &shelf.name), &|file| self.carry_file(file, shelf.name == BODIES, to))?;
        }
        Ok(())
    }

    fn carry_file(&self, file: &Address, known: bool, to: &Path) -> Result<()> {
        if !known {
            let bytes = self.bytes(file)?;
            seal::check(&bytes, file.place, file.folder.files, &file.folder.root).map_err(|damage| self.damaged(file, damage))?;
        }
        let from = self.path(file);
        let to = to.join("archive").join(file.folder.name()).join(format!("{}.bin", file.place));
        // Two shelves may have the same folder. What cannot be linked, as to another disk, is copied.
        if to.exists() || fs::hard_link(&from, &to).is_ok() {
            return Ok(());
        }
        fs::copy(&from, &to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
        Ok(())
    }
}

const ADVICE: &str = "without --previous, everything is written anew";

/// The files of a shelf.
fn addresses(part: &Part, shelf: &str) -> Vec<Address> {
    let folders = part.shelf(shelf).map_or(&[][..], |shelf| &shelf.folders);
    let files = folders.iter().flat_map(|folder| (0..folder.files).map(|place| (*folder, place)));
    (0..).zip(files).map(|(number, (folder, place))| Address { folder, place, number }).collect()
}

/// What is made of each file, in their order, on several threads.
fn each<T: Send>(threads: usize, files: &[Address], make: &(dyn Fn(&Address) -> Result<T> + Sync)) -> Result<Vec<T>> {
    let stretch = files.len().div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let made: Vec<_> = files.chunks(stretch).map(|files| scope.spawn(|| files.iter().map(make).collect::<Result<Vec<T>>>())).collect();
        let mut all = Vec::with_capacity(files.len());
        for thread in made {
            all.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}
