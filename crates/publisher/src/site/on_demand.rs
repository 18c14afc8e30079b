//! Pages made when they are asked for, for previews: nothing is written.

use super::Options;
use super::content::Contents;
use super::pages::Printer;
use super::press::Press;
use super::shell::Shell;
use super::survey::Survey;
use anyhow::Result;
use std::path::Path;

/// A site whose pages are made when they are asked for.
pub struct OnDemand {
    contents: Contents,
    shell: Shell,
    options: Options,
}

impl OnDemand {
    /// Opens the site in `folder`, which holds the reader and the content.
    pub fn open(folder: &Path, options: Options) -> Result<Self> {
        Ok(Self { contents: Contents::read(folder)?, shell: Shell::read(folder)?, options })
    }

    /// The page at an address that is relative to the root; `None` if the site would have none there.
    pub fn page(&self, address: &str) -> Result<Option<String>> {
        let paths = super::plan::paths(&self.contents, &self.options);
        let press = Press { contents: &self.contents, options: &self.options, paths, survey: Survey::default() };
        match press.paths.route(address, "") {
            Some((route, _)) if super::press::is_same(&press.paths.address(&route), address) => {
                Printer { press: &press, shell: &self.shell }.print(&route, &self.contents.open()).map(|(_, page, _)| Some(page))
            }
            _ => Ok(None),
        }
    }
}
