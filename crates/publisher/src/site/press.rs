//! What everything beside the content is made with: the content, the addresses of the site, and the way to its folder.

use super::Options;
use super::content::Contents;
use super::survey::Survey;
use anyhow::{Context, Result};
use dossier_bundle::{Bundle, Item, Language};
use dossier_query::{Paths, Route};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The press.
pub(super) struct Press<'a> {
    pub(super) contents: &'a Contents,
    pub(super) options: &'a Options,
    pub(super) paths: Paths,
    pub(super) survey: Survey,
}

impl Press<'_> {
    pub(super) fn bundle(&self) -> &Bundle {
        &self.contents.bundle
    }

    /// An address of the site as it is named from outside, where that is known.
    pub(super) fn absolute(&self, address: &str) -> Option<String> {
        self.options.address.as_ref().map(|site| format!("{site}{address}"))
    }

    /// The first page in one of the site's languages.
    pub(super) fn home(&self, language: &Language) -> Route {
        let others = self.bundle().site.languages.get(1..).unwrap_or_default();
        Route { language: others.contains(language).then(|| language.clone()), ..Route::default() }
    }

    /// The page of an item in its own language, where the site has that: of those that show the item, the one to be found.
    pub(super) fn item(&self, item: &Item) -> Route {
        Route { item: Some(item.id.clone()), ..self.home(&item.language) }
    }

    /// The name of an item that stays the same whatever pages the site has; the reader opens it as an address too.
    pub(super) fn name(&self, item: &Item) -> Option<String> {
        let route = Route { item: Some(item.id.clone()), ..Route::default() };
        self.absolute(&format!("?{}", route.to_query()))
    }

    /// Whether there is a calendar.
    pub(super) fn has_calendar(&self) -> bool {
        self.options.address.is_some() && !self.survey.deadlines.is_empty()
    }

    /// Writes a file that must not be there yet. Two of one name would be a fault here, or of a disk that does not tell upper from lower case.
    pub(super) fn write(&self, address: &str, bytes: &[u8]) -> Result<()> {
        let path = file(&self.contents.folder, address);
        let what = || format!("cannot write {}", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(what)?;
        }
        match fs::File::create_new(&path) {
            Ok(mut file) => std::io::Write::write_all(&mut file, bytes).with_context(what),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error).with_context(|| {
                format!("{} is there already; this disk does not tell ids apart that differ in upper and lower case only", path.display())
            }),
            Err(error) => Err(error).with_context(what),
        }
    }

    /// Writes a file in place of the one that came with the reader.
    pub(super) fn replace(&self, address: &str, bytes: &[u8]) -> Result<()> {
        let path = file(&self.contents.folder, address);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// The file of an address: a page's is where web servers look for it. A part of an address is one name: those made of ids were written by
/// `Paths`, which leaves no separators in them.
pub(super) fn file(folder: &Path, address: &str) -> PathBuf {
    let mut path = folder.to_owned();
    path.extend(address.split('/').filter(|part| !part.is_empty()).map(unescaped));
    if address.is_empty() || address.ends_with('/') { path.join("index.html") } else { path }
}

/// An id as a folder is called; none for one too long to be part of a path.
pub(super) fn part(id: &str) -> Option<String> {
    Paths::part(id).map(|part| unescaped(&part))
}

/// Whether two addresses name the same place, however they are escaped.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    unescaped(one) == unescaped(other)
}

/// A part of a path as a file is called: `%XX` as the byte it stands for.
pub(crate) fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).unwrap_or_default() as u8;
        bytes.push(if byte == b'%' { digit(rest.next()) << 4 | digit(rest.next()) } else { byte });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: &str) {
        assert_eq!(file(Path::new("site"), address), Path::new(expected));
    }

    #[test]
    fn files_are_where_servers_look() {
        check("", "site/index.html");
        check("t/a~20b/news/2/", "site/t/a~20b/news/2/index.html");
        check("nb/i/s%C3%B8k/", "site/nb/i/søk/index.html");
        check("feeds/%C3%B8/news.nb.atom", "site/feeds/ø/news.nb.atom");
    }
}
