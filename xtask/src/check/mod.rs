//! `cargo xtask check`: the gate. Every step runs, also after a failed one, so one run tells all that is wrong.

mod arrows;
mod deny;
mod tidy;

use crate::{process, say, setup, size};
use anyhow::{Result, bail};

/// How a step ended, if it did not fail.
enum Outcome {
    Passed,
    /// It could not be done here; says why.
    Skipped(String),
}

/// A step: its name, and what it does.
type Step = (&'static str, fn() -> Result<Outcome>);

/// Quick ones first.
const STEPS: &[Step] = &[
    ("format", || cargo(&["fmt", "--all", "--", "--check"])),
    ("arrows", || arrows::check().map(|()| Outcome::Passed)),
    ("tidy", || tidy::check().map(|()| Outcome::Passed)),
    ("deny", deny::check),
    ("clippy, native", || cargo(&["clippy", "--keep-going", "--workspace", "--exclude", READER, "--all-targets", "--", "-D", "warnings"])),
    ("clippy, browser", || cargo(&["clippy", "-p", READER, "--target", BROWSER, "--", "-D", "warnings"])),
    ("docs, native", || docs(&["--workspace", "--exclude", READER])),
    ("docs, browser", || docs(&["-p", READER, "--target", BROWSER])),
    ("size", || size::run().map(|()| Outcome::Passed)),
];

const READER: &str = "dossier-reader";
const BROWSER: &str = "wasm32-unknown-unknown";

/// Runs all steps, or those whose name contains one of `wanted`.
pub(crate) fn run(wanted: &[String]) -> Result<()> {
    setup::check_rust()?;
    setup::add_wasm_target()?;
    let chosen: Vec<_> =
        STEPS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()))).collect();
    if chosen.is_empty() {
        bail!("no step of that name; there are: {}", STEPS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("; "));
    }
    let all = say::Stopwatch::start();
    let (mut report, mut failed) = (Vec::new(), Vec::new());
    for (name, step) in chosen {
        eprintln!("== {name}");
        let clock = say::Stopwatch::start();
        let outcome = match step() {
            Ok(Outcome::Passed) => "passed".to_owned(),
            Ok(Outcome::Skipped(reason)) => format!("SKIPPED: {reason}"),
            Err(error) => {
                eprintln!("{error:#}");
                failed.push(*name);
                "FAILED".to_owned()
            }
        };
        report.push(format!("{name:<16} {:>12}  {outcome}", clock.text()));
    }
    eprintln!("== summary ({})\n{}", all.text(), report.join("\n"));
    if !failed.is_empty() {
        bail!("failed: {}", failed.join("; "));
    }
    Ok(())
}

fn cargo(arguments: &[&str]) -> Result<Outcome> {
    process::run(process::cargo().args(arguments)).map(|()| Outcome::Passed)
}

fn docs(what: &[&str]) -> Result<Outcome> {
    process::run(process::cargo().args(["doc", "--no-deps"]).args(what).env("RUSTDOCFLAGS", "-D warnings")).map(|()| Outcome::Passed)
}
