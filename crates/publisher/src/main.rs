//! The binary `dossier`: reads the command line, runs the command, answers with its exit code.

use clap::Parser;
use dossier_publisher::{Command, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    run(&Command::parse())
}
