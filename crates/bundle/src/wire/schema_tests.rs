//! Keeps the schema, the reader and the documentation in step.

use super::schema::schema;
use crate::{Code, parse};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/dossier-bundle-1.schema.json");
const FORMAT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/format.md");

#[test]
fn the_published_schema_is_that_of_the_types() {
    let made = schema();
    if std::env::var_os("DOSSIER_BLESS").is_some() {
        std::fs::write(SCHEMA, &made).unwrap();
    }
    let published = std::fs::read_to_string(SCHEMA).unwrap_or_default();
    assert!(made == published, "docs/dossier-bundle-1.schema.json is out of date: run the test with DOSSIER_BLESS=1");
}

/// Bundles in which every field of the format has a value. One has items of its own, the other an archive.
fn complete() -> [Value; 2] {
    let folders = json!([["00112233445566778899aabbccddeeff", 4096], ["ffeeddccbbaa99887766554433221100", 1]]);
    let archive = json!({
        "format": "dossier-bundle/1",
        "site": {"title": "T"},
        "archive": {"format": "dossier-archive/1", "parts": [{"items": 20_000, "shelves": {"cards": folders, "bodies": []}}]},
    });
    [with_items(), archive]
}

fn with_items() -> Value {
    let pieces = json!([
        "plain",
        {"type": "emphasis", "content": "e"},
        {"type": "strong", "content": ["s"]},
        {"type": "code", "text": "c"},
        {"type": "link", "url": "https://example.org/", "content": "l"},
        {"type": "span", "language": "fr", "content": "s"},
        {"type": "noteRef", "label": "1"},
        {"type": "break"},
    ]);
    let body = json!([
        "bare",
        {"type": "heading", "level": 3, "content": "h"},
        {"type": "paragraph", "content": pieces},
        {"type": "list", "ordered": true, "start": 3, "items": [["a"], "b"]},
        {"type": "table", "caption": "c", "rows": [[{"header": true, "content": "h"}, "d"]]},
        {"type": "quote", "content": ["q"]},
        {"type": "code", "text": "c"},
        {"type": "image", "url": "a.svg", "alt": "a", "caption": "c", "width": 640, "height": 480},
        {"type": "footnote", "label": "1", "content": ["f"]},
    ]);
    json!({
        "format": "dossier-bundle/1",
        "site": {
            "title": {"en": "T", "nb": "T"}, "description": "D", "publisher": "P", "languages": ["en", "nb"],
            "licence": {"title": "L", "url": "https://example.org/l"}, "home": "https://example.org/", "timezone": "Europe/Oslo", "session": "10-01",
        },
        "topics": [{
            "id": "t", "title": "T", "lead": "L", "sections": [{"title": "S", "body": {"en": body, "nb": "b"}}],
            "links": [{"title": "L", "url": "https://example.org/"}], "topics": [{"id": "u", "title": "U"}],
        }],
        "types": [{"id": "y", "title": "Y"}],
        "publishers": [{"id": "p", "title": "P"}],
        "items": [{
            "id": "a", "kind": "document", "type": "y", "title": "A", "summary": "S", "date": "2024-06-14", "modified": "2024-06", "deadline": "2024",
            "status": "Open", "topics": ["u"], "publisher": ["p"], "language": "en", "translations": {"nb": "b"}, "url": "https://example.org/a",
            "series": {"code": "Meld. St.", "number": 5, "suffix": "S", "session": "2023-2024"},
            "files": [{"url": "a.pdf", "title": "F", "mediaType": "application/pdf", "bytes": 9, "language": "en"}], "body": body,
        }, {"id": "b", "title": "B", "language": "nb", "series": "Meld. St. 6 (2023–2024)"}],
    })
}

#[test]
fn the_complete_bundles_are_valid_and_whole() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut present = BTreeSet::new();
    for complete in complete() {
        let errors: Vec<_> = validator.iter_errors(&complete).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0]);
        let (bundle, problems) = parse(complete.to_string().as_bytes());
        assert_eq!(problems, []);
        let written: Value = serde_json::from_str(&super::write(&bundle)).unwrap();
        assert!(validator.is_valid(&written), "what is written is valid too");
        present.extend(names_in(&complete));
    }
    for name in names(&schema) {
        assert!(present.contains(&name), "the complete bundles lack {name}");
    }
    assert!(!validator.is_valid(&json!({"format": "dossier-bundle/1", "site": {"title": "T"}})), "neither items nor an archive");
}

#[test]
fn every_field_of_another_type_is_a_problem() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let (mut tried, mut touched) = (0, BTreeSet::new());
    for complete in complete() {
        for pointer in pointers(&complete, String::new()) {
            for wrong in [json!(true), json!(-7.5), json!(12), json!("\u{1}?"), json!([[]]), json!({"zzzzzzzzz!": []}), json!(0)] {
                let mut changed = complete.clone();
                *changed.pointer_mut(&pointer).unwrap() = wrong.clone();
                if validator.is_valid(&changed) {
                    continue;
                }
                tried += 1;
                touched.extend(pointer.rsplit('/').next().map(str::to_owned));
                let (_, problems) = parse(changed.to_string().as_bytes());
                assert!(!problems.is_empty(), "{pointer} = {wrong} is against the schema, and the reader says nothing");
            }
        }
    }
    assert!(tried > 200, "only {tried} changes tried");
    for name in names(&schema) {
        assert!(touched.contains(&name), "{name} was never given a wrong type");
    }
}

#[test]
fn the_documentation_names_every_field_and_every_code() {
    let documentation = std::fs::read_to_string(FORMAT).unwrap();
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let codes = Code::ALL.iter().map(|code| code.as_str().to_owned());
    for name in names(&schema).into_iter().chain(codes) {
        assert!(documentation.contains(&format!("`{name}`")), "docs/format.md does not mention `{name}`");
    }
}

/// The names of all fields that a schema knows.
fn names(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        found.extend(properties.keys().cloned());
    }
    match schema {
        Value::Object(members) => members.values().for_each(|value| found.extend(names(value))),
        Value::Array(elements) => elements.iter().for_each(|value| found.extend(names(value))),
        _ => {}
    }
    found
}

fn names_in(value: &Value) -> BTreeSet<String> {
    pointers(value, String::new()).iter().filter_map(|pointer| pointer.rsplit('/').next()).map(str::to_owned).collect()
}

/// The pointers of all values within a value.
fn pointers(value: &Value, at: String) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (format!("{at}/{key}"), value)).collect(),
        Value::Array(elements) => elements.iter().enumerate().map(|(index, value)| (format!("{at}/{index}"), value)).collect(),
        _ => Vec::new(),
    };
    below.into_iter().flat_map(|(pointer, value)| [vec![pointer.clone()], pointers(value, pointer)].concat()).collect()
}
