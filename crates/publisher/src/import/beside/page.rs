//! What a page is called as an item, and which headings it has, for links to it from other pages. Read when first asked for.

use crate::body::{Format, Headings, headings};
use crate::import::draft::usable;
use crate::import::formats::feed::Known;
use crate::import::formats::markdown::names::Family;
use crate::import::formats::{html, markdown};
use crate::import::kind::SourceKind;
use crate::import::sources::LARGEST;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A page that can be linked to.
#[derive(Debug)]
pub(super) struct Page {
    /// The id of its item.
    pub(super) id: String,
    pub(super) headings: Headings,
}

/// Pages that were asked for; none for those that are not shown.
#[derive(Debug, Default)]
pub(super) struct Pages(Mutex<BTreeMap<PathBuf, Option<Arc<Page>>>>);

impl Pages {
    /// The page in the file at `path`, which is called `relative` in its folder.
    pub(super) fn get(&self, path: &Path, relative: &str, kind: SourceKind, ids: &[String]) -> Option<Arc<Page>> {
        let known = |pages: &BTreeMap<PathBuf, Option<Arc<Page>>>| pages.get(path).cloned();
        if let Some(page) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return page;
        }
        // Read without holding the others up; twice at worst.
        let page = read(path, relative, kind, ids).map(Arc::new);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), page.clone());
        page
    }
}

fn read(path: &Path, relative: &str, kind: SourceKind, ids: &[String]) -> Option<Page> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let known = Known::default();
    let (format, taken) = match kind {
        SourceKind::Markdown => (Format::Markdown, markdown::read(&bytes, &known, relative, &Family::default())),
        _ => (Format::Html, html::read(&bytes, &known, relative)),
    };
    let row: Map<String, Value> = taken.into_iter().find_map(|taken| serde_json::from_slice(&taken.row?.ok()?).ok())?;
    let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let id = ids.iter().map(|name| text(name)).find(|id| !id.trim().is_empty())?;
    Some(Page { id: usable(id), headings: headings(text("body"), format, text("title")) })
}
