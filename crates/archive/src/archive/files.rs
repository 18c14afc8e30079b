//! Files at hand and files wanted. Knows names, addresses and seals; what a file means is decoded once, by whoever asked for it first.

use crate::Damage;
use crate::format::{CARDS, IDS, SHELVES, SPELLING, TERMS};
use crate::seal;
use dossier_bundle as bundle;
use dossier_bundle::lean::{ToList, joined, parted, push_number};
use std::any::Any;
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

/// What a file holds: its bytes, or what they mean once they have been read. Whoever asks for it knows the type.
type Content = Arc<dyn Any + Send + Sync>;

/// Reads what bytes mean.
pub(super) type Decode<'a, T> = &'a dyn Fn(&[u8]) -> Result<T, Damage>;

/// All files of an archive.
pub(super) struct Files {
    archive: bundle::Archive,
    /// What cannot be true of the table of contents; nothing is answered from it then.
    lie: Option<&'static str>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Sorted by name.
    kept: Vec<Kept>,
    wanted: Vec<Name>,
    /// What a file at hand turned out to be when it was read.
    fault: Option<String>,
    /// Counts rounds of questions, so that what the present one uses is told from the rest.
    round: u32,
}

struct Kept {
    name: Name,
    content: Content,
    /// Whether that is what its bytes mean.
    decoded: bool,
    /// Bytes of the file, uncompressed.
    size: usize,
    /// The last round that used it.
    used: u32,
}

/// Shelves whose files are cut to some ten kilobytes when written, but take many times their bytes when read.
const SMALL: [&str; 3] = [IDS, TERMS, SPELLING];
/// Most bytes of one of their files.
const SMALL_FILE: usize = 1 << 20;

/// Bytes of files that are kept for later questions.
const KEPT: usize = 16 << 20;

