//! Drives the built reader in a real Chromium and writes down what it measures, as JSON. It judges nothing: `cargo xtask bench reader`
//! starts it, makes the table and compares with what was agreed.
//!
//! 1. `page` opens the page on a host of its own, in a browser with a fresh profile, with `measure.js` as its first script;
//! 2. `loads` loads the reader, and by turns the barest page that shows the same file;
//! 3. `rounds` clicks and types through filters, orders, pages and search, an empty frame after each;
//! 4. `tabs` goes through topics and views.
//!
//! Before each of these it waits for `quiet`, as long as patience lasts.
//!
//! Environment: `DOSSIER_DIST`, `DOSSIER_CHROMIUM`, `DOSSIER_CHROMEDRIVER`, `DOSSIER_BENCH_BUNDLE` (the content), `DOSSIER_BENCH_OUT`
//! (the file to write), `DOSSIER_BENCH_RUNS`.

mod harness;
mod loads;
mod page;
mod quiet;
mod rounds;
mod tabs;

use anyhow::{Context as _, Result};
use harness::{Browser, Driver, Setup, path};
use page::Page;
use quiet::Quiet;
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

/// Rounds of interactions on each page.
const ROUNDS: usize = 10;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    match runtime.context("no runtime").and_then(|runtime| runtime.block_on(measure())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Result<()> {
    let setup = Setup::get().context("DOSSIER_DIST names no built reader; run cargo xtask bench reader")?;
    let bundle = path("DOSSIER_BENCH_BUNDLE").context("DOSSIER_BENCH_BUNDLE names no content")?;
    let out = path("DOSSIER_BENCH_OUT").context("DOSSIER_BENCH_OUT names no file to write")?;
    let runs = std::env::var("DOSSIER_BENCH_RUNS").unwrap_or_default().parse::<usize>().context("DOSSIER_BENCH_RUNS is no number")?;
    let bundle = std::fs::read(&bundle).with_context(|| format!("cannot read {}", bundle.display()))?;
    let driver = Driver::start(Browser::Chromium, setup).await?;
    let mut measured = Vec::new();
    for run in 0..runs {
        eprintln!("  run {} of {runs}", run + 1);
        measured.push(measure_once(&driver, setup, &bundle, run).await.with_context(|| format!("run {}", run + 1))?);
    }
    write(&out, &json!({ "runs": measured }))
}

/// One browser from its start to its end.
async fn measure_once(driver: &Driver, setup: &Setup, bundle: &[u8], run: usize) -> Result<Value> {
    let page = Page::open(driver, setup, bundle).await?;
    let measured = async {
        let mut quiet = Quiet::new();
        let loads = loads::measure(&page, run, &mut quiet).await?;
        let filtering = rounds::measure(&page, run * ROUNDS..(run + 1) * ROUNDS, &mut quiet).await?;
        quiet.wait().await;
        let tabs = tabs::measure(&page).await?;
        let browser = page.client.execute("return navigator.userAgent", vec![]).await?;
        let report = page.report().await?;
        Ok(
            json!({ "browser": browser, "loads": loads, "filtering": filtering, "tabs": tabs, "page": report, "busy": quiet.busy, "rounds": ROUNDS }),
        )
    };
    let measured = measured.await;
    page.close().await;
    measured
}

fn write(out: &Path, measured: &Value) -> Result<()> {
    std::fs::write(out, measured.to_string()).with_context(|| format!("cannot write {}", out.display()))
}
