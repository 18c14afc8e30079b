//! The folder of a site under way: beside the old one, in its place by one rename once it is whole. A build that was killed leaves the old
//! folder as it was, and its leavings to the next build.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Says in a folder under way that its build still runs: as long as it is locked.
pub(super) const LOCK: &str = ".lock";

/// A site under way. Dropped before it is finished, it is removed.
#[derive(Debug)]
pub(super) struct Folder {
    /// Where it will be.
    out: PathBuf,
    /// Where it is made.
    part: PathBuf,
    /// Kept locked while the build runs.
    lock: Option<File>,
}

impl Folder {
    /// Begins beside `out`, and clears away what builds of it that were killed have left.
    pub(super) fn begin(out: &Path, inputs: &[PathBuf], force: bool) -> Result<Self> {
        let Some(name) = out.file_name() else { bail!("{} is not the name of a folder", out.display()) };
        let parent = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        if !parent.is_dir() {
            bail!("there is no folder {}", parent.display());
        }
        let out = parent.join(name);
        clear_away(&parent, &out, name)?;
        refuse_to_harm(&out, inputs, force)?;
        let part = parent.join(hidden(name, "part", std::process::id()));
        let begin = || -> io::Result<File> {
            fs::create_dir(&part)?;
            let lock = File::create(part.join(LOCK))?;
            lock.lock()?;
            Ok(lock)
        };
        let lock = begin().with_context(|| format!("cannot write into {}", parent.display()))?;
        Ok(Self { out, part, lock: Some(lock) })
    }

    /// Where to write.
    pub(super) fn path(&self) -> &Path {
        &self.part
    }

    /// Puts the folder in its place; before that everything on the disk, where it has to last.
    pub(super) fn finish(mut self, lasts: bool) -> Result<()> {
        self.lock = None;
        fs::remove_file(self.part.join(LOCK)).with_context(|| format!("cannot write into {}", self.part.display()))?;
        if lasts {
            sync(&self.part).with_context(|| format!("cannot write {} to the disk", self.part.display()))?;
        }
        let what = || format!("cannot replace {}", self.out.display());
        let old = self.out.with_file_name(hidden(self.out.file_name().unwrap_or_default(), "old", std::process::id()));
        let replaced = self.out.exists();
        if replaced {
            fs::rename(&self.out, &old).with_context(what)?;
        }
        if let Err(error) = fs::rename(&self.part, &self.out) {
            if replaced {
                fs::rename(&old, &self.out).with_context(what)?;
            }
            return Err(error).with_context(what);
        }
        if let Some(parent) = self.out.parent().filter(|_| lasts) {
            sync_folder(parent).with_context(what)?;
        }
        if replaced {
            fs::remove_dir_all(&old).with_context(|| format!("cannot remove {}", old.display()))?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing is there after a finished build. What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&self.part);
    }
}

/// The name of a folder that belongs to a build of `name`.
fn hidden(name: &std::ffi::OsStr, what: &str, process: u32) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{what}-{process}"));
    hidden
}

/// Removes what killed builds left; puts the old site back if one was killed between its two renames.
fn clear_away(parent: &Path, out: &Path, name: &std::ffi::OsStr) -> Result<()> {
    let name = name.to_string_lossy();
    let entries = fs::read_dir(parent).with_context(|| format!("cannot read {}", parent.display()))?;
    for entry in entries.flatten() {
        let found = entry.file_name().to_string_lossy().into_owned();
        let of = |what: &str| found.strip_prefix(&format!(".{name}.{what}-")).is_some_and(|rest| rest.parse::<u32>().is_ok());
        let path = entry.path();
        if of("old") && !out.exists() {
            fs::rename(&path, out).with_context(|| format!("cannot put {} back", out.display()))?;
        } else if of("old") || (of("part") && is_left_behind(&path)) {
            fs::remove_dir_all(&path).with_context(|| format!("cannot remove {}, which a build has left", path.display()))?;
        }
    }
    Ok(())
}

/// Whether no build works on a folder any more.
fn is_left_behind(part: &Path) -> bool {
    File::open(part.join(LOCK)).map_or(true, |lock| lock.try_lock().is_ok())
}

/// Fails if the build would destroy something that no build made.
fn refuse_to_harm(out: &Path, inputs: &[PathBuf], force: bool) -> Result<()> {
    let Ok(place) = fs::canonicalize(out) else { return Ok(()) };
    if !place.is_dir() {
        bail!("{} is there and is no folder", out.display());
    }
    for input in inputs {
        if fs::canonicalize(input).is_ok_and(|input| input.starts_with(&place)) {
            bail!("{} lies in {}, which is about to be replaced", input.display(), out.display());
        }
    }
    let empty = fs::read_dir(&place).with_context(|| format!("cannot read {}", out.display()))?.next().is_none();
    if !force && !empty && !place.join("bundle.json").is_file() {
        bail!("{} is there and is no site; --force replaces it", out.display());
    }
    Ok(())
}

/// Waits until everything in a folder is on the disk.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) -> io::Result<()> {
    // One call for the whole file system: with thousands of files much quicker than one for each.
    rustix::fs::syncfs(File::open(folder)?)?;
    Ok(())
}

/// Waits until everything in a folder is on the disk.
#[cfg(not(target_os = "linux"))]
fn sync(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync(&entry.path())?;
        } else {
            fs::OpenOptions::new().write(true).open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}

/// Waits until the names in a folder are on the disk. Not every system can open a folder.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
