//! The packages of a Debian-like system: installed where that is allowed without a question, otherwise named in one command.

use crate::{process, say};
use anyhow::{Context, Result, bail};
use std::process::Command;
use std::sync::Once;

/// The list of packages is fetched once a run.
static UPDATED: Once = Once::new();

/// Installs packages that bring `what`. Fails with the one command that a person has to run where we may not.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if process::find("apt-get").is_none() {
        bail!("{what} is missing, and this system has no apt-get: install by hand what Debian calls {list}");
    }
    let Some(start) = rights() else {
        bail!("{what} is missing: run `sudo apt-get install {list}`");
    };
    eprintln!("Installing {what}: {list} (once; usually takes 1 to 3 minutes)");
    let clock = say::Stopwatch::start();
    // An old list still names most packages, so a failed update is no reason to stop; a failed installation is.
    UPDATED.call_once(|| {
        if let Err(error) = process::text(&mut apt(start, &["update", "-q"])) {
            eprintln!("warning: {error:#}");
        }
    });
    // Another installation may be under way; it is waited for.
    let mut arguments = vec!["install", "-o", "DPkg::Lock::Timeout=300", "-q", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    process::text(&mut apt(start, &arguments))
        .with_context(|| format!("{what} cannot be installed: check the network, then run `apt-get install {list}` as root"))?;
    eprintln!("Installed in {}", clock.text());
    Ok(())
}

/// What must stand before `apt-get`, if we may run it at all without a question.
fn rights() -> Option<&'static [&'static str]> {
    let root = process::text(Command::new("id").arg("-u")).is_ok_and(|user| user == "0");
    if root {
        return Some(&["env"]);
    }
    process::text(Command::new("sudo").args(["-n", "true"])).is_ok().then_some(&["sudo", "-n", "env"])
}

fn apt(start: &[&str], arguments: &[&str]) -> Command {
    let mut command = Command::new(start[0]);
    command.args(&start[1..]).args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    command
}
