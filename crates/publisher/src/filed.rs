//! The files of a site's archive on the disk, read back: to continue it, and to compare it. Changes nothing, and takes nothing in it on
//! trust.

use crate::work::each;
use anyhow::{Context, Result, anyhow, bail};
use dossier_archive::Damage;
use dossier_archive::format::{BODIES, GONE, Gone, INDEX, Index};
use dossier_archive::seal;
use dossier_archive::write::earlier::{self, Filed};
use dossier_bundle::{Bundle, Folder, Part, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
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

/// Folders of bodies whose items are passed over, but for those at the places named.
pub(crate) type Skip = BTreeMap<[u8; 16], BTreeSet<u32>>;

fn is_wanted(skip: &Skip, folder: &Folder, place: u32) -> bool {
    skip.get(&folder.root).is_none_or(|but| but.contains(&place))
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

    /// Goes over the items of a part in the order of their places, what is gone included, but for what `skip` says. Few are kept at a time.
    pub(crate) fn each_item(&self, bundle: &Bundle, part: &Part, skip: &Skip, visit: &mut dyn FnMut(u32, Filed)) -> Result<()> {
        let index = self.index(bundle, part)?;
        let files = addresses(part, BODIES);
        if files.len() != part.items.div_ceil(index.body_block) as usize {
            bail!("the table of contents of {} names too many bodies or too few{}", self.folder.display(), self.advice);
        }
        let places = |file: &Address| file.number * index.body_block..((file.number + 1) * index.body_block).min(part.items);
        let read = |file: &Address| {
            let items = earlier::filed(&self.unpacked(file, BODIES)?, places(file).len(), part.items)
                .map_err(|damage| self.damaged(file, damage))?;
            Ok(places(file).zip(items).filter(|(place, _)| is_wanted(skip, &file.folder, *place)).collect::<Vec<_>>())
        };
        let wanted = |file: &Address| places(file).any(|place| is_wanted(skip, &file.folder, place));
        let files: Vec<Address> = files.into_iter().filter(wanted).collect();
        for files in files.chunks(self.threads.max(1) * 4) {
            each(self.threads, files, &read)?.into_iter().flatten().for_each(|(place, item)| visit(place, item));
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

    /// The places of a part that stand in each folder of its bodies.
    pub(crate) fn folders(&self, bundle: &Bundle, part: &Part) -> Result<Vec<(Folder, Range<u32>)>> {
        let block = self.index(bundle, part)?.body_block;
        let size = Folder::FULL.saturating_mul(block);
        let folders = part.shelf(BODIES).map_or(&[][..], |shelf| &shelf.folders);
        Ok((0_u32..)
            .zip(folders)
            .map(|(number, folder)| (*folder, number.saturating_mul(size)..(number + 1).saturating_mul(size).min(part.items)))
            .collect())
    }

    /// The content of a file by its shelf and number.
    pub(crate) fn content(&self, part: &Part, shelf: &str, number: u32) -> Result<Vec<u8>> {
        let file = addresses(part, shelf).into_iter().nth(number as usize);
        let file = file.with_context(|| format!("the archive of {} has too few {shelf}{}", self.folder.display(), self.advice))?;
        self.unpacked(&file, shelf)
    }

    /// What the first file of a shelf says.
    pub(crate) fn single<T>(&self, part: &Part, shelf: &str, read: &dyn Fn(&[u8]) -> Result<T, Damage>) -> Result<T> {
        let file = addresses(part, shelf).into_iter().next();
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

/// The files of a shelf.
pub(crate) fn addresses(part: &Part, shelf: &str) -> Vec<Address> {
    let folders = part.shelf(shelf).map_or(&[][..], |shelf| &shelf.folders);
    let files = folders.iter().flat_map(|folder| (0..folder.files).map(|place| (*folder, place)));
    (0..).zip(files).map(|(number, (folder, place))| Address { folder, place, number }).collect()
}
