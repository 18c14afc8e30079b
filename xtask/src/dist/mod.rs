//! The reader as a folder of static files, in this order:
//!
//! 1. `fingerprint`: if neither what goes in nor what came out has changed, the folder stands.
//! 2. `trunk`: Trunk compiles the reader into a raw folder; the shipped one twice, for bundles and for archives.
//! 3. `optimize`: Binaryen works over the WebAssembly of the shipped one.
//! 4. `package`: every file of the reader is named by its own final bytes, made small before by `css`, `html`,
//!    `javascript` (both scripts) and `glue` (the WebAssembly and the script beside it, together).
//! 5. `write`: the folder is written beside the old one, with brotli copies, and takes its place in one move.
//!
//! No step reads a clock or lists a folder in the order of the disk: same input, same bytes.

mod css;
mod fingerprint;
mod glue;
mod html;
mod javascript;
mod optimize;
mod package;
mod trunk;
mod write;

pub(crate) use fingerprint::of_inputs;

use crate::setup::Profile;
use crate::{paths, say};
use anyhow::{Context, Result};
use optimize::Optimizer;
use std::fs::{self, File};
use std::path::PathBuf;
use trunk::Form;

/// `cargo xtask dist`.
pub(crate) fn run(profile: Profile, out: Option<PathBuf>) -> Result<()> {
    let folder = ready_in(profile, out.unwrap_or_else(|| folder(profile)))?;
    eprintln!("The reader is in {}", folder.display());
    Ok(())
}

/// Where the reader of this profile is kept. Two places, so that daily work never takes the shipped reader from under a test.
pub(crate) fn folder(profile: Profile) -> PathBuf {
    match profile {
        Profile::Release => paths::root().join("dist"),
        Profile::Dev => paths::work().join("dist-dev"),
    }
}

/// The folder of the reader, built if anything has changed.
pub(crate) fn ready(profile: Profile) -> Result<PathBuf> {
    ready_in(profile, folder(profile))
}

fn ready_in(profile: Profile, out: PathBuf) -> Result<PathBuf> {
    fs::create_dir_all(paths::work())?;
    // Two commands may want the reader at once; the second one waits and finds it built.
    let lock = File::create(paths::work().join(format!("{}.lock", profile.name())))?;
    if lock.try_lock().is_err() {
        eprintln!("Another command builds the reader; waiting for it");
        lock.lock().context("the lock of the build cannot be taken")?;
    }

    let mark = paths::work().join(format!("{}.fingerprint", profile.name()));
    let inputs = fingerprint::of_inputs()?;
    if fingerprint::stands(&mark, &inputs, &out)? {
        return Ok(out);
    }
    let clock = say::Stopwatch::start();
    let files = match profile {
        Profile::Release => {
            // Said before minutes of compiling, if it is not to be had.
            let optimizer = Optimizer::ready()?;
            let [whole, archive] = [trunk::build(profile, Form::Whole)?, trunk::build(profile, Form::Archive)?];
            optimizer.program_of(&whole)?;
            optimizer.program_of(&archive)?;
            package::package(&whole, Some(&archive))?
        }
        Profile::Dev => package::package(&trunk::build(profile, Form::Both)?, None)?,
    };
    write::write(&files, &out, profile)?;
    fingerprint::remember(&mark, &inputs, &out)?;
    eprintln!("Built and packaged the reader in {}", clock.text());
    Ok(out)
}
