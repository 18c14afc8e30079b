//! The tools that are compiled into the user's cache, each in a folder named by its version, so that checkouts share them.

use super::install::install;
use crate::paths;
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::PathBuf;

/// A program from the crate registry.
pub(crate) struct Tool {
    /// Name of its package.
    pub(super) package: &'static str,
    /// Name of the program.
    pub(super) program: &'static str,
    /// Exact version.
    pub(super) version: String,
    /// More arguments for `cargo install`.
    pub(super) arguments: &'static [&'static str],
    /// About how many crates it is made of.
    pub(super) crates: u64,
    /// How long it takes on two cores.
    pub(super) usually: &'static str,
}

impl Tool {
    /// Builds the reader. 0.22 wants a newer compiler than ours.
    pub(crate) fn trunk() -> Self {
        Self {
            package: "trunk",
            program: "trunk",
            version: "0.21.14".to_owned(),
            arguments: &["--locked", "--no-default-features", "--features", "rustls"],
            crates: 384,
            usually: "5 to 13 minutes",
        }
    }

    /// Writes the JavaScript beside the WebAssembly; must equal the library that the reader is linked with.
    pub(crate) fn wasm_bindgen() -> Result<Self> {
        let lock = fs::read_to_string(paths::root().join("Cargo.lock")).context("Cargo.lock cannot be read")?;
        Ok(Self {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: locked_version(&lock, "wasm-bindgen")?,
            arguments: &[],
            crates: 161,
            usually: "2 to 4 minutes",
        })
    }

    /// Drives Firefox in tests.
    pub(crate) fn geckodriver() -> Self {
        Self {
            package: "geckodriver",
            program: "geckodriver",
            version: "0.37.1".to_owned(),
            arguments: &[],
            crates: 122,
            usually: "1 to 2 minutes",
        }
    }

    /// Builds programs with a fuzzer in them.
    pub(crate) fn cargo_fuzz() -> Self {
        Self {
            package: "cargo-fuzz",
            program: "cargo-fuzz",
            version: "0.13.2".to_owned(),
            arguments: &["--locked"],
            crates: 60,
            usually: "1 to 4 minutes",
        }
    }

    /// The folder of the program, which is installed if it is missing.
    pub(crate) fn folder_of_program(&self) -> Result<PathBuf> {
        if !self.path()?.is_file() {
            install(self)?;
        }
        Ok(self.home()?.join("bin"))
    }

    /// The program, which is installed if it is missing.
    pub(crate) fn ready(&self) -> Result<PathBuf> {
        self.folder_of_program()?;
        self.path()
    }

    /// Where this version lives.
    pub(super) fn home(&self) -> Result<PathBuf> {
        Ok(paths::cache()?.join("tools").join(format!("{}-{}", self.package, self.version)))
    }

    /// Where the program is, or will be.
    pub(super) fn path(&self) -> Result<PathBuf> {
        Ok(self.home()?.join("bin").join(format!("{}{}", self.program, env::consts::EXE_SUFFIX)))
    }
}

/// The version of a package in `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Result<String> {
    let lock: toml::Table = lock.parse().context("Cargo.lock cannot be read")?;
    let packages = lock.get("package").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    let found = packages.iter().find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package));
    let version = found.and_then(|entry| entry.get("version")).and_then(toml::Value::as_str);
    Ok(version.with_context(|| format!("Cargo.lock has no {package}"))?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_found() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "b").unwrap(), "0.2.130");
        assert_eq!(locked_version(lock, "c").unwrap_err().to_string(), "Cargo.lock has no c");
    }
}
