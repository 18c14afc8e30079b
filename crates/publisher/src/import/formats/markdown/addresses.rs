//! What front matter says of addresses: the name of a page, and where generators have put it or led from. Those places are to lead to the
//! item.

use crate::body::{Note, Notes};
use serde_json::{Map, Value};
use url::Url;

/// Names under which generators keep other addresses of a page; those of Zola and Jekyll are relative to the site.
const LISTS: [&str; 2] = ["aliases", "redirect_from"];
/// Names of the address at which a generator puts a page.
const OWN: [&str; 3] = ["path", "permalink", "url"];
/// Signs of patterns, which are no address: `/:year/:title/`.
const PATTERN: [char; 3] = [':', '*', '{'];

/// Paths on the site at which the page was before. Whole addresses stay what they are.
pub(super) fn before(fields: &mut Map<String, Value>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        let text = text.trim();
        if !text.is_empty() && !found.iter().any(|other| other == text) {
            found.push(text.to_owned());
        }
    };
    for name in OWN {
        let is_path = |text: &str| Url::parse(text).is_err() && !text.contains(PATTERN);
        if let Some(text) = fields.get(name).and_then(Value::as_str).filter(|text| is_path(text)) {
            add(text);
        }
    }
    fields.remove("path");
    for name in LISTS {
        match fields.remove(name) {
            Some(Value::String(text)) => add(&text),
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).for_each(&mut add),
            Some(other) => _ = fields.insert(name.to_owned(), other),
            None => {}
        }
    }
    found
}

/// The name that the page is to have in addresses, as one name.
pub(super) fn slug(fields: &mut Map<String, Value>, notes: &mut Notes) -> Option<String> {
    let written = match fields.remove("slug")? {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        other => {
            fields.insert("slug".to_owned(), other);
            return None;
        }
    };
    let last = written.trim().trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let name = name.trim_matches(['-', '.']);
    if name != written.trim() {
        notes.add_about(Note::Value, "slug: not one name; changed", &written);
    }
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(fields: Value, aliases: &[&str], named: Option<&str>) {
        let Value::Object(mut fields) = fields else { panic!("no object") };
        assert_eq!(before(&mut fields), aliases);
        assert_eq!(slug(&mut fields, &mut Notes::default()).as_deref(), named);
        assert!(fields.keys().all(|name| matches!(name.as_str(), "permalink" | "url")), "{fields:?}");
    }

    #[test]
    fn front_matter_says_where_pages_were() {
        check(json!({ "path": "2024/05/01/a", "aliases": ["/b/", "c.html", "/b/"] }), &["2024/05/01/a", "/b/", "c.html"], None);
        check(json!({ "permalink": "/x/", "redirect_from": "/y/" }), &["/x/", "/y/"], None);
        check(json!({ "permalink": "https://example.org/x/", "url": "/:year/:title" }), &[], None);
        check(json!({ "slug": "my-page" }), &[], Some("my-page"));
        check(json!({ "slug": "../../etc/passwd" }), &[], Some("passwd"));
        check(json!({ "slug": "..\\..\\x y" }), &[], Some("x-y"));
        check(json!({ "slug": "../.." }), &[], None);
        check(json!({ "slug": 2024 }), &[], Some("2024"));
    }
}
