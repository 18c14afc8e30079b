//! What of a site has to be sent to a host that has the site before: files that are not there, or not the same. Only counts.

use super::report::Size;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The files of `site` that are not in `old`.
pub(super) fn size(site: &Path, old: &Path) -> Result<Size> {
    let mut size = Size::default();
    add(site, old, &site.join("archive"), &mut size)?;
    Ok(size)
}

/// In `archive`, files are named by what is in them, so that two of one name and length are the same.
fn add(folder: &Path, old: &Path, archive: &Path, size: &mut Size) -> Result<()> {
    let named = folder.starts_with(archive);
    let what = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        let (path, other) = (entry.path(), old.join(entry.file_name()));
        let about = entry.metadata().with_context(what)?;
        if about.is_dir() {
            add(&path, &other, archive, size)?;
        } else if entry.file_name() != super::folder::LOCK && !is_there(&path, &other, about.len(), named)? {
            size.add(Size { files: 1, bytes: about.len() });
        }
    }
    Ok(())
}

fn is_there(path: &Path, other: &Path, bytes: u64, named: bool) -> Result<bool> {
    let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    match fs::metadata(other) {
        Ok(about) if about.is_file() && about.len() == bytes => Ok(named || read(path)? == read(other)?),
        _ => Ok(false),
    }
}
