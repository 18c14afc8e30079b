//! `dossier import --append`: a feed that is imported every day. Nothing is lost because it left the feed.

use crate::support::run;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn feed(items: &[(&str, &str)]) -> String {
    let items = items
        .iter()
        .map(|(id, title)| format!("<item><guid>{id}</guid><title>{title}</title><category>c-{id}</category></item>\n"))
        .collect::<Vec<String>>()
        .concat();
    format!("<rss><channel><title>The feed</title>{items}</channel></rss>")
}

/// Imports the feed of a day into `out`, and says what is there then and what became of it.
fn day(folder: &Path, out: &str, items: &[(&str, &str)], more: &[&str]) -> (Vec<String>, Value) {
    fs::write(folder.join("feed.xml"), feed(items)).unwrap();
    let said = run(folder, &[&["import", "rss", "feed.xml", "--out", out, "--append", "--json"], more].concat(), b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let report: Value = serde_json::from_str(&said.data).unwrap();
    let text = fs::read_to_string(folder.join(out)).unwrap();
    let rows: Vec<Value> = if Path::new(out).extension().is_some_and(|end| end == "jsonl") {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    } else {
        assert_eq!(dossier_bundle::parse(text.as_bytes()).1.first(), None, "{text}");
        serde_json::from_str::<Value>(&text).unwrap()["items"].as_array().unwrap().clone()
    };
    let shown = rows.iter().map(|row| format!("{}={}", row["id"].as_str().unwrap(), row["title"].as_str().unwrap())).collect();
    (shown, report["continued"].clone())
}

#[test]
fn a_feed_every_day() {
    for out in ["room.json", "rows.jsonl"] {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        let (shown, _) = day(here, out, &[("a", "A"), ("b", "B")], &[]);
        assert_eq!(shown, ["a=A", "b=B"]);
        let before = fs::read(here.join(out)).unwrap();
        let (_, continued) = day(here, out, &[("a", "A"), ("b", "B")], &[]);
        assert_eq!((continued, fs::read(here.join(out)).unwrap()), (json!({"kept": 0, "same": 2, "replaced": 0, "added": 0}), before));
        let (shown, continued) = day(here, out, &[("c", "C"), ("b", "B, corrected")], &[]);
        assert_eq!(shown, ["a=A", "b=B, corrected", "c=C"]);
        assert_eq!(continued, json!({"kept": 1, "same": 0, "replaced": 1, "added": 1}));
        let (shown, _) = day(here, out, &[], &[]);
        assert_eq!(shown.len(), 3);
    }
}

#[test]
fn two_items_of_one_id() {
    for (out, expected) in [("room.json", ["a=One", "a-2=Two"]), ("rows.jsonl", ["a=One", "a=Two"])] {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            let (shown, _) = day(folder.path(), out, &[("a", "One"), ("a", "Two"), ("a", "One")], &[]);
            assert_eq!(shown, expected);
        }
    }
}

#[test]
fn a_site_keeps_what_was_written_into_it() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(
        here.join("room.json"),
        r#"{"format": "dossier-bundle/1", "site": {"title": {"en": "Room", "nb": "Rom"}, "languages": ["en", "nb"]},
 "topics": [{"id": "all", "title": "All", "topics": [{"id": "c-a", "title": "By hand", "lead": "Lead"}]}],
 "items": [{"id": "x", "title": "X", "kind": "document", "topics": ["all"], "language": "en"},
           {"id": "y", "title": "Y", "kind": "document", "topics": ["all"], "language": "nb", "translations": {"en": "z"}},
           {"id": "z", "title": "Z", "kind": "document", "topics": ["all"], "language": "en"}]}"#,
    )
    .unwrap();
    let works = |text: &[u8]| -> Vec<bool> { dossier_bundle::parse(text).0.items.iter().map(|item| item.work.is_some()).collect() };
    let before = works(&fs::read(here.join("room.json")).unwrap());
    let (shown, _) = day(here, "room.json", &[("a", "A")], &[]);
    assert_eq!(shown, ["x=X", "y=Y", "z=Z", "a=A"]);
    let bytes = fs::read(here.join("room.json")).unwrap();
    let (bundle, _) = dossier_bundle::parse(&bytes);
    assert_eq!(before, [false, true, true]);
    assert_eq!(works(&bytes), [before, vec![false]].concat());
    assert_eq!((bundle.site.title.default.as_str(), bundle.topics.len()), ("Room", 2));
    assert_eq!((bundle.topics[1].title.default.as_str(), bundle.topics[1].lead.default.as_str()), ("By hand", "Lead"));
    assert_eq!((bundle.topics[1].parent, bundle.items[3].topics[0]), (Some(dossier_bundle::TopicIx(0)), dossier_bundle::TopicIx(1)));
    // A title that is given for the run is taken.
    day(here, "room.json", &[("a", "A")], &["--title", "Other"]);
    assert_eq!(dossier_bundle::parse(&fs::read(here.join("room.json")).unwrap()).0.site.title.default, "Other");
}

#[test]
fn several_feeds_in_one_room() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for (name, id) in [("One", "a"), ("Two", "b")] {
        fs::write(
            here.join("feed.xml"),
            format!("<rss><channel><title>{name}</title><item><guid>{id}</guid><title>T</title></item></channel></rss>"),
        )
        .unwrap();
        let said = run(here, &["import", "rss", "feed.xml", "--out", "room.json", "--append"], b"");
        assert_eq!(said.code, 0, "{}", said.talk);
    }
    let (bundle, _) = dossier_bundle::parse(&fs::read(here.join("room.json")).unwrap());
    assert_eq!((bundle.site.title.default.as_str(), bundle.items.len()), ("One", 2));
    assert_eq!(bundle.topics.iter().map(|topic| topic.id.as_str()).collect::<Vec<_>>(), ["one"]);
}

#[test]
fn a_faulty_bundle_is_not_continued() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("feed.xml"), feed(&[("a", "A")])).unwrap();
    let faulty = r#"{"format": "dossier-bundle/1", "site": {"title": "R"}, "topics": [{"id": "t", "title": "T"}], "items": [{"id": "x"}]}"#;
    fs::write(here.join("room.json"), faulty).unwrap();
    let said = run(here, &["import", "rss", "feed.xml", "--out", "room.json", "--append"], b"");
    assert_eq!(said.code, 1, "{}", said.talk);
    assert!(said.talk.contains("has faults and is not continued"), "{}", said.talk);
    assert_eq!(fs::read_to_string(here.join("room.json")).unwrap(), faulty);
}
