//! The Rust toolchain: the right compiler, and its browser target. Adds the target; never changes the toolchain.

use crate::{paths, process, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Fails unless the compiler is the one that the project is built with.
pub(crate) fn check_rust() -> Result<()> {
    let wanted = wanted_version(&fs::read_to_string(paths::root().join("rust-toolchain.toml"))?)?;
    let found = process::text(Command::new("rustc").arg("--version").current_dir(paths::root()))
        .context("no Rust compiler: install Rust with rustup (https://rustup.rs), open a new terminal and try again")?;
    if found.split_whitespace().nth(1) != Some(wanted.as_str()) {
        bail!(
            "this project is built with Rust {wanted}, but `rustc --version` says {found:?}: run `rustup toolchain install {wanted}`, and call cargo without `+toolchain`"
        );
    }
    Ok(())
}

/// Adds the browser target where it is missing.
pub(crate) fn add_wasm_target() -> Result<()> {
    let folder = process::text(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).current_dir(paths::root()))?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    if process::find("rustup").is_none() {
        bail!("Rust's target {TARGET} is missing, and so is rustup, which adds it: install Rust with rustup (https://rustup.rs)");
    }
    eprintln!("Adding Rust's target {TARGET} (about 20 MB, usually under a minute)");
    let clock = say::Stopwatch::start();
    process::run(Command::new("rustup").args(["target", "add", TARGET]).current_dir(paths::root()))
        .with_context(|| format!("could not add Rust's target {TARGET}: check the network, then run `rustup target add {TARGET}`"))?;
    eprintln!("Added in {}", clock.text());
    Ok(())
}

/// The version in `rust-toolchain.toml`.
fn wanted_version(file: &str) -> Result<String> {
    let file: toml::Table = file.parse()?;
    let channel = file.get("toolchain").and_then(|toolchain| toolchain.get("channel")).and_then(toml::Value::as_str);
    Ok(channel.context("rust-toolchain.toml names no channel")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_version_is_read() {
        assert_eq!(wanted_version("[toolchain]\nchannel = \"1.95.0\"\n").unwrap(), "1.95.0");
        assert!(wanted_version("[toolchain]\nprofile = \"minimal\"\n").is_err());
    }
}
