//! The files of an item: addresses, or objects that say more about them.

use super::beside::Around;
use super::row::Row;
use super::words::{self, clean};
use crate::body::{Note, Notes};
use dossier_bundle::{File, Language, SafeUrl};
use serde_json::Value;
use url::Url;

/// Most files of one item.
const MOST: usize = 1_000;

/// Reads the files of a row; what cannot be linked is noted.
pub(super) fn read(row: &Row, names: &[String], (around, base): (&Around<'_>, Option<&Url>), notes: &mut Notes) -> Vec<File> {
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
        match file(value, (around, base), notes) {
            Some(file) if files.contains(&file) => {}
            Some(file) => files.push(file),
            None => {
                let address = written(value);
                let what = around.lost(&address).map_or_else(|| "without an address that may be linked".to_owned(), str::to_owned);
                notes.add_about(Note::Link, &format!("file {what}"), &address);
            }
        }
    }
    files
}

/// The address of a file as it is written.
fn written(value: &Value) -> String {
    let named = || ["url", "href", "src"].into_iter().find_map(|name| value.get(name)?.as_str());
    value.as_str().or_else(named).unwrap_or_default().trim().to_owned()
}

fn file(value: &Value, (around, base): (&Around<'_>, Option<&Url>), notes: &mut Notes) -> Option<File> {
    let mut text = |names: &[&str]| -> String {
        let found = names.iter().find_map(|name| value.get(name)?.as_str());
        found.map(|found| clean(found, words::NAME, "file", notes)).unwrap_or_default()
    };
    let address = written(value);
    let (title, media_type, language) = (text(&["title", "name"]), text(&["media_type", "mime_type", "type"]), text(&["language"]));
    let bytes = ["bytes", "size", "length"].into_iter().find_map(|name| value.get(name)?.as_u64());
    let language = Language::new(&language);
    let whole = Url::parse(&address).ok();
    if whole.is_none()
        && let Some((url, bytes)) = around.file(&address)
    {
        // What the file itself says is right.
        let media_type = if media_type.is_empty() { crate::publish::media_type(&address) } else { media_type };
        return Some(File { url, title, media_type, bytes: Some(bytes), language });
    }
    // An address that leads nowhere by itself would lead to a wrong page.
    let url = SafeUrl::new(whole.or_else(|| base?.join(&address).ok())?.as_str())?;
    Some(File { url, title, media_type, bytes, language })
}
