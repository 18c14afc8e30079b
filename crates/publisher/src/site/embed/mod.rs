//! What a site has for other people's pages (docs/embed.md), all of it in the folder `embed`:
//!
//! 1. `lists` makes the newest entries of each list and topic, as pages that an element shows before its program is wanted, and that a host may
//!    paste or include; `entry` is one of them;
//! 2. `oembed` describes each list to systems that know a pasted address;
//! 3. `loader` tells the elements' script about the site, and keeps a copy of it under a name of its own bytes;
//! 4. `frame` is the page for iframes, `configure` the page that writes snippets, in the words of `words`.
//!
//! Knows the files of the reader's folder `embed` by name, and none of how the elements work.

mod configure;
mod entry;
mod frame;
mod lists;
mod loader;
mod oembed;
mod words;

use super::content::{Content, Contents};
use super::press::Press;
use anyhow::{Context, Result};
use dossier_bundle::Language;
use dossier_query::{Paths, Route, View};
use dossier_view::shown::{Page, Shown};
use std::fs;
use std::path::{Path, PathBuf};

/// What the parts here are made from.
#[derive(Clone, Copy)]
pub(super) struct Embed<'a> {
    contents: &'a Contents,
    paths: &'a Paths,
    /// Where the site will be, if that is known.
    address: Option<&'a str>,
}

impl<'a> Embed<'a> {
    pub(super) fn of(press: &'a Press<'a>) -> Self {
        Self { contents: press.contents, paths: &press.paths, address: press.options.address.as_deref() }
    }

    /// Writes what goes with a page, if it is the first of a list or an overview.
    pub(super) fn page(self, content: &Content<'_>, shown: &Shown, language: &Language) -> Result<()> {
        let route = &shown.route;
        let (Page::List(_) | Page::Overview { .. }) = shown.page else { return Ok(()) };
        if route.page != 1 || route.view == View::Search || !self.has_elements() {
            return Ok(());
        }
        for place in Place::all(route, shown, language, self.contents) {
            let text = lists::page(self, content, shown, language, &place)?;
            put(&place.file(self, "html"), &text)?;
            if let Some(described) = oembed::describe(self, shown, language, &place) {
                put(&place.file(self, "oembed.json"), &described)?;
            }
        }
        Ok(())
    }

    /// Writes what the site has once.
    pub(super) fn site(self, content: &Content<'_>) -> Result<()> {
        if !self.has_elements() {
            return Ok(());
        }
        let pinned = loader::write(self)?;
        frame::write(self)?;
        configure::write(self, content, &pinned)
    }

    /// Whether the reader that was copied has elements.
    fn has_elements(self) -> bool {
        self.folder().join("dossier.js").is_file()
    }

    fn folder(self) -> PathBuf {
        self.contents.folder.join("embed")
    }

    /// A language as the site's addresses have it: unnamed if it is the first.
    fn named(self, language: &Language) -> Option<Language> {
        (self.contents.bundle.site.languages.first() != Some(language)).then(|| language.clone())
    }

    /// The address of a file of the site: all of it, or else from a page that lies `deep` folders below the root.
    fn link(self, deep: usize, address: &str) -> String {
        match self.address {
            Some(site) => format!("{site}{address}"),
            None if deep == 0 && address.is_empty() => "./".to_owned(),
            None => format!("{}{address}", "../".repeat(deep)),
        }
    }
}

/// Writes a file of the folder.
fn put(path: &Path, text: &str) -> Result<()> {
    let what = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(what)?;
    }
    fs::write(path, text).with_context(what)
}

/// The address of the description of what a route shows, relative to the site's root, if it has one.
pub(super) fn described(press: &Press<'_>, route: &Route) -> Option<String> {
    oembed::address(route, Embed::of(press))
}

/// A file's place below `embed`, as elements ask for it.
struct Place {
    folders: Vec<String>,
    name: &'static str,
}

impl Place {
    /// All names of what a route shows: with and without the language and the topic that are the site's first. An id that cannot be part of a
    /// path has none.
    fn all(route: &Route, shown: &Shown, language: &Language, contents: &Contents) -> Vec<Self> {
        let name = if route.view == View::Overview { "topic" } else { route.view.id() };
        let topic = shown.topic().map(|topic| contents.bundle.topic(topic).id.clone());
        let languages = [route.language.clone(), Some(language.clone())];
        let topics = [route.topic.clone(), topic];
        let mut all: Vec<Self> = Vec::new();
        for language in &languages {
            for topic in &topics {
                let part = topic.as_deref().map(super::press::part);
                if part == Some(None) {
                    continue;
                }
                let folders: Vec<String> = language
                    .iter()
                    .map(|language| language.as_str().to_owned())
                    .chain(part.flatten().into_iter().flat_map(|part| ["t".to_owned(), part]))
                    .collect();
                if !all.iter().any(|place| place.folders == folders) {
                    all.push(Self { folders, name });
                }
            }
        }
        all
    }

    fn file(&self, embed: Embed<'_>, extension: &str) -> PathBuf {
        let mut path = embed.folder();
        path.extend(&self.folders);
        path.join(format!("{}.{extension}", self.name))
    }

    /// How many folders below the site's root the file is.
    fn deep(&self) -> usize {
        self.folders.len() + 1
    }
}
