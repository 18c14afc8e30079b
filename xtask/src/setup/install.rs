//! `cargo install` with progress, a log, and a failure in words that help.

use super::tool::Tool;
use crate::{paths, process, say};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

/// Compiles a tool into its home.
pub(super) fn install(tool: &Tool) -> Result<()> {
    let name = format!("{} {}", tool.package, tool.version);
    eprintln!("Installing {name} into the cache (once; usually takes {} on two cores)", tool.usually);
    let home = tool.home()?;
    fs::create_dir_all(&home).with_context(|| format!("{} cannot be made", home.display()))?;
    let logs = paths::cache()?.join("logs");
    fs::create_dir_all(&logs)?;
    let log_path = logs.join(format!("{}-{}.log", tool.package, tool.version));
    let mut log = File::create(&log_path)?;

    let clock = say::Stopwatch::start();
    let mut child = process::cargo()
        .args(["install", "--color", "never", "--root"])
        .arg(&home)
        .args([tool.package, "--version", &tool.version])
        .args(tool.arguments)
        // Not in the checkout: its settings are for the project, not for tools.
        .current_dir(&home)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("cargo did not start")?;
    let mut said = Vec::new();
    let mut progress = say::Progress::start(&name, tool.crates);
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            writeln!(log, "{line}")?;
            if let Some(step) = line.trim_start().strip_prefix("Compiling ") {
                progress.step(step);
            }
            said.push(line);
        }
    }
    drop(progress);
    if !child.wait()?.success() || !tool.path()?.is_file() {
        bail!("{name} could not be installed: {} (all of it is in {})", way_out(&said), log_path.display());
    }
    eprintln!("Installed {name} in {}", clock.text());
    Ok(())
}

/// What cargo said, as advice in one line.
fn way_out(said: &[String]) -> String {
    let any = |marks: &[&str]| said.iter().any(|line| marks.iter().any(|mark| line.to_lowercase().contains(mark)));
    if any(&[
        "could not resolve",
        "couldn't resolve",
        "network failure",
        "spurious network",
        "failed to download",
        "could not connect",
        "timed out",
    ]) {
        return "cargo cannot reach the package registry; connect to a network and run this again".to_owned();
    }
    if any(&["linker `cc` not found", "failed to find tool", "linker `link.exe` not found"]) {
        return "there is no C compiler; install one (Debian and Ubuntu: `apt-get install gcc`, Fedora: `dnf install gcc`, macOS: `xcode-select --install`)".to_owned();
    }
    if any(&["no space left"]) {
        return "the disk is full; make room or set DOSSIER_CACHE to a folder on another disk".to_owned();
    }
    said.iter()
        .find(|line| line.starts_with("error"))
        .or(said.last())
        .map_or_else(|| "cargo said nothing".to_owned(), |line| line.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: &[&str], expected: &str) {
        let said: Vec<String> = said.iter().map(|&line| line.to_owned()).collect();
        assert!(way_out(&said).contains(expected), "{:?} lacks {expected:?}", way_out(&said));
    }

    #[test]
    fn failures_become_advice() {
        check(
            &["    Updating index", "warning: spurious network error (3 tries remaining): [6] Could not resolve hostname"],
            "connect to a network",
        );
        check(&["error: linker `cc` not found"], "no C compiler");
        check(&["error: failed to write: No space left on device (os error 28)"], "disk is full");
        check(&["   Compiling a v1", "error[E0308]: mismatched types", "error: could not compile"], "E0308");
        check(&[], "said nothing");
    }
}
