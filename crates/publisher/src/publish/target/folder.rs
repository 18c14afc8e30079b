//! A folder as a target. Files are written beside and renamed, so that whoever reads sees the old one or the new one. Writes and removes
//! nothing through links, and nothing that it is not told to.

use super::super::inventory::{OWN, digest, digest_into};
use super::super::names::{Headers, Sha256, hex};
use super::{Expect, Found, Guard, Listed, Target, Version, Written};
use crate::publish::Options;
use anyhow::{Context, Result, bail};
use sha2::Digest;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The folder.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// Folders in which names were changed since the last settling.
    touched: Mutex<BTreeSet<PathBuf>>,
}

/// Keeps a lock, which goes with the process.
#[derive(Debug)]
struct Locked {
    _lock: File,
}

impl Guard for Locked {
    fn held(&self) -> Result<()> {
        Ok(())
    }
}

impl Folder {
    pub(super) fn open(root: &Path) -> Result<Self> {
        if root.exists() && !root.is_dir() {
            bail!("{} is there and is no folder", root.display());
        }
        Ok(Self { root: root.to_owned(), touched: Mutex::default() })
    }

    /// Where a file is; fails if the way there leads through a link.
    fn at(&self, path: &str) -> Result<PathBuf> {
        let mut at = self.root.clone();
        for name in path.split('/') {
            at.push(name);
            if at.is_symlink() {
                bail!("{} is a link; publish writes no files through links", at.display());
            }
        }
        Ok(at)
    }

    fn touch(&self, at: &Path) {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        touched.extend(at.parent().map(Path::to_owned));
    }

    /// Makes the folders above a file.
    fn make_way(&self, at: &Path) -> Result<()> {
        let Some(folder) = at.parent() else { return Ok(()) };
        let new: Vec<&Path> = folder.ancestors().take_while(|above| !above.exists()).collect();
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        new.into_iter().for_each(|folder| self.touch(folder));
        Ok(())
    }

    /// Puts what `fill` writes in the place of a file.
    fn place(&self, path: &str, fill: &dyn Fn(&mut File) -> Result<()>) -> Result<()> {
        let at = self.at(path)?;
        self.make_way(&at)?;
        let scratch = self.scratch();
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        // Readable by a web server; the process's own mask still applies.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(&scratch).with_context(|| format!("cannot write into {}", scratch.display()))?;
        let what = || format!("cannot write {}", at.display());
        fill(file.as_file_mut()).and_then(|()| Ok(file.as_file().sync_all()?)).with_context(what)?;
        file.persist(&at).map_err(|error| error.error).with_context(what)?;
        self.touch(&at);
        Ok(())
    }

    fn scratch(&self) -> PathBuf {
        self.root.join(OWN).join("scratch")
    }

    fn open_file(&self, path: &str) -> Result<Option<File>> {
        let at = self.at(path)?;
        match File::open(&at) {
            Ok(file) if file.metadata().is_ok_and(|about| about.is_file()) => Ok(Some(file)),
            Ok(_) => bail!("{} is there and is no file", at.display()),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", at.display())),
        }
    }
}

/// Adds all files below a folder, but for those that publish itself remembers.
fn walk(folder: &Path, below: &str, found: &mut Listed) -> Result<()> {
    let what = || format!("cannot read {}", folder.display());
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(what)?,
    };
    for entry in entries {
        let entry = entry.with_context(what)?;
        // What is no UTF-8 is no file of a site.
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{below}{name}");
        let of = entry.file_type().with_context(what)?;
        if of.is_dir() && path != OWN {
            walk(&entry.path(), &format!("{path}/"), found)?;
        } else if of.is_file() {
            found.insert(path, (entry.metadata().with_context(what)?.len(), None));
        }
    }
    Ok(())
}

/// In a folder, versions are told apart by their content.
fn named_by(sha256: &Sha256) -> Version {
    Version { tag: Some(format!("sha256-{}", hex(sha256))), number: None }
}

impl Target for Folder {
    fn name(&self) -> String {
        self.root.display().to_string()
    }

