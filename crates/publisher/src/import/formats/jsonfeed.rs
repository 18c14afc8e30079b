//! JSON Feed 1.0 and 1.1. Every member is used or becomes a field of its own name.

use super::charset;
use super::feed::{About, Known};
use super::ids;
use super::node::field;
use crate::body::{Note, Notes};
use crate::import::losses::Place;
use crate::import::taken::Taken;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Whether bytes begin as a JSON Feed does: an object that names the version it is written in.
pub(crate) fn begins(head: &[u8]) -> bool {
    let decoded = charset::decode(&head[..head.len().min(1 << 14)], None);
    let text = decoded.text.trim_start();
    text.starts_with('{') && text.contains("://jsonfeed.org/version/")
}

/// Reads a JSON Feed; `Err` is the refusal of all of it.
pub(crate) fn read(bytes: &[u8], known: &Known) -> Result<(About, Vec<Taken>), Taken> {
    let decoded = charset::decode(bytes, known.charset.as_deref());
    let text = decoded.text.as_str();
    let refused = |reason: String, line: u64| Taken::refused(reason, Place { file: known.file.clone(), line });
    let line_of = |raw: &RawValue| {
        let at = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        1 + text.get(..at).unwrap_or_default().matches('\n').count() as u64
    };
    let feed: BTreeMap<String, &RawValue> =
        serde_json::from_str(text).map_err(|error| refused("not JSON, or not an object".to_owned(), error.line() as u64))?;
    let said = |name: &str| feed.get(name).and_then(|raw| serde_json::from_str::<String>(raw.get()).ok()).unwrap_or_default();
    let version = said("version");
    let Some(items) = feed.get("items").filter(|_| version.contains("jsonfeed.org") || matches!(version.as_str(), "1" | "1.0" | "1.1"))
    else {
        return Err(refused("not a JSON Feed".to_owned(), 1));
    };
    let items: Vec<&RawValue> =
        serde_json::from_str(items.get()).map_err(|_| refused("the items are no list".to_owned(), line_of(items)))?;
    let about = About {
        dialect: format!("JSON Feed {}", version.rsplit('/').next().unwrap_or_default()),
        title: field(&said("title")),
        description: field(&said("description")),
        home: said("home_page_url"),
        language: said("language"),
    };
    let mut notes = Notes::default();
    let used = ["version", "items", "title", "description", "home_page_url", "language", "feed_url", "next_url", "expired", "hubs"];
    feed.keys().filter(|name| !used.contains(&name.as_str())).for_each(|name| notes.add(Note::Field, &format!("feed: {name}")));
    if decoded.damaged {
        notes.add(Note::Value, &format!("bytes that {} does not have", decoded.charset));
    }
    let mut rows = Vec::new();
    if notes.iter().next().is_some() {
        rows.push(Taken::noted(notes, Place { file: known.file.clone(), line: 1 }));
    }
    // Items stand in the order of the text, so that lines are counted once.
    let (mut at, mut line) = (0, 1);
    for raw in items {
        let start = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        line += text.get(at..start).unwrap_or_default().matches('\n').count() as u64;
        at = start;
        let place = Place { file: known.file.clone(), line };
        rows.push(match serde_json::from_str(raw.get()) {
            Ok(Value::Object(item)) => {
                let mut notes = Notes::default();
                let row = row(item, &about, known, &mut notes);
                Taken::row(&row, notes, place)
            }
            _ => Taken::refused("item is not an object", place),
        });
    }
    Ok((about, rows))
}

fn row(mut item: Map<String, Value>, about: &About, known: &Known, notes: &mut Notes) -> Map<String, Value> {
    let mut row = Map::new();
    let mut take = |name: &str| item.remove(name).filter(|value| !value.is_null());
    let plain = |value: Value| match value {
        Value::String(text) => Value::String(field(&text)),
        other => other,
    };
    let (html, text) = (take("content_html"), take("content_text"));
    let format = if html.is_some() { "html" } else { "text" };
    let body = html.or(text);
    if body.is_some() {
        row.insert("body_format".to_owned(), json!(format));
    }
    let (url, external) = (take("url"), take("external_url"));
    let authors = take("authors").or_else(|| take("author").map(|author| Value::Array(vec![author])));
    let id = take("id").or_else(|| url.clone());
    let id = id.map(|id| id.as_str().map_or_else(|| id.clone(), |id| json!(ids::short(id))));
    let language = take("language").or_else(|| Some(json!(about.language)));
    let files = take("attachments")
        .and_then(|files| files.as_array().map(|files| json!(files.iter().map(|file| attachment(file, notes)).collect::<Vec<_>>())));
    let (page, other) = if url.is_some() { (url, external) } else { (external, None) };
    let fields = [
        ("id", id),
        ("title", take("title").map(plain)),
        ("summary", take("summary").map(plain)),
        ("body", body),
        ("date", take("date_published").or_else(|| item.get("date_modified").cloned())),
        ("modified", item.remove("date_modified")),
        ("url", page),
        ("external_url", other),
        ("language", language),
        ("author", authors.map(|authors| names(&authors, notes))),
        ("categories", item.remove("tags")),
        ("files", files),
        ("base_url", known.address.as_ref().map(|address| json!(address.as_str()))),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            row.insert(name.to_owned(), value);
        }
    }
    // What is left has names of its own; one that is a field's here would be taken for it.
    for (name, value) in item {
        let name = if row.contains_key(&name) { format!("other {name}") } else { name };
        row.insert(name, value);
    }
    row
}

fn names(authors: &Value, notes: &mut Notes) -> Value {
    let authors = authors.as_array().map_or(&[][..], Vec::as_slice);
    for name in authors.iter().filter_map(Value::as_object).flat_map(Map::keys).filter(|name| *name != "name") {
        notes.add(Note::Field, &format!("author: {name}"));
    }
    Value::Array(authors.iter().filter_map(|author| author.get("name")?.as_str()).map(|name| json!(field(name))).collect())
}

fn attachment(file: &Value, notes: &mut Notes) -> Value {
    let mut read = Map::new();
    for (name, value) in file.as_object().into_iter().flatten() {
        let field = match name.as_str() {
            "url" | "title" => name,
            "mime_type" => "media_type",
            "size_in_bytes" => "bytes",
            other => {
                notes.add(Note::Field, &format!("attachment: {other}"));
                continue;
            }
        };
        read.insert(field.to_owned(), value.clone());
    }
    Value::Object(read)
}
