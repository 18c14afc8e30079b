//! Rows of pages and feeds as they were read last, in a file that may be deleted at any time: one that looks as it did then is not read again,
//! and one that says the same is not taken apart again. Knows them by what was asked of them; nothing of it is taken on trust.
//!
//! One that had just changed when the file was begun is read all the same. Rows that were rows already, and those of tables, are not kept: to
//! read them costs what reading a copy would.

use super::formats::feed::About;
use super::losses::Place;
use super::taken::{Said, Taken};
use crate::body::Notes;
use crate::looks::{self, Hash, Look, hash};
use anyhow::Result;
use dossier_archive::{Damage, Put, Take};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

/// The file's name in the cache folder.
const NAME: &str = "pages";
/// How the file begins; another number for another way of writing it.
const MARK: &[u8; 16] = b"dossier pages 3\n";
/// Bytes of what stands before the pages: the mark, what wrote it, when it was begun, where its index begins.
const HEAD: usize = 16 + 16 + 8 + 8;
/// Bytes of a page in the index: hashes of what was asked, of what it says, of its rows; when it changed, its bytes, which file it is, where its rows are.
const PAGE: usize = 3 * 16 + 6 * 8;
/// Bytes that are read ahead.
const AHEAD: usize = 1 << 18;

/// What is kept of pages.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// Where it is kept; none if nothing is.
    folder: Option<PathBuf>,
    /// What reads pages now.
    by: Hash,
    old: Option<Old>,
    fresh: Option<Fresh>,
    /// Pages of the old file that are as they were.
    same: Vec<(Hash, Slot)>,
}

/// The file of the time before. Pages are asked for in the order in which they stand there, or nearly.
#[derive(Debug)]
struct Old {
    file: BufReader<File>,
    /// Where reading goes on.
    at: u64,
    /// Where the pages end.
    end: u64,
    begun: u64,
    pages: HashMap<Hash, Slot>,
}

/// The file of the next time under way.
#[derive(Debug)]
struct Fresh {
    file: NamedTempFile,
    begun: u64,
    length: u64,
    pages: Vec<(Hash, Slot)>,
}

/// Where the rows of a page are, and what it looked like.
#[derive(Clone, Copy, Debug)]
struct Slot {
    look: Look,
    digest: Hash,
    /// The hash of its rows as they are written down.
    rows: Hash,
    start: u64,
    length: u64,
}

impl Kept {
    /// What is kept in this folder. Nothing is where this program cannot be told from others, which may read pages otherwise.
    pub(crate) fn open(folder: &Path) -> Self {
        Self::kept_by(looks::program(), folder)
    }

    fn kept_by(writer: Option<Hash>, folder: &Path) -> Self {
        let Some(by) = writer else { return Self::default() };
        Self { folder: Some(folder.to_owned()), by, old: Old::open(&folder.join(NAME), by), ..Self::default() }
    }

    /// Whether anything is kept here.
    pub(crate) fn keeps(&self) -> bool {
        self.folder.is_some()
    }

    /// What a page of this look said, which `asked` tells apart from all others.
    pub(crate) fn same(&mut self, asked: &str, look: Look, name: &Arc<str>) -> Option<Said> {
        let old = self.old.as_mut()?;
        let key = hash(asked.as_bytes());
        let slot = *old.pages.get(&key).filter(|slot| slot.look == look && look.is_settled(old.begun))?;
        let said = old.said(&slot, name)?;
        self.same.push((key, slot));
        Some(said)
    }

    /// What a page says: what `read` makes of its bytes, or made of them last time.
    pub(crate) fn said(&mut self, asked: &str, look: Look, bytes: &[u8], name: &Arc<str>, read: &dyn Fn(&[u8]) -> Said) -> Said {
        let (key, digest) = (hash(asked.as_bytes()), hash(bytes));
        let known = self.old.as_mut().and_then(|old| Some((*old.pages.get(&key).filter(|slot| slot.digest == digest)?, old)));
        let said = known.and_then(|(slot, old)| old.said(&slot, name)).unwrap_or_else(|| read(bytes));
        if self.folder.is_some() && self.keep(key, look, digest, &said).is_err() {
            // Without room for it, everything is read again next time.
            self.folder = None;
        }
        said
    }

