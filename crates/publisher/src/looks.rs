//! What files look like from outside, so that those which look as they did need not be read: which file it is, its length and times, as git's
//! index has it. Reads no file.

use sha2::{Digest, Sha256};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The first half of a SHA-256.
pub(crate) type Hash = [u8; 16];

/// Most files and folders that are looked at.
const MOST: usize = 2_000_000;
/// Nanoseconds within which a file may change twice and look the same, on disks that count seconds, or two of them, and on others.
const GRAINS: [u64; 2] = [2_000_000_000, 50_000_000];
const SECOND: u64 = 1_000_000_000;

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// When it changed last, in nanoseconds since 1970.
    pub(crate) changed: u64,
    pub(crate) bytes: u64,
    /// Which file it is: the numbers of its disk and of its place there. Both are 0 where the system tells neither.
    pub(crate) file: [u64; 2],
}

impl Look {
    pub(crate) fn of(about: &Metadata) -> Self {
        let look = Self::as_written(about);
        // A file put back in place of another may be dated earlier; what the system notes of it is not.
        #[cfg(unix)]
        let noted = {
            use std::os::unix::fs::MetadataExt;
            about.ctime().unsigned_abs().saturating_mul(SECOND).saturating_add(about.ctime_nsec().unsigned_abs())
        };
        #[cfg(not(unix))]
        let noted = 0;
        Self { changed: look.changed.max(noted), ..look }
    }

    /// The same, but for what the system notes of a file whose bytes stay what they are, such as a further name.
    pub(crate) fn as_written(about: &Metadata) -> Self {
        let since = |time: SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_nanos() as u64;
        #[cfg(unix)]
        let file = {
            use std::os::unix::fs::MetadataExt;
            [about.dev(), about.ino()]
        };
        #[cfg(not(unix))]
        let file = [0, 0];
        Self { changed: about.modified().map_or(u64::MAX, since), bytes: about.len(), file }
    }

    /// Whether a file of this look had not just changed when the clock of its disk said `now`: if it had, it may change again and look the same.
    pub(crate) fn is_settled(&self, now: u64) -> bool {
        let grain = GRAINS[usize::from(!self.changed.is_multiple_of(SECOND))];
        self.changed.saturating_add(grain) < now
    }
}

/// What files and folders look like, all together.
pub(crate) struct Looks {
    hasher: Sha256,
    /// By what time all of them have to be settled.
    now: u64,
    left: usize,
}

/// What is looked at in a folder.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    /// Of what is hidden nothing but the names.
    pub(crate) but_hidden: bool,
    /// A folder or file in it, without links, that is no part of it.
    pub(crate) but: &'a Path,
}

impl Looks {
    /// Begins with what else there is to tell apart. `now` is what the clock of the disk says.
    pub(crate) fn new(beside: &str, now: u64) -> Self {
        let mut looks = Self { hasher: Sha256::new(), now, left: MOST };
        looks.put(&[beside.as_bytes()]);
        looks
    }

    /// A file or folder, under the name by which it is asked for; one that is not there looks like that. None where a look would not tell.
    pub(crate) fn add(&mut self, path: &Path, within: Within<'_>) -> Option<()> {
        // Also where it really is: a link may lead elsewhere next time.
        let Ok(real) = path.canonicalize() else {
            self.put(&[path.as_os_str().as_encoded_bytes(), b"nothing"]);
            return Some(());
        };
        self.put(&[path.as_os_str().as_encoded_bytes(), real.as_os_str().as_encoded_bytes()]);
        let mut open = vec![real];
        while let Some(next) = open.pop() {
            if next == within.but {
                continue;
            }
            self.left = self.left.checked_sub(1)?;
            let about = next.symlink_metadata().ok()?;
            let name = next.as_os_str().as_encoded_bytes();
            if about.is_dir() {
                self.put(&[name, b"folder"]);
                self.folder(&next, within, &mut open)?;
                continue;
            }
            self.file(name, Look::of(&about))?;
            if about.is_symlink() {
                match fs::metadata(&next) {
                    // Those who leave out what is hidden do not follow links to folders either.
                    Ok(aim) if aim.is_dir() => within.but_hidden.then_some(())?,
                    Ok(aim) => self.file(b"aim", Look::of(&aim))?,
                    Err(_) => {}
                }
            }
        }
        Some(())
    }

    fn folder(&mut self, folder: &Path, within: Within<'_>, open: &mut Vec<PathBuf>) -> Option<()> {
        let mut entries: Vec<_> = fs::read_dir(folder).ok()?.collect::<io::Result<_>>().ok()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            if within.but_hidden && name.as_encoded_bytes().starts_with(b".") {
                self.put(&[name.as_encoded_bytes(), b"hidden"]);
            } else {
                open.push(entry.path());
            }
        }
        Some(())
    }

    fn file(&mut self, name: &[u8], look: Look) -> Option<()> {
        let [disk, number] = look.file;
        let look = look.is_settled(self.now).then_some([look.changed, look.bytes, disk, number])?;
        self.put(&[name, look.map(u64::to_le_bytes).as_flattened()]);
        Some(())
    }

    fn put(&mut self, parts: &[&[u8]]) {
        for part in parts {
            self.hasher.update((part.len() as u64).to_le_bytes());
            self.hasher.update(part);
        }
    }

    /// All of it.
    pub(crate) fn finish(self) -> Hash {
        short(self.hasher)
    }
}

/// What a folder looks like, where it is playing no part, nor a file in it called `but`.
pub(crate) fn written(folder: &Path, but: &str) -> io::Result<Hash> {
    let mut looks = Looks::new("", 0);
    let mut open = vec![PathBuf::new()];
    while let Some(next) = open.pop() {
        let mut entries: Vec<_> = fs::read_dir(folder.join(&next))?.collect::<io::Result<_>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (about, path) = (entry.metadata()?, next.join(entry.file_name()));
            if path == Path::new(but) {
                continue;
            }
            let Look { changed, bytes, file } = Look::as_written(&about);
            let kind = [u8::from(about.is_dir()), u8::from(about.is_symlink())];
            let look = if about.is_dir() { [0; 4] } else { [changed, bytes, file[0], file[1]] };
            looks.put(&[path.as_os_str().as_encoded_bytes(), &kind, look.map(u64::to_le_bytes).as_flattened()]);
            if about.is_dir() {
                open.push(path);
            }
        }
    }
    Ok(looks.finish())
}

/// What the clock of a folder's disk says: times of files are its.
pub(crate) fn now(folder: &Path) -> io::Result<u64> {
    let file = tempfile::NamedTempFile::new_in(folder)?;
    Ok(Look::of(&file.as_file().metadata()?).changed)
}

/// This program, told from others that may do things otherwise; none where the system does not say where it is.
pub(crate) fn program() -> Option<Hash> {
    let about = std::env::current_exe().and_then(fs::metadata).ok()?;
    Some(of_look(Look::of(&about), env!("CARGO_PKG_VERSION")))
}

/// A program of this look and version. One that is put in another's place may look like it.
pub(crate) fn of_look(look: Look, version: &str) -> Hash {
    hash(format!("{version} {look:?}").as_bytes())
}

pub(crate) fn hash(bytes: &[u8]) -> Hash {
    short(Sha256::new_with_prefix(bytes))
}

/// The first half of what it comes to.
pub(crate) fn short(hasher: Sha256) -> Hash {
    let mut half = Hash::default();
    half.iter_mut().zip(hasher.finalize()).for_each(|(byte, full)| *byte = full);
    half
}
