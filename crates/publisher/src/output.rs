//! Files that are either there in full or not at all.

use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Writes `text` beside `path` and renames it into place once it is on the disk.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let folder = folder_of(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dossier-");
    #[cfg(unix)]
    // Readable by a web server; the process's own mask still applies.
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(&folder).with_context(|| format!("cannot write into {}", folder.display()))?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).with_context(|| format!("cannot write {}", path.display()))?;
    file.persist(path).map_err(|error| error.error).with_context(|| format!("cannot write {}", path.display()))?;
    // The name is on the disk only once the folder is. Not every system can open a folder.
    if cfg!(unix) {
        File::open(&folder).and_then(|folder| folder.sync_all()).with_context(|| format!("cannot write {}", folder.display()))?;
    }
    Ok(())
}

/// Fails if writing to `path` would destroy something that this command did not make.
pub(crate) fn refuse_to_harm(path: &Path, inputs: &[PathBuf], force: bool) -> Result<()> {
    if path.is_dir() {
        bail!("{} is a folder", path.display());
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        bail!("there is no folder {}", folder.display());
    }
    let Ok(place) = fs::canonicalize(path) else { return Ok(()) };
    if inputs.iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == place)) {
        bail!("{} is an input; write somewhere else", path.display());
    }
    if !force && !looks_like_a_bundle(&place)? {
        bail!("{} is there and is no bundle; --force replaces it", path.display());
    }
    Ok(())
}

/// The folder that a file is in.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn looks_like_a_bundle(path: &Path) -> Result<bool> {
    let mut beginning = Vec::new();
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    file.take(4096).read_to_end(&mut beginning).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(beginning.is_empty() || String::from_utf8_lossy(&beginning).contains("\"dossier-bundle/"))
}
