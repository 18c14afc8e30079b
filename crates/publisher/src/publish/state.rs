//! What there is at the target before anything is done: the notes of the last publish if they can be trusted, else what a look at every
//! file says. Changes nothing.

use super::generations::{Generations, LARGEST, NOTES, is_inside, row_of, rows};
use super::inventory::Local;
use super::names::{Kind, hex};
use super::target::{Listed, Target, Version};
use crate::work::each;
use anyhow::{Context, Result};
use md5::Digest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Where it says what a publish under way may have written or removed.
pub(super) const PENDING: &str = ".dossier/pending.json";

/// What is known of the target.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) notes: Generations,
    /// The version of `bundle.json`, if there is one.
    pub(super) bundle: Option<Version>,
    /// Every file with its length and tag, if it was necessary to look.
    pub(super) listed: Option<Listed>,
    /// Files, and folders of the archive with a `/`, that publishes which did not end may have written.
    pub(super) pending: BTreeSet<String>,
    /// Why notes were not used; for people.
    pub(super) complaint: Option<String>,
}

/// What is at the place of a file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum There {
    /// The same file.
    Same,
    /// Another one.
    Other,
    /// None.
    Absent,
}

/// The paths that a publish under way may have written or removed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Pending {
    pub(super) paths: BTreeSet<String>,
}

impl State {
    /// Looks at a target; at every file if it is told to, or if the notes cannot be trusted.
    pub(super) fn of(target: &dyn Target, verify: bool) -> Result<Self> {
        let mut state = Self { bundle: target.version("bundle.json")?, ..Self::default() };
        match target.read(NOTES, LARGEST)?.map(|(bytes, _)| Generations::read(&bytes)) {
            Some(Ok(notes)) => state.notes = notes,
            Some(Err(error)) => state.complaint = Some(format!("the notes of the last publish cannot be used: {error:#}")),
            None => {}
        }
        if let Some((bytes, _)) = target.read(PENDING, LARGEST)? {
            // What cannot be read was cut off before anything was written.
            let pending: Pending = serde_json::from_slice(&bytes).unwrap_or_default();
            state.pending = pending.paths.into_iter().filter(|path| is_inside(path.strip_suffix('/').unwrap_or(path))).collect();
            state.complaint.get_or_insert_with(|| "a publish did not end; it is continued".to_owned());
        } else if !state.is_current(target)? {
            let what = "since the last publish, bundle.json was replaced by something else";
            state.complaint.get_or_insert_with(|| what.to_owned());
        }
        if verify || state.complaint.is_some() || state.notes.generations.is_empty() {
            state.listed = Some(target.list()?);
        }
        Ok(state)
    }

    /// Whether the notes speak of the `bundle.json` that is there.
    fn is_current(&self, target: &dyn Target) -> Result<bool> {
        let Some(newest) = self.notes.generations.last() else { return Ok(true) };
        let Some(version) = &self.bundle else { return Ok(false) };
        if newest.tag.is_some() && newest.tag == version.tag {
            return Ok(true);
        }
        Ok(target.digest("bundle.json")?.is_some_and(|(_, sha256)| hex(&sha256) == newest.bundle))
    }

    /// Whether a file at the target that is not the site's was put there by something else than a publish.
    pub(super) fn is_foreign(&self, file: &Local) -> bool {
        // Where notes were lost, a site that is there is taken for one that was published.
        let is_lost = self.notes.generations.is_empty() && self.bundle.is_some();
        let path = row_of(file);
        !is_lost && !self.pending.contains(path) && !self.notes.files.iter().any(|row| row.path == path)
    }

    /// What is at the place of each file.
    pub(super) fn compare(&self, site: &Path, files: &[Local], target: &dyn Target, parallel: usize) -> Result<Vec<There>> {
        let noted: BTreeMap<&str, _> = self.notes.files.iter().map(|row| (row.path.as_str(), row)).collect();
        let rows = rows(files, 0);
        let is_noted = |file: &Local| {
            let (row, noted) = (rows.get(row_of(file)), noted.get(row_of(file)));
            row.zip(noted).is_some_and(|(row, noted)| (row.bytes, &row.sha256, row.files) == (noted.bytes, &noted.sha256, noted.files))
        };
        let Some(listed) = &self.listed else {
            // Notes do not know of files that others have put there.
            let is_new = |file: &Local| anyhow::Ok(file.kind == Kind::Hashed || target.find(&file.path)?.is_none());
            return each(parallel, files, &|file: &Local| match (is_noted(file), noted.contains_key(row_of(file))) {
                (true, _) => Ok(There::Same),
                (false, true) => Ok(There::Other),
                (false, false) => Ok(if is_new(file)? { There::Absent } else { There::Other }),
            });
        };
        each(parallel, files, &|file: &Local| {
            let Some((bytes, tag)) = listed.get(&file.path) else { return Ok(There::Absent) };
            let same =
                *bytes == file.bytes && is_same(site, file, tag.as_deref(), target)? && (is_noted(file) || has_headers(file, target)?);
            Ok(if same { There::Same } else { There::Other })
        })
    }
}

/// Whether a file of the same length has the same content.
fn is_same(site: &Path, file: &Local, tag: Option<&str>, target: &dyn Target) -> Result<bool> {
    if let Some(tag) = tag.and_then(md5_of) {
        let path = site.join(&file.path);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if md5(&bytes) == tag {
            return Ok(true);
        }
    }
    Ok(target.digest(&file.path)? == Some((file.bytes, file.sha256)))
}

fn has_headers(file: &Local, target: &dyn Target) -> Result<bool> {
    let found = target.find(&file.path)?.and_then(|found| found.headers);
    Ok(found.is_none_or(|found| found == file.headers.said()))
}

/// The MD5 that an entity tag looks like. Most stores give that of files sent in one piece; those that encrypt with keys of their own give
/// something else of the same look, so that another MD5 proves nothing.
pub(super) fn md5_of(tag: &str) -> Option<&str> {
    let digits = tag.trim_matches('"');
    (digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(digits)
}

pub(super) fn md5(bytes: &[u8]) -> String {
    hex(&md5::Md5::digest(bytes))
}
