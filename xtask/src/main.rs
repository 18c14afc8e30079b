//! `cargo xtask …`: everything a developer does with the project besides writing it.
//!
//! One file or folder a command. Commands talk on stderr; only figures and generated data go to stdout.
//! Nothing links to this crate, and it links to none of ours: it sees the project as files and cargo calls.

#![forbid(unsafe_code)]

mod bench;
mod check;
mod corpus;
mod dist;
mod fuzz;
mod paths;
mod process;
mod say;
mod serve;
mod setup;
mod size;
mod test;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Builds, shows and proves Dossier.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, build the reader, show it in a browser and reload it on change
    Serve(serve::Options),
    /// Build the reader as a folder of static files
    Dist {
        /// Build in seconds rather than small
        #[arg(long)]
        dev: bool,
        /// Put the folder here instead of dist/
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Install the publisher's command `dossier`, with the reader inside
    Install {
        /// Put it into bin/ of this folder instead of cargo's own
        #[arg(long, value_name = "FOLDER")]
        root: Option<PathBuf>,
    },
    /// Run everything that proves the project, real browsers included
    Test {
        /// Only tests whose name contains this
        filter: Option<String>,
    },
    /// Check format, lints, documentation, dependencies, rules of the house and size
    Check {
        /// Only steps whose name contains one of these
        steps: Vec<String>,
    },
    /// Show how many bytes a reader's browser loads, against the budget
    Size,
    /// Measure the reader in a real browser, against what was agreed
    Bench {
        /// What to measure; everything if left out
        #[command(subcommand)]
        which: Option<bench::Bench>,
    },
    /// Write made-up content in any amount, as JSON Lines
    Corpus(corpus::Options),
    /// Feed hostile bytes to everything that reads an archive
    Fuzz(fuzz::Options),
}

/// `cargo xtask install`: afterwards a publisher needs neither this checkout nor Rust.
fn install(root: Option<PathBuf>) -> anyhow::Result<()> {
    let reader = dist::ready(setup::Profile::Release)?;
    let mut install = process::cargo();
    install.args(["install", "--locked", "--force", "--path", "crates/publisher"]).env("DOSSIER_READER_INSIDE", reader);
    if let Some(root) = root {
        install.arg("--root").arg(root);
    }
    process::run(&mut install)
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve(options) => serve::run(options),
        Command::Dist { dev, out } => dist::run(setup::Profile::chosen(dev), out),
        Command::Install { root } => install(root),
        Command::Test { filter } => test::run(filter.as_deref()),
        Command::Check { steps } => check::run(&steps),
        Command::Size => size::run(),
        Command::Bench { which } => bench::run(which),
        Command::Corpus(options) => corpus::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // `{:#}` joins the causes in one line; the other forms add backtraces where RUST_BACKTRACE is set.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
