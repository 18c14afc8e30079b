//! Changes of topic and of view. Nothing may move.

use crate::page::Page;
use anyhow::Result;
use serde_json::{Value, json};

/// Goes through all topics on their overviews, then on their news, and through the views of the last one.
pub(crate) async fn measure(page: &Page) -> Result<Value> {
    let mut changes = Vec::new();
    let topics = page.count("//*[@role='tab']").await?;
    for view in ["Overview", "What"] {
        changes.push(change(page, view).await?);
        for topic in (1..=topics).rev() {
            let tab = format!("(//*[@role='tab'])[{topic}]");
            let name = page.find(&tab).await?.text().await?;
            page.click(&tab).await?;
            changes.push(json!({ "to": format!("topic {name}"), "shifts": page.shifts().await? }));
        }
    }
    changes.push(change(page, "Documents").await?);
    Ok(json!(changes))
}

async fn change(page: &Page, view: &str) -> Result<Value> {
    page.click(&format!("//main//nav//a[starts-with(normalize-space(), '{view}')]")).await?;
    Ok(json!({ "to": format!("view {view}"), "shifts": page.shifts().await? }))
}