    fn guard(self: Arc<Self>, _: &Options) -> Result<Box<dyn Guard>> {
        if !self.root.exists() {
            fs::create_dir(&self.root).with_context(|| format!("cannot make {}", self.root.display()))?;
        }
        let own = self.at(OWN)?;
        let what = || format!("cannot write into {}", own.display());
        fs::create_dir_all(&own).with_context(what)?;
        let lock = File::options().create(true).append(true).open(self.at(&format!("{OWN}/lock"))?).with_context(what)?;
        if lock.try_lock().is_err() {
            bail!("another publisher is at work on {}; nothing was changed", self.name());
        }
        let scratch = self.scratch();
        // What a publisher that was killed had not yet put in its place.
        if scratch.exists() {
            fs::remove_dir_all(&scratch).with_context(|| format!("cannot remove {}", scratch.display()))?;
        }
        fs::create_dir(&scratch).with_context(what)?;
        Ok(Box::new(Locked { _lock: lock }))
    }

    fn find(&self, path: &str) -> Result<Option<Found>> {
        let Some(file) = self.open_file(path)? else { return Ok(None) };
        Ok(Some(Found { bytes: file.metadata()?.len(), version: Version::default(), headers: None }))
    }

    fn version(&self, path: &str) -> Result<Option<Version>> {
        Ok(self.digest(path)?.map(|(_, sha256)| named_by(&sha256)))
    }

    fn read(&self, path: &str, limit: u64) -> Result<Option<(Vec<u8>, Version)>> {
        let Some(file) = self.open_file(path)? else { return Ok(None) };
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {path}"))?;
        if bytes.len() as u64 > limit {
            bail!("{path} is larger than it can be");
        }
        let version = named_by(&sha2::Sha256::digest(&bytes).into());
        Ok(Some((bytes, version)))
    }

    fn digest(&self, path: &str) -> Result<Option<(u64, Sha256)>> {
        let Some(mut file) = self.open_file(path)? else { return Ok(None) };
        Ok(Some(digest(&mut file).with_context(|| format!("cannot read {path}"))?))
    }

    fn list(&self) -> Result<Listed> {
        let mut found = Listed::new();
        walk(&self.root, "", &mut found)?;
        Ok(found)
    }

    fn write(&self, path: &str, bytes: Vec<u8>, _: &Headers, expect: &Expect) -> Result<Written> {
        // Under the lock of the folder; this tells of writers that know of no lock.
        let holds = match expect {
            Expect::Anything => true,
            Expect::Absent => self.version(path)?.is_none(),
            Expect::Version(version) => self.version(path)?.as_ref() == Some(version),
        };
        if !holds {
            return Ok(Written::Refused);
        }
        self.place(path, &|file| Ok(file.write_all(&bytes)?))?;
        Ok(Written::Done(named_by(&sha2::Sha256::digest(&bytes).into())))
    }

    fn write_large(&self, path: &str, from: &Path, sha256: &Sha256, _: &Headers) -> Result<Version> {
        self.place(path, &|to| {
            let (_, found) = digest_into(&mut File::open(from)?, &mut |stretch| to.write_all(stretch))?;
            if found != *sha256 {
                bail!("{} has changed while it was published", from.display());
            }
            Ok(())
        })?;
        Ok(named_by(sha256))
    }

    fn settle(&self) -> Result<()> {
        let touched = std::mem::take(&mut *self.touched.lock().unwrap_or_else(PoisonError::into_inner));
        // Not every system can open a folder.
        for folder in touched.into_iter().filter(|folder| cfg!(unix) && folder.exists()) {
            File::open(&folder)
                .and_then(|folder| folder.sync_all())
                .with_context(|| format!("cannot write {} to the disk", folder.display()))?;
        }
        Ok(())
    }

    fn remove(&self, path: &str) -> Result<()> {
        let at = self.at(path)?;
        match fs::remove_file(&at) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", at.display()));
            }
            _ => self.touch(&at),
        }
        // Folders that are empty now; removing one that is not fails.
        let above = at.ancestors().skip(1).take_while(|above| *above != self.root);
        for folder in above {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}
