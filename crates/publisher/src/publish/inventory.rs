//! What a site consists of: every file with its length and hash. Proves on the way that the archive is whole and undamaged. Changes
//! nothing, and follows no link out of the folder.

use super::names::{Headers, Kind, Sha256, hash_in_name, headers, hex, kind, uncompressed};
use crate::work::each;
use anyhow::{Context, Result, bail};
use dossier_archive::seal;
use dossier_bundle::{Folder, Severity};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// A file of the site.
#[derive(Clone, Debug)]
pub(super) struct Local {
    /// Its path within the site, with `/` on every system.
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) sha256: Sha256,
    pub(super) kind: Kind,
    pub(super) headers: Headers,
}

/// The folder at the target for what publish itself has to remember.
pub(super) const OWN: &str = ".dossier";

/// Deepest nesting of folders.
const DEEPEST: usize = 64;

/// Where a file of the archive belongs by the table of contents.
type Sealed = BTreeMap<String, (Folder, u32)>;

/// All files of a site, in the order of their paths.
pub(super) fn take(site: &Path, threads: usize) -> Result<Vec<Local>> {
    let bundle = site.join("bundle.json");
    if !bundle.is_file() {
        bail!("{} is no site: it has no bundle.json", site.display());
    }
    let (bundle, found) = crate::check::parsed("bundle.json", &crate::check::read(&bundle)?);
    if let Some(fatal) = found.problems.iter().find(|problem| problem.severity == Severity::Fatal) {
        bail!("{} cannot be published: {}", site.join("bundle.json").display(), fatal.text);
    }
    let archive = bundle.archive.unwrap_or_default();
    let folders = archive.parts.iter().flat_map(|part| &part.shelves).flat_map(|shelf| &shelf.folders);
    let files = folders.flat_map(|folder| (0..folder.files).map(|place| (*folder, place)));
    let sealed: Sealed = files.map(|(folder, place)| (format!("archive/{}/{place}.bin", folder.name()), (folder, place))).collect();

    let mut paths = Vec::new();
    walk(site, "", DEEPEST, &mut paths)?;
    paths.sort_unstable();
    let there: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    if let Some(missing) = sealed.keys().find(|path| !there.contains(path.as_str())) {
        bail!("{} is incomplete: bundle.json names {missing}, which is not there; build it again", site.display());
    }
    let hashes = each(threads, &paths, &|path: &String| hash(&site.join(path), sealed.get(path)))?;
    let of_hash: BTreeSet<&str> =
        paths.iter().zip(&hashes).filter(|(path, (_, hash))| says(path, hash)).map(|(path, _)| path.as_str()).collect();
    let local = |(path, (bytes, sha256)): (&String, &(u64, Sha256))| {
        let plain = uncompressed(path);
        let copy = plain != path && there.contains(plain);
        let whole = if copy { plain } else { path };
        let kind = kind(path, sealed.contains_key(whole) || of_hash.contains(whole));
        Local { path: path.clone(), bytes: *bytes, sha256: *sha256, kind, headers: headers(path, kind, copy) }
    };
    Ok(paths.iter().zip(&hashes).map(local).collect())
}

/// Whether a file is named by its hash.
fn says(path: &str, sha256: &Sha256) -> bool {
    hash_in_name(path).is_some_and(|digits| hex(sha256).starts_with(digits))
}

fn walk(site: &Path, below: &str, deeper: usize, paths: &mut Vec<String>) -> Result<()> {
    let folder = site.join(below);
    let what = || format!("cannot read {}", folder.display());
    if deeper == 0 {
        bail!("{} lies too deep", folder.display());
    }
    for entry in fs::read_dir(&folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        let path = path_of(&entry.file_name(), below).with_context(|| format!("{} cannot be published", entry.path().display()))?;
        let of = entry.file_type().with_context(what)?;
        if of.is_dir() {
            walk(site, &path, deeper - 1, paths)?;
        } else if of.is_file() {
            paths.push(path);
        } else {
            bail!("{} cannot be published: it is neither a file nor a folder; put what it leads to in its place", entry.path().display());
        }
    }
    Ok(())
}

/// The path of an entry of a folder; fails for names that not every target can have.
fn path_of(name: &std::ffi::OsStr, below: &str) -> Result<String> {
    let Some(name) = name.to_str() else { bail!("its name is not UTF-8") };
    if name.contains(is_odd) {
        bail!("its name has a control character or a backslash");
    }
    if below.is_empty() && name == OWN {
        bail!("that name is kept for what publish has to remember");
    }
    Ok(if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") })
}

/// Whether a character may stand in no name of a file.
pub(super) fn is_odd(c: char) -> bool {
    c.is_control() || c == '\\' || (cfg!(windows) && c == ':')
}

fn hash(path: &Path, sealed: Option<&(Folder, u32)>) -> Result<(u64, Sha256)> {
    let what = || format!("cannot read {}", path.display());
    let Some((folder, place)) = sealed else {
        return digest(&mut File::open(path).with_context(what)?).with_context(what);
    };
    let bytes = fs::read(path).with_context(what)?;
    if let Err(damage) = seal::check(&bytes, *place, folder.files, &folder.root) {
        bail!("{} is damaged: {damage}; build the site again", path.display());
    }
    Ok((bytes.len() as u64, sha2::Sha256::digest(&bytes).into()))
}

/// Length and hash of everything that can be read, without keeping it.
pub(super) fn digest(read: &mut dyn Read) -> std::io::Result<(u64, Sha256)> {
    digest_into(read, &mut |_| Ok(()))
}

/// The same, and hands on each stretch.
pub(super) fn digest_into(read: &mut dyn Read, on: &mut dyn FnMut(&[u8]) -> std::io::Result<()>) -> std::io::Result<(u64, Sha256)> {
    let (mut hasher, mut bytes) = (sha2::Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match read.read(&mut buffer) {
            Ok(0) => return Ok((bytes, hasher.finalize().into())),
            Ok(count) => {
                hasher.update(&buffer[..count]);
                bytes += count as u64;
                on(&buffer[..count])?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