impl Files {
    pub(super) fn new(archive: bundle::Archive) -> Self {
        Self { lie: lie(&archive.parts), archive, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn parts(&self) -> &[bundle::Part] {
        &self.archive.parts
    }

    /// How many items a part has.
    pub(super) fn items(&self, part: u16) -> u32 {
        self.archive.parts[usize::from(part)].items
    }

    /// How many files a shelf has.
    pub(super) fn count(&self, part: u16, shelf: &str) -> u32 {
        self.archive.parts[usize::from(part)].shelf(shelf).map_or(0, bundle::Shelf::files)
    }

    /// The content of a file as `decode` reads it; none if it is not at hand (then it is wanted) or not what it should be.
    pub(super) fn get<T: Send + Sync + 'static>(&self, part: u16, shelf: &str, place: u32, decode: Decode<'_, T>) -> Option<Arc<T>> {
        self.decoded(part, shelf, place, &|bytes| Ok(Arc::new(decode(bytes)?)))?.downcast().ok()
    }

    fn decoded(&self, part: u16, shelf: &str, place: u32, decode: Decode<'_, Content>) -> Option<Content> {
        let (found, decoded) = self.find(part, shelf, place)?;
        if decoded {
            return Some(found);
        }
        match decode(found.downcast_ref::<Vec<u8>>()?) {
            Ok(content) => {
                let name = name(part, shelf, place)?;
                let mut state = self.state();
                let found = state.place(name).ok()?;
                state.kept[found].content = content.clone();
                state.kept[found].decoded = true;
                Some(content)
            }
            Err(damage) => {
                self.set_damage(shelf, place, damage);
                None
            }
        }
    }

    /// The bytes of a file that is never decoded as a whole.
    pub(super) fn bytes(&self, part: u16, shelf: &str, place: u32) -> Option<Arc<Vec<u8>>> {
        self.find(part, shelf, place)?.0.downcast().ok()
    }

    /// A file as it is kept, and whether it has been read; if it is not at hand it is wanted.
    fn find(&self, part: u16, shelf: &str, place: u32) -> Option<(Content, bool)> {
        let name = name(part, shelf, place)?;
        let mut state = self.state();
        let state = &mut *state;
        if let Some(lie) = self.lie {
            state.fault = Some(lie.to_owned());
            return None;
        }
        if let Ok(found) = state.place(name) {
            let found = &mut state.kept[found];
            found.used = state.round;
            return Some((found.content.clone(), found.decoded));
        }
        if self.folder(name).is_none() {
            state.fault = Some(fault(shelf, place, "the bundle names no such file"));
        } else if !state.wanted.contains(&name) {
            state.wanted.push(name);
        }
        None
    }

    /// Whether a file is at hand.
    pub(super) fn has(&self, part: u16, shelf: &str, place: u32) -> bool {
        name(part, shelf, place).is_some_and(|name| self.state().place(name).is_ok())
    }

    /// The files wanted since the last call; ends a round.
    pub(super) fn wanted(&self) -> Vec<String> {
        let mut state = self.state();
        state.round += 1;
        let wanted = std::mem::take(&mut state.wanted);
        wanted.into_iter().filter_map(|name| self.address(name)).to_list()
    }

    pub(super) fn fault(&self) -> Option<String> {
        self.state().fault.take()
    }

    pub(super) fn set_fault(&self, fault: String) {
        self.state().fault = Some(fault);
    }

    /// What a file at hand turned out to be.
    pub(super) fn set_damage(&self, shelf: &str, place: u32, damage: Damage) {
        self.set_fault(fault(shelf, place, damage.text()));
    }

    pub(super) fn check(&self, address: &str, file: &[u8]) -> Result<Range<usize>, String> {
        let (folder, place) = self.names(address).first().and_then(|name| self.folder(*name)).ok_or_else(|| unknown(address))?;
        let end = seal::check(file, place, folder.files, &folder.root).map_err(Damage::text)?;
        Ok(0..end)
    }

    pub(super) fn put(&self, address: &str, mut content: Vec<u8>) -> Result<(), String> {
        let names = self.names(address);
        if names.is_empty() {
            return Err(unknown(address));
        }
        // Of a folder that two shelves share, one would wait for ever for what is its own.
        if names.iter().any(|name| content.first() != Some(&name.shelf)) {
            return Err("it is meant for another shelf".to_owned());
        }
        if content.len() > SMALL_FILE && names.iter().any(|name| SMALL.contains(&SHELVES[usize::from(name.shelf)])) {
            return Err("it is larger than a file of its shelf may be".to_owned());
        }
        content.remove(0);
        let bytes = Arc::new(content);
        let mut state = self.state();
        let state = &mut *state;
        for name in names {
            let kept = Kept { name, size: bytes.len(), content: bytes.clone(), decoded: false, used: state.round };
            match state.place(name) {
                Ok(found) => state.kept[found] = kept,
                Err(place) => state.kept.insert(place, kept),
            }
        }
        state.forget();
        Ok(())
    }

    fn address(&self, name: Name) -> Option<String> {
        let (folder, place) = self.folder(name)?;
        let mut address = joined(&["archive/", &folder.name(), "/"], "");
        push_number(&mut address, place, 0);
        address.push_str(".bin");
        Some(address)
    }

    fn folder(&self, name: Name) -> Option<(bundle::Folder, u32)> {
        let shelf = self.archive.parts.get(usize::from(name.part))?.shelf(SHELVES[usize::from(name.shelf)])?;
        let folder = shelf.folders.get((name.place / bundle::Folder::FULL) as usize)?;
        let place = name.place % bundle::Folder::FULL;
        (place < folder.files).then_some((*folder, place))
    }

    /// The files at an address: folders with the same content, of several parts or shelves, are one folder.
    fn names(&self, address: &str) -> Vec<Name> {
        let Some((root, place)) = address.strip_prefix("archive/").and_then(|rest| parted(rest, "/")) else { return Vec::new() };
        let place = dossier_bundle::lean::number(place.strip_suffix(".bin").unwrap_or_default());
        let Some(place) = place.filter(|place| *place < u64::from(bundle::Folder::FULL)) else { return Vec::new() };
        let Some(wanted) = bundle::Folder::named(root, 0) else { return Vec::new() };
        let mut names = Vec::new();
        for (part, about) in (0..).zip(&self.archive.parts) {
            for shelf in &about.shelves {
                let Some(known) = SHELVES.iter().position(|known| *known == shelf.name) else { continue };
                for (folder, about) in (0..).zip(&shelf.folders) {
                    if about.root == wanted.root {
                        names.push(Name { part, shelf: known as u8, place: folder * bundle::Folder::FULL + place as u32 });
                    }
                }
            }
        }
        names
    }
}

/// Other folders may be the same in several parts, but not those with items: each has an id of its own.
fn lie(parts: &[bundle::Part]) -> Option<&'static str> {
    let folders = |part: &'_ bundle::Part| part.shelf(CARDS).map_or(Vec::new(), |shelf| shelf.folders.clone());
    let mut all: Vec<bundle::Folder> = Vec::new();
    for folder in parts.iter().flat_map(folders) {
        if all.contains(&folder) {
            return Some("two parts of the archive have the same items");
        }
        all.push(folder);
    }
    None
}

fn unknown(address: &str) -> String {
    joined(&[address, " is not in the bundle"], "")
}

fn fault(shelf: &str, place: u32, what: &str) -> String {
    let mut fault = joined(&[shelf, " "], "");
    push_number(&mut fault, place, 0);
    fault.push_str(": ");
    fault.push_str(what);
    fault
}

fn name(part: u16, shelf: &str, place: u32) -> Option<Name> {
    let shelf = SHELVES.iter().position(|known| *known == shelf)?;
    Some(Name { part, shelf: shelf as u8, place })
}

impl State {
    /// Where a file is kept, or where it would be.
    #[inline(never)]
    fn place(&self, name: Name) -> Result<usize, usize> {
        self.kept.binary_search_by(|kept| kept.name.cmp(&name))
    }

    /// Lets go of what has not been used for longest while there is too much, but of nothing that the present round uses.
    fn forget(&mut self) {
        let mut size: usize = self.kept.iter().map(|kept| kept.size).sum();
        while size > KEPT {
            let (mut oldest, mut used) = (0, self.round);
            for (place, kept) in self.kept.iter().enumerate() {
                if kept.used < used {
                    (oldest, used) = (place, kept.used);
                }
            }
            if used == self.round {
                return;
            }
            size -= self.kept.remove(oldest).size;
        }
    }
}
