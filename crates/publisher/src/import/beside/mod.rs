//! What stands beside a source: pages and files to which relative addresses in it lead. `way` finds what is meant, `sources` knows which
//! pages are sources, `page` what one is called as an item, `index` knows pages by their old addresses, `path` takes addresses apart.
//!
//! Content is hostile: nothing outside the folders of the sources is ever named, read or copied, whatever links there are, and nothing hidden.
//! Content of other places, which feeds are, names nothing here. Copies nothing itself: a draft says which files belong to it.

mod index;
mod page;
mod path;
mod sources;
mod way;

use super::kind::SourceKind;
use super::losses::Place;
use crate::body::{Lead, Leads};
use dossier_bundle::SafeUrl;
use index::Index;
use page::Pages;
use serde::{Deserialize, Serialize};
use sources::Named;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use way::Way;

pub(crate) use path::address;
pub(super) use path::on_site;
pub(crate) use way::{NO_SUCH_HEADING, NOT_SHOWN, NOT_THERE};

/// Most relative addresses of one source that are looked up: each may cost a disk some looks.
const MOST_ASKED: u32 = 20_000;
const TOO_MANY: &str = "is beyond the 20,000th";

/// Where sources stand. Several threads ask it; without any, nothing stands beside anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside(Option<Arc<Shelf>>);

/// The folders of sources, and what is known of them.
#[derive(Debug)]
struct Shelf {
    roots: Vec<Root>,
    /// Which pages are items.
    named: Named,
    /// Files that the site has as they are.
    public: Option<PathBuf>,
    /// A bundle's folder, from which its addresses lead; none where files are copied into a site.
    bundle: Option<PathBuf>,
    /// Names of the field that holds ids.
    ids: Vec<String>,
    pages: Pages,
    index: OnceLock<Index>,
}

/// A folder with sources.
#[derive(Debug)]
struct Root {
    /// As it was named.
    folder: PathBuf,
    /// Without links.
    real: PathBuf,
}

/// A file that belongs to an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Carried {
    /// Where it is.
    pub(crate) from: PathBuf,
    /// Where it is to be in the site: the parts of a path.
    pub(crate) to: String,
    pub(crate) bytes: u64,
}

/// The file in `folder` that a relative address leads to, if there is one and it lies within.
pub(crate) fn named(folder: &Path, address: &str) -> Option<Carried> {
    let names = path::walk(&[], path::apart(address).0).filter(|names| !names.is_empty())?;
    let from = way::inside(folder, &folder.canonicalize().ok()?, &names)?;
    let bytes = from.metadata().ok()?.len();
    Some(Carried { from, to: names.join("/"), bytes })
}

impl Beside {
    /// For sources whose files are copied into a site, which has those of `public` already.
    pub(crate) fn site(inputs: &[PathBuf], public: Option<&Path>, ids: &[String]) -> Self {
        Self::new(inputs, None, public, None, ids)
    }

    /// For sources of this kind that become a bundle in `folder`, whose addresses lead from there.
    pub(crate) fn bundle(inputs: &[PathBuf], kind: SourceKind, folder: &Path, ids: &[String]) -> Self {
        Self::new(inputs, Some(kind), None, folder.canonicalize().ok(), ids)
    }

    /// The same, where these files are texts of topics, and so no items.
    pub(crate) fn without<'t>(mut self, texts: impl Iterator<Item = &'t Path>) -> Self {
        // Nobody has asked yet, so nobody else has it.
        if let Some(shelf) = self.0.as_mut().and_then(Arc::get_mut) {
            shelf.named.leave_out(texts);
        }
        self
    }

    /// The sources that link to the page in `file`.
    pub(crate) fn links_to(&self, file: &str) -> Vec<Place> {
        self.0.as_ref().map(|shelf| shelf.pages.links_to(file)).unwrap_or_default()
    }

    fn new(inputs: &[PathBuf], kind: Option<SourceKind>, public: Option<&Path>, bundle: Option<PathBuf>, ids: &[String]) -> Self {
        let local = inputs.iter().filter(|input| *input != Path::new("-") && super::sources::address(input).is_none());
        let mut roots: Vec<Root> = Vec::new();
        for input in local.clone() {
            let folder = if input.is_dir() { input.clone() } else { input.parent().unwrap_or(Path::new("")).to_owned() };
            let named = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
            // A source that is not there is told of when it is opened.
            let Ok(real) = named.canonicalize() else { continue };
            if roots.iter().all(|root| root.folder != folder) {
                roots.push(Root { folder, real });
            }
        }
        let public = public.map(Path::to_owned);
        let named = Named::new(local, kind);
        let (ids, pages, index) = (ids.to_vec(), Pages::default(), OnceLock::new());
        Self(Some(Arc::new(Shelf { roots, named, public, bundle, ids, pages, index })))
    }

    /// What stands beside the source at `place`.
    pub(super) fn of<'b>(&'b self, place: &'b Place, has_base: bool) -> Around<'b> {
        let path = Path::new(&*place.file);
        let is_local = !place.file.contains("://") && &*place.file != "-";
        let asked = match SourceKind::of_name(path) {
            Some(SourceKind::Markdown | SourceKind::Html) => true,
            // Rows may have come from anywhere; those that say where they are from mean that place.
            Some(SourceKind::Jsonl | SourceKind::Csv) => !has_base,
            _ => false,
        };
        let shelf = self.0.as_deref().filter(|_| is_local && asked);
        Around { shelf, place, path, carried: RefCell::default(), asked: Cell::default() }
    }
}

/// What stands beside one source.
pub(super) struct Around<'b> {
    shelf: Option<&'b Shelf>,
    place: &'b Place,
    path: &'b Path,
    carried: RefCell<Vec<Carried>>,
    /// How many addresses were looked up.
    asked: Cell<u32>,
}

impl Around<'_> {
    fn way(&self, address: &str) -> Way {
        let Some(shelf) = self.shelf else { return Way::Elsewhere };
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() > MOST_ASKED { Way::Lost(TOO_MANY) } else { shelf.way(self.path, address) }
    }

    /// The address and the bytes of a file that belongs to the item.
    pub(super) fn file(&self, address: &str) -> Option<(SafeUrl, u64)> {
        match self.way(address) {
            Way::File { url, bytes, carried } => {
                self.carried.borrow_mut().extend(carried);
                Some((url, bytes))
            }
            _ => None,
        }
    }

    /// Why an address leads nowhere, if anything is known of it here.
    pub(super) fn lost(&self, address: &str) -> Option<&'static str> {
        match self.lead(address) {
            Lead::Lost(why) => Some(why),
            _ => None,
        }
    }

    /// The files that were met.
    pub(super) fn carried(self) -> Vec<Carried> {
        let mut all = self.carried.into_inner();
        all.sort();
        all.dedup();
        all
    }
}

impl Leads for Around<'_> {
    fn lead(&self, address: &str) -> Lead {
        match self.way(address) {
            Way::Elsewhere => Lead::Unknown,
            Way::Place(url) => Lead::To(url),
            Way::Page { url, file } => {
                self.shelf.inspect(|shelf| shelf.pages.link(file, self.place));
                Lead::To(url)
            }
            Way::File { url, carried, .. } => {
                self.carried.borrow_mut().extend(carried);
                Lead::To(url)
            }
            Way::Lost(reason) => Lead::Lost(reason),
        }
    }
}
