//! Loading: the reader on an overview and on a list, and by turns the bare page that shows the same file.

use crate::page::Page;
use crate::quiet::Quiet;
use anyhow::Result;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

const READY: &str = "return document.documentElement.dataset.dossier === 'ready' && dossierBench.loaded() !== null";
const BARE_READY: &str = "return performance.getEntriesByName('bare:list').length > 0";
const BARE: &str = "return performance.getEntriesByName('bare:list')[0].startTime";

/// Loads both; the list is loaded last and stays. Every other run begins with the bare page, so that neither is always the first.
pub(crate) async fn measure(page: &Page, run: usize, quiet: &mut Quiet) -> Result<Value> {
    quiet.wait().await;
    let mut bare = Vec::new();
    let mut loads = Vec::new();
    if run.is_multiple_of(2) {
        bare.push(load_bare(page).await?);
    }
    loads.push(load(page, "/").await?);
    if !run.is_multiple_of(2) {
        bare.push(load_bare(page).await?);
    }
    quiet.wait().await;
    bare.push(load_bare(page).await?);
    loads.push(load(page, "/?view=news").await?);
    Ok(json!({ "reader": loads, "bare": bare }))
}

async fn load(page: &Page, address: &str) -> Result<Value> {
    page.load(address, READY).await?;
    // What goes on after the first list is part of the figures, so it gets the time to show.
    sleep(Duration::from_millis(1500)).await;
    let shifts = page.shifts().await?;
    Ok(json!({ "address": address, "shifts": shifts, "page": page.report().await? }))
}

async fn load_bare(page: &Page) -> Result<Value> {
    page.load("/bare.html", BARE_READY).await?;
    Ok(page.client.execute(BARE, vec![]).await?)
}
