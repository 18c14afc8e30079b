//! Whether a built folder still stands: hashes of all that the reader is made from, and of all that was made. Never looks at times of files.

use crate::paths;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What the reader is made from.
const INPUTS: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates",
    "index.html",
    "public",
    "rust-toolchain.toml",
    "src",
    "style",
    "xtask/src/dist",
];

/// Crates that the reader does not contain.
const NATIVE: &[&str] = &["crates/publisher"];

/// The fingerprint of all that the reader is made from.
pub(crate) fn of_inputs() -> Result<String> {
    let root = paths::root();
    let mut files = BTreeMap::new();
    for input in INPUTS {
        collect(&root, input, &mut files)?;
    }
    files.retain(|path, _| !NATIVE.iter().any(|native| path.starts_with(native)));
    let flags = ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"].map(|name| std::env::var(name).unwrap_or_default());
    Ok(hash(&files, &flags.concat()))
}

/// Whether `out` was made from these inputs and is as it was made.
pub(super) fn stands(mark: &Path, inputs: &str, out: &Path) -> Result<bool> {
    let Ok(remembered) = fs::read_to_string(mark) else { return Ok(false) };
    Ok(out.join("index.html").is_file() && remembered == record(inputs, out)?)
}

/// Notes that `out` was made from these inputs.
pub(super) fn remember(mark: &Path, inputs: &str, out: &Path) -> Result<()> {
    fs::write(mark, record(inputs, out)?).with_context(|| format!("{} cannot be written", mark.display()))
}

fn record(inputs: &str, out: &Path) -> Result<String> {
    let mut files = BTreeMap::new();
    collect(out, "", &mut files)?;
    Ok(format!("in {inputs}\nout {}\n", hash(&files, "")))
}

/// All files at or below `base/name`, by their path from `base` with `/` on every system. A name that does not exist has none.
pub(super) fn collect(base: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let path = base.join(name);
    if path.is_file() {
        let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        files.insert(name.to_owned(), bytes);
    } else if path.is_dir() {
        for entry in fs::read_dir(&path).with_context(|| format!("{} cannot be read", path.display()))? {
            let entry = entry?.file_name().to_string_lossy().into_owned();
            // Editors and systems leave hidden files about; no input of ours is one below a folder.
            if !entry.starts_with('.') {
                collect(base, &if name.is_empty() { entry } else { format!("{name}/{entry}") }, files)?;
            }
        }
    }
    Ok(())
}

fn hash(files: &BTreeMap<String, Vec<u8>>, more: &str) -> String {
    let mut hasher = Sha256::new();
    for (path, bytes) in files {
        hasher.update(format!("{path}\0{}\0", bytes.len()));
        hasher.update(bytes);
    }
    hasher.update(more);
    hex(&hasher.finalize())
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_until_it_or_its_inputs_change() {
        let base = std::env::temp_dir().join(format!("dossier-fingerprint-{}", std::process::id()));
        let (out, mark) = (base.join("out"), base.join("mark"));
        fs::create_dir_all(out.join("assets")).unwrap();
        fs::write(out.join("index.html"), "page").unwrap();
        assert!(!stands(&mark, "one", &out).unwrap(), "never made");
        remember(&mark, "one", &out).unwrap();
        assert!(stands(&mark, "one", &out).unwrap());
        assert!(!stands(&mark, "two", &out).unwrap(), "other inputs");
        fs::write(out.join("assets/app.js"), "changed by hand").unwrap();
        assert!(!stands(&mark, "one", &out).unwrap(), "other outputs");
        fs::remove_dir_all(&base).unwrap();
    }

    #[test]
    fn names_and_lengths_count() {
        let files = |pairs: &[(&str, &str)]| pairs.iter().map(|&(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect();
        assert_ne!(hash(&files(&[("a", "bc")]), ""), hash(&files(&[("ab", "c")]), ""));
        assert_ne!(hash(&files(&[("a", "b"), ("c", "d")]), ""), hash(&files(&[("a", "bcd")]), ""));
    }
}
