//! The files of a site's archive on the disk, read back: to continue it, and to compare it. Changes nothing, and takes nothing in it on
//! trust.

use crate::work::each;
use anyhow::{Context, Result, anyhow, bail};
use dossier_archive::Damage;
use dossier_archive::format::{BODIES, CARDS, GONE, Gone, INDEX, Index};
use dossier_archive::seal;
use dossier_archive::write::earlier::{self, Filed};
use dossier_bundle::{Bundle, Folder, Part, Severity};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A site on the disk.
#[derive(Debug)]
pub(crate) struct Site {
    folder: PathBuf,
    /// What to do when something is wrong with it; ends what is said of that.
    advice: &'static str,
    /// How many files are read at a time.
    pub(crate) threads: usize,
}

/// Where a file of a part is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Address {
    pub(crate) folder: Folder,
    pub(crate) place: u32,
    /// Its number in the shelf.
    pub(crate) number: u32,
}

impl Site {
    /// The site in a folder.
    pub(crate) fn new(folder: &Path, advice: &'static str, threads: usize) -> Self {
        Self { folder: folder.to_owned(), advice, threads }
    }

    /// Its bundle.
    pub(crate) fn bundle(&self) -> Result<Bundle> {
        let path = self.folder.join("bundle.json");
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}{}", path.display(), self.advice))?;
        let (bundle, problems) = dossier_bundle::parse(&bytes);
        if let Some(fatal) = problems.iter().find(|problem| problem.severity == Severity::Fatal) {
            bail!("{} cannot be used: {}{}", path.display(), fatal.text, self.advice);
        }
        Ok(bundle)
    }

    /// Goes over the items of a part in the order of their places, what is gone included. Few are kept at a time.
    pub(crate) fn each_item(&self, bundle: &Bundle, part: &Part, visit: &mut dyn FnMut(Filed)) -> Result<()> {
        let index = self.index(bundle, part)?;
        let cards = self.blocks(part, CARDS, index.card_block)?;
        let bodies = self.blocks(part, BODIES, index.body_block)?;
        let count = |file: &Address, block: u32| (part.items - file.number * block).min(block) as usize;
        let read_cards = |file: &Address| self.cards(file, count(file, index.card_block));
        // Bodies and cards are cut at other places: what a stretch of bodies leaves of its last cards is the next one's.
        let (mut ready, mut next) = (Vec::new(), cards.as_slice());
        for files in bodies.chunks(self.threads.max(1) * 4) {
            let needed: usize = files.iter().map(|file| count(file, index.body_block)).sum();
            let more = needed.saturating_sub(ready.len()).div_ceil(index.card_block as usize).min(next.len());
            let (now, later) = next.split_at(more);
            next = later;
            ready.extend(each(self.threads, now, &read_cards)?.into_iter().flatten());
            let mut own = Vec::new();
            for file in files {
                let rest = ready.split_off(count(file, index.body_block).min(ready.len()));
                own.push((file, std::mem::replace(&mut ready, rest)));
            }
            let read = |(file, cards): &(&Address, Vec<(String, Vec<u8>)>)| {
                earlier::filed(&self.unpacked(file, BODIES)?, cards.clone(), part.items).map_err(|damage| self.damaged(file, damage))
            };
            each(self.threads, &own, &read)?.into_iter().flatten().for_each(&mut *visit);
        }
        Ok(())
    }

    /// The items at some places of a part.
    pub(crate) fn items_at(&self, bundle: &Bundle, part: &Part, wanted: &BTreeSet<u32>, visit: &mut dyn FnMut(Filed)) -> Result<()> {
        let index = self.index(bundle, part)?;
        let (cards, bodies) = (self.blocks(part, CARDS, index.card_block)?, self.blocks(part, BODIES, index.body_block)?);
        for file in bodies {
            let start = file.number * index.body_block;
            let places = start..(start + index.body_block).min(part.items);
            if wanted.range(places.clone()).next().is_none() {
                continue;
            }
            let mut own = Vec::new();
            for file in &cards[(places.start / index.card_block) as usize..places.end.div_ceil(index.card_block) as usize] {
                let start = file.number * index.card_block;
                let held = start..(start + index.card_block).min(part.items);
                let read = self.cards(file, held.len())?;
                own.extend(held.zip(read).filter(|(place, _)| places.contains(place)).map(|(_, card)| card));
            }
            let items = earlier::filed(&self.unpacked(&file, BODIES)?, own, part.items).map_err(|damage| self.damaged(&file, damage))?;
            places.zip(items).filter(|(place, _)| wanted.contains(place)).for_each(|(_, item)| visit(item));
        }
        Ok(())
    }

    fn index(&self, bundle: &Bundle, part: &Part) -> Result<Index> {
        self.single(part, INDEX, &|bytes| Index::read(bytes, part.items, bundle.types.len()))
    }

    /// What is gone from a part.
    pub(crate) fn gone(&self, bundle: &Bundle, part: &Part) -> Result<Gone> {
        if part.shelf(GONE).is_none() {
            return Ok(Gone::default());
        }
        let index = self.index(bundle, part)?;
        self.single(part, GONE, &|bytes| Gone::read(bytes, &index))
    }

    /// The content of a file by its shelf and number.
    pub(crate) fn content(&self, part: &Part, shelf: &str, number: u32) -> Result<Vec<u8>> {
        let file = address(part, shelf, number);
        let file = file.with_context(|| format!("the archive of {} has too few {shelf}{}", self.folder.display(), self.advice))?;
        self.unpacked(&file, shelf)
    }

    /// The ids and cards of a file that has so many.
    fn cards(&self, file: &Address, count: usize) -> Result<Vec<(String, Vec<u8>)>> {
        earlier::cards(&self.unpacked(file, CARDS)?, count).map_err(|damage| self.damaged(file, damage))
    }

    /// The files of a shelf that has so many items in each; fails if they are not as many as that makes.
    fn blocks(&self, part: &Part, shelf: &str, block: u32) -> Result<Vec<Address>> {
        let files = addresses(part, shelf);
        if files.len() != part.items.div_ceil(block) as usize {
            bail!("the table of contents of {} names too many {shelf} or too few{}", self.folder.display(), self.advice);
        }
        Ok(files)
    }

    /// What the first file of a shelf says.
    pub(crate) fn single<T>(&self, part: &Part, shelf: &str, read: &dyn Fn(&[u8]) -> Result<T, Damage>) -> Result<T> {
        let file = address(part, shelf, 0);
        let file = file.with_context(|| format!("the archive of {} has no {shelf}{}", self.folder.display(), self.advice))?;
        read(&self.unpacked(&file, shelf)?).map_err(|damage| self.damaged(&file, damage))
    }

    /// Fails if a file is not the one that its folder is named after.
    pub(crate) fn check(&self, file: &Address) -> Result<()> {
        let sealed = seal::check(&self.bytes(file)?, file.place, file.folder.files, &file.folder.root);
        sealed.map_err(|damage| self.damaged(file, damage))?;
        Ok(())
    }

    fn unpacked(&self, file: &Address, shelf: &str) -> Result<Vec<u8>> {
        earlier::unpack(&self.bytes(file)?, shelf, file.place, &file.folder).map_err(|damage| self.damaged(file, damage))
    }

    /// Where a file is.
    pub(crate) fn path(&self, file: &Address) -> PathBuf {
        self.folder.join("archive").join(file.folder.name()).join(format!("{}.bin", file.place))
    }

    fn bytes(&self, file: &Address) -> Result<Vec<u8>> {
        let path = self.path(file);
        fs::read(&path).with_context(|| format!("cannot read {}{}", path.display(), self.advice))
    }

    fn damaged(&self, file: &Address, damage: Damage) -> anyhow::Error {
        anyhow!("{} is damaged: {damage}{}", self.path(file).display(), self.advice)
    }
}

