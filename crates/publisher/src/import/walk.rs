//! The files of a folder, in the order of the bytes of their paths, the same on every system. Follows no link to a folder and none that
//! leads out or to what is hidden, takes no hidden file, and tells of everything it passes over.

use super::formats::markdown::names::is_list_page;
use super::kind::SourceKind;
use super::losses::Place;
use super::taken::Taken;
use crate::body::{Note, Notes};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders in folders.
pub(super) const DEEPEST: usize = 64;
/// Most files of one folder with all that is in it.
const MOST: usize = 2_000_000;

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its path from the folder that was named, parted by `/`.
    pub(crate) relative: String,
}

/// What is in a folder.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) found: Vec<Found>,
    /// Notes of what is passed over whatever names it.
    pub(crate) passed: Vec<Taken>,
    /// Notes of files that are not content. Those that content names come along all the same.
    pub(crate) others: Vec<Taken>,
}

/// The files of a folder that `wanted` takes, and notes of all the others.
pub(crate) fn files(root: &Path, wanted: &dyn Fn(SourceKind) -> bool) -> Result<Walked> {
    let what = || format!("cannot read {}", root.display());
    let (found, passed, others) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut walk = Walk { home: fs::canonicalize(root).with_context(what)?, wanted, found, passed, others };
    walk.folder(root, "", 0)?;
    Ok(Walked { found: walk.found.into_values().collect(), passed: walk.passed, others: walk.others })
}

/// The pages of folders (`_index.md`) of a folder and of those in it.
pub(crate) fn list_pages(root: &Path) -> Result<Vec<Found>> {
    let walked = files(root, &|kind| kind == SourceKind::Markdown)?;
    Ok(walked.found.into_iter().filter(|found| is_list_page(&found.relative)).collect())
}

struct Walk<'w> {
    home: PathBuf,
    wanted: &'w dyn Fn(SourceKind) -> bool,
    found: BTreeMap<Vec<u8>, Found>,
    passed: Vec<Taken>,
    others: Vec<Taken>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, relative: &str, depth: usize) -> Result<()> {
        let what = || format!("cannot read {}", folder.display());
        let mut entries: Vec<_> = fs::read_dir(folder).with_context(what)?.collect::<Result<_, _>>().with_context(what)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name());
            let below =
                if relative.is_empty() { name.to_string_lossy().into_owned() } else { format!("{relative}/{}", name.to_string_lossy()) };
            let kind = entry.file_type().with_context(what)?;
            if name.as_encoded_bytes().starts_with(b".") {
                self.pass("hidden file or folder", &path);
            } else if kind.is_dir() && depth < DEEPEST {
                self.folder(&path, &below, depth + 1)?;
            } else if kind.is_symlink() && !is_file_inside(&path, &self.home) {
                self.pass("link to a folder, nothing, what is hidden or what is outside", &path);
            } else if kind.is_file() || kind.is_symlink() {
                self.file(path, below)?;
            } else {
                self.pass("neither file nor folder, or too deep", &path);
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf, relative: String) -> Result<()> {
        match SourceKind::of_name(&path) {
            Some(kind) if (self.wanted)(kind) => {
                if self.found.len() >= MOST {
                    bail!("more than {MOST} files");
                }
                let key = path.as_os_str().as_encoded_bytes().to_vec();
                self.found.insert(key, Found { path, relative });
            }
            _ => {
                let end = path.extension().map_or_else(|| "no ending".to_owned(), |end| format!(".{}", end.to_string_lossy()));
                self.others.push(noted(&format!("file with {end}"), &path));
            }
        }
        Ok(())
    }

    fn pass(&mut self, what: &str, path: &Path) {
        self.passed.push(noted(what, path));
    }
}

fn noted(what: &str, path: &Path) -> Taken {
    let mut notes = Notes::default();
    notes.add(Note::Passed, what);
    Taken::noted(notes, Place { file: shown(path).into(), line: 0 })
}

/// Whether a path leads, through whatever links, to a file below the folder `real`, which has none itself. A link may give what is hidden a name
/// that is not, so it is the names where the file really is that count.
pub(super) fn is_file_inside(path: &Path, real: &Path) -> bool {
    let Ok(target) = fs::canonicalize(path) else { return false };
    let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    target.strip_prefix(real).is_ok_and(|below| !below.iter().any(is_hidden)) && target.is_file()
}

/// A path for people, on one line.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace(char::is_control, "\u{FFFD}")
}
