//! Pages of site generators: Markdown with front matter in the shapes of Hugo, Jekyll and Zola. One file is one row.
//!
//! `front` splits a file and reads its front matter; `names` knows what a path says, `addresses` what front matter says of addresses,
//! `versions` what the same page in other languages is called. What cannot be read in front matter is told with
//! its line, and the page is kept with the rest.

mod addresses;
mod front;
pub(crate) mod names;
mod versions;

use super::charset;
use super::feed::Known;
use crate::body::{Note, Notes};
use crate::import::losses::Place;
use crate::import::taken::Taken;
use front::Front;
use names::Family;
use serde_json::{Map, Value, json};

/// Names that generators use, and the fields they mean, the most telling first.
const MEANINGS: [(&str, &[&str]); 9] = [
    ("id", &["id"]),
    ("title", &["title"]),
    ("date", &["date", "publishDate", "publishdate", "published_at", "publication_date"]),
    ("modified", &["lastmod", "updated", "last_modified_at", "modified", "last_updated"]),
    ("summary", &["summary", "description", "excerpt", "deck"]),
    ("url", &["canonical", "canonical_url", "canonicalURL", "permalink", "url"]),
    ("language", &["lang", "language", "locale"]),
    ("topics", &["topics", "topic"]),
    ("categories", &["categories", "category"]),
];

/// Reads a file. `relative` is its path from the folder that was named, `family` what is known of the other files there.
pub(crate) fn read(bytes: &[u8], known: &Known, relative: &str, family: &Family) -> Vec<Taken> {
    if names::is_list_page(relative) {
        return vec![passed("page of a folder (_index.md)", Place { file: known.file.clone(), line: 0 })];
    }
    page_of_folder(bytes, known, relative, family)
}

/// The same, whether the page is that of a folder or not.
pub(crate) fn page_of_folder(bytes: &[u8], known: &Known, relative: &str, family: &Family) -> Vec<Taken> {
    let decoded = charset::decode(bytes, known.charset.as_deref());
    let place = |line: u64| Place { file: known.file.clone(), line };
    let mut notes = Notes::default();
    let mut taken = Vec::new();
    if decoded.damaged {
        notes.add(Note::Value, &format!("bytes that {} does not have", decoded.charset));
    }
    if decoded.mended {
        notes.add(Note::Value, "control characters U+0080–9F, read as Windows-1252");
    }
    let Front { fields, body, line, problems } = Front::read(&decoded.text);
    for (what, line) in problems {
        let mut notes = Notes::default();
        notes.add(Note::Value, &what);
        taken.push(Taken::noted(notes, place(line)));
    }
    if is_unpublished(&fields) {
        taken.push(passed("draft", place(1)));
        return taken;
    }
    if decoded.text.trim().is_empty() {
        taken.push(Taken::refused("empty", place(1)));
        return taken;
    }
    let row = row(fields, body, (known, relative, family), &mut notes);
    taken.push(Taken::row(&row, notes, place(line)));
    taken
}

/// What a path says of a page; none if what it is called in other languages has to be looked up in them.
pub(crate) fn said(relative: &str, family: &Family) -> Option<String> {
    let said = names::of(relative, family);
    said.translations.is_empty().then(|| format!("{said:?}"))
}

/// Whether a page is not for readers yet.
fn is_unpublished(fields: &Map<String, Value>) -> bool {
    let is = |name: &str, value: bool| fields.get(name).is_some_and(|found| *found == json!(value) || *found == json!(value.to_string()));
    is("draft", true) || is("published", false)
}

/// The same of a page, by how it begins.
pub(crate) fn is_draft(head: &str) -> bool {
    is_unpublished(&Front::read(head).fields)
}

/// Where generators put a page, and led from, by how it begins and where its file is.
pub(crate) fn addresses_of(head: &str, relative: &str) -> Vec<String> {
    let mut all = addresses::before(&mut spread(Front::read(head).fields));
    all.extend(names::usual_address(relative));
    all
}

fn passed(what: &str, place: Place) -> Taken {
    let mut notes = Notes::default();
    notes.add(Note::Passed, what);
    Taken::noted(notes, place)
}

fn row(
    fields: Map<String, Value>,
    body: &str,
    (known, relative, family): (&Known, &str, &Family),
    notes: &mut Notes,
) -> Map<String, Value> {
    let mut fields = spread(fields);
    let mut row = Map::new();
    let before = addresses::before(&mut fields);
    let slug = addresses::slug(&mut fields, notes);
    for (field, names) in MEANINGS {
        if let Some(value) = names.iter().find_map(|name| fields.remove(*name).filter(|value| !is_nothing(value))) {
            row.insert(field.to_owned(), value);
        }
    }
    let said = names::of(relative, family);
    let id = said.id.map(|id| slug.map_or(id, |slug| names::with_slug(relative, &slug)));
    let date = said.date.or_else(|| before.iter().find_map(|path| names::date_of_folders(path)));
    for (field, value) in [("id", id), ("date", date), ("language", said.language)].map(|(field, text)| (field, text.map(Value::String))) {
        if let Some(value) = value.filter(|_| !row.contains_key(field)) {
            row.insert(field.to_owned(), value);
        }
    }
    if !said.translations.is_empty() {
        let ids: Vec<String> = said.translations.iter().map(|path| versions::id(known, relative, path)).collect();
        row.insert("translations".to_owned(), json!(ids));
    }
    if !before.is_empty() {
        row.insert("aliases".to_owned(), json!(before));
    }
    if !row.contains_key("title") && !body.lines().any(|line| line.starts_with('#')) {
        row.insert("title".to_owned(), Value::String(said.title));
    }
    row.insert("body".to_owned(), Value::String(body.to_owned()));
    row.insert("body_format".to_owned(), json!("markdown"));
    // A draft that is none, and how a page is laid out, is nothing to readers.
    for name in ["draft", "published", "layout", "template"] {
        fields.remove(name);
    }
    for (name, value) in fields {
        let name = if row.contains_key(&name) { format!("other {name}") } else { name };
        row.insert(name, value);
    }
    row
}

/// Fields of the tables that generators keep others in become fields themselves.
fn spread(fields: Map<String, Value>) -> Map<String, Value> {
    let mut spread = Map::new();
    let mut inner = Vec::new();
    for (name, value) in fields {
        match value {
            Value::Object(table) if matches!(name.as_str(), "taxonomies" | "extra" | "params") => inner.extend(table),
            value => {
                spread.insert(name, value);
            }
        }
    }
    for (name, value) in inner {
        spread.entry(name).or_insert(value);
    }
    spread
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}
