//! One target: its name, its limits, and what became of it.

use crate::paths;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

/// What no input may cost: memory in all, memory at a time (both in MB), seconds. Below these each target has limits of its own, by its input's length.
const LIMITS: [&str; 3] = ["-rss_limit_mb=512", "-malloc_limit_mb=256", "-timeout=10"];
/// Longest input: more than any file of a real archive but packs of bodies.
const LONGEST: &str = "-max_len=65536";

/// The names of all targets, as the manifest of their package has them.
pub(super) fn names(manifest: &str) -> Result<Vec<String>> {
    let manifest: toml::Table = manifest.parse()?;
    let programs = manifest.get("bin").and_then(toml::Value::as_array).context("the fuzz package has no targets")?;
    let name = |program: &toml::Value| program.get("name").and_then(toml::Value::as_str).map(str::to_owned);
    Ok(programs.iter().filter_map(name).collect())
}

/// Fuzzes a target; how many inputs it took.
pub(super) fn fuzz(program: &Path, name: &str, seconds: u64) -> Result<u64> {
    let work = paths::work().join("fuzz");
    let (faults, corpus, log) = (work.join("faults").join(name), super::corpus().join(name), work.join(format!("{name}.log")));
    fs::create_dir_all(&faults)?;
    fs::create_dir_all(&corpus)?;
    let mut command = Command::new(program);
    command.arg(&corpus).args(LIMITS).args([LONGEST, "-print_final_stats=1"]);
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/", faults.display()));
    // Memory that was given back is held for a while to catch its use; not so much that it counts as taken.
    command.env("ASAN_OPTIONS", "quarantine_size_mb=32:detect_odr_violation=0");
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&log)?).status();
    let status = status.with_context(|| format!("{} did not start", program.display()))?;
    let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    if !status.success() {
        bail!("{} ({})", fault(&said), log.display());
    }
    inputs(&said).with_context(|| format!("how many inputs it took is not in {}", log.display()))
}

/// What went wrong, in one line.
fn fault(said: &str) -> String {
    let mut lines = said.lines();
    let panicked = lines.by_ref().find(|line| line.contains("panicked at") || line.contains("ERROR: "));
    let why = lines.next().filter(|_| panicked.is_some_and(|line| line.contains("panicked at"))).unwrap_or_default();
    let kept = said.lines().find_map(|line| line.split_once("Test unit written to ")).map_or("nowhere", |(_, path)| path);
    format!("{} {why}; the input is kept in {kept}", panicked.unwrap_or("it ended").trim())
}

/// How many inputs a target took, as libFuzzer says at the end.
fn inputs(said: &str) -> Option<u64> {
    said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_those_of_the_manifest() {
        let manifest = "[package]\nname = \"p\"\n[[bin]]\nname = \"index\"\n[[bin]]\nname = \"cube\"\n";
        assert_eq!(names(manifest).unwrap(), ["index", "cube"]);
        assert!(names("[package]\nname = \"p\"\n").is_err());
    }

    #[test]
    fn what_a_fuzzer_said_is_summed_up() {
        let clean = "#2\tINITED cov: 3\nDone 77 runs in 1 second(s)\nstat::number_of_executed_units: 77\n";
        assert_eq!(inputs(clean), Some(77));
        assert_eq!(inputs("INFO: Seed: 1\n"), None);
        let panicked = "thread '<unnamed>' panicked at src/a.rs:1:2:\nfar too much\nTest unit written to /f/crash-1\n";
        assert_eq!(fault(panicked), "thread '<unnamed>' panicked at src/a.rs:1:2: far too much; the input is kept in /f/crash-1");
        let slow = "==1== ERROR: libFuzzer: timeout after 10 seconds\n#0 main\nartifact_prefix='/f/'; Test unit written to /f/timeout-1\n";
        assert_eq!(fault(slow), "==1== ERROR: libFuzzer: timeout after 10 seconds ; the input is kept in /f/timeout-1");
    }
}
