//! `dossier new`: a small site that works, for somebody to begin with. Its settings say what each of them is for.

use crate::build::SETTINGS;
use crate::command::Outcome;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// Options of `dossier new`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// The folder to make; one that is there must be empty
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Title of the site
    #[arg(long, default_value = "Reading room")]
    pub title: String,
}

/// Every file of a new site, by its path. The settings hold the place of the title.
const FILES: [(&str, &str); 7] = [
    (SETTINGS, include_str!("site/dossier.toml")),
    (".gitignore", "/site/\n/.dossier-*/\n"),
    ("content/news/2026-01-15-reading-room-opens.md", include_str!("site/opens.md")),
    ("content/news/2026-02-03-consultation-opens.md", include_str!("site/consultation.md")),
    ("content/documents/how-this-room-is-kept.md", include_str!("site/kept.md")),
    ("content/documents.csv", include_str!("site/documents.csv")),
    ("public/hello.txt", "Files in this folder are copied into the site as they are.\n"),
];

/// Where the title goes.
const TITLE: &str = "\"TITLE\"";

/// Makes the site.
pub fn run(options: &Options) -> Result<Outcome> {
    let folder = &options.folder;
    let what = || format!("cannot make {}", folder.display());
    fs::create_dir_all(folder).with_context(what)?;
    if fs::read_dir(folder).with_context(what)?.next().is_some() {
        bail!("{} is there and is not empty", folder.display());
    }
    for (path, text) in FILES {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        }
        // A TOML string is written as JSON writes one.
        let text = text.replace(TITLE, &serde_json::Value::from(options.title.as_str()).to_string());
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    eprintln!("{} is a site to begin with. To see it: dossier serve {}", folder.display(), folder.display());
    Ok(Outcome::Fine)
}
