//! Files at hand and files wanted. Knows names, addresses and seals; what a file means is decoded once, by whoever asked for it first.

use crate::Damage;
use crate::format::{Index, SHELVES};
use crate::format::bodies::Ways;
use crate::format::cube::Cell;
use crate::format::days::Days;
use crate::seal;
use dossier_bundle as bundle;
use dossier_bundle::Item;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A file of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) part: u16,
    /// Place in [`SHELVES`].
    pub(super) shelf: u8,
    pub(super) place: u32,
}

/// What a file holds. Cheap to clone.
#[derive(Clone)]
pub(super) enum Content {
    Bytes(Arc<Vec<u8>>),
    Index(Arc<Index>),
    Cells(Arc<Vec<Cell>>),
    Numbers(Arc<Vec<u32>>),
    Pairs(Arc<Vec<(u32, u32)>>),
    Days(Arc<Days>),
    Items(Arc<Vec<Arc<Item>>>),
    Bodies(Arc<Vec<(Arc<Item>, Ways)>>),
}

/// All files of an archive.
pub(super) struct Files {
    archive: bundle::Archive,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Sorted by name.
    kept: Vec<Kept>,
    wanted: Vec<Name>,
    /// What a file at hand turned out to be when it was read.
    fault: Option<String>,
    /// Counts questions, so that what the present one uses is told from the rest.
    question: u32,
}

struct Kept {
    name: Name,
    content: Content,
    /// Bytes of the file, uncompressed.
    size: usize,
    /// The last question that used it.
    used: u32,
}

/// Bytes of files that are kept for later questions.
const KEPT: usize = 16 << 20;

impl Files {
    pub(super) fn new(archive: bundle::Archive) -> Self {
        Self { archive, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn parts(&self) -> &[bundle::Part] {
        &self.archive.parts
    }

    /// How many files a shelf has.
    pub(super) fn count(&self, part: u16, shelf: &str) -> u32 {
        self.archive.parts[usize::from(part)].shelf(shelf).map_or(0, bundle::Shelf::files)
    }

    /// The content of a file as `decode` reads it; none if it is not at hand (then it is wanted) or not what it should be.
    pub(super) fn get(
        &self,
        part: u16,
        shelf: &str,
        place: u32,
        decode: &dyn Fn(&[u8]) -> Result<Content, Damage>,
    ) -> Option<Content> {
        let shelf_place = SHELVES.iter().position(|known| *known == shelf)? as u8;
        let name = Name { part, shelf: shelf_place, place };
        let mut state = self.state();
        let state = &mut *state;
        let question = state.question;
        let Ok(found) = state.kept.binary_search_by(|kept| kept.name.cmp(&name)) else {
            if self.address(name).is_none() {
                state.fault = Some(format!("{shelf} {place}: the bundle names no such file"));
            } else if !state.wanted.contains(&name) {
                state.wanted.push(name);
            }
            return None;
        };
        let kept = &mut state.kept[found];
        kept.used = question;
        if let Content::Bytes(bytes) = &kept.content {
            match decode(bytes) {
                Ok(content) => kept.content = content,
                Err(damage) => {
                    state.fault = Some(format!("{shelf} {place}: {damage}"));
                    return None;
                }
            }
        }
        Some(kept.content.clone())
    }

    /// Whether a file is at hand.
    pub(super) fn has(&self, part: u16, shelf: &str, place: u32) -> bool {
        let Some(shelf) = SHELVES.iter().position(|known| *known == shelf) else { return false };
        let name = Name { part, shelf: shelf as u8, place };
        self.state().kept.binary_search_by(|kept| kept.name.cmp(&name)).is_ok()
    }

    /// Begins a question.
    pub(super) fn ask(&self) {
        let mut state = self.state();
        state.question += 1;
        state.fault = None;
    }

    /// The files wanted since the last call.
    pub(super) fn wanted(&self) -> Vec<String> {
        let wanted = std::mem::take(&mut self.state().wanted);
        wanted.into_iter().filter_map(|name| self.address(name)).collect()
    }

    pub(super) fn fault(&self) -> Option<String> {
        self.state().fault.clone()
    }

    pub(super) fn set_fault(&self, fault: String) {
        self.state().fault = Some(fault);
    }

    pub(super) fn check(&self, address: &str, file: &[u8]) -> Result<Range<usize>, String> {
        let name = self.name(address)?;
        let (folder, place) = self.folder(name).ok_or("it is not in the bundle")?;
        let end = seal::check(file, place, folder.files, &folder.root).map_err(|damage| damage.0)?;
        Ok(0..end)
    }

    pub(super) fn put(&self, address: &str, content: Vec<u8>) -> Result<(), String> {
        let name = self.name(address)?;
        let mut state = self.state();
        let state = &mut *state;
        let kept = Kept { name, size: content.len(), content: Content::Bytes(Arc::new(content)), used: state.question };
        match state.kept.binary_search_by(|kept| kept.name.cmp(&name)) {
            Ok(found) => state.kept[found] = kept,
            Err(place) => state.kept.insert(place, kept),
        }
        state.forget();
        Ok(())
    }

    fn address(&self, name: Name) -> Option<String> {
        let (folder, place) = self.folder(name)?;
        Some(format!("archive/{}/{place}.bin", folder.name()))
    }

    fn folder(&self, name: Name) -> Option<(bundle::Folder, u32)> {
        let shelf = self.archive.parts.get(usize::from(name.part))?.shelf(SHELVES[usize::from(name.shelf)])?;
        let folder = shelf.folders.get((name.place / bundle::Folder::FULL) as usize)?;
        let place = name.place % bundle::Folder::FULL;
        (place < folder.files).then_some((*folder, place))
    }

    /// The file at an address.
    fn name(&self, address: &str) -> Result<Name, String> {
        let unknown = || format!("{address} is not in the bundle");
        let (root, place) = address.strip_prefix("archive/").and_then(|rest| rest.split_once('/')).ok_or_else(unknown)?;
        let place = dossier_bundle::lean::number(place.strip_suffix(".bin").unwrap_or_default());
        let place = place.filter(|place| *place < u64::from(bundle::Folder::FULL)).ok_or_else(unknown)? as u32;
        for (part, about) in (0..).zip(&self.archive.parts) {
            for shelf in &about.shelves {
                for (folder, about) in (0..).zip(&shelf.folders) {
                    let known = SHELVES.iter().position(|known| *known == shelf.name);
                    if let Some(known) = known.filter(|_| about.name() == root) {
                        return Ok(Name { part, shelf: known as u8, place: folder * bundle::Folder::FULL + place });
                    }
                }
            }
        }
        Err(unknown())
    }
}

impl State {
    /// Lets go of what has not been used for longest while there is too much, but of nothing that the present question uses.
    fn forget(&mut self) {
        let mut size: usize = self.kept.iter().map(|kept| kept.size).sum();
        while size > KEPT {
            let oldest = self.kept.iter().enumerate().min_by_key(|(_, kept)| kept.used).map(|(place, kept)| (place, kept.used));
            let Some((place, _)) = oldest.filter(|(_, used)| *used < self.question) else { return };
            size -= self.kept.remove(place).size;
        }
    }
}
