//! Where a relative address leads: to a page that is an item, to a file, or nowhere.

use super::index::Index;
use super::path::{address, apart, walk};
use super::{Carried, Root, Shelf};
use crate::import::kind::SourceKind;
use crate::import::walk::is_file_inside;
use crate::serve::headers::ACTIVE;
use dossier_bundle::SafeUrl;
use dossier_query::Route;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use url::Url;

/// What is said of an address that leads nowhere.
pub(crate) const NOT_THERE: &str = "leads to what is not there";
pub(crate) const NOT_SHOWN: &str = "leads to a page that is not shown";
pub(crate) const NO_SUCH_HEADING: &str = "leads to a heading that is not there";
const OUTSIDE: &str = "leads out of the folder, or to what is hidden";

const ANOTHER_HAS: &str = "leads to a file that would have another one's name";

/// Where files of a site are.
const FILES: &str = "files";

/// Where an address leads.
pub(super) enum Way {
    /// It means nothing beside this source.
    Elsewhere,
    /// To an item by its id, or to a file that the site has as it is.
    Place(SafeUrl),
    /// To the item of the page in this file.
    Page { url: SafeUrl, file: Arc<str> },
    /// To a file; one that has to be copied comes along.
    File { url: SafeUrl, bytes: u64, carried: Option<Carried> },
    /// Nowhere, and why.
    Lost(&'static str),
}

impl Shelf {
    /// Where `written` leads in the source at `path`.
    pub(super) fn way(&self, path: &Path, written: &str) -> Way {
        let under = |root: &&Root| path.strip_prefix(&root.folder).is_ok();
        let found = self.roots.iter().enumerate().filter(|(_, root)| under(root)).max_by_key(|(_, root)| root.folder.components().count());
        let Some((place, root)) = found else { return Way::Elsewhere };
        // What is whole, and what nobody may link to, is not for the folder to judge.
        if written.is_empty() || written.starts_with("//") || Url::parse(written).is_ok() || SafeUrl::new(written).is_none() {
            return Way::Elsewhere;
        }
        if let Some(query) = written.strip_prefix('?') {
            // An item by its id, as the reader writes it.
            let is_item = Route::parse(query.split('#').next().unwrap_or_default()).0.item.is_some();
            return if is_item { SafeUrl::new(written).map_or(Way::Lost(NOT_THERE), Way::Place) } else { Way::Lost(NOT_THERE) };
        }
        let (wanted, heading) = apart(written);
        // In Zola, `@/` is the folder of all content.
        let wanted = wanted.strip_prefix('@').filter(|rest| rest.starts_with('/')).unwrap_or(wanted);
        if let Some(url) = self.public(wanted) {
            return Way::Place(url);
        }
        let (folder, stem) = folder_of(path, root);
        let is_page = matches!(SourceKind::of_name(path), Some(SourceKind::Markdown | SourceKind::Html));
        let own = stem.filter(|stem| is_page && stem != "index").map(|stem| [folder.clone(), vec![stem]].concat());
        // As files lie, and then as the addresses of pages do, where each page is a folder.
        let ways: Vec<Vec<String>> = [Some(folder), own].into_iter().flatten().filter_map(|from| walk(&from, wanted)).collect();
        if ways.is_empty() {
            return Way::Lost(OUTSIDE);
        }
        for names in &ways {
            match self.to(names, (place, root), heading) {
                Way::Elsewhere => {}
                way => return way,
            }
        }
        let old = wanted.starts_with('/').then(|| self.index.get_or_init(|| Index::of(&self.named)).find(wanted)).flatten();
        old.map_or(Way::Lost(NOT_THERE), |path| self.item(path, heading))
    }

    /// A file of the folder that is copied as it is.
    fn public(&self, wanted: &str) -> Option<SafeUrl> {
        let public = self.public.as_deref().filter(|_| wanted.starts_with('/'))?;
        let names = walk(&[], wanted).filter(|names| !names.is_empty())?;
        inside(public, &public.canonicalize().ok()?, &names).and_then(|_| SafeUrl::new(&address(names.iter().map(String::as_str))))
    }

    fn to(&self, names: &[String], (place, root): (usize, &Root), heading: Option<&str>) -> Way {
        for page in pages(names) {
            let Some(path) = inside(&root.folder, &root.real, &page) else { continue };
            if let Some(SourceKind::Markdown | SourceKind::Html) = SourceKind::of_name(&path) {
                return self.item(&path, heading);
            }
            return self.file(path, names, place, root);
        }
        Way::Elsewhere
    }

