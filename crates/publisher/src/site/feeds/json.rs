//! A feed as JSON Feed 1.1.

use super::made::{Attached, Entry, Made};
use anyhow::Result;
use serde::Serialize;

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    #[serde(rename = "feed_url")]
    own: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: Vec<Author<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    content_html: &'a str,
    /// An item has one of the two contents.
    #[serde(skip_serializing_if = "str::is_empty")]
    content_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
}

/// The file of a feed whose address is `own`.
pub(super) fn write(feed: &Made, own: &str) -> Result<Vec<u8>> {
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        own,
        description: &feed.description,
        language: &feed.language,
        authors: vec![Author { name: &feed.author }],
        items: feed.entries.iter().map(item).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&feed)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn item(item: &Entry) -> Item<'_> {
    let text = if item.summary.is_empty() { &item.title } else { &item.summary };
    Item {
        id: &item.id,
        url: &item.address,
        title: &item.title,
        summary: &item.summary,
        content_html: &item.html,
        content_text: if item.html.is_empty() { text } else { "" },
        date_published: item.published.as_deref(),
        date_modified: item.published.as_ref().map(|_| item.updated.as_str()),
        language: &item.language,
        authors: item.authors.iter().map(|name| Author { name }).collect(),
        tags: item.category.iter().map(|(_, label)| label.as_str()).collect(),
        attachments: item.files.iter().map(attached).collect(),
    }
}

fn attached(file: &Attached) -> Attachment<'_> {
    // A type must be said; this one says that nothing is known of it.
    let mime_type = if file.media_type.is_empty() { "application/octet-stream" } else { &file.media_type };
    Attachment { url: &file.address, mime_type, title: &file.title, size_in_bytes: file.bytes }
}
