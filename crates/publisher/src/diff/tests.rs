//! What counts as which change.

use super::{Changed, Changes, Item, Items, changes};
use anyhow::Result;
use dossier_bundle::{Bundle, Kind, PartialDate};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn bundle(items: &str) -> Bundle {
    let text = format!(r#"{{"format":"dossier-bundle/1","site":{{"title":"Room"}},"items":[{items}]}}"#);
    let (bundle, problems) = dossier_bundle::parse(text.as_bytes());
    assert_eq!(problems, []);
    bundle
}

fn ids<'c>(items: impl Iterator<Item = &'c Changed>) -> Vec<&'c str> {
    items.map(|changed| changed.now.id.as_str()).collect()
}

#[test]
fn each_change_is_of_its_kind() {
    let old = bundle(
        r#"{"id":"same","title":"Same"},{"id":"gone","title":"Gone","date":"2024"},{"id":"title","title":"Old","date":"2024-02"},
        {"id":"date","title":"Date","date":"2024-01-01"},{"id":"all","title":"All","summary":"Old.","kind":"news"},{"id":"body","title":"B","body":["Old"]}"#,
    );
    let new = bundle(
        r#"{"id":"body","title":"B","body":["New"]},{"id":"all","title":"Everything","date":"2023","kind":"document","language":"nb"},
        {"id":"date","title":"Date","date":"2024-01"},{"id":"title","title":"New","date":"2024-02"},{"id":"same","title":"Same"},
        {"id":"late","title":"Late"},{"id":"b","title":"B","date":"2024-05-01"},{"id":"a","title":"A","date":"2024-05-01"}"#,
    );
    let found = changes(&old, &new).unwrap();
    assert_eq!(found.added.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["a", "b", "late"]);
    let gone = Item { id: "gone".into(), title: "Gone".into(), date: PartialDate::parse("2024"), kind: Kind::News, language: "en".into() };
    assert_eq!(found.withdrawn, [gone]);
    assert_eq!(ids(found.changed.iter()), ["title", "date", "all", "body"]);
    assert_eq!(ids(found.retitled()), ["title", "all"]);
    assert_eq!(ids(found.redated()), ["date", "all"]);
    let fields: Vec<&[String]> = found.otherwise().map(|changed| changed.fields.as_slice()).collect();
    assert_eq!(fields, [&["kind", "language", "summary"].map(str::to_owned)[..], &["body".to_owned()]]);
    assert_eq!((found.changed[0].was.title.as_str(), found.changed[2].now.kind), ("Old", Kind::Document));
    assert_eq!(changes(&new, &new).unwrap(), Changes::default());
    assert!(changes(&old, &old).unwrap().is_empty());
}

/// Items as ids and numbers for what they say.
struct Plain(Vec<(u8, u8)>);

impl Items for Plain {
    fn each(&self, visit: &mut dyn FnMut(&str, &[u8])) -> Result<()> {
        self.0.iter().for_each(|(id, says)| visit(&id.to_string(), format!(r#","title":"{says}"}}"#).as_bytes()));
        Ok(())
    }
}

#[test]
fn of_two_items_with_one_id_the_first_counts() {
    // The second one says what the old one said; once that hid the change.
    let found = changes(&Plain(vec![(1, 7)]), &Plain(vec![(1, 0), (1, 7)])).unwrap();
    assert_eq!(ids(found.retitled()), ["1"]);
}

proptest! {
    #[test]
    fn it_is_what_maps_say(old: Vec<(u8, u8)>, new: Vec<(u8, u8)>) {
        // Of two items with one id, the first counts.
        let map = |items: &[(u8, u8)]| -> BTreeMap<String, String> {
            items.iter().rev().map(|(id, says)| (id.to_string(), says.to_string())).collect()
        };
        let (before, after) = (map(&old), map(&new));
        let found = changes(&Plain(old), &Plain(new)).unwrap();
        let only = |one: &BTreeMap<String, String>, other: &BTreeMap<String, String>| -> Vec<String> {
            one.keys().filter(|id| !other.contains_key(*id)).cloned().collect()
        };
        let ids = |items: &[Item]| items.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&found.added), only(&after, &before));
        prop_assert_eq!(ids(&found.withdrawn), only(&before, &after));
        let differ: Vec<(String, String, String)> = after.iter().filter_map(|(id, now)| {
            let was = before.get(id).filter(|was| *was != now)?;
            Some((id.clone(), was.clone(), now.clone()))
        }).collect();
        let changed: Vec<_> = found.changed.iter().map(|changed| (changed.now.id.clone(), changed.was.title.clone(), changed.now.title.clone())).collect();
        prop_assert_eq!(changed, differ);
    }

    #[test]
    fn nothing_panics(json: Vec<u8>, text: String) {
        struct Odd(Vec<u8>, String);
        impl Items for Odd {
            fn each(&self, visit: &mut dyn FnMut(&str, &[u8])) -> Result<()> {
                visit(&self.1, &self.0);
                Ok(())
            }
        }
        let _ = changes(&Odd(json.clone(), text.clone()), &Odd(text.clone().into_bytes(), text)).unwrap();
    }
}