    fn item(&self, path: &Path, heading: Option<&str>) -> Way {
        let Some((found, kind)) = self.named.source(path) else { return Way::Lost(NOT_SHOWN) };
        let Some(page) = self.pages.get(&found, kind, &self.ids) else { return Way::Lost(NOT_SHOWN) };
        let route = Route { item: Some(page.id.clone()), ..Route::default() };
        let part = match heading.map(|heading| page.headings.find(heading)) {
            Some(None) => return Way::Lost(NO_SUCH_HEADING),
            Some(Some(part)) => format!("#{part}"),
            None => String::new(),
        };
        SafeUrl::new(&format!("?{}{part}", route.to_query())).map_or(Way::Lost(NOT_THERE), |url| Way::Page { url, file: page.file.clone() })
    }

    fn file(&self, path: PathBuf, names: &[String], place: usize, root: &Root) -> Way {
        let Ok(about) = path.metadata() else { return Way::Lost(NOT_THERE) };
        if let Some(bundle) = &self.bundle {
            // A bundle's addresses lead from where it is.
            let real = root.real.strip_prefix(bundle).ok();
            let Some(before) = real else { return Way::Elsewhere };
            let before = before.iter().map(|name| name.to_string_lossy().into_owned());
            let names: Vec<String> = before.chain(names.iter().cloned()).collect();
            let to = address(names.iter().map(String::as_str));
            // Nobody copies it, but it is told of.
            let carried = Some(Carried { from: path, to: names.join("/"), bytes: about.len() });
            return SafeUrl::new(&to).map_or(Way::Lost(NOT_THERE), |url| Way::File { url, bytes: about.len(), carried });
        }
        // Further folders of sources have names that no folder in the first one has by chance.
        let shelf = if place == 0 { vec![FILES.to_owned()] } else { vec![FILES.to_owned(), format!("~{}", place + 1)] };
        let mut names = [&shelf, names].concat();
        if let Some(name) = names.last_mut() {
            let Some(plain) = plain(&path, name) else { return Way::Lost(ANOTHER_HAS) };
            *name = plain;
        }
        let bytes = about.len();
        let carried = Some(Carried { from: path, to: names.join("/"), bytes });
        SafeUrl::new(&address(names.iter().map(String::as_str))).map_or(Way::Lost(NOT_THERE), |url| Way::File { url, bytes, carried })
    }
}

/// The name under which a file goes into the site. Hosts tell those that can hold scripts by how their names end, in lower or in upper case: one that
/// is written otherwise gets another end. None where another file has that name.
fn plain(path: &Path, name: &str) -> Option<String> {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let plain = end.to_ascii_lowercase();
    if !ACTIVE.contains(&plain.as_str()) || end == plain || end == end.to_ascii_uppercase() {
        return Some(name.to_owned());
    }
    let name = format!("{name}.{plain}");
    path.with_file_name(&name).symlink_metadata().is_err().then_some(name)
}

/// The names of a source's folder below its root, and its own name without the ending.
fn folder_of(path: &Path, root: &Root) -> (Vec<String>, Option<String>) {
    let below = path.strip_prefix(&root.folder).unwrap_or(path);
    let names = |path: &Path| path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    (below.parent().map(names).unwrap_or_default(), below.file_stem().map(|stem| stem.to_string_lossy().into_owned()))
}

/// The files that an address of these names may mean, the likeliest first.
fn pages(names: &[String]) -> Vec<Vec<String>> {
    let mut all = vec![names.to_vec()];
    let Some((last, folder)) = names.split_last() else { return vec![vec!["index.md".to_owned()]] };
    let mut add = |name: String| all.push([folder, &[name]].concat());
    let plain = last.strip_suffix(".html").or_else(|| last.strip_suffix(".htm")).unwrap_or(last);
    for end in ["md", "markdown", "html"] {
        add(format!("{plain}.{end}"));
    }
    for end in ["md", "markdown", "html"] {
        all.push([names, &[format!("index.{end}")]].concat());
    }
    all
}

/// The file of these names below a folder, if it is one and no link leads out of there or to what is hidden.
pub(super) fn inside(folder: &Path, real: &Path, names: &[String]) -> Option<PathBuf> {
    let path = names.iter().fold(folder.to_owned(), |path, name| path.join(name));
    // Most candidates are not there, and looking costs less than following.
    path.symlink_metadata().ok()?;
    is_file_inside(&path, real).then_some(path)
}
