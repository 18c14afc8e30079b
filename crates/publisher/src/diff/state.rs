//! States of a site's content on the disk, to be compared: a bundle, or a site of either shape. Changes nothing.

use super::changes::{Changes, Items, changes};
use crate::filed::Site;
use anyhow::{Result, bail};
use dossier_archive::format::{BODIES, CARDS};
use dossier_archive::write::Entry;
use dossier_bundle::{Bundle, Part, Severity};
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
    /// Parts of which only what stands at some places need be read.
    skip: BTreeMap<Named, BTreeSet<u32>>,
}

/// The names of the folders that hold a part's items: of its cards, and of its bodies.
type Named = [Vec<[u8; 16]>; 2];

fn named(part: &Part) -> Named {
    let folders = |name| part.shelf(name).map_or(&[][..], |shelf| &shelf.folders);
    [CARDS, BODIES].map(|name| folders(name).iter().map(|folder| folder.root).collect())
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
        Ok(Self { bundle, site, skip: BTreeMap::new() })
    }

    /// Its parts by the folders of their items, with the places of what is gone from each.
    fn parts(&self) -> Result<BTreeMap<Named, BTreeSet<u32>>> {
        let parts = self.bundle.archive.iter().flat_map(|archive| &archive.parts);
        parts.map(|part| Ok((named(part), self.site.gone(&self.bundle, part)?.places.into_iter().collect()))).collect()
    }
}

impl Items for State {
    fn each(&self, visit: &mut dyn FnMut(&str, &[u8])) -> Result<()> {
        let Some(archive) = &self.bundle.archive else { return self.bundle.each(visit) };
        for part in &archive.parts {
            let gone = self.site.gone(&self.bundle, part)?;
            if let Some(but) = self.skip.get(&named(part)) {
                let there = but.iter().copied().filter(|place| !gone.has(*place)).collect();
                self.site.items_at(&self.bundle, part, &there, &mut |item| visit(&item.id, &item.json))?;
                continue;
            }
            let mut place = 0;
            self.site.each_item(&self.bundle, part, &mut |item| {
                if !gone.has(place) {
                    visit(&item.id, &item.json);
                }
                place += 1;
            })?;
        }
        Ok(())
    }
}

/// What has changed between two bundles or sites on the disk. A part of an archive that is in both is read in neither, but for what is gone
/// from it in one of the two alone: its folders are named by their content.
pub fn compare(old: &Path, new: &Path) -> Result<Changes> {
    let (mut old, mut new) = (State::open(old)?, State::open(new)?);
    let (before, now) = (old.parts()?, new.parts()?);
    let both =
        before.iter().filter_map(|(named, gone)| Some((named.clone(), gone.symmetric_difference(now.get(named)?).copied().collect())));
    old.skip = both.collect();
    new.skip = old.skip.clone();
    changes(&old, &new)
}
