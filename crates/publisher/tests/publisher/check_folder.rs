//! `dossier check` of the folder of a site: every fault there can be, each at its line.

use crate::support::{run, unpacked};
use serde_json::Value;
use std::fs;
use std::path::Path;

const SETTINGS: &str = r#"ignore = ["nothing", "kicker"]
colour = "red"

[site]
title = { en = "Room" }
languages = ["en", "de", "e n"]
timezone = "Oslo"
home = "javascript:x"
session = "13-45"
tilte = "x"

[content]
sources = ["content", "missing"]

[pages]
lists = "many"

[kind]
default = "page"
documents = ["report", "reprot"]

[types.press]
title = "Press"

[fields]
status = "state"

[[topics]]
id = "a"
title = "A"
text = "gone.md"
when = [{ field = "topics", is = ["a"] }, { field = "topics", is = ["aa"], contians = ["x"] }]

[[topics]]
id = "b"
title = "B"
parent = "zz"
when = [{ field = "nowhere", contains = ["x"] }]

[[topics]]
id = "c"
"#;

const PAGE: &str = "---
title: One
topics: [a]
date: 2024-13-45
odd: 5
files: [gone.pdf]
aliases: [../x]
---

![](map.png) and ![gone](gone.png), [gone](gone.md), [draft](draft.md), [item](?item=gone), [up](../dossier.toml)

