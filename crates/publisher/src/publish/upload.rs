//! Sends files and makes sure that they have arrived: what was read is what was planned, and what is there has its length, its type and,
//! where the store tells, its checksum. What arrived damaged is sent again.

use super::inventory::Local;
use super::names::Kind;
use super::state::{md5, md5_of};
use super::target::{Expect, Guard, Target, Version, Written};
use anyhow::{Context, Result, anyhow, bail};
use sha2::Digest;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Files that are larger go in pieces.
const LARGE: u64 = 8 << 20;
/// How often a file is sent before it counts as failed.
const TRIES: u32 = 3;

/// Sends files of a site.
pub(super) struct Sender<'s> {
    site: &'s Path,
    target: &'s dyn Target,
    guard: &'s dyn Guard,
    /// Whether the store's tags have turned out to be something else than the MD5 they look like.
    odd_tags: AtomicBool,
    /// Whether it was told that the store says other things of a file than it should.
    odd_headers: AtomicBool,
}

impl<'s> Sender<'s> {
    /// Sends from `site` to `target`.
    pub(super) fn new(site: &'s Path, target: &'s dyn Target, guard: &'s dyn Guard) -> Self {
        Self { site, target, guard, odd_tags: AtomicBool::new(false), odd_headers: AtomicBool::new(false) }
    }

    /// Sends a file on a condition; the version that the target has now.
    pub(super) fn send(&self, file: &Local, expect: &Expect) -> Result<Version> {
        let mut expect = expect.clone();
        let mut failure = None;
        for _ in 0..TRIES {
            // Files under names that readers know must be of one publisher.
            if !matches!(file.kind, Kind::Hashed | Kind::Loader) {
                self.guard.held()?;
            }
            match self.send_once(file, &expect) {
                Ok((version, true)) => return Ok(version),
                // What is there now is what was just written.
                Ok((version, false)) => {
                    failure = None;
                    expect = if matches!(expect, Expect::Anything) { Expect::Anything } else { Expect::Version(version) };
                }
                Err(error) if error.is::<Final>() => return Err(error),
                Err(error) => failure = Some(error),
            }
        }
        Err(failure.unwrap_or_else(|| anyhow!("{} has arrived damaged at {} {TRIES} times", file.path, self.target.name())))
    }

    /// The version that is there now, and whether it has arrived undamaged.
    fn send_once(&self, file: &Local, expect: &Expect) -> Result<(Version, bool)> {
        let path = self.site.join(&file.path);
        let what = || format!("cannot read {}", path.display());
        if file.bytes > LARGE && matches!(expect, Expect::Anything) {
            let version = self.target.write_large(&file.path, &path, &file.sha256, &file.headers)?;
            return Ok((version, self.arrived(file, None)?));
        }
        let bytes = fs::read(&path).with_context(what)?;
        if sha2::Sha256::digest(&bytes)[..] != file.sha256[..] {
            bail!(Final(format!("{} has changed while it was published; run publish again", path.display())));
        }
        let sum = md5(&bytes);
        let version = match self.target.write(&file.path, bytes, &file.headers, expect)? {
            Written::Done(version) => version,
            // A write that was answered too late is tried again by the client and then refused because of itself.
            Written::Refused if self.target.digest(&file.path)? == Some((file.bytes, file.sha256)) => {
                self.target.version(&file.path)?.unwrap_or_default()
            }
            Written::Refused => bail!(Final(format!(
                "another publisher has published to {} since this one began; nothing that readers see was changed; run publish again if yours is the newer site",
                self.target.name()
            ))),
        };
        Ok((version, self.arrived(file, Some(&sum))?))
    }

    /// Whether a file is there as it was sent.
    fn arrived(&self, file: &Local, sum: Option<&str>) -> Result<bool> {
        let Some(found) = self.target.find(&file.path)? else { return Ok(false) };
        let wrong = found.headers.as_ref().filter(|headers| **headers != file.headers.said());
        if let Some([media_type, cache, encoding]) = wrong.filter(|_| !self.odd_headers.swap(true, Ordering::Relaxed)) {
            eprintln!(
                "dossier: {} does not keep what it is told; of {} it says Content-Type {media_type:?}, Cache-Control {cache:?}, Content-Encoding {encoding:?}",
                self.target.name(),
                file.path
            );
        }
        if found.bytes != file.bytes {
            return Ok(false);
        }
        let tag = found.version.tag.as_deref().and_then(md5_of).filter(|_| !self.odd_tags.load(Ordering::Relaxed));
        let (Some(sum), Some(tag)) = (sum, tag) else { return Ok(true) };
        if tag.eq_ignore_ascii_case(sum) {
            return Ok(true);
        }
        let whole = self.target.digest(&file.path)? == Some((file.bytes, file.sha256));
        self.odd_tags.fetch_or(whole, Ordering::Relaxed);
        Ok(whole)
    }
}

/// A failure that would only repeat itself.
#[derive(Debug)]
struct Final(String);

impl std::fmt::Display for Final {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Final {}
