//! Compressed copies beside every file that shrinks: `.br` (brotli) and `.gz` (gzip), for hosts that send those in place of the file. Files of an
//! archive are packed inside and have none.
//!
//! No copy is older than its file: those that came with the reader stay only where a name is pinned to its bytes.

use super::pool::Pool;
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use std::fs;
use std::io::{Cursor, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Files of these kinds shrink.
const KINDS: [&str; 11] = ["atom", "css", "html", "ics", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Copies {
    pub(super) files: u64,
    /// Bytes of the files that have copies, and of their copies by brotli.
    pub(super) from: u64,
    pub(super) to: u64,
}

/// Writes the copies of all files in `folder`.
pub(super) fn write(folder: &Path, pool: &Pool<'_>) -> Result<Copies> {
    let mut files = Vec::new();
    list(folder, folder, &mut files)?;
    // Large ones first, so that no thread ends long after the others.
    files.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let made = pool.each(&files, &|| (), &|(), (path, _)| copies(folder, path))?;
    Ok(made.into_iter().fold(Copies::default(), |all, of| Copies {
        files: all.files + of.files,
        from: all.from + of.from,
        to: all.to + of.to,
    }))
}

/// The files that shrink, with their lengths. Copies that may be old are removed.
fn list(folder: &Path, root: &Path, files: &mut Vec<(PathBuf, u64)>) -> Result<()> {
    let what = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        let path = entry.path();
        let about = entry.metadata().with_context(what)?;
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        if about.is_dir() {
            if path != root.join("archive") {
                list(&path, root, files)?;
            }
        } else if KINDS.contains(&kind) {
            files.push((path, about.len()));
        } else if matches!(kind, "br" | "gz") && !is_pinned(root, &path) && path.with_extension("").is_file() {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

/// Whether a file is named by its bytes.
fn is_pinned(root: &Path, path: &Path) -> bool {
    path.starts_with(root.join("assets"))
}

fn copies(root: &Path, path: &Path) -> Result<Copies> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut made = Copies::default();
    for (end, pack) in [("br", brotli as fn(&[u8]) -> std::io::Result<Vec<u8>>), ("gz", gzip)] {
        let copy = beside(path, end);
        if is_pinned(root, path) && copy.is_file() {
            continue;
        }
        let packed = pack(&bytes).with_context(|| format!("cannot compress {}", path.display()))?;
        // A file that does not shrink is sent as it is.
        if packed.len() >= bytes.len() {
            continue;
        }
        match fs::write(&copy, &packed) {
            // A name to which nothing can be added, or a folder that is called as the copy would be: hosts compress such a file themselves.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidFilename | ErrorKind::IsADirectory) => continue,
            result => result.with_context(|| format!("cannot write {}", copy.display()))?,
        }
        made.files += 1;
        if end == "br" {
            made.from += bytes.len() as u64;
            made.to += packed.len() as u64;
        }
    }
    Ok(made)
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    name.into()
}

/// Brotli, as well as can be had in a build that is to end soon: of pages, the next better quality gains nothing, and the best a tenth at a
/// thirtieth of the speed. The window is no wider than most files are long, since making it ready takes time of its own.
fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let lgwin = if bytes.len() <= 1 << 17 { 17 } else { 22 };
    let settings = BrotliEncoderParams { quality: 5, lgwin, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut out, &settings)?;
    Ok(out)
}

/// Gzip, without time or name, so that the same bytes give the same copy.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = GzBuilder::new().write(Vec::with_capacity(bytes.len() / 3), Compression::new(6));
    packer.write_all(bytes)?;
    packer.finish()
}
