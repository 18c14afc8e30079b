//! The binary `dossier`: reads the command line, runs the command, answers with its exit code.

use clap::Parser;
use dossier_publisher::{Command, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    match Command::try_parse() {
        Ok(command) => run(&command),
        // Help and version come this way too. A wrong option is a failure; 2 is kept for the content's problems.
        Err(message) => match message.print() {
            Ok(()) => ExitCode::from(u8::from(message.use_stderr())),
            Err(_) => ExitCode::FAILURE,
        },
    }
}
