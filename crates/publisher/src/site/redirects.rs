//! Addresses under which items were found before: a small page at each that leads on, for hosts that know no redirects, and lines for those
//! that do. Made last, so that none takes the place of anything else in the site, nor leads away from it. A preview makes them when they are
//! asked for.

use super::Options;
use super::content::Contents;
use super::hosts::REDIRECTS;
use super::press::file;
use super::shell::escaped;
use crate::import::beside::address as encoded;
use anyhow::{Context, Result};
use dossier_bundle::Bundle;
use dossier_query::{Paths, Route};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use url::Url;

/// Most lines that hosts read; the pages do the same for the rest.
const MOST_LINES: u64 = 1_900;
/// Most bytes of a name to which the ends of compressed copies can still be added on every disk.
const LONGEST: usize = 250;
/// Most bytes of a path that every object store keeps, with the ends of copies and a folder of the publisher's before it.
const LONGEST_PATH: usize = 800;

/// Where aliases lead to, and what the site is called there.
struct Leading<'a> {
    paths: Paths,
    bundle: &'a Bundle,
    options: &'a Options,
}

/// Writes a page for each alias into the site in `folder`, in which everything else stands already, and the lines for hosts; how many.
pub(super) fn write(folder: &Path, options: &Options, left_out: &mut Vec<String>) -> Result<u64> {
    if options.aliases.is_empty() {
        return Ok(0);
    }
    let contents = Contents::read(folder)?;
    let leading = Leading { paths: super::plan::paths(&contents, options), bundle: &contents.bundle, options };
    let root = options.address.as_deref().and_then(|address| Url::parse(address).ok());
    let root = root.as_ref().map_or("/", Url::path);
    let (mut written, mut lines) = (0, String::new());
    let mut refused = Vec::new();
    for (alias, id) in &options.aliases {
        if !can_be(alias) {
            refused.push((alias, id));
            continue;
        }
        let address = address(alias);
        let path = file(folder, &address);
        let what = || format!("cannot write {}", path.display());
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::File::create_new(&path));
        match made {
            Ok(mut file) => file.write_all(leading.page(&address, id).as_bytes()).with_context(what)?,
            Err(error) if is_taken(error.kind()) => {
                refused.push((alias, id));
                continue;
            }
            Err(error) => return Err(error).with_context(what),
        }
        if written < MOST_LINES {
            // Writing to a text cannot fail.
            _ = writeln!(lines, "{root}{} {root}{} 301", encoded(alias.split('/')), leading.target(id));
        }
        written += 1;
    }
    let path = folder.join(REDIRECTS);
    let append = || OpenOptions::new().append(true).open(&path)?.write_all(lines.as_bytes());
    append().with_context(|| format!("cannot write {}", path.display()))?;
    if let Some((first, id)) = refused.first() {
        left_out.push(format!(
            "{} redirects from addresses that the site itself has, or that not every disk can keep, such as {first} of {id}",
            refused.len()
        ));
    }
    Ok(written)
}

/// Pages that lead on, by the paths of their files in the site, with their addresses and the ids of the items. Of two that want one path the
/// first has it.
#[derive(Debug, Default)]
pub(super) struct Redirects(BTreeMap<PathBuf, (String, String)>);

impl Redirects {
    /// Those that items ask for. What the site has itself is looked for when one is asked for.
    pub(super) fn of(options: &Options) -> Self {
        let mut pages = BTreeMap::new();
        for (alias, id) in options.aliases.iter().filter(|(alias, _)| can_be(alias)) {
            let address = address(alias);
            pages.entry(file(Path::new(""), &address)).or_insert_with(|| (address, id.clone()));
        }
        Self(pages)
    }

    /// Whether any leads from this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(Path::new(path))
    }

    /// The page at a path in the site of these contents; none if the site has something there itself, or a file on the way. `own` are files
    /// that are not on the disk yet.
    pub(super) fn page(&self, path: &Path, (contents, options): (&Contents, &Options), own: &BTreeSet<PathBuf>) -> Option<String> {
        let (address, id) = self.0.get(path)?;
        let is_there = match contents.folder.join(path).symlink_metadata() {
            Ok(_) => true,
            Err(error) => is_taken(error.kind()),
        };
        let is_on_the_way = |above: &Path| own.contains(above) || self.page(above, (contents, options), own).is_some();
        if is_there || own.contains(path) || path.ancestors().skip(1).any(is_on_the_way) {
            return None;
        }
        let leading = Leading { paths: super::plan::paths(contents, options), bundle: &contents.bundle, options };
        Some(leading.page(address, id))
    }
}

/// Whether a page can stand there on every disk, and not where a compressed copy of another file will be.
fn can_be(alias: &str) -> bool {
    let is_copy = |name: &str| [".br", ".gz"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    alias.len() <= LONGEST_PATH && alias.split('/').all(|name| name.len() <= LONGEST && !is_copy(name))
}

/// Whether a name is taken by another file, or one on the way to it is; or a disk has no such long ones.
fn is_taken(error: ErrorKind) -> bool {
    matches!(error, ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::InvalidFilename)
}

/// The address of the page for an alias: a file where that is called as pages are, else a folder.
fn address(alias: &str) -> String {
    let is_page = [".html", ".htm"].iter().any(|end| alias.to_ascii_lowercase().ends_with(end));
    [encoded(alias.split('/')), if is_page { String::new() } else { "/".to_owned() }].concat()
}

impl Leading<'_> {
    /// The item's page, from the site's root.
    fn target(&self, id: &str) -> String {
        let address = self.paths.address(&Route { item: Some(id.to_owned()), ..Route::default() });
        if address.is_empty() { "./".to_owned() } else { address }
    }

    fn page(&self, address: &str, id: &str) -> String {
        let to = self.target(id);
        let way = escaped(&["../".repeat(address.matches('/').count()).as_str(), &to].concat());
        let canonical = self.options.address.as_ref().map_or_else(|| way.clone(), |site| escaped(&format!("{site}{to}")));
        let language = dossier_view::text::page_language(None, &self.bundle.site);
        let title = escaped(self.bundle.site.title.get(&language));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"canonical\" href=\"{canonical}\">\n\
             <meta http-equiv=\"refresh\" content=\"0; url={way}\">\n</head>\n<body>\n<p><a href=\"{way}\">{title}: {}</a></p>\n</body>\n</html>\n",
            escaped(id)
        )
    }
}
