//! The archive's files and its scratch pile on the disk. Every failure names the path.

use super::progress::Progress;
use dossier_archive::write::text::Scratch;
use dossier_archive::write::{Step, Store};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Bytes that are put aside before they are written to the pile.
const WAITING: usize = 1 << 20;

/// A folder `archive` under way.
#[derive(Debug)]
pub(super) struct Disk<'p> {
    site: PathBuf,
    folder: PathBuf,
    /// A file without a name: it goes with the process, however that ends.
    pile: File,
    /// What stands at the end of the pile and is not yet in the file, and where it begins.
    waiting: Mutex<(u64, Vec<u8>)>,
    progress: &'p Progress,
}

impl<'p> Disk<'p> {
    /// Makes the folder `archive` in `site`.
    pub(super) fn new(site: &Path, progress: &'p Progress) -> io::Result<Self> {
        let folder = site.join("archive");
        fs::create_dir(&folder).map_err(|error| named(&error, "cannot make", &folder))?;
        let pile = tempfile::tempfile_in(site).map_err(|error| named(&error, "cannot write scratch data into", site))?;
        Ok(Self { site: site.to_owned(), folder, pile, waiting: Mutex::default(), progress })
    }

    /// The site that the archive is of.
    pub(super) fn site(&self) -> &Path {
        &self.site
    }

    fn pile_failed(&self, error: &io::Error) -> io::Error {
        named(error, "cannot keep scratch data in", &self.folder)
    }
}

impl Scratch for Disk<'_> {
    fn stow(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let start = waiting.0 + waiting.1.len() as u64;
        waiting.1.extend_from_slice(bytes);
        if waiting.1.len() >= WAITING {
            write_at(&self.pile, &waiting.1, waiting.0).map_err(|error| self.pile_failed(&error))?;
            waiting.0 += waiting.1.len() as u64;
            waiting.1.clear();
        }
        Ok(start)
    }

    fn fetch(&self, start: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        // The lock is held only where the end of the pile has not been written yet.
        let written = waiting.0.saturating_sub(start).min(length as u64) as usize;
        if written < length {
            let from = (start + written as u64 - waiting.0) as usize;
            let rest = waiting.1.get(from..from + length - written).ok_or(io::ErrorKind::UnexpectedEof)?;
            bytes[written..].copy_from_slice(rest);
        }
        drop(waiting);
        read_at(&self.pile, &mut bytes[..written], start).map_err(|error| self.pile_failed(&error))?;
        Ok(bytes)
    }
}

impl Store for Disk<'_> {
    fn file(&self, folder: &str, place: u32, content: &[u8]) -> io::Result<()> {
        let folder = self.folder.join(folder);
        let path = folder.join(format!("{place}.bin"));
        let write = || match File::create(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&folder)?;
                fs::write(&path, content)
            }
            Err(error) => Err(error),
            Ok(mut file) => file.write_all(content),
        };
        write().map_err(|error| named(&error, "cannot write", &path))
    }

    fn seal(&self, folder: &str, name: &str, proofs: &[Vec<u8>]) -> io::Result<()> {
        let (from, to) = (self.folder.join(folder), self.folder.join(name));
        for (place, proof) in proofs.iter().enumerate().filter(|(_, proof)| !proof.is_empty()) {
            let path = from.join(format!("{place}.bin"));
            let append = || OpenOptions::new().append(true).open(&path)?.write_all(proof);
            append().map_err(|error| named(&error, "cannot write", &path))?;
        }
        match fs::rename(&from, &to) {
            // Folders are named by what is in them, so that one is the same.
            Err(_) if to.exists() => fs::remove_dir_all(&from).map_err(|error| named(&error, "cannot remove", &from)),
            result => result.map_err(|error| named(&error, "cannot write", &to)),
        }
    }

    fn progress(&self, step: Step, done: u64, of: u64) {
        self.progress.at(step, done, of);
    }
}

/// The same error with what was tried and where.
fn named(error: &io::Error, tried: &str, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{tried} {}: {error}", path.display()))
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, start)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut start: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_write(file, bytes, start)?;
        if count == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        (bytes, start) = (&bytes[count..], start + count as u64);
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut start: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = std::os::windows::fs::FileExt::seek_read(file, bytes, start)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (bytes, start) = (&mut bytes[count..], start + count as u64);
    }
    Ok(())
}