/// A file of a shelf by its number, found without naming all those before it.
fn address(part: &Part, shelf: &str, number: u32) -> Option<Address> {
    let mut place = number;
    for folder in part.shelf(shelf).map_or(&[][..], |shelf| &shelf.folders) {
        if place < folder.files {
            return Some(Address { folder: *folder, place, number });
        }
        place -= folder.files;
    }
    None
}

/// The files of a shelf.
pub(crate) fn addresses(part: &Part, shelf: &str) -> Vec<Address> {
    let folders = part.shelf(shelf).map_or(&[][..], |shelf| &shelf.folders);
    let files = folders.iter().flat_map(|folder| (0..folder.files).map(|place| (*folder, place)));
    (0..).zip(files).map(|(number, (folder, place))| Address { folder, place, number }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_bundle::Shelf;

    #[test]
    fn a_file_is_found_by_its_number() {
        let folder = |files: u32| Folder { root: [files as u8; 16], files };
        let shelf = Shelf { name: CARDS.to_owned(), folders: vec![folder(3), folder(0), folder(1), folder(2)] };
        let part = Part { items: 6, shelves: vec![shelf] };
        let place = |file: &Address| (file.folder, file.place, file.number);
        let all = addresses(&part, CARDS);
        assert_eq!(all.len(), 6);
        let found: Vec<_> = (0..6).filter_map(|number| address(&part, CARDS, number)).collect();
        assert_eq!(found.iter().map(place).collect::<Vec<_>>(), all.iter().map(place).collect::<Vec<_>>());
        assert!(address(&part, CARDS, 6).is_none() && address(&part, BODIES, 0).is_none());
    }
}
