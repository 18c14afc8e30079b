//! Pieces of an archive: items read with the dictionaries of a bundle.

use crate::random::bundles;
use dossier_bundle::{Bundle, Code, Item, Problem, Severity, TopicIx, parse, parse_items, wire};
use proptest::prelude::*;
use std::sync::Arc;

/// A site in Norwegian with two topics, one below the other, two types and one publisher.
fn bundle() -> Bundle {
    let text = r#"{"format": "dossier-bundle/1", "site": {"title": "S", "languages": "nb"},
        "topics": [{"id": "a", "title": "A", "topics": [{"id": "b", "title": "B"}]}],
        "types": [{"id": "speech", "title": "Tale"}, {"id": "report", "title": "Melding"}],
        "publishers": [{"id": "mfa", "title": "UD"}], "archive": {"format": "dossier-archive/1", "parts": []}}"#;
    let (bundle, problems) = parse(text.as_bytes());
    assert_eq!(problems, []);
    bundle
}

fn read(items: &str) -> (Vec<Arc<Item>>, Vec<Problem>) {
    parse_items(format!("{{\"items\": [{items}]}}").as_bytes(), &bundle())
}

/// Reads an item with these fields and demands one problem; the item is shown all the same.
fn check(fields: &str, code: Code, pointer: &str) {
    let (items, problems) = read(&format!("{{\"id\": \"x\", \"title\": \"X\", {fields}}}"));
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.severity, problem.pointer.as_str())).collect();
    assert_eq!(found, [(code, Severity::Error, pointer)], "{fields}");
    assert_eq!((items.len(), items[0].type_ix, items[0].publishers.len(), items[0].topics.len()), (1, None, 0, 0));
}

#[test]
fn dictionaries_are_those_of_the_bundle() {
    let (items, problems) = read(r#"{"id": "x", "title": "X", "type": "report", "publisher": "mfa", "topics": ["a", "b"]}"#);
    assert_eq!(problems, []);
    let item = &items[0];
    assert_eq!((item.type_ix.unwrap().0, item.publishers[0].0, item.topics.as_slice()), (1, 0, &[TopicIx(1)][..]));
    assert_eq!(item.language.as_str(), "nb");
}

#[test]
fn what_they_lack_is_left_out() {
    check(r#""type": "speach""#, Code::UnknownType, "/items/0/type");
    check(r#""publisher": ["none"]"#, Code::UnknownPublisher, "/items/0/publisher/0");
    check(r#""topics": "none""#, Code::UnknownTopic, "/items/0/topics");
    let (items, problems) = parse_items(br#"{"items": [{"id": "x", "title": "X", "type": "t", "publisher": "p"}]}"#, &Bundle::default());
    assert_eq!((items.len(), problems.len(), items[0].type_ix), (1, 2, None), "empty dictionaries are closed too");
}

#[test]
fn translations_are_not_looked_at() {
    let (items, problems) =
        read(r#"{"id": "x", "title": "X", "translations": {"en": "y", "?": 7}}, {"id": "y", "title": "Y", "translations": 3}"#);
    assert_eq!((items.len(), items[0].work, problems), (2, None, vec![]));
}

#[test]
fn bad_items_do_not_cost_the_others() {
    let (items, problems) = read(r#"7, {"id": "x", "title": "X"}, {"id": "y"}, {"id": "x", "title": "Again"}, {"id": "z", "title": "Z"}"#);
    assert_eq!(items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["x", "z"]);
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::WrongType, Code::MissingField, Code::DuplicateId]);
}

#[test]
fn pieces_that_are_none() {
    for (text, code) in [
        ("", Code::NotJson),
        ("{\"items\": [{\"id\"", Code::NotJson),
        ("[]", Code::NotAnObject),
        ("{}", Code::MissingField),
        ("{\"items\": null}", Code::MissingField),
        ("{\"items\": {}}", Code::WrongType),
    ] {
        let (items, problems) = parse_items(text.as_bytes(), &bundle());
        assert_eq!((items.len(), problems.iter().map(|problem| problem.code).collect::<Vec<_>>()), (0, vec![code]), "{text}");
    }
    assert_eq!(parse_items(b"\xFF", &bundle()).1[0].code, Code::NotUtf8);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn items_are_those_of_the_whole_bundle(mut bundle in bundles()) {
        let text = wire::write(&bundle);
        let (items, problems) = parse_items(text.as_bytes(), &bundle);
        prop_assert_eq!(problems.len(), usize::from(bundle.archive.is_some()));
        for item in &mut bundle.items {
            Arc::make_mut(item).work = None;
        }
        prop_assert_eq!(items, bundle.items);
    }

    #[test]
    fn noise_never_panics(bytes in "[\\[\\]{}\":,a0]{0,60}") {
        _ = parse_items(bytes.as_bytes(), &bundle());
        _ = parse_items(format!("{{\"items\": [{{\"id\": \"a\", \"title\": \"A\", {bytes}}}]}}").as_bytes(), &bundle());
    }
}
