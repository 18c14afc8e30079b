//! The list on a page, read in one go, so that its parts belong together.

use super::Page;
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// What the list on the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct List {
    /// The canonical query of what it shows.
    pub(crate) shown: String,
    /// How many results there are, by the status line.
    pub(crate) count: u64,
    /// What the status line says.
    pub(crate) status: String,
    /// Its entries.
    pub(crate) entries: Vec<Entry>,
}

/// An entry of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    /// The item's id.
    pub(crate) id: String,
    /// What its heading link says.
    pub(crate) title: String,
    /// Its machine-readable date; empty if it has none.
    pub(crate) date: String,
    /// All of its text.
    pub(crate) text: String,
}

impl List {
    /// The ids of its entries.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.entries.iter().map(|entry| entry.id.clone()).collect()
    }
}

const LIST: &str = "
    const list = document.querySelector('[data-shown]');
    if (!list) return null;
    const status = [...document.querySelectorAll('[role=status], output')].find((node) => node.dataset.count !== undefined);
    const flat = (node) => node ? node.textContent.replace(/\\s+/g, ' ').trim() : '';
    return {
        shown: list.dataset.shown,
        count: status ? Number(status.dataset.count) : -1,
        status: flat(status),
        entries: [...list.querySelectorAll('[data-id]')].map((entry) => ({
            id: entry.dataset.id,
            title: flat(entry.querySelector(':is(h2, h3, h4) a[href]')),
            date: entry.querySelector('time[datetime]')?.getAttribute('datetime') || '',
            text: flat(entry),
        })),
    };";

impl Page {
    /// What the list shows now.
    pub(crate) async fn list(&self) -> Result<List> {
        let value = self.client.execute(LIST, vec![]).await?;
        ensure!(!value.is_null(), "there is no list on the page");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let entry = |value: &Value| Entry {
            id: text(&value["id"]),
            title: text(&value["title"]),
            date: text(&value["date"]),
            text: text(&value["text"]),
        };
        Ok(List {
            shown: text(&value["shown"]),
            count: value["count"].as_u64().context("the status line has no count")?,
            status: text(&value["status"]),
            entries: value["entries"].as_array().into_iter().flatten().map(entry).collect(),
        })
    }

    /// Waits until the list is right.
    pub(crate) async fn list_where(&self, what: &str, right: impl Fn(&List) -> bool) -> Result<List> {
        self.until(what, || self.list(), right).await
    }
}
