//! `dossier import jsonl`: rows as data, what becomes of them, exit codes.

use crate::support::run;
use serde_json::Value;
use std::fs;

/// Imports `rows` with the mapping `map`; gives back the exit code, the items and the report.
fn import(rows: &[u8], map: &str) -> (i32, Vec<Value>, Value) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rows.jsonl"), rows).unwrap();
    fs::write(folder.path().join("map.toml"), map).unwrap();
    let said = run(folder.path(), &["import", "jsonl", "rows.jsonl", "--out", "b.json", "--map", "map.toml", "--json"], b"");
    let report: Value = serde_json::from_str(&said.data).unwrap_or_else(|_| panic!("{}", said.talk));
    let bundle: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("b.json")).unwrap()).unwrap();
    let count = |name: &str| report["rows"][name].as_u64().unwrap();
    assert_eq!(count("read"), count("shown") + count("refused") + count("merged"));
    let items = bundle["items"].as_array().unwrap().clone();
    assert_eq!(count("shown"), items.len() as u64);
    (said.code, items, report)
}

/// A row, the mapping, and what must be in the item that comes of it.
#[track_caller]
fn check(row: &str, map: &str, expected: &str) {
    let (_, items, _) = import(row.as_bytes(), map);
    let expected: Value = serde_json::from_str(expected).unwrap();
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&items[0][name], value, "{name} of {}", items[0]);
    }
}

