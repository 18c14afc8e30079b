//! What publish remembers at the target: the generations it has published, and which files they name. What is read back is checked before
//! anything is done because of it, since others may be able to write there.

use super::inventory::{Local, OWN, is_odd};
use super::names::{Kind, Sha256, hex, is_loader};
use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::Digest;
use std::collections::BTreeMap;

const FORMAT: &str = "dossier-generations/1";
/// Where the notes are.
pub(super) const NOTES: &str = ".dossier/generations.json";
/// Most bytes of the notes.
pub(super) const LARGEST: u64 = 256 << 20;

/// The notes at a target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names are those of the file")]
pub(super) struct Generations {
    format: String,
    /// The generations that are kept, the newest last.
    pub(super) generations: Vec<Generation>,
    /// The files that they name, in the order of their paths.
    pub(super) files: Vec<Row>,
    /// SHA-256 of the rest, so that a damaged text is known.
    check: String,
}

/// A state of the site that readers could see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Generation {
    /// Counts from 1.
    pub(super) number: u64,
    /// When it was published.
    pub(super) time: DateTime<Utc>,
    /// How many files it has.
    pub(super) files: u64,
    /// How many bytes.
    pub(super) bytes: u64,
    /// SHA-256 of its `bundle.json`.
    pub(super) bundle: String,
    /// What the store called this version of `bundle.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) tag: Option<String>,
}

/// A file at the target, or all those of a folder of the archive: such a path ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) path: String,
    /// In all files.
    pub(super) bytes: u64,
    /// SHA-256; of a folder, of the hashes of its files in the order of their numbers.
    pub(super) sha256: String,
    /// The last generation that names it.
    pub(super) last: u64,
    /// How many files there are, numbered from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) files: Option<u32>,
}

impl Row {
    /// The files of this row.
    pub(super) fn paths(&self) -> Vec<String> {
        match self.files {
            Some(files) => (0..files).map(|place| format!("{}{place}.bin", self.path)).collect(),
            None => vec![self.path.clone()],
        }
    }
}

impl Generations {
    /// Notes of these generations and files.
    pub(super) fn new(generations: Vec<Generation>, files: Vec<Row>) -> Self {
        let mut notes = Self { format: FORMAT.to_owned(), generations, files, check: String::new() };
        notes.check = notes.sum();
        notes
    }

    fn sum(&self) -> String {
        let said = serde_json::json!([self.generations, self.files]).to_string();
        hex(&sha2::Sha256::digest(said))
    }

    /// Reads notes; fails if they are damaged, or say what publish never says.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let notes: Self = serde_json::from_slice(bytes).context("they cannot be read")?;
        if notes.format != FORMAT {
            bail!("they are of another format, {:?}", notes.format.chars().take(40).collect::<String>());
        }
        if notes.check != notes.sum() {
            bail!("they are damaged");
        }
        if let Some(row) = notes.files.iter().find(|row| !is_good(row)) {
            bail!("they name {:?}, which no site can have", row.path.chars().take(100).collect::<String>());
        }
        let numbers: Vec<u64> = notes.generations.iter().map(|generation| generation.number).collect();
        if numbers.windows(2).any(|pair| pair[0] >= pair[1]) {
            bail!("their generations are in no order");
        }
        Ok(notes)
    }

    /// As they are kept.
    pub(super) fn text(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec(self)?)
    }
}

/// Whether a row names files within the site. Whoever can write notes must not have files elsewhere removed.
fn is_good(row: &Row) -> bool {
    let folder = row.path.strip_suffix('/');
    let sound = match row.files {
        Some(files) => files <= dossier_bundle::Folder::FULL && folder.is_some_and(|path| path.starts_with("archive/")),
        None => folder.is_none(),
    };
    sound && is_inside(folder.unwrap_or(&row.path))
}

/// Whether a path leads to a place within the site, and not to what publish itself remembers.
pub(super) fn is_inside(path: &str) -> bool {
    let plain = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(is_odd);
    let mut names = path.split('/');
    names.all(plain) && path.split('/').next() != Some(OWN)
}

/// The rows of a site, by path.
pub(super) fn rows(files: &[Local], number: u64) -> BTreeMap<String, Row> {
    let mut folders: BTreeMap<&str, Vec<(u32, &Local)>> = BTreeMap::new();
    let mut rows = BTreeMap::new();
    for file in files {
        match numbered(file) {
            Some((folder, place)) => folders.entry(folder).or_default().push((place, file)),
            None => drop(rows.insert(file.path.clone(), row(&file.path, file.bytes, &file.sha256, number, None))),
        }
    }
    for (folder, mut files) in folders {
        files.sort_unstable_by_key(|(place, _)| *place);
        let mut hasher = sha2::Sha256::new();
        files.iter().for_each(|(_, file)| hasher.update(file.sha256));
        let bytes = files.iter().map(|(_, file)| file.bytes).sum();
        rows.insert(folder.to_owned(), row(folder, bytes, &hasher.finalize().into(), number, Some(files.len() as u32)));
    }
    rows
}

/// The row that a file is in.
pub(super) fn row_of(file: &Local) -> &str {
    numbered(file).map_or(&file.path, |(folder, _)| folder)
}

/// The folder of a file of the archive, with the `/`, and its number. An archive has all files of its folders.
fn numbered(file: &Local) -> Option<(&str, u32)> {
    let place = file.path.strip_prefix("archive/")?.find('/')? + "archive/".len() + 1;
    let (folder, name) = file.path.split_at(place);
    let number = name.strip_suffix(".bin")?.parse().ok()?;
    (file.kind == Kind::Hashed).then_some((folder, number))
}

fn row(path: &str, bytes: u64, sha256: &Sha256, last: u64, files: Option<u32>) -> Row {
    Row { path: path.to_owned(), bytes, sha256: hex(sha256), last, files }
}

/// The number from which on generations are kept: one that is neither among the `count` newest nor was current after `since` is not.
/// A generation is current until the next one is published.
pub(super) fn kept_from(generations: &[Generation], count: usize, since: DateTime<Utc>) -> u64 {
    let newest = generations.len().saturating_sub(count.max(1));
    let recent = generations.iter().skip(1).position(|next| next.time > since).unwrap_or(generations.len());
    generations.get(newest.min(recent)).map_or(0, |generation| generation.number)
}

/// Rows that no kept generation names, and that may go.
pub(super) fn is_over(row: &Row, from: u64) -> bool {
    row.last < from && !is_loader(super::names::uncompressed(&row.path))
}
