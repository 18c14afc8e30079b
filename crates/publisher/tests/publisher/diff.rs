//! `dossier diff`: bundles and sites of both shapes, compared as users compare them.

use crate::build::row;
use crate::support::{corpus, run};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn build(here: &Path, out: &str, rows: &[String], more: &[&str]) {
    let arguments = [&["build", "-", "--out", out, "--title", "Room", "--content-only"], more].concat();
    let said = run(here, &arguments, rows.join("\n").as_bytes());
    assert_eq!(said.code, 0, "{}", said.talk);
}

#[track_caller]
fn diff(here: &Path, old: &str, new: &str) -> Value {
    let said = run(here, &["diff", old, new, "--json"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    serde_json::from_str(&said.data).unwrap()
}

fn ids(changes: &Value, list: &str) -> Vec<String> {
    changes[list].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn both_shapes_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let rows: Vec<String> = (0..120).filter(|n| n % 50 != 49).map(row).collect();
    let mut later = rows.clone();
    later[20] = later[20].replace("Title 20", "Another title");
    later[40] = later[40].replace("-11\"", "-12\"").replace("Words of", "Other words of");
    later.remove(7);
    later.push(row(1).replace("\"i1\"", "\"new\""));
    build(here, "old", &rows, &["--whole"]);
    build(here, "new", &later, &["--whole"]);
    build(here, "old-archive", &rows, &["--force-archive"]);
    build(here, "new-archive", &later, &["--force-archive"]);
    let expected = diff(here, "old", "new");
    assert_eq!(ids(&expected, "added"), ["new"]);
    assert_eq!(ids(&expected, "withdrawn"), ["i7"]);
    let changed = |list: &str| expected[list].as_array().unwrap()[0].clone();
    assert_eq!(changed("retitled")["was"], "Title 20");
    assert!(ids(&expected, "redated") == ids(&expected, "otherwise") && changed("otherwise")["fields"] == json!(["body"]));
    for (old, new) in
        [("old", "new-archive"), ("old-archive", "new"), ("old-archive", "new-archive"), ("old/bundle.json", "new-archive/bundle.json")]
    {
        assert_eq!(diff(here, old, new), expected, "{old} {new}");
    }
    assert_eq!(run(here, &["diff", "old", "old-archive"], b"").data, "nothing has changed\n");
    let text = run(here, &["diff", "old", "new"], b"").data;
    assert!(text.starts_with("added: 1\n  2021-02-11  Title 1  [new]\n\nwithdrawn: 1\n"), "{text}");
    assert!(text.contains("Another title  [i20]\n    was: Title 20\n"), "{text}");
}

#[test]
fn real_content_says_the_same_in_both_shapes() {
    for (name, map) in [("news/digital-agency-jp.jsonl.zst", None), ("docs/govuk-content-examples.jsonl.zst", Some("govuk.toml"))] {
        let Some(path) = corpus(name) else { continue };
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        let map = map.map(|map| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mappings").join(map));
        for (out, shape) in [("whole", "--whole"), ("archive", "--force-archive")] {
            let mut arguments = vec!["build", path.to_str().unwrap(), "--out", out, "--content-only", shape];
            arguments.extend(map.iter().flat_map(|map| ["--site", map.to_str().unwrap()]));
            assert!(matches!(run(here, &arguments, b"").code, 0 | 2), "{name}");
        }
        assert_eq!(run(here, &["diff", "whole", "archive"], b"").data, "nothing has changed\n", "{name}");
    }
}

#[test]
fn folders_that_both_have_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let rows: Vec<String> = (0..2_210).map(row).collect();
    build(here, "old", &rows[..2_200], &["--force-archive"]);
    build(here, "new", &rows, &["--force-archive", "--previous", "old"]);
    let expected = diff(here, "old", "new");
    assert_eq!(ids(&expected, "added").len(), 10);
    assert_eq!((ids(&expected, "withdrawn"), ids(&expected, "otherwise")), (vec![], vec![]));
    // Of the base, nothing is opened.
    let bundle: Value = serde_json::from_slice(&fs::read(here.join("old/bundle.json")).unwrap()).unwrap();
    for shelf in ["cards", "bodies"] {
        let folder = bundle["archive"]["parts"][0]["shelves"][shelf][0][0].as_str().unwrap();
        for site in ["old", "new"] {
            fs::remove_dir_all(here.join(site).join("archive").join(folder)).unwrap();
        }
    }
    assert_eq!(diff(here, "old", "new"), expected);
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let rows: Vec<String> = (0..60).map(row).collect();
    build(here, "old", &rows, &["--force-archive"]);
    build(here, "new", &rows[..50], &["--force-archive"]);
    let refused = |old: &str, new: &str, words: &str| {
        let said = run(here, &["diff", old, new], b"");
        assert!(said.code == 1 && said.data.is_empty() && said.talk.contains(words), "{}", said.talk);
    };
    refused("old", "nothing", "cannot read nothing");
    fs::write(here.join("odd.json"), "{").unwrap();
    refused("old", "odd.json", "odd.json cannot be compared");
    let bundle: Value = serde_json::from_slice(&fs::read(here.join("new/bundle.json")).unwrap()).unwrap();
    let bodies = bundle["archive"]["parts"][0]["shelves"]["bodies"][0][0].as_str().unwrap();
    let path = here.join("new/archive").join(bodies).join("0.bin");
    let mut bytes = fs::read(&path).unwrap();
    bytes[30] ^= 1;
    fs::write(&path, bytes).unwrap();
    refused("old", "new", "0.bin is damaged");
    refused("new", "old", "0.bin is damaged");
}