#[test]
fn rows_become_items() {
    check(
        r#"{"id": "a", "title": "CDC&#8217;s\u00a0<s>App</s>", "type": "fact-sheets", "date": "2024-06", "lang": "en", "url": "https://example.org/a/", "summary": "S", "status": "open"}"#,
        "",
        r#"{"id": "a", "title": "CDC’s App", "kind": "news", "date": "2024-06", "language": "en", "url": "https://example.org/a/", "summary": "S", "status": "open"}"#,
    );
    check(r#"{"id": 7, "title": "T", "number": "Meld. St. 5 (2023-2024)"}"#, "", r#"{"id": "7", "kind": "document"}"#);
    check(r#"{"id": "a", "title": "T", "number": "LOV-2005-05-20"}"#, "", r#"{"kind": "news", "series": null}"#);
    check(r#"{"id": "a", "title": "T", "number": "X 007"}"#, "", r#"{"kind": "news", "series": null}"#);
    check(r#"{"id": "a", "title": "T", "type": "law"}"#, "[kind]\ndocuments = [\"law\"]", r#"{"kind": "document"}"#);
    check(
        r#"{"id": "a", "title": "T", "date": "2024-06-14T23:00:00Z"}"#,
        "[site]\ntimezone = \"Europe/Oslo\"",
        r#"{"date": "2024-06-15"}"#,
    );
    check(r#"{"id": "a", "body": "Text first\n\n# A heading\n\nmore"}"#, "", r#"{"title": "A heading"}"#);
    check(r#"{"id": "a", "summary": "Only words here."}"#, "", r#"{"title": "Only words here."}"#);
    check(
        r#"{"nr": "a", "name": "T", "above": "K:", "sum": "S"}"#,
        "[fields]\nid = \"nr\"\ntitle = [\"x\", \"name\"]\nsummary = \"sum\"\nsummary_prefix = \"above\"",
        r#"{"id": "a", "title": "T", "summary": "K: S"}"#,
    );
}

#[test]
fn topics_follow_rules() {
    let map = "[[topics]]\nid = \"all\"\ntitle = \"All\"\notherwise = true\n[[topics]]\nid = \"war\"\ntitle = \"War\"\nparent = \"all\"\nwhen = [{ field = \"title\", contains = [\"DEFENCE\"] }, { field = \"tags\", is = [\"army\"] }]";
    let rows = "{\"id\": \"a\", \"title\": \"On defence\"}\n{\"id\": \"b\", \"title\": \"B\", \"tags\": [\"x\", \"army\"]}\n{\"id\": \"c\", \"title\": \"C\"}";
    let (_, items, _) = import(rows.as_bytes(), map);
    let topics: Vec<_> = items.iter().map(|item| item["topics"].to_string()).collect();
    assert_eq!(topics, ["[\"war\"]", "[\"war\"]", "[\"all\"]"]);
}

#[test]
fn every_row_is_accounted_for() {
    let rows = b"{\"id\": \"a\", \"title\": \"A\"}\n\n{\"id\": \"a\", \"title\": \"A\"}\n{\"id\": \"a\", \"title\": \"Other\"}\n{\"id\": \"a-2\", \"title\": \"B\"}\nnot json\n[1]\n\xFF\n{\"id\": \"z\"}\n{\"title\": \"No id\", \"kicker\": \"k\"}";
    let (code, items, report) = import(rows, "");
    assert_eq!(code, 2);
    let ids: Vec<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(&ids[..3], ["a", "a-3", "a-2"]);
    assert!(ids[3].starts_with("row-") && ids.len() == 4, "{ids:?}");
    assert_eq!(report["rows"], serde_json::json!({"read": 9, "shown": 4, "refused": 4, "merged": 1}));
    assert_eq!(report["refused"][0], serde_json::json!({"place": "rows.jsonl:6", "reason": "not JSON"}));
    assert_eq!(report["renamed"][0], serde_json::json!({"place": "rows.jsonl:4", "id": "a", "now": "a-3", "held": "rows.jsonl:1"}));
    let losses = report["losses"].as_array().unwrap();
    assert!(losses.contains(&serde_json::json!({"sort": "field", "name": "kicker", "count": 1, "first": "rows.jsonl:10"})), "{losses:?}");
}

#[test]
fn translations_become_works() {
    let rows = r#"{"id": "a", "title": "A", "lang": "en", "parallel": {"nb": "b", "se": "gone"}}
{"id": "b", "title": "B", "lang": "nb", "parallel": {"en": "a"}}
{"id": "c", "title": "C", "lang": "nb", "parallel": {"en": "a"}}"#;
    let folder = tempfile::tempdir().unwrap();
    let said = run(folder.path(), &["import", "jsonl", "-", "--out", "b.json"], rows.as_bytes());
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(said.talk.contains("1 × value: translation that is not among the rows (first at -:1)"), "{}", said.talk);
    assert!(said.talk.contains("1 × value: translation in a language that the work already has (first at -:3)"), "{}", said.talk);
    let (bundle, _) = dossier_bundle::parse(&fs::read(folder.path().join("b.json")).unwrap());
    let works: Vec<_> = bundle.items.iter().map(|item| item.work).collect();
    assert_eq!(works, [Some(0), Some(0), None]);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let row = |n: u32| format!(r#"{{"id": "{}", "title": "T{n}", "type": "t{}", "publisher": ["p{}", "q"]}}"#, n % 30, n % 7, n % 5);
    let rows = (0..50).map(row).collect::<Vec<_>>().join("\n");
    for out in ["one.json", "two.json"] {
        assert_eq!(run(folder.path(), &["import", "jsonl", "-", "--out", out, "--title", "R"], rows.as_bytes()).code, 0);
    }
    assert_eq!(fs::read(folder.path().join("one.json")).unwrap(), fs::read(folder.path().join("two.json")).unwrap());
}

#[test]
fn what_cannot_be_done_fails_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rows.jsonl"), "{\"id\": \"a\", \"title\": \"A\"}").unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    fs::write(folder.path().join("bad.toml"), "[field]").unwrap();
    let mut broken = zstd::encode_all(&b"{\"id\": \"a\", \"title\": \"A\"}\n"[..], 1).unwrap();
    broken.truncate(broken.len() - 3);
    fs::write(folder.path().join("broken.zst"), broken).unwrap();
    for (arguments, words) in [
        (vec!["missing.jsonl", "--out", "b.json"], "cannot read missing.jsonl"),
        (vec!["rows.jsonl", "--out", "rows.jsonl"], "is an input"),
        (vec!["rows.jsonl", "--out", "notes.txt"], "--force"),
        (vec!["rows.jsonl", "--out", "nowhere/b.json"], "there is no folder nowhere"),
        (vec!["rows.jsonl", "--out", "b.json", "--map", "bad.toml"], "unknown field"),
        (vec!["broken.zst", "--out", "b.json"], "cannot read broken.zst"),
        (vec!["rows.jsonl"], "--out"),
    ] {
        let arguments: Vec<&str> = ["import", "jsonl"].into_iter().chain(arguments).collect();
        let said = run(folder.path(), &arguments, b"");
        assert_eq!(said.code, 1, "{arguments:?}: {}", said.talk);
        assert!(said.talk.contains(words), "{arguments:?}: {}", said.talk);
    }
    assert!(!folder.path().join("b.json").exists());
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "nothing else is left behind");
}

#[test]
fn limits_and_strictness() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "{\"id\": \"a\", \"title\": \"A\", \"odd\": 1}\n{\"id\": \"b\", \"title\": \"B\"}";
    assert_eq!(run(folder.path(), &["import", "jsonl", "-", "--out", "b.json", "--limit", "1"], rows.as_bytes()).code, 0);
    assert_eq!(dossier_bundle::parse(&fs::read(folder.path().join("b.json")).unwrap()).0.items.len(), 1);
    assert_eq!(run(folder.path(), &["import", "jsonl", "-", "--out", "b.json", "--strict"], rows.as_bytes()).code, 2);
    assert_eq!(run(folder.path(), &["import", "jsonl", "-", "--out", "b.json"], b"").code, 2, "a bundle without items");
}

#[test]
fn every_option_and_sort_of_loss_is_documented() {
    let document = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/import.md")).unwrap();
    let help = run(std::path::Path::new("."), &["import", "jsonl", "--help"], b"").data;
    let options: Vec<_> = help.split_whitespace().filter(|word| word.starts_with("--") && *word != "--help").collect();
    assert!(options.len() >= 8, "{options:?}");
    let sorts = ["row", "field", "value", "dropped", "unwrapped", "link", "shortcode", "text", "passed"];
    for name in options.into_iter().chain(sorts) {
        assert!(document.contains(&format!("| `{name}")), "docs/import.md has no row for {name}");
    }
}
