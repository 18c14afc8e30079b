//! A build without pages, whose pages are made when they are asked for: a change of one item of many is seen at once.

use crate::site::{self, OnDemand};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// A build that is shown.
pub(super) struct Preview {
    folder: PathBuf,
    pages: OnDemand,
}

impl Preview {
    /// Opens the build in `folder`.
    pub(super) fn open(folder: &Path, options: site::Options) -> Result<Self> {
        Ok(Self { folder: folder.to_owned(), pages: OnDemand::open(folder, options)? })
    }

    /// The folder with everything else.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The page at a path, with `index.html` at its end; `None` if there is none.
    pub(super) fn page(&self, path: &str) -> Option<Result<String>> {
        let place = path.strip_suffix("index.html")?;
        self.pages.page(place).transpose()
    }

    /// The page that leads on from a path where nothing else is; `None` if there is none.
    pub(super) fn redirect(&self, path: &str) -> Option<Result<String>> {
        self.pages.redirect(path).transpose()
    }
}
