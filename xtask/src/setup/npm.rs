//! What is taken from npm: Binaryen, which makes the reader's WebAssembly smaller; and for the tests axe-core, the checker of accessibility, style
//! sheets of other people's pages, and what such pages are made with. They go into the user's cache, never into the project.

use super::packages;
use crate::{paths, process};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A file of a package, or a folder of several.
pub(crate) struct Part {
    /// Each with its version. A newer one may differ; it is raised on purpose, not by accident.
    packages: &'static [&'static str],
    /// Below the folder of packages. It is not there before the last of them is.
    path: &'static str,
}

/// Works on WebAssembly (Apache-2.0). Itself WebAssembly: nothing is compiled, and its outcome is the same everywhere.
pub(crate) const BINARYEN: Part = Part { packages: &["binaryen@132.0.0"], path: "binaryen/bin/wasm-opt" };
pub(crate) const AXE: Part = Part { packages: &["axe-core@4.14.1"], path: "axe-core/axe.min.js" };
pub(crate) const BOOTSTRAP: Part = Part { packages: &["bootstrap@5.3.9"], path: "bootstrap/dist/css/bootstrap.min.css" };
pub(crate) const GOVUK: Part = Part { packages: &["govuk-frontend@6.6.0"], path: "govuk-frontend/dist/govuk/govuk-frontend.min.css" };
/// Frameworks with elements in their pages, what builds these, and what checks our types against theirs.
pub(crate) const FRAMEWORKS: Part = Part {
    packages: &[
        "react@19.3.1",
        "react-dom@19.3.1",
        "vue@3.5.45",
        "svelte@5.57.3",
        "esbuild@0.28.2",
        "typescript@7.0.2",
        "@types/react@19.3.0",
    ],
    path: "",
};

/// Node.js, which runs what comes from npm.
pub(crate) fn node() -> Result<PathBuf> {
    process::find("node").context("there is no Node.js (the command `node`): install it; Debian: `apt-get install nodejs npm`")
}

impl Part {
    /// Where it is. What is missing is installed.
    pub(crate) fn ready(&self) -> Result<PathBuf> {
        let folder = self.packages.iter().map(|name| name.trim_start_matches('@').replace(['@', '/'], "-")).collect::<Vec<_>>().join("+");
        let home = paths::cache()?.join("npm").join(folder);
        let modules = home.join("node_modules");
        let file = modules.join(self.path);
        // npm writes its own list when everything is there.
        if modules.join(".package-lock.json").is_file() && file.exists() {
            return Ok(file);
        }
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        if process::find("npm").is_none() && process::find(npm).is_none() {
            packages::install("npm", &["nodejs", "npm"])?;
        }
        let names = self.packages.join(" ");
        eprintln!("Installing {names} into the cache (once; usually takes seconds)");
        fs::create_dir_all(&home).with_context(|| format!("{} cannot be made", home.display()))?;
        let mut install = Command::new(npm);
        install.current_dir(&home).args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&home).args(self.packages);
        process::text(&mut install).with_context(|| {
            format!(
                "{names} cannot be installed: check the network (where it has certificates of its own, NODE_EXTRA_CA_CERTS names their file), then run this again"
            )
        })?;
        if !file.exists() {
            bail!("npm installed {names}, but there is no {}", file.display());
        }
        Ok(file)
    }
}
