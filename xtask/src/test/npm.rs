//! What the tests take from npm: axe-core, the checker of accessibility, and style sheets of other people's pages. They go into the user's cache,
//! never into the project.

use super::packages;
use crate::{paths, process};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A file of a package.
pub(super) struct File {
    package: &'static str,
    /// A newer one may differ; it is raised on purpose, not by accident.
    version: &'static str,
    path: &'static str,
}

pub(super) const AXE: File = File { package: "axe-core", version: "4.14.1", path: "axe.min.js" };
pub(super) const BOOTSTRAP: File = File { package: "bootstrap", version: "5.3.9", path: "dist/css/bootstrap.min.css" };
pub(super) const GOVUK: File = File { package: "govuk-frontend", version: "6.6.0", path: "dist/govuk/govuk-frontend.min.css" };

impl File {
    /// The file, which is installed if it is missing.
    pub(super) fn ready(&self) -> Result<PathBuf> {
        let Self { package, version, path } = self;
        let home = paths::cache()?.join(format!("npm/{package}-{version}"));
        let file = home.join("node_modules").join(package).join(path);
        if file.is_file() {
            return Ok(file);
        }
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        if process::find("npm").is_none() && process::find(npm).is_none() {
            packages::install("npm", &["nodejs", "npm"])?;
        }
        eprintln!("Installing {package} {version} into the cache (once; usually takes seconds)");
        fs::create_dir_all(&home).with_context(|| format!("{} cannot be made", home.display()))?;
        let name = format!("{package}@{version}");
        process::text(Command::new(npm).current_dir(&home).args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&home).arg(&name))
            .with_context(|| {
                format!("{package} cannot be installed: check the network, then run `npm install --prefix {} {name}`", home.display())
            })?;
        if !file.is_file() {
            bail!("npm installed {package}, but there is no {}", file.display());
        }
        Ok(file)
    }
}
