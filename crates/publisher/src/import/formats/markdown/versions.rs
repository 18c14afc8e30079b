//! What the same page in another language is called. Its path says so, unless its front matter says something else.

use super::front::Front;
use super::{Known, addresses, names};
use crate::body::Notes;
use serde_json::Value;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// Front matter is at the beginning.
const HEAD: u64 = 2 << 20;

/// The id of the page at `path`, seen from the page at `relative`, both from the folder that was named.
pub(super) fn id(known: &Known, relative: &str, path: &str) -> String {
    let usual = || names::id_of(path);
    // Where there is no such file to be read, its path is all there is.
    let Some(root) = known.file.strip_suffix(relative) else { return usual() };
    let mut head = Vec::new();
    let file = PathBuf::from(format!("{root}{path}"));
    if File::open(file).and_then(|file| file.take(HEAD).read_to_end(&mut head)).is_err() {
        return usual();
    }
    let mut fields = Front::read(&String::from_utf8_lossy(&head)).fields;
    match fields.get("id") {
        Some(Value::String(id)) if !id.trim().is_empty() => id.trim().to_owned(),
        Some(Value::Number(id)) => id.to_string(),
        _ => addresses::slug(&mut fields, &mut Notes::default()).map_or_else(usual, |slug| names::with_slug(path, &slug)),
    }
}
