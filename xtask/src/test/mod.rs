//! `cargo xtask test`: everything that proves the project. Native tests first, then the built reader in real browsers; before both, what they need is
//! fetched, so that whoever lacks something is told at once.
//!
//! Which browsers there are is found out here and handed to the tests by environment variables; no test installs anything.

mod browsers;

pub(crate) use browsers::chromium;

use crate::setup::{self, Profile, npm};
use crate::{dist, process, say};
use anyhow::{Result, bail};

/// The package with the tests that need browsers.
const BROWSER_TESTS: &str = "dossier-tests";

/// Runs all tests, or those whose name contains the filter.
pub(crate) fn run(filter: Option<&str>) -> Result<()> {
    setup::check_rust()?;
    let clock = say::Stopwatch::start();
    let mut failed = Vec::new();

    eprintln!("== browsers");
    let mut settings = Vec::new();
    let parts = [
        ("DOSSIER_AXE", npm::AXE),
        ("DOSSIER_BOOTSTRAP", npm::BOOTSTRAP),
        ("DOSSIER_GOVUK", npm::GOVUK),
        ("DOSSIER_FRAMEWORKS", npm::FRAMEWORKS),
    ];
    for (variable, part) in parts {
        settings.push((variable, part.ready()?.into_os_string()));
    }
    let skipped = browsers::find_all(&mut settings)?;

    eprintln!("== native tests");
    let mut native = process::cargo();
    native.args(["test", "--no-fail-fast", "--workspace", "--exclude", "dossier-reader", "--exclude", BROWSER_TESTS]).args(filter);
    if let Err(error) = process::run(&mut native) {
        failed.push(format!("native tests: {error:#}"));
    }

    eprintln!("== the reader, as shipped");
    let reader = dist::ready(Profile::Release)?;
    // The tests build sites with the command itself, which finds the reader by a variable of its own.
    settings.extend([("DOSSIER_READER_DIST", reader.clone().into_os_string()), ("DOSSIER_DIST", reader.into_os_string())]);

    eprintln!("== browser tests");
    let mut browser = process::cargo();
    browser.args(["test", "--no-fail-fast", "-p", BROWSER_TESTS]).args(filter).envs(settings);
    if let Err(error) = process::run(&mut browser) {
        failed.push(format!("browser tests: {error:#}"));
    }

    // Said again at the end, where it cannot be overlooked.
    for reason in &skipped {
        eprintln!("SKIPPED: {reason}");
    }
    eprintln!("== tested in {}", clock.text());
    if !failed.is_empty() {
        bail!("{}", failed.join("; "));
    }
    Ok(())
}
