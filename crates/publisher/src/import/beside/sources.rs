//! Which pages are sources, and so items: those that a command names, and those in folders that it names. Reads no page.

use crate::import::kind::SourceKind;
use crate::import::walk::{DEEPEST, Found, files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a command names.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// Files as they were named, by their real places.
    files: BTreeMap<PathBuf, PathBuf>,
    /// Folders as they were named, and their real places.
    folders: Vec<(PathBuf, PathBuf)>,
    /// What all sources are read as; without it, what their names say.
    kind: Option<SourceKind>,
    /// Real places of texts of topics.
    texts: BTreeSet<PathBuf>,
}

impl Named {
    pub(super) fn new<'i>(inputs: impl Iterator<Item = &'i PathBuf>, kind: Option<SourceKind>) -> Self {
        let mut named = Self { kind, ..Self::default() };
        for input in inputs {
            // An input that is not there is told of when it is opened.
            let Some(real) = place(input) else { continue };
            if input.is_dir() {
                named.folders.push((input.clone(), real));
            } else {
                named.files.entry(real).or_insert_with(|| input.clone());
            }
        }
        named
    }

    /// Takes out texts of topics, which folders hold among their pages.
    pub(super) fn leave_out<'t>(&mut self, texts: impl Iterator<Item = &'t Path>) {
        self.texts = texts.filter_map(place).collect();
    }

    /// The page at `path` as a source: what its file is called there, and what it is read as. None if it is no source.
    pub(super) fn source(&self, path: &Path) -> Option<(Found, SourceKind)> {
        let real = place(path)?;
        let of_name = SourceKind::of_name(path).filter(|kind| matches!(kind, SourceKind::Markdown | SourceKind::Html))?;
        let kind = self.kind.unwrap_or(of_name);
        if let Some(path) = self.files.get(&real) {
            return Some((file(path), kind));
        }
        if kind != of_name || self.texts.contains(&real) {
            return None;
        }
        self.folders.iter().find_map(|(folder, place)| {
            let below = real.strip_prefix(place).ok()?;
            let names: Vec<_> = below.iter().map(|name| name.to_string_lossy()).collect();
            let is_read = names.len() <= DEEPEST + 1 && names.iter().all(|name| !name.starts_with('.'));
            is_read.then(|| (Found { path: folder.join(below), relative: names.join("/") }, kind))
        })
    }

    /// All pages of Markdown.
    pub(super) fn markdown(&self) -> impl Iterator<Item = Found> {
        // A folder that cannot be read ends the command where its sources are read.
        let found = |(folder, _): &(PathBuf, PathBuf)| files(folder, &|kind| kind == SourceKind::Markdown).map(|walked| walked.found);
        let all =
            self.files.values().map(|path| file(path)).chain(self.folders.iter().filter_map(move |folder| found(folder).ok()).flatten());
        all.filter_map(|found| self.source(&found.path)).filter(|(_, kind)| *kind == SourceKind::Markdown).map(|(found, _)| found)
    }
}

/// A file that was named by itself.
fn file(path: &Path) -> Found {
    Found { path: path.to_owned(), relative: path.file_name().unwrap_or_default().to_string_lossy().into_owned() }
}

/// The real place of a file or folder. The last link is not followed: a link to a file is a source with a name of its own.
fn place(path: &Path) -> Option<PathBuf> {
    let Some(name) = path.file_name().filter(|_| !path.is_dir()) else { return path.canonicalize().ok() };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(folder.canonicalize().ok()?.join(name))
}
