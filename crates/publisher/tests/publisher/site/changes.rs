//! The log of changes, from edition to edition.

use super::{ADDRESS, Files, build, example, text};
use crate::build::files;
use dossier_publisher::site::{Change, Changes, Options, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn change(id: &str, title: &str, date: &str, before: &str) -> Change {
    Change { id: id.to_owned(), title: title.to_owned(), date: date.to_owned(), before: before.to_owned() }
}

/// The site of the example after these changes of another.
fn edition(previous: Option<&Path>, changes: Option<Changes>) -> (Files, Vec<String>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    build(folder.path(), &example(), &["--no-pages", "--no-copies"]);
    let site = folder.path().join("site");
    let options = Options {
        address: Some(ADDRESS.to_owned()),
        lists: 1,
        items: 1_000,
        threads: 2,
        previous: previous.map(Path::to_owned),
        changes,
        aliases: BTreeMap::new(),
    };
    let written = write(&site, &options, &|_, _, _| ()).unwrap();
    (files(&site), written.left_out, folder)
}

#[test]
fn changes_are_carried_along() {
    let example: serde_json::Value = serde_json::from_slice(&fs::read(example()).unwrap()).unwrap();
    let id = example["items"][0]["id"].as_str().unwrap();
    let mut first = Changes::default();
    first.added.push(change(id, "Added & here", "2024-06-14", ""));
    first.withdrawn.push(change("gone", "Was <here>", "", ""));
    let (files, left_out, folder) = edition(None, Some(first));
    assert_eq!(left_out, [] as [&str; 0]);
    let page = text(&files, "changes/index.html");
    assert!(page.contains("<h2>As of 23 September 2024: 20 items</h2><h3>Added (1)</h3>"), "{page}");
    assert!(page.contains(&format!("href=\"../i/{id}/\">Added &amp; here</a>, 14 June 2024")), "{page}");
    assert!(page.contains("<h3>Withdrawn (1)</h3><ul><li>Was &lt;here&gt;, no date</li></ul>"), "{page}");

    let mut second = Changes::default();
    second.retitled.push(change(id, "New", "", "Old"));
    second.redated.push(change("gone", "Gone", "2024", ""));
    (0..250).for_each(|n| second.added.push(change(&n.to_string(), "T", "", "")));
    let (files, _, _folder) = edition(Some(&folder.path().join("site")), Some(second));
    let page = text(&files, "nb/changes/index.html");
    assert!(page.contains("<h3>Med ny tittel (1)</h3>") && page.contains("New</a>; før: Old"), "{page}");
    assert!(page.contains("<li>Gone, 2024; før: uten dato</li>"), "what is gone again is no link");
    assert!(page.contains("<li>og 50 til</li>") && page.contains("Was &lt;here&gt;"), "{page}");
    let log: serde_json::Value = serde_json::from_str(text(&files, "changes.json")).unwrap();
    assert_eq!((log["format"].as_str(), log["editions"].as_array().unwrap().len()), (Some("dossier-changes/1"), 2));
    assert_eq!(log["editions"][0]["added"]["count"], 250);
}

#[test]
fn a_damaged_log_is_told_and_begun_anew() {
    let previous = tempfile::tempdir().unwrap();
    fs::write(previous.path().join("changes.json"), "{\"editions\": 7").unwrap();
    let (files, left_out, _folder) = edition(Some(previous.path()), None);
    assert!(left_out.len() == 1 && left_out[0].contains("changes.json"), "{left_out:?}");
    assert!(text(&files, "changes/index.html").contains("No earlier edition"));
}
