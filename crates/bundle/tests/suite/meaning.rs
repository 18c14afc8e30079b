//! What fields mean once they are read.

use dossier_bundle::{Block, Bundle, Inline, Kind, Language, parse};

/// Reads a site with topics a > b > c and these items, without a problem.
fn read(items: &str) -> Bundle {
    let topics = r#"[{"id": "a", "title": "A", "topics": [{"id": "b", "title": "B", "topics": [{"id": "c", "title": "C"}]}]}, {"id": "d", "title": "D"}]"#;
    let site = r#"{"title": "S", "languages": ["nb", "en"]}"#;
    let types = r#"[{"id": "speech", "title": {"en": "Speech", "nb": "Tale"}}]"#;
    let text =
        format!("{{\"format\": \"dossier-bundle/1\", \"site\": {site}, \"topics\": {topics}, \"types\": {types}, \"items\": [{items}]}}");
    let (bundle, problems) = parse(text.as_bytes());
    assert_eq!(problems, [], "{items}");
    bundle
}

/// The one item with these fields.
fn item(fields: &str) -> dossier_bundle::Item {
    let mut items = read(&format!("{{\"id\": \"x\", \"title\": \"X\", {fields}}}")).items;
    std::sync::Arc::unwrap_or_clone(items.remove(0))
}

#[test]
fn topics_are_listed_with_parents_first() {
    let bundle = read("");
    let found: Vec<_> = bundle.topics.iter().map(|topic| (topic.id.as_str(), topic.parent.map(|parent| parent.0))).collect();
    assert_eq!(found, [("a", None), ("b", Some(0)), ("c", Some(1)), ("d", None)]);
}

#[test]
fn topics_above_another_one_are_left_out() {
    let topics = |fields: &str| item(fields).topics.iter().map(|topic| topic.0).collect::<Vec<_>>();
    assert_eq!(topics(r#""topics": ["a", "c", "d", "c"]"#), [2, 3]);
    assert_eq!(topics(r#""topics": "b""#), [1]);
}

#[test]
fn kinds_are_guessed() {
    for (fields, kind) in [
        (r#""kind": "news", "series": "M 1""#, Kind::News),
        (r#""kind": "document""#, Kind::Document),
        (r#""series": "M 1""#, Kind::Document),
        (r#""files": [{"url": "a"}]"#, Kind::Document),
        (r#""url": "a""#, Kind::News),
    ] {
        assert_eq!(item(fields).kind, kind, "{fields}");
    }
}

#[test]
fn types_are_found_by_id_and_by_any_title() {
    let items =
        ["speech", "Speech", "Tale", "SPEECH"].map(|name| format!("{{\"id\": \"{name}\", \"title\": \"X\", \"type\": \"{name}\"}}"));
    let bundle = read(&items.join(","));
    assert_eq!(bundle.types.len(), 1);
    assert!(bundle.items.iter().all(|item| item.type_ix.is_some()));
}

#[test]
fn translations_make_works_in_all_directions() {
    let named =
        |id: &str, language: &str, rest: &str| format!("{{\"id\": \"{id}\", \"title\": \"X\", \"language\": \"{language}\"{rest}}}");
    let bundle = read(
        &[
            named("alone", "en", ""),
            named("en", "en", ", \"translations\": {\"nb\": \"nb\"}"),
            named("nb", "nb", ""),
            named("se", "se", ", \"translations\": {\"nb\": \"nb\", \"en\": \"en\"}"),
            named("other", "en", ", \"translations\": {\"fr\": \"autre\"}"),
            named("autre", "fr", ", \"translations\": {\"en\": \"other\"}"),
        ]
        .join(","),
    );
    assert_eq!(bundle.items.iter().map(|item| item.work).collect::<Vec<_>>(), [None, Some(0), Some(0), Some(0), Some(1), Some(1)]);
}

#[test]
fn language_is_the_sites_first_unless_said() {
    assert_eq!(item(r#""status": "Open""#).language, Language::new("nb").unwrap());
    assert_eq!(read("").types[0].title.default, "Tale");
}

#[test]
fn timestamps_are_the_day_written() {
    assert_eq!(item(r#""date": "2024-06-14T23:30:00-08:00""#).date.unwrap().to_string(), "2024-06-14");
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

#[test]
fn plain_bodies_split_at_blank_lines() {
    let body = item(r#""body": "One\n line.\r\n\r\n \t\n Two. \n\n\n""#).body;
    assert_eq!(body, [Block::Paragraph(text("One\nline.")), Block::Paragraph(text("Two."))]);
}

#[test]
fn texts_merge_and_empty_blocks_go() {
    let body = item(
        r#""body": ["", {"type": "paragraph", "content": ["a", "", "b"]}, {"type": "quote", "content": []}, {"type": "list", "items": ["", "c"]}]"#,
    );
    let list = Block::List { start: None, items: vec![vec![Block::Paragraph(text("c"))]] };
    assert_eq!(body.body, [Block::Paragraph(text("ab")), list]);
}

#[test]
fn pictures_have_a_size_or_none() {
    for (fields, expected) in [
        (r#""width": 640, "height": 480"#, Some((640, 480))),
        (r#""width": 1, "height": 65535"#, Some((1, 65_535))),
        (r#""width": null, "height": null"#, None),
        (r#""alt": "A""#, None),
    ] {
        let body = item(&format!("\"body\": [{{\"type\": \"image\", \"url\": \"a.png\", {fields}}}]")).body;
        assert!(matches!(body.as_slice(), [Block::Image { size, .. }] if *size == expected), "{fields}: {body:?}");
    }
}

#[test]
fn white_space_in_names_is_one_space() {
    assert_eq!(item(r#""summary": " a \n\t b\u2028c ""#).summary, "a b c");
}

#[test]
fn what_is_unknown_is_shown_plainly() {
    let text = r#"{"format": "dossier-bundle/1", "site": {"title": "S"}, "items": [{"id": "x", "title": "X", "body": [
        {"type": "aside", "content": [{"type": "paragraph", "content": ["a ", {"type": "strong", "content": "b"}]}]},
        {"type": "paragraph", "content": ["c ", {"type": "link", "url": "javascript:1", "content": ["d", {"type": "code", "text": "e"}]}]}]}]}"#;
    let body = &parse(text.as_bytes()).0.items[0].body;
    assert_eq!(body[0], Block::Paragraph(vec![Inline::Text("a b".to_owned())]));
    assert_eq!(body[1], Block::Paragraph(vec![Inline::Text("c d".to_owned()), Inline::Code("e".to_owned())]));
}
