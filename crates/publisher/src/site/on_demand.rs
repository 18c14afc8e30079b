//! Pages made when they are asked for, for previews: nothing is written. Those of routes, and those that lead on from older addresses.

use super::Options;
use super::content::Contents;
use super::pages::Printer;
use super::pool::Pool;
use super::press::{Press, file};
use super::redirects::Redirects;
use super::shell::Shell;
use super::survey::{Survey, survey};
use anyhow::Result;
use dossier_view::shown;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A site whose pages are made when they are asked for.
pub struct OnDemand {
    contents: Contents,
    shell: Shell,
    options: Options,
    redirects: Redirects,
    /// Files that the built site has and this one has not. Looked for when a page that leads on is asked for first.
    own: OnceLock<BTreeSet<PathBuf>>,
}

impl OnDemand {
    /// Opens the site in `folder`, which holds the reader and the content.
    pub fn open(folder: &Path, options: Options) -> Result<Self> {
        let redirects = Redirects::of(&options);
        Ok(Self { contents: Contents::read(folder)?, shell: Shell::read(folder)?, options, redirects, own: OnceLock::new() })
    }

    /// The page at an address that is relative to the root; `None` if the site would have none there.
    pub fn page(&self, address: &str) -> Result<Option<String>> {
        let press = self.press(Survey::default());
        match press.paths.route(address, "") {
            Some((route, _)) if super::press::is_same(&press.paths.address(&route), address) => {
                let (_, page, shown) = Printer { press: &press, shell: &self.shell }.print(&route, &self.contents.open())?;
                let is_there = match &shown.page {
                    shown::Page::Unknown(_) => false,
                    // One beyond the last shows the last.
                    shown::Page::List(listing) => listing.question.page == route.page,
                    _ => true,
                };
                Ok(is_there.then_some(page))
            }
            _ => Ok(None),
        }
    }

    /// The page that leads on from a path, which is a file's; `None` if there would be none. Only asked where there is nothing else.
    pub fn redirect(&self, path: &str) -> Result<Option<String>> {
        // A file may have the name of a page's folder.
        if !self.redirects.has(path) || self.page(&format!("{path}/"))?.is_some() {
            return Ok(None);
        }
        if self.own.get().is_none() {
            let survey = survey(&self.contents, &Pool { threads: self.options.threads, done: &|_, _| () })?;
            let own = super::own(&self.press(survey));
            _ = self.own.set(own.iter().map(|address| file(Path::new(""), address)).collect());
        }
        let Some(own) = self.own.get() else { return Ok(None) };
        Ok(self.redirects.page(Path::new(path), (&self.contents, &self.options), own))
    }

    fn press(&self, survey: Survey) -> Press<'_> {
        let paths = super::plan::paths(&self.contents, &self.options);
        Press { contents: &self.contents, options: &self.options, paths, survey }
    }
}
