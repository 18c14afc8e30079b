//! Writing the folder: beside the old one first, then in its place in one move. Nobody sees a folder that is half written.

use super::package::Files;
use crate::setup::Profile;
use anyhow::{Context, Result};
use std::fs;
use std::io::Cursor;
use std::path::Path;

/// Files of these kinds shrink when compressed; hosts that know of it serve the `.br` beside them.
const COMPRESSIBLE: &[&str] = &["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Writes the files to `out`, with brotli copies in a release.
pub(super) fn write(files: &Files, out: &Path, profile: Profile) -> Result<()> {
    let beside = out.with_extension("partial");
    remove(&beside)?;
    for (path, bytes) in files {
        put(&beside, path, bytes)?;
        let extension = path.rsplit('.').next().unwrap_or_default();
        if profile == Profile::Release && COMPRESSIBLE.contains(&extension) {
            put(&beside, &format!("{path}.br"), &brotli(bytes)?)?;
        }
    }
    let old = out.with_extension("old");
    remove(&old)?;
    if out.exists() {
        fs::rename(out, &old).with_context(|| format!("{} cannot be replaced", out.display()))?;
    }
    fs::rename(&beside, out).with_context(|| format!("{} cannot be written", out.display()))?;
    remove(&old)
}

/// Brotli at its best, as a host would keep it beside the file.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut out, &settings)?;
    Ok(out)
}

fn put(folder: &Path, path: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_takes_the_place_of_the_old_one() {
        let out = std::env::temp_dir().join(format!("dossier-write-{}", std::process::id()));
        let files = |path: &str| Files::from([(path.to_owned(), b"body { }".repeat(40))]);
        write(&files("assets/old.css"), &out, Profile::Release).unwrap();
        write(&files("assets/new.css"), &out, Profile::Release).unwrap();
        assert!(!out.join("assets/old.css").exists());
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut Cursor::new(fs::read(out.join("assets/new.css.br")).unwrap()), &mut plain).unwrap();
        assert_eq!(plain, fs::read(out.join("assets/new.css")).unwrap());
        write(&files("a.css"), &out, Profile::Dev).unwrap();
        assert!(!out.join("a.css.br").exists(), "daily work does not wait for compression");
        fs::remove_dir_all(&out).unwrap();
    }
}
