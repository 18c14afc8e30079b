//! A site of which nothing has changed is not built again: what it was made of and the files themselves look as they did, and the report of then is
//! kept in the cache folder, which may be deleted at any time. Opens nothing of the content.
//!
//! That is so for input on this machine alone: addresses have to be asked, and standard input has to be read. Settings, content and what stands
//! beside it, files of `public`, the reader and this program count. A site that goes on from itself comes out as it was (a test holds that), so
//! it does not count as what it is made of.

use super::Order;
use super::folder::LOCK;
use super::reader::{self, Reader};
use super::report::{Built, Told};
use crate::import::sources::address;
use crate::looks::{self, Hash, Looks, Within, hash};
use crate::output::folder_of;
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The file's name in the cache folder.
const NAME: &str = "built";

/// What a site is made of, as far as looks tell.
pub(super) struct Standing {
    cache: PathBuf,
    out: PathBuf,
    from: Hash,
}

/// What is kept of a build.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// What it was made of.
    from: Hash,
    /// What its files look like.
    site: Hash,
    told: Told,
}

/// The time before anything is read, by the clock of the cache folder's disk; none if nothing is kept.
pub(super) fn begin(cache: Option<&Path>) -> Option<u64> {
    let cache = cache?;
    // Made before looking around, since it may be among what is looked at.
    fs::create_dir_all(cache).and_then(|()| looks::now(cache)).ok()
}

impl Standing {
    /// Looks at everything that an order names. None where looks would not tell, or what has just changed may change again unseen.
    pub(super) fn of(order: &Order, begun: Option<u64>) -> Option<Self> {
        let Order { options, out, public, mapping, cache, .. } = order;
        let cache = cache.clone()?;
        let real = |path: &Path| Some(folder_of(path).canonicalize().ok()?.join(path.file_name()?));
        let site = real(out)?;
        let goes_on = match &options.previous {
            Some(previous) => real(previous)? == site,
            None => !out.join("bundle.json").is_file(),
        };
        if options.previous.is_some() && !goes_on {
            return None;
        }
        // What says nothing of the site, and what is told otherwise.
        let asked = super::Options { previous: None, threads: None, cache: None, json: false, force: false, ..options.clone() };
        let reader = if options.content_only { None } else { Some(reader::find().ok()?) };
        let program = looks::program()?;
        let mut looks = Looks::new(&format!("{program:?} {asked:?} {goes_on} {}", site.display()), begun?);
        let within = Within { but_hidden: true, but: &site };
        for input in &options.inputs {
            if input == Path::new("-") || address(input).is_some() {
                return None;
            }
            // What stands beside a file may come along with it.
            looks.add(&if input.is_dir() { input.clone() } else { folder_of(input) }, within)?;
        }
        for path in options.site.iter().chain(public).chain(mapping.texts.files()) {
            looks.add(path, within)?;
        }
        if let Some(Reader::Folder(folder)) = &reader {
            looks.add(folder, Within { but_hidden: false, but: &site })?;
        }
        Some(Self { cache, out: out.clone(), from: looks.finish() })
    }

    /// What was told of the build of all this, if the site is still as that has written it.
    pub(super) fn told(&self) -> Option<Told> {
        let bytes = fs::read(self.cache.join(NAME)).ok()?;
        let (digest, text) = bytes.split_first_chunk::<16>()?;
        let kept: Kept = serde_json::from_slice(text).ok().filter(|_| hash(text) == *digest)?;
        (kept.from == self.from && kept.site == looks::written(&self.out, LOCK).ok()?).then_some(kept.told)
    }

    /// Keeps what was told of a build, whose files looked so before anybody else could see them.
    pub(super) fn keep(&self, site: Hash, built: &Built) -> Result<()> {
        let text = serde_json::to_vec(&Kept { from: self.from, site, told: built.told(&self.out) })?;
        let mut file = NamedTempFile::new_in(&self.cache)?;
        file.write_all(&hash(&text))?;
        file.write_all(&text)?;
        file.persist(self.cache.join(NAME))?;
        Ok(())
    }
}
