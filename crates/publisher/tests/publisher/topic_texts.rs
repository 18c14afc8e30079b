//! Texts of topics that are not shown: import, build and check name the file of each.

use crate::support::run;
use serde_json::Value;
use std::fs;

const PAGE: &str = "---\ntitle: A\ntopics: [news]\n---\nx";
const TEXT: &str = "---\nsummary: Lead\n---\nx\n";
const SECOND: &str = "text of a topic that has another one in this language";

/// What was passed over in these files, by import, by build in both forms, and by check; the first is the settings.
fn check(files: &[(&str, &str)], expected: &[(&str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for (name, text) in files {
        let path = here.join("room").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let import = ["import", "markdown", "room/content", "--map", "room/dossier.toml", "--out", "b.json", "--json"];
    let build = ["build", "room", "--content-only", "--json"];
    let archive = ["build", "room", "--content-only", "--force-archive", "--out", "other", "--json"];
    let expected: Vec<String> = expected.iter().map(|(file, name)| format!("room/{file}: {name}")).collect();
    for arguments in [&import[..], &build, &archive] {
        let said = run(here, arguments, b"");
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.talk);
        let report: Value = serde_json::from_str(&said.data).unwrap();
        let report = if arguments[0] == "build" { &report["import"] } else { &report };
        let passed = report["losses"].as_array().unwrap().iter().filter(|loss| loss["sort"] == "passed");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let mut found: Vec<String> =
            passed.map(|loss| format!("{}: {}", text(&loss["first"]).trim_end_matches(":1"), text(&loss["name"]))).collect();
        found.sort();
        assert_eq!(found, expected, "{arguments:?}");
    }
    let report: Value = serde_json::from_str(&run(here, &["check", "room", "--json"], b"").data).unwrap();
    let problems = report["problems"].as_array().unwrap();
    let found = problems.iter().filter(|problem| problem["code"] == "passed-over").map(|problem| problem["file"].as_str().unwrap());
    let files = expected.iter().map(|expected| expected.split(':').next().unwrap());
    assert_eq!(found.collect::<Vec<_>>(), files.collect::<Vec<_>>());
}

#[test]
fn two_texts_of_one_topic() {
    let topics = "[[topics]]\nid = \"news\"\ntitle = \"News\"\notherwise = true\n";
    let texts = [("content/a.md", PAGE), ("content/news/_index.md", TEXT), ("content/news/_index.nb.md", TEXT)];
    let with = |more: &[(&'static str, &'static str)]| [&texts[..], more].concat();
    check(&[&[("dossier.toml", "")], &with(&[])[..]].concat(), &[]);
    check(&[&[("dossier.toml", topics)], &with(&[])[..]].concat(), &[]);
    // Two folders of one name, with topics from rows and from the settings.
    let twice = with(&[("content/b/news/_index.md", TEXT)]);
    for settings in ["", topics] {
        check(&[&[("dossier.toml", settings)], &twice[..]].concat(), &[("content/b/news/_index.md", SECOND)]);
    }
    // The settings name another.
    let named = format!("{topics}text = \"texts/news.md\"\n");
    let other = with(&[("texts/news.md", TEXT)]);
    check(&[&[("dossier.toml", named.as_str())], &other[..]].concat(), &[("content/news/_index.md", SECOND)]);
    // The same language, with its tag and without.
    check(&[&[("dossier.toml", "")], &with(&[("content/news/_index.en.md", TEXT)])[..]].concat(), &[("content/news/_index.en.md", SECOND)]);
}

#[test]
fn a_text_of_a_topic_that_nothing_names() {
    let texts = [("dossier.toml", ""), ("content/a.md", PAGE), ("content/news/_index.md", TEXT), ("content/misc/_index.md", TEXT)];
    check(&texts, &[("content/misc/_index.md", "text of a topic that no item has")]);
}