See [dead](#nowhere), [there](two.md#nowhere), [bad](javascript:x), [good](#part-one) and [well](two.md#well).

<video src=\"x\"></video> <ins>x</ins> {{< youtube x >}}

## Part one
";

/// Every file of a folder in which everything is wrong.
fn faulty(here: &Path) {
    let files: [(&str, &[u8]); 8] = [
        ("dossier.toml", SETTINGS.as_bytes()),
        ("content/one.md", PAGE.as_bytes()),
        ("content/two.md", b"---\ntitle: Two\ntopics: a\n---\n## Well\n\nx"),
        ("content/draft.md", b"---\ndraft: true\n---\nx"),
        ("content/broken.md", b"---\ntitle: \"Broken\ntopics: a\n---\nx"),
        ("content/map.png", b"PNG"),
        (
            "content/rows.jsonl",
            b"{\"id\":\"x\",\"title\":\"X\",\"topics\":\"a\"}\nnot json\n{\"id\":\"x\",\"title\":\"Y\",\"kicker\":\"k\"}\n",
        ),
        ("content/table.csv", b"id,title,date\nt,T,soon\n"),
    ];
    for (name, bytes) in files {
        let path = here.join("room").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn report(here: &Path, arguments: &[&str]) -> (i32, Value) {
    let arguments: Vec<&str> = ["check", "--json"].into_iter().chain(arguments.iter().copied()).collect();
    let said = run(here, &arguments, b"");
    (said.code, serde_json::from_str(&said.data).unwrap_or_else(|_| panic!("{}{}", said.data, said.talk)))
}

#[test]
fn every_fault_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    faulty(folder.path());
    let (code, report) = report(folder.path(), &["room"]);
    assert_eq!(code, 2);
    let found: Vec<String> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| {
            let text = |name: &str| problem[name].as_str().unwrap().to_owned();
            let file = text("file").trim_start_matches("room/").replace("content/", "");
            format!("{file}:{}:{} {}[{}]", problem["line"], problem["column"], text("severity"), text("code"))
        })
        .collect();
    let expected = [
        "broken.md:1:1 note[missing-translation]",
        "broken.md:2:1 warning[changed-value]",
        "draft.md:1:1 note[passed-over]",
        "one.md:1:1 note[missing-translation]",
        "one.md:4:7 warning[changed-value]",
        "one.md:5:1 warning[unused-field]",
        "one.md:6:9 warning[missing-file]",
        "one.md:7:11 warning[lost-link]",
        "one.md:10:5 warning[missing-alt]",
        "one.md:10:26 warning[missing-file]",
        "one.md:10:44 warning[dead-link]",
        "one.md:10:62 warning[dead-link]",
        "one.md:10:80 warning[dead-link]",
        "one.md:10:98 warning[missing-file]",
        "one.md:12:12 warning[dead-anchor]",
        "one.md:12:31 warning[dead-anchor]",
        "one.md:12:54 warning[lost-link]",
        "one.md:14:1 warning[dropped-element]",
        "one.md:14:25 note[unwrapped-element]",
        "one.md:14:42 warning[lost-shortcode]",
        "rows.jsonl:1:1 note[missing-translation]",
        "rows.jsonl:2:1 error[refused]",
        "rows.jsonl:3:1 warning[changed-value]",
        "rows.jsonl:3:1 note[missing-translation]",
        "rows.jsonl:3:8 warning[shared-id]",
        "table.csv:2:1 warning[changed-value]",
        "table.csv:2:1 note[missing-translation]",
        "table.csv:2:5 warning[changed-value]",
        "two.md:1:1 note[missing-translation]",
        "dossier.toml:1:10 warning[unused-setting]",
        "dossier.toml:2:1 error[unknown-setting]",
        "dossier.toml:5:1 note[missing-translation]",
        "dossier.toml:6:13 note[missing-words]",
        "dossier.toml:6:26 error[wrong-setting]",
        "dossier.toml:7:12 error[wrong-setting]",
        "dossier.toml:8:8 error[wrong-setting]",
        "dossier.toml:9:11 error[wrong-setting]",
        "dossier.toml:10:1 error[unknown-setting]",
        "dossier.toml:13:23 error[missing-source]",
        "dossier.toml:16:9 error[wrong-setting]",
        "dossier.toml:19:11 error[wrong-setting]",
        "dossier.toml:20:13 warning[unused-setting]",
        "dossier.toml:22:8 warning[unused-setting]",
        "dossier.toml:26:10 warning[unused-setting]",
        "dossier.toml:31:8 error[missing-source]",
        "dossier.toml:32:43 warning[unused-setting]",
        "dossier.toml:32:76 error[unknown-setting]",
        "dossier.toml:34:1 warning[unused-topic]",
        "dossier.toml:37:10 error[wrong-setting]",
        "dossier.toml:38:9 warning[unused-setting]",
        "dossier.toml:40:1 error[wrong-setting]",
    ];
    assert_eq!(found, expected, "{report:#}");
    let document = include_str!("../../../../docs/check.md");
    for problem in report["problems"].as_array().unwrap() {
        let (code, severity) = (problem["code"].as_str().unwrap(), problem["severity"].as_str().unwrap());
        assert!(
            document.lines().any(|line| line.starts_with(&format!("| `{code}` | {severity}"))),
            "docs/check.md does not have {code}, {severity}"
        );
    }
    let of = |name: &str| found.iter().filter(|line| line.contains(name)).count() as u64;
    let counts = &report["counts"];
    assert_eq!((counts["shown"].as_u64(), counts["leftOut"].as_u64()), (Some(6), Some(1)));
    assert_eq!(
        (counts["errors"].as_u64(), counts["warnings"].as_u64(), counts["notes"].as_u64()),
        (Some(of(" error[")), Some(of(" warning[")), Some(of(" note[")))
    );
}

#[test]
fn lines_are_shown_with_marks() {
    let folder = tempfile::tempdir().unwrap();
    faulty(folder.path());
    let said = run(folder.path(), &["check", "room"], b"");
    for words in [
        "warning[dead-link]: This leads to the item \"gone\", which is not there.\n  --> room/content/one.md:10:80, item \"one\"",
        "2 | not json\n  | ^^^",
        " 7 | timezone = \"Oslo\"\n",
        "error[unknown-setting]: Unknown field `colour`.",
        "room: 6 items shown, 1 left out, ",
    ] {
        assert!(said.data.contains(words) || said.data.contains(words.trim_start()), "{words:?} is not in\n{}", said.data);
    }
    assert_eq!(said.code, 2);
}

#[test]
fn warnings_fail_only_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(run(here, &["new", "room"], b"").code, 0);
    let check = |arguments: &[&str], code: i32, counts: [u64; 3]| {
        let (ended, report) = report(here, arguments);
        let found = ["errors", "warnings", "notes"].map(|name| report["counts"][name].as_u64().unwrap());
        assert_eq!((ended, found), (code, counts), "{report:#}");
    };
    check(&["room", "--strict"], 0, [0, 0, 0]);
    fs::write(here.join("room/content/x.md"), "---\ntitle: X\ntopics: about\n---\n![](https://example.org/a.png)").unwrap();
    check(&["room"], 0, [0, 1, 0]);
    check(&["room", "--strict"], 2, [0, 1, 0]);
    fs::write(here.join("room/content/x.jsonl"), "[]").unwrap();
    check(&["room"], 2, [1, 1, 0]);
    // A source of an import by itself.
    check(&["room/content/x.jsonl"], 2, [2, 0, 0]);
    check(&["room/content/x.md"], 0, [0, 1, 0]);
    fs::write(here.join("room/dossier.toml"), "[site\ntitle = 1").unwrap();
    let (code, report) = report(here, &["room"]);
    assert_eq!((code, report["problems"][0]["file"].as_str()), (2, Some("room/content/x.jsonl")), "{report:#}");
    assert!(report.to_string().contains("bad-settings"), "{report:#}");
}

#[test]
fn a_real_folder_is_read_to_the_end() {
    let Some(folder) = unpacked("markdown/rust-blog-md.tar.zst") else { return };
    fs::write(folder.path().join("dossier.toml"), "ignore = [\"release\"]\n[site]\ntitle = \"Blog\"\n").unwrap();
    let (code, report) = report(folder.path(), &["."]);
    assert_eq!((code, report["counts"]["shown"].as_u64(), report["counts"]["errors"].as_u64()), (0, Some(751), Some(0)));
    let problems = report["problems"].as_array().unwrap();
    // The corpus has no pictures; its links to other posts by their old addresses are known.
    assert!(problems.iter().any(|problem| problem["code"] == "missing-file"));
    let dead = |problem: &&Value| problem["code"] == "dead-link" && problem["text"].as_str().unwrap().contains("\"/20");
    assert_eq!(problems.iter().filter(dead).count(), 0);
}
