//! What a page is called as an item, and which headings it has, for links to it from other pages. Read when first asked for.

use crate::body::{Format, Headings, Notes, headings};
use crate::import::draft::usable;
use crate::import::formats::feed::Known;
use crate::import::formats::markdown::names::Family;
use crate::import::formats::{html, markdown};
use crate::import::kind::SourceKind;
use crate::import::losses::Place;
use crate::import::row::Row;
use crate::import::sources::LARGEST;
use crate::import::walk::{Found, shown};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A page that can be linked to.
#[derive(Debug)]
pub(super) struct Page {
    /// Its file, as sources have it.
    pub(super) file: Arc<str>,
    /// The id of its item, if no other item had it before.
    pub(super) id: String,
    pub(super) headings: Headings,
}

/// Pages that were asked for; none for those that are not shown.
#[derive(Debug, Default)]
pub(super) struct Pages {
    known: Mutex<BTreeMap<PathBuf, Option<Arc<Page>>>>,
    /// The sources that link to each, by its file.
    links: Mutex<BTreeMap<Arc<str>, Vec<Place>>>,
}

impl Pages {
    /// The page in a file, which is read as `kind`.
    pub(super) fn get(&self, found: &Found, kind: SourceKind, ids: &[String]) -> Option<Arc<Page>> {
        let known = |pages: &BTreeMap<PathBuf, Option<Arc<Page>>>| pages.get(&found.path).cloned();
        if let Some(page) = known(&open(&self.known)) {
            return page;
        }
        // Read without holding the others up; twice at worst.
        let page = read(found, kind, ids).map(Arc::new);
        open(&self.known).insert(found.path.clone(), page.clone());
        page
    }

    /// Remembers that the source at `from` links to the page in `file`.
    pub(super) fn link(&self, file: Arc<str>, from: &Place) {
        let mut links = open(&self.links);
        let places = links.entry(file).or_default();
        // Most repetitions come from one source, one after the other.
        if places.last() != Some(from) {
            places.push(from.clone());
        }
    }

    /// The sources that link to the page in `file`, in the order of files and lines.
    pub(super) fn links_to(&self, file: &str) -> Vec<Place> {
        let mut places = open(&self.links).get(file).cloned().unwrap_or_default();
        places.sort_by(|one, other| one.file.cmp(&other.file).then(one.line.cmp(&other.line)));
        places.dedup();
        places
    }
}

fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(found: &Found, kind: SourceKind, ids: &[String]) -> Option<Page> {
    let mut bytes = Vec::new();
    File::open(&found.path).ok()?.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    // A source of that size is refused, and no item.
    if bytes.len() as u64 > LARGEST {
        return None;
    }
    let known = Known::default();
    let (format, taken) = match kind {
        SourceKind::Markdown => (Format::Markdown, markdown::read(&bytes, &known, &found.relative, &Family::default())),
        _ => (Format::Html, html::read(&bytes, &known, &found.relative)),
    };
    let row = taken.into_iter().find_map(|taken| Row::read(&taken.row?.ok()?).ok())?;
    // As drafts read it: an id may be a number.
    let text = |names: &[String]| row.text(names, &mut Notes::default()).into_owned();
    let id = Some(text(ids)).filter(|id| !id.trim().is_empty())?;
    let headings = headings(&text(&["body".to_owned()]), format, &text(&["title".to_owned()]));
    Some(Page { file: shown(&found.path).into(), id: usable(&id), headings })
}
