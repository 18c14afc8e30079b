//! What `dossier build` can be told.

use crate::import::mapping::Mapping;
use crate::site;
use anyhow::Result;
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Options of `dossier build`.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Clone, Debug, Default, Args)]
pub struct Options {
    /// A folder with settings (dossier.toml); or a bundle (JSON); or files, folders and addresses of feeds: JSON Lines, tables, Markdown, HTML, feeds; `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The folder of the site; one that is there is replaced. A folder with settings has its own: `site` in it
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// What the site is and how rows become items: a mapping (TOML), as for `import`
    #[arg(long, value_name = "FILE", visible_alias = "settings", visible_alias = "map")]
    pub site: Option<PathBuf>,
    /// Title of the site, in place of the mapping's
    #[arg(long)]
    pub title: Option<String>,
    /// The site of the build before: what of it has not changed stays, file by file
    #[arg(long, value_name = "SITE")]
    pub previous: Option<PathBuf>,
    /// Write the whole archive anew: then nothing of items that have changed or gone is left in it. The log of changes goes on
    #[arg(long)]
    pub anew: bool,
    /// Read no more than this many rows
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
    /// Threads that work; by default one for each core
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Write an archive however small the content is
    #[arg(long, conflicts_with = "whole")]
    pub force_archive: bool,
    /// Write one bundle however large the content is
    #[arg(long)]
    pub whole: bool,
    /// Leave the reader's own files out, and all pages
    #[arg(long)]
    pub content_only: bool,
    /// Where the site will be; without it, pages cannot say their own address, and there is no map of them for search engines
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
    /// Leave out the compressed copies beside files, which take most of the time of a small site
    #[arg(long)]
    pub no_copies: bool,
    /// Leave out the pages that need no script, and all else that stands beside the content
    #[arg(long)]
    pub no_pages: bool,
    /// Keep what was fetched in this folder; by default `.dossier-cache` beside the site
    #[arg(long, value_name = "FOLDER")]
    pub cache: Option<PathBuf>,
    /// Print a report as JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// Replace a folder that is no site
    #[arg(long)]
    pub force: bool,
}

impl Options {
    /// Whether content is to be one bundle, if it is `few` or is not.
    pub(super) fn is_whole(&self, few: bool) -> bool {
        self.whole || (few && !self.force_archive)
    }

    /// What pages to write.
    pub(super) fn pages(&self, mapping: &Mapping) -> Result<site::Options> {
        let address = self.address.as_deref().or(mapping.site.address.as_deref()).map(site::address).transpose()?;
        let (lists, items) = (mapping.pages.lists, mapping.pages.items);
        let (previous, aliases) = (self.previous.clone(), BTreeMap::new());
        Ok(site::Options { address, lists, items, threads: self.threads(), previous, changes: None, aliases })
    }

    /// How many threads to use.
    pub(super) fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.threads.unwrap_or_else(cores).clamp(1, 256)
    }
}
