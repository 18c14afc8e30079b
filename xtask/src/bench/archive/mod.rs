//! `cargo xtask bench archive`: the archive beside its peers. What runs in Node and in the browser is in `bench/`; here everything is
//! brought that it needs.
//!
//! 1. `packages`: the peers, from npm, in the user's cache;
//! 2. `rows`: made-up content for every size;
//! 3. the reader as shipped and the publisher's command, where Dossier itself is measured;
//! 4. `bench/run.js`, with all of it named in a file of settings.
//!
//! No limit and no peer is known here but by name.

pub(super) mod packages;
mod rows;

use crate::{dist, paths, process, say, setup, test};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const PEERS: [&str; 7] = ["dossier", "dossier-pages", "dossier-whole", "pagefind", "sqlite", "minisearch", "flexsearch"];
const STAGES: [&str; 6] = ["build", "cold", "mobile", "warm", "quality", "own"];
/// What `bench/run.js` ends with when everything was measured and something agreed is missed.
const MISSED: i32 = 2;

/// What to measure, and how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Numbers of items
    #[arg(long, value_delimiter = ',', value_name = "N", default_values_t = [10_000, 100_000])]
    items: Vec<u64>,
    /// Who is measured
    #[arg(long, value_delimiter = ',', value_name = "PEER", default_values = &PEERS, value_parser = PEERS, hide_default_value = true)]
    peers: Vec<String>,
    /// What is measured; without `build` the sites of an earlier run are used
    #[arg(long, value_delimiter = ',', value_name = "STAGE", default_values = &STAGES, value_parser = STAGES, hide_default_value = true)]
    stages: Vec<String>,
    /// Everything once instead of several times
    #[arg(long)]
    quick: bool,
    /// Seconds that a page may take for one thing
    #[arg(long, default_value_t = 120)]
    seconds: u32,
    /// Seconds that building a site may take
    #[arg(long, default_value_t = 1800)]
    build_seconds: u32,
    /// Gigabytes that building a site may take
    #[arg(long, default_value_t = 8)]
    memory: u32,
}

/// Measures.
pub(super) fn run(options: &Options) -> Result<()> {
    let clock = say::Stopwatch::start();
    let _alone = super::alone()?;
    let folder = paths::root().join("target/bench");
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let node = setup::npm::node()?;
    let mut driver = Command::new(node);
    driver.arg(paths::root().join("bench/run.js")).stdin(Stdio::null());
    driver.env("DOSSIER_BENCH_PACKAGES", packages::ready()?).envs(test::chromium()?);
    let sizes = options.items.iter().map(|&items| Ok(json!({ "items": items, "rows": rows::ready(&folder, items)? })));
    let sizes = sizes.collect::<Result<Vec<Value>>>()?;
    if options.peers.iter().any(|peer| peer.starts_with("dossier")) {
        ours(&mut driver)?;
    }
    let (key, certificate) = identity(&folder)?;
    let repeats = if options.quick { [1, 1, 1] } else { [5, 3, 2] };
    let settings = json!({
        "folder": folder,
        "sizes": sizes,
        "peers": options.peers,
        "stages": options.stages,
        "seconds": options.seconds,
        "repeats": { "cold": repeats[0], "mobile": repeats[1], "warm": repeats[2] },
        "limits": { "seconds": options.build_seconds, "memory": u64::from(options.memory) * 1_000_000_000 },
        "key": key,
        "certificate": certificate,
    });
    let path = folder.join("settings.json");
    fs::write(&path, settings.to_string())?;
    let status = driver.arg(path).status().context("`node` did not start")?;
    eprintln!("== measured in {}; everything is in {}", clock.text(), folder.display());
    match status.code() {
        Some(0) => Ok(()),
        Some(MISSED) => bail!("something agreed is missed"),
        _ => bail!("bench/run.js failed ({status})"),
    }
}

/// Builds what Dossier is measured with, and says where it is.
pub(super) fn ours(driver: &mut Command) -> Result<()> {
    eprintln!("== the reader, as shipped, and the publisher's command");
    let reader = dist::ready(setup::Profile::Release)?;
    process::run(process::cargo().args(["build", "--quiet", "--release", "-p", "dossier-publisher"]))?;
    let publisher = paths::root().join(format!("target/release/dossier{EXE_SUFFIX}"));
    driver.env("DOSSIER_READER_DIST", reader).env("DOSSIER_PUBLISHER", publisher);
    Ok(())
}

/// The key and certificate of the host on loopback: browsers speak HTTP/2 over TLS only. New each time, known to nobody, trusted by nobody.
pub(super) fn identity(folder: &Path) -> Result<(String, String)> {
    let [key, certificate] = ["key.pem", "certificate.pem"].map(|name| folder.join(name).to_string_lossy().into_owned());
    let kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
    process::text(Command::new("openssl").args(kind).args(["-keyout", &key, "-out", &certificate]))
        .context("the benchmark needs `openssl` for a certificate")?;
    Ok((key, certificate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_in_node_counts_and_judges_right() {
        let Some(node) = process::find("node") else {
            eprintln!("SKIPPED: there is no Node.js");
            return;
        };
        let file = paths::root().join("bench/tests/lib.test.js");
        let told = Command::new(node).arg("--test").arg(file).stdin(Stdio::null()).output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout));
    }

    #[test]
    fn every_peer_has_a_folder() {
        for peer in PEERS {
            assert!(paths::root().join(format!("bench/peers/{peer}/peer.js")).is_file(), "{peer}");
        }
    }
}
