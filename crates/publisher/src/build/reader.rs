//! The reader's own files: found where `cargo xtask dist` left them, and copied. None of them is content.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// What stands beside the reader and is content.
const CONTENT: [&str; 4] = ["bundle.json", "bundle.json.br", "archive", "example"];

/// The folder with the reader's files.
pub(super) fn find() -> Result<PathBuf> {
    let given = std::env::var_os("DOSSIER_READER_DIST").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| PathBuf::from("dist"));
    if !folder.join("index.html").is_file() {
        bail!("no reader inside: run cargo xtask dist (looked for index.html in {}; --content-only does without)", folder.display());
    }
    Ok(folder)
}

/// The page that begins with the form of the reader for archives, in place of `index.html`.
const ARCHIVE_PAGE: &str = "archive.html";

/// Copies the reader's files into a site. A site with an archive gets the page that begins with the reader for archives; both forms come
/// along, since either can hand over to the other.
pub(super) fn copy(from: &Path, site: &Path) -> Result<()> {
    let archive = site.join("archive").is_dir();
    let entries = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        if !CONTENT.iter().any(|name| entry.file_name() == *name) {
            copy_all(&entry.path(), &site.join(entry.file_name()))?;
        }
    }
    for end in ["", ".br"] {
        let (page, index) = (site.join(format!("{ARCHIVE_PAGE}{end}")), site.join(format!("index.html{end}")));
        if page.is_file() {
            let moved = if archive { fs::rename(&page, &index) } else { fs::remove_file(&page) };
            moved.with_context(|| format!("cannot move {}", page.display()))?;
        }
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
        return Ok(());
    }
    fs::create_dir(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        copy_all(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
