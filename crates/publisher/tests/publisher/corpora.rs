//! Real content: every row is accounted for, and the bundle reads back without a fault.

use crate::support::{corpus, run};
use serde_json::Value;
use std::fs;
use std::path::Path;

#[track_caller]
fn check(name: &str, map: Option<&str>, refused: u64) {
    let Some(path) = corpus(name) else { return };
    let folder = tempfile::tempdir().unwrap();
    let map = map.map(|map| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mappings").join(map));
    let mut arguments = vec!["import", "jsonl", path.to_str().unwrap(), "--out", "b.json", "--json"];
    if let Some(map) = &map {
        arguments.extend(["--map", map.to_str().unwrap()]);
    }
    let said = run(folder.path(), &arguments, b"");
    let report: Value = serde_json::from_str(&said.data).unwrap_or_else(|_| panic!("{name}: {}", said.talk));
    let count = |name: &str| report["rows"][name].as_u64().unwrap();
    assert!(count("read") > 0);
    assert_eq!(count("read"), count("shown") + count("refused") + count("merged"), "{name}");
    assert!(count("refused") <= refused, "{name}: {}", report["refused"]);
    assert_eq!(said.code, if count("refused") > 0 { 2 } else { 0 }, "{name}: {}", said.talk);
    let (bundle, problems) = dossier_bundle::parse(&fs::read(folder.path().join("b.json")).unwrap());
    assert_eq!(bundle.items.len() as u64, count("shown"), "{name}");
    assert_eq!(problems.first(), None, "{name}");
    let checked = run(folder.path(), &["check", "--strict", "b.json"], b"");
    assert_eq!(checked.code, 0, "{name}: {}", checked.data);
}

#[test]
fn whitehouse() {
    check("news/whitehouse-2025-2026.jsonl.zst", Some("whitehouse.toml"), 0);
}

#[test]
fn whitehouse_index() {
    check("news/whitehouse-index-2021-2026.jsonl.zst", Some("whitehouse.toml"), 0);
}

#[test]
fn regjeringen() {
    check("news/regjeringen-lists-nb-nn-se.jsonl.zst", Some("regjeringen.toml"), 0);
}

#[test]
fn govuk() {
    check("docs/govuk-content-examples.jsonl.zst", Some("govuk.toml"), 3);
}

#[test]
fn sametinget() {
    check("news/sametinget-nb-se-sma-smj.jsonl.zst", Some("sametinget.toml"), 0);
}

#[test]
fn rust_blog() {
    check("news/rust-blog.jsonl.zst", None, 1);
}

#[test]
fn digital_agency() {
    check("news/digital-agency-jp.jsonl.zst", None, 0);
}

#[test]
fn digitalgov() {
    check("news/digitalgov-2005-2025.jsonl.zst", None, 0);
}

#[test]
fn acts_and_declarations() {
    check("docs/legalize-no.jsonl.zst", None, 0);
    check("docs/udhr-all-languages.jsonl.zst", None, 0);
}