    fn keep(&mut self, key: Hash, look: Look, digest: Hash, said: &Said) -> Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        if self.fresh.is_none() {
            fs::create_dir_all(folder)?;
            let mut file = NamedTempFile::new_in(folder)?;
            let begun = Look::of(&file.as_file().metadata()?).changed;
            file.write_all(&[0; HEAD])?;
            self.fresh = Some(Fresh { file, begun, length: HEAD as u64, pages: Vec::new() });
        }
        let Some(fresh) = &mut self.fresh else { return Ok(()) };
        let mut put = Put::default();
        put_said(said, &mut put);
        fresh.file.write_all(&put.0)?;
        fresh.pages.push((key, Slot { look, digest, rows: hash(&put.0), start: fresh.length, length: put.0.len() as u64 }));
        fresh.length += put.0.len() as u64;
        Ok(())
    }

    /// Keeps what was read for the next time. Where nothing was, what is kept stays as it is.
    pub(crate) fn finish(&mut self) -> Result<()> {
        let (Some(folder), Some(Fresh { mut file, begun, mut length, mut pages })) = (self.folder.take(), self.fresh.take()) else {
            return Ok(());
        };
        if let Some(old) = &mut self.old {
            // What stands together is copied in one go.
            let mut runs: Vec<(u64, u64)> = Vec::new();
            for (key, slot) in self.same.drain(..) {
                match runs.last_mut() {
                    Some((start, bytes)) if *start + *bytes == slot.start => *bytes += slot.length,
                    _ => runs.push((slot.start, slot.length)),
                }
                pages.push((key, Slot { start: length, ..slot }));
                length += slot.length;
            }
            let from = old.file.get_mut();
            for (start, bytes) in runs {
                from.seek(SeekFrom::Start(start))?;
                io::copy(&mut Read::by_ref(from).take(bytes), file.as_file_mut())?;
            }
        }
        let mut put = Put::default();
        for (key, slot) in &pages {
            put.0.extend_from_slice(key);
            put.0.extend_from_slice(&slot.digest);
            put.0.extend_from_slice(&slot.rows);
            let [device, number] = slot.look.file;
            [slot.look.changed, slot.look.bytes, device, number, slot.start, slot.length]
                .into_iter()
                .for_each(|number| put.0.extend_from_slice(&number.to_le_bytes()));
        }
        file.write_all(&put.0)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&[&MARK[..], &self.by, &begun.to_le_bytes(), &length.to_le_bytes()].concat())?;
        file.persist(folder.join(NAME))?;
        Ok(())
    }
}

impl Old {
    /// The file at `path`, if this program has written it and it is whole.
    fn open(path: &Path, writer: Hash) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        let (mark, rest) = head.split_at(MARK.len());
        let (by, rest) = rest.split_at(16);
        let (begun, index) = (number(rest)?, number(&rest[8..])?);
        if mark != MARK || by != writer {
            return None;
        }
        file.seek(SeekFrom::Start(index)).ok()?;
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).read_to_end(&mut bytes).ok()?;
        let page = |page: &[u8]| {
            let (key, rest) = page.split_first_chunk::<16>()?;
            let (digest, rest) = rest.split_first_chunk::<16>()?;
            let (rows, rest) = rest.split_first_chunk::<16>()?;
            let at = |place: usize| number(rest.get(8 * place..)?);
            let look = Look { changed: at(0)?, bytes: at(1)?, file: [at(2)?, at(3)?] };
            Some((*key, Slot { look, digest: *digest, rows: *rows, start: at(4)?, length: at(5)? }))
        };
        let pages = bytes.chunks_exact(PAGE).map(page).collect::<Option<_>>()?;
        let file = BufReader::with_capacity(AHEAD, file);
        bytes.len().is_multiple_of(PAGE).then_some(Self { file, at: index + bytes.len() as u64, end: index, begun, pages })
    }

    fn bytes(&mut self, start: u64, length: u64) -> Option<Vec<u8>> {
        if start.checked_add(length)? > self.end {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        let way = start.cast_signed().checked_sub_unsigned(self.at)?;
        if self.file.seek_relative(way).and_then(|()| self.file.read_exact(&mut bytes)).is_err() {
            // Where it is now nobody knows, and what is left of it is of no use.
            self.end = 0;
            return None;
        }
        self.at = start + length;
        Some(bytes)
    }

    /// What a slot holds; none if it is damaged.
    fn said(&mut self, slot: &Slot, name: &Arc<str>) -> Option<Said> {
        let bytes = self.bytes(slot.start, slot.length)?;
        if hash(&bytes) != slot.rows {
            return None;
        }
        let mut take = Take(&bytes);
        let said = take_said(&mut take, name).ok()?;
        take.is_empty().then_some(said)
    }
}

fn number(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

fn put_said(said: &Said, put: &mut Put) {
    put.number(u32::from(said.about.is_some()));
    if let Some(About { dialect, title, description, home, language }) = &said.about {
        [dialect, title, description, home, language].into_iter().for_each(|text| put.text(text));
    }
    put.number(said.rows.len() as u32);
    said.rows.iter().for_each(|taken| put_taken(taken, put));
}

fn take_said(take: &mut Take<'_>, name: &Arc<str>) -> Result<Said, Damage> {
    let mut said = Said::default();
    if take.number()? > 0 {
        let mut text = || take.text().map(str::to_owned);
        said.about = Some(About { dialect: text()?, title: text()?, description: text()?, home: text()?, language: text()? });
    }
    for _ in 0..take.count()? {
        said.rows.push(take_taken(take, name)?);
    }
    Ok(said)
}

fn put_taken(taken: &Taken, put: &mut Put) {
    put.long(taken.place.line);
    taken.notes.put(put);
    match &taken.row {
        None => put.number(0),
        Some(Ok(row)) => {
            put.number(1);
            put.number(row.len() as u32);
            put.0.extend_from_slice(row);
        }
        Some(Err(reason)) => {
            put.number(2);
            put.text(reason);
        }
    }
}

fn take_taken(take: &mut Take<'_>, name: &Arc<str>) -> Result<Taken, Damage> {
    let place = Place { file: name.clone(), line: take.long()? };
    let notes = Notes::take(take)?;
    let row = match take.number()? {
        0 => None,
        1 => {
            let length = take.count()?;
            Some(Ok(take.bytes(length)?.to_vec()))
        }
        _ => Some(Err(Cow::Owned(take.text()?.to_owned()))),
    };
    Ok(Taken { place, notes, row })
}

#[cfg(test)]
mod tests;
