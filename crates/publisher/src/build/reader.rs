//! The reader's own files: in the command itself, or in the folder where `cargo xtask dist` left them. They are copied; none of them is content.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// What stands beside the reader and is content.
const CONTENT: [&str; 4] = ["bundle.json", "bundle.json.br", "archive", "example"];

/// The reader that was put into the command when it was made, by path; empty if none was.
static INSIDE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/reader.rs"));

/// Where the reader's files are.
pub(super) enum Reader {
    /// In this folder.
    Folder(PathBuf),
    /// In the command.
    Inside,
}

/// Finds the reader: in the folder that the environment names, in the command, or where `cargo xtask dist` leaves it.
pub(super) fn find() -> Result<Reader> {
    let given = std::env::var_os("DOSSIER_READER_DIST").map(PathBuf::from);
    if given.is_none() && !INSIDE.is_empty() {
        return Ok(Reader::Inside);
    }
    let folder = given.unwrap_or_else(|| PathBuf::from("dist"));
    if !folder.join("index.html").is_file() {
        bail!(
            "this command carries no reader: `cargo xtask install` makes one that does, DOSSIER_READER_DIST names a folder that has one (there is no index.html in {}), and `dossier build --content-only` does without",
            folder.display()
        );
    }
    Ok(Reader::Folder(folder))
}

impl Reader {
    /// The folder, if it is in one.
    pub(super) fn folder(&self) -> Option<&PathBuf> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Inside => None,
        }
    }
}

/// The page that begins with the form of the reader for archives, in place of `index.html`.
const ARCHIVE_PAGE: &str = "archive.html";

/// Copies the reader's files into a site. A site with an archive gets the page that begins with the reader for archives; both forms come
/// along, since either can hand over to the other.
pub(super) fn copy(from: &Reader, site: &Path) -> Result<()> {
    let archive = site.join("archive").is_dir();
    match from {
        Reader::Folder(from) => copy_folder(from, site)?,
        Reader::Inside => write_inside(site)?,
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

fn copy_folder(from: &Path, site: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        if !CONTENT.iter().any(|name| entry.file_name() == *name) {
            copy_all(&entry.path(), &site.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn write_inside(site: &Path) -> Result<()> {
    for (name, bytes) in INSIDE {
        if CONTENT.contains(&name.split('/').next().unwrap_or_default()) {
            continue;
        }
        let path = site.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
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
