//! Elements and iframes in other people's pages, good and hostile: what is seen before and after the program, and that the page around stays
//! as it is. The site is built by the command itself.

mod configure;
mod contract;
mod frame;
mod frameworks;
mod hostile;
mod journey;
mod life;
mod looks;
mod trap;
mod trouble;

use crate::content::{Row, Texts, bundle, rows};
use crate::harness::{Host, Page, Reply};
use anyhow::{Context as _, Result, ensure};
use clap::Parser as _;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The items of the site.
fn site_rows() -> Vec<Row> {
    rows(60, 12)
}

/// A page of somebody else, and the site that it shows a part of.
struct Stage {
    page: Page,
    site: Host,
}

/// What scripts of tests start with. `$` finds the first element; `deep` finds within one.
const HELPERS: &str = include_str!("helpers.js");

impl Stage {
    /// The site on a host of its own, and the other page's host without any policy.
    async fn new(page: &Page) -> Result<Self> {
        let site = Host::start(site_folder()?).await?;
        site.welcomes();
        page.host.sends("");
        Ok(Self { page: page.clone(), site })
    }

    /// A stage with this page open.
    async fn open(page: &Page, body: &str) -> Result<Self> {
        let stage = Self::new(page).await?;
        stage.show(&document(body)).await?;
        Ok(stage)
    }

    /// Opens a document of the other page's host.
    async fn show(&self, document: &str) -> Result<()> {
        self.page.host.reply("/", Reply::html(200, &self.with_site(document)));
        self.page.host.reply(
            "/favicon.ico",
            Reply::Whole { status: 200, mime: "image/svg+xml", body: b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec() },
        );
        Ok(self.page.client.goto(&self.page.host.origin).await?)
    }

    fn with_site(&self, text: &str) -> String {
        text.replace("SITE", &self.site.origin)
    }

    /// Runs a script in the page.
    async fn run(&self, script: &str) -> Result<Value> {
        self.page.run(&self.with_site(&format!("{HELPERS}\n{script}"))).await
    }

    /// The paths that the site was asked for and that end so.
    fn asked(&self, end: &str) -> Vec<String> {
        self.site.requests().into_iter().filter(|path| path.split('?').next().is_some_and(|path| path.ends_with(end))).collect()
    }

    /// Demands that the script gives just this.
    async fn gives(&self, what: &str, script: &str, expected: Value) -> Result<()> {
        let found = self.run(script).await?;
        ensure!(found == expected, "{what}: {found:#}, not {expected:#}");
        Ok(())
    }
}

/// A plain document with the loader, around `body`. `SITE` stands for the site's address.
fn document(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Host</title>\
         <script src=\"SITE/embed/dossier.js\" async crossorigin></script></head><body>{body}</body></html>"
    )
}

/// The built site, once for all tests of a run.
fn site_folder() -> Result<&'static Path> {
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| build().map_err(|error| format!("{error:#}")));
    folder.as_deref().map_err(|error| anyhow::anyhow!("{error}"))
}

fn build() -> Result<PathBuf> {
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("embed");
    std::fs::create_dir_all(&base)?;
    let (content, site) = (base.join("content.json"), base.join("site"));
    let text = bundle(&site_rows(), Texts::Whole);
    std::fs::write(&content, text.replacen("\"languages\":[\"en\"]", "\"languages\":[\"en\",\"nb\"]", 1))?;
    let path = |path: &Path| path.to_str().map(str::to_owned).context("a path that is no text");
    let arguments = ["dossier".to_owned(), "build".to_owned(), path(&content)?, "--out".to_owned(), path(&site)?, "--force".to_owned()];
    let command = dossier_publisher::Command::try_parse_from(arguments)?;
    let ended = dossier_publisher::run(&command);
    ensure!(format!("{ended:?}") == format!("{:?}", std::process::ExitCode::SUCCESS), "the site could not be built (DOSSIER_READER_DIST)");
    Ok(site)
}
