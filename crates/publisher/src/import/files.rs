//! The files of an item: addresses, or objects that say more about them.

use super::row::Row;
use super::words::{self, clean};
use crate::body::{Note, Notes};
use dossier_bundle::{File, Language, SafeUrl};
use serde_json::Value;
use url::Url;

/// Most files of one item.
const MOST: usize = 1_000;

/// Reads the files of a row; what cannot be linked is noted.
pub(super) fn read(row: &Row, names: &[String], base: Option<&Url>, notes: &mut Notes) -> Vec<File> {
    let values = match row.value(names) {
        None => return Vec::new(),
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
    };
    if values.len() > MOST {
        notes.add(Note::Value, "files beyond the 1,000th");
    }
    let mut files: Vec<File> = Vec::new();
    for value in values.iter().take(MOST) {
        match file(value, base, notes) {
            Some(file) if files.contains(&file) => {}
            Some(file) => files.push(file),
            None => notes.add(Note::Link, "file without an address that may be linked"),
        }
    }
    files
}

fn file(value: &Value, base: Option<&Url>, notes: &mut Notes) -> Option<File> {
    let mut text = |names: &[&str]| -> String {
        let found = names.iter().find_map(|name| value.get(name)?.as_str());
        found.map(|found| clean(found, words::NAME, "file", notes)).unwrap_or_default()
    };
    let address = value.as_str().map_or_else(|| text(&["url", "href", "src"]), |address| address.trim().to_owned());
    let (title, media_type, language) = (text(&["title", "name"]), text(&["media_type", "mime_type", "type"]), text(&["language"]));
    let whole = Url::parse(&address).ok().or_else(|| base?.join(&address).ok());
    // An address that leads nowhere by itself would lead to a wrong page.
    let url = SafeUrl::new(whole?.as_str())?;
    let bytes = ["bytes", "size", "length"].into_iter().find_map(|name| value.get(name)?.as_u64());
    Some(File { url, title, media_type, bytes, language: Language::new(&language) })
}
