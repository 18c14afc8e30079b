//! The files of a site's archive on the disk, read back: to continue it, and to compare it. Changes nothing, and takes nothing in it on
//! trust.

use crate::work::each;
use anyhow::{Context, Result, anyhow, bail};
use dossier_archive::Damage;
use dossier_archive::format::{BODIES, INDEX, Index};
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

    /// Goes over the items of a part in their order, but for those in folders named in `skip`. Few are kept at a time.
    pub(crate) fn each_item(&self, bundle: &Bundle, part: &Part, skip: &BTreeSet<[u8; 16]>, visit: &mut dyn FnMut(Filed)) -> Result<()> {
        let index = self.single(part, INDEX, &|bytes| Index::read(bytes, part.items, bundle.types.len()))?;
        let files = addresses(part, BODIES);
        if files.len() != part.items.div_ceil(index.body_block) as usize {
            bail!("the table of contents of {} names too many bodies or too few{}", self.folder.display(), self.advice);
        }
        let read = |file: &Address| {
            let start = file.number * index.body_block;
            let count = (part.items - start).min(index.body_block) as usize;
            earlier::filed(&self.unpacked(file, BODIES)?, count, part.items).map_err(|damage| self.damaged(file, damage))
        };
        let files: Vec<Address> = files.into_iter().filter(|file| !skip.contains(&file.folder.root)).collect();
        for files in files.chunks(self.threads.max(1) * 4) {
            each(self.threads, files, &read)?.into_iter().flatten().for_each(&mut *visit);
        }
        Ok(())
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
