//! Copies the files that items name into the site: those beside rows as their drafts said, those of a bundle as its addresses say. None is
//! taken from outside the folder of its source, and none takes the place of a file of the site.

use super::report::{Input, Size};
use crate::body::visit::{Piece, each};
use crate::import::along::Luggage;
use crate::import::beside::{Carried, named};
use crate::import::walk::shown;
use anyhow::{Context, Result, bail};
use dossier_bundle::{Bundle, SafeUrl};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Files that are not there and are listed; all are counted.
const LISTED: usize = 100;
/// Names of a sort that people are told.
const TOLD: usize = 5;

/// What was copied, and what is not there.
#[derive(Clone, Debug, Default)]
pub(super) struct Copied {
    pub(super) size: Size,
    /// The first of what was copied.
    first: Vec<String>,
    missing: Vec<String>,
    missing_count: usize,
}

/// Copies everything that comes along with the input.
pub(super) fn copy(inputs: &[PathBuf], input: &Input, site: &Path) -> Result<Copied> {
    match input {
        Input::Rows(report) => of_rows(&report.luggage, site),
        Input::Bundle(found) => of_bundle(inputs, &found.addresses, site),
    }
}

fn of_rows(luggage: &Luggage, site: &Path) -> Result<Copied> {
    // Looked at before the first is copied: a disk that does not tell upper from lower case gives one file two names, which is no harm.
    if let Some(file) = luggage.files.values().find(|file| site.join(&file.to).symlink_metadata().is_ok()) {
        bail!(
            "{} comes along as {}, which has the name of a file that belongs to the site; call it, or the one in public, otherwise",
            shown(&file.from),
            file.to
        );
    }
    let mut copied = Copied::default();
    for file in luggage.files.values() {
        copied.file(file, site)?;
    }
    Ok(copied)
}

fn of_bundle(inputs: &[PathBuf], addresses: &BTreeSet<String>, site: &Path) -> Result<Copied> {
    let mut copied = Copied::default();
    let folder = inputs.first().and_then(|bundle| bundle.parent()).unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    for address in addresses {
        match named(folder, address) {
            Some(file) if site.join(&file.to).exists() => {}
            Some(file) => copied.file(&file, site)?,
            None if is_on_site(site, address) => {}
            None => copied.miss(address),
        }
    }
    Ok(copied)
}

/// Whether the site has what an address leads to, from elsewhere.
fn is_on_site(site: &Path, address: &str) -> bool {
    named(site, address).is_some()
}

impl Copied {
    fn file(&mut self, file: &Carried, site: &Path) -> Result<()> {
        let to = site.join(&file.to);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let bytes = fs::copy(&file.from, &to).with_context(|| format!("cannot copy {} to {}", file.from.display(), to.display()))?;
        if bytes != file.bytes {
            bail!("{} has changed while the site was built; build it again", file.from.display());
        }
        self.size.add(Size { files: 1, bytes });
        if self.first.len() < TOLD {
            self.first.push(shown(Path::new(&file.to)));
        }
        Ok(())
    }

    fn miss(&mut self, address: &str) {
        self.missing_count += 1;
        if self.missing.len() < LISTED {
            self.missing.push(address.to_owned());
        }
    }

    /// For programs.
    pub(super) fn to_value(&self) -> Value {
        json!({ "files": self.size.files, "bytes": self.size.bytes, "notThere": self.missing_count, "missing": self.missing })
    }

    /// For people, one line each.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.size.files > 0 {
            let rest = if self.size.files > self.first.len() as u64 { ", …" } else { "" };
            let (files, megabytes, named) = (self.size.files, self.size.bytes as f64 / 1e6, self.first.join(", "));
            lines.push(format!("files beside the content: {files}, {megabytes:.1} MB: {named}{rest}"));
        }
        if self.missing_count > 0 {
            let named: Vec<&str> = self.missing.iter().take(TOLD).map(String::as_str).collect();
            lines.push(format!("not there: {} files that the bundle names: {}", self.missing_count, named.join(", ")));
        }
        lines
    }
}

/// The relative addresses of a bundle.
pub(crate) fn addresses(bundle: &Bundle) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut see = |url: &SafeUrl| {
        if !url.is_absolute() && !url.as_str().starts_with(['/', '\\', '#', '?']) {
            all.insert(url.as_str().to_owned());
        }
    };
    let text = |blocks: &[dossier_bundle::Block], see: &mut dyn FnMut(&SafeUrl)| {
        each(blocks, &mut |piece| match piece {
            Piece::Link(url) | Piece::Picture { url, .. } => see(url),
        });
    };
    for item in &bundle.items {
        item.url.iter().for_each(&mut see);
        item.files.iter().for_each(|file| see(&file.url));
        text(&item.body, &mut see);
    }
    for topic in &bundle.topics {
        topic.links.iter().for_each(|link| see(&link.url));
        topic.sections.iter().flat_map(|section| section.body.values()).for_each(|blocks| text(blocks, &mut see));
    }
    all
}
