//! The example content that a fresh checkout shows.

use dossier_bundle::{Bundle, Kind, parse};
use std::collections::BTreeSet;

fn example() -> Bundle {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/bundle.json");
    let (bundle, problems) = parse(&std::fs::read(path).unwrap());
    assert_eq!(problems, []);
    bundle
}

#[test]
fn it_has_the_five_news_and_five_documents_in_both_languages() {
    let bundle = example();
    for language in ["en", "nb"] {
        for kind in [Kind::News, Kind::Document] {
            let of_kind = bundle.items.iter().filter(|item| item.kind == kind && item.language.as_str() == language);
            assert_eq!(of_kind.count(), 5, "{language} {kind:?}");
        }
    }
    let works: BTreeSet<_> = bundle.items.iter().map(|item| item.work.unwrap()).collect();
    assert_eq!(works.len(), 10);
}

#[test]
fn every_item_stands_under_a_tab_and_every_tab_has_an_item() {
    let bundle = example();
    let tabs: BTreeSet<_> = bundle.items.iter().flat_map(|item| &item.topics).collect();
    assert!(bundle.items.iter().all(|item| item.topics.iter().any(|topic| bundle.topic(*topic).parent.is_some())));
    assert_eq!(tabs.len(), bundle.topics.iter().filter(|topic| topic.parent.is_some()).count());
}

#[test]
fn every_kind_of_block_can_be_seen() {
    let text = format!("{:?}", example());
    for name in [
        "Heading",
        "Paragraph",
        "List",
        "Table",
        "Quote",
        "Code",
        "Image",
        "Footnote",
        "Emphasis",
        "Strong",
        "Link",
        "Span",
        "NoteRef",
        "Break",
    ] {
        assert!(text.contains(&format!("{name} {{")) || text.contains(&format!("{name}(")) || text.contains(&format!("{name},")), "{name}");
    }
}
