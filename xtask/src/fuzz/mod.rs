//! `cargo xtask fuzz`: hostile bytes for every reader of the archive, by libFuzzer, from real files on. Says how many inputs each target
//! took; the first that it took badly is kept, and fails the command.

mod target;

use crate::setup::{self, Tool};
use crate::{paths, process, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// For how long, and which.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How long each target is fuzzed
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    seconds: u64,
    /// Targets by name; all if left out
    targets: Vec<String>,
}

/// Targets fuzzed at the same time.
const AT_ONCE: usize = 2;

/// Builds the targets, fuzzes each, and sums up.
pub(crate) fn run(options: &Options) -> Result<()> {
    setup::check_rust()?;
    let all = target::names(&fs::read_to_string(home().join("Cargo.toml"))?)?;
    if let Some(unknown) = options.targets.iter().find(|wanted| !all.contains(wanted)) {
        bail!("no target is called {unknown}; there are: {}", all.join(" "));
    }
    let chosen = if options.targets.is_empty() { &all } else { &options.targets };
    let tools = process::path_with(&[Tool::cargo_fuzz().folder_of_program()?])?;
    let clock = say::Stopwatch::start();
    eprintln!("== seeds");
    let mut seeds = process::cargo();
    seeds.current_dir(home()).args(["run", "--example", "seeds", "--target-dir"]).arg(built()).arg("--").arg(corpus()).args(chosen);
    process::run(&mut seeds)?;
    eprintln!("== building");
    // What makes the compiler count ways through the code is unstable; the compiler is the project's own all the same.
    let mut build = process::cargo();
    build.current_dir(home()).env("PATH", tools).env("RUSTC_BOOTSTRAP", "1");
    build.args(["fuzz", "build", "--fuzz-dir", ".", "--target-dir"]).arg(built());
    process::run(&mut build)?;
    let programs = programs()?;

    eprintln!("== fuzzing {} targets, {} s each", chosen.len(), options.seconds);
    let (waiting, failed) = (Mutex::new(chosen.iter()), Mutex::new(Vec::new()));
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(name) = next() {
                    match target::fuzz(&programs.join(name), name, options.seconds) {
                        Ok(inputs) => eprintln!("{name:<20} {inputs:>10} inputs, none taken badly"),
                        Err(error) => {
                            eprintln!("{name:<20} FAILED: {error:#}");
                            failed.lock().unwrap_or_else(PoisonError::into_inner).push(name.as_str());
                        }
                    }
                }
            });
        }
    });
    eprintln!("== fuzzed in {}", clock.text());
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(" ")) }
}

/// The package with the targets.
fn home() -> PathBuf {
    paths::root().join("crates/archive/fuzz")
}

/// Its build; the instruments in it are in no other.
fn built() -> PathBuf {
    paths::root().join("target/fuzz")
}

/// Seeds and what was found to lead to new ways, a folder a target.
fn corpus() -> PathBuf {
    paths::work().join("fuzz/corpus")
}

/// Where the targets are built to: the folder of this machine's kind.
fn programs() -> Result<PathBuf> {
    let about = process::text(Command::new("rustc").arg("-vV").current_dir(paths::root()))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say what it runs on")?;
    Ok(built().join(host).join("release"))
}
