//! States of a site's content on the disk, to be compared: a bundle, or a site of either shape. Changes nothing.

use super::changes::{Changes, Items, changes};
use crate::filed::{Site, Skip};
use anyhow::{Result, bail};
use dossier_archive::write::Entry;
use dossier_bundle::{Bundle, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The items of a bundle that has them all.
impl Items for Bundle {
    fn each(&self, visit: &mut dyn FnMut(&str, &[u8])) -> Result<()> {
        for item in &self.items {
            visit(&item.id, Entry::new(item, self).json());
        }
        Ok(())
    }
}

/// A bundle, with its archive if it has one.
pub(super) struct State {
    bundle: Bundle,
    site: Site,
    /// Folders of bodies that need not be read.
    skip: Skip,
}

impl State {
    /// Opens a bundle or the folder of a site.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file = if path.is_dir() { path.join("bundle.json") } else { path.to_owned() };
        let (bundle, found) = crate::check::parsed(&file.display().to_string(), &crate::check::read(&file)?);
        if let Some(fatal) = found.problems.iter().find(|problem| problem.severity == Severity::Fatal) {
            bail!("{} cannot be compared: {}", file.display(), fatal.text);
        }
        if found.counts.left_out > 0 {
            eprintln!("dossier: {} items of {} cannot be shown and are not compared", found.counts.left_out, file.display());
        }
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let site = Site::new(file.parent().unwrap_or(Path::new("")), "", threads);
        Ok(Self { bundle, site, skip: Skip::new() })
    }

    /// The folders that hold its items, with the places of what is gone from each.
    fn folders(&self) -> Result<BTreeMap<[u8; 16], BTreeSet<u32>>> {
        let mut folders = BTreeMap::new();
        for part in self.bundle.archive.iter().flat_map(|archive| &archive.parts) {
            let gone = self.site.gone(&self.bundle, part)?;
            for (folder, places) in self.site.folders(&self.bundle, part)? {
                folders.insert(folder.root, gone.places.iter().copied().filter(|place| places.contains(place)).collect());
            }
        }
        Ok(folders)
    }
}

impl Items for State {
    fn each(&self, visit: &mut dyn FnMut(&str, &[u8])) -> Result<()> {
        let Some(archive) = &self.bundle.archive else { return self.bundle.each(visit) };
        for part in &archive.parts {
            let gone = self.site.gone(&self.bundle, part)?;
            self.site.each_item(&self.bundle, part, &self.skip, &mut |place, item| {
                if !gone.has(place) {
                    visit(&item.id, &item.json);
                }
            })?;
        }
        Ok(())
    }
}

/// What has changed between two bundles or sites on the disk. A folder of an archive that is in both is read in neither: it is named by
/// its content. What is gone from it in one of the two alone is looked at.
pub fn compare(old: &Path, new: &Path) -> Result<Changes> {
    let (mut old, mut new) = (State::open(old)?, State::open(new)?);
    let (before, now) = (old.folders()?, new.folders()?);
    let both = before.iter().filter_map(|(root, gone)| Some((*root, gone.symmetric_difference(now.get(root)?).copied().collect())));
    old.skip = both.collect();
    new.skip = old.skip.clone();
    changes(&old, &new)
}
