//! `dossier build`: the same bytes each time, all or nothing, and reports that add up.

use crate::support::{Said, run};
use dossier_bundle::{Bundle, parse};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A row. Of many some are versions of one another, some repeat, and some share an id.
pub(crate) fn row(n: usize) -> String {
    let id = if n % 50 == 49 { n - 1 } else { n };
    let parallel = if n.is_multiple_of(10) && n > 0 { format!(r#""parallel": {{"nb": "i{}"}}, "#, n - 7) } else { String::new() };
    let language = if n % 10 == 3 { "nb" } else { "en" };
    let (kind, topic, month) = (["news", "document"][n % 2], n % 4, n % 12 + 1);
    format!(
        r#"{{"id": "i{id}", "title": "Title {n}", "kind": "{kind}", "type": "t{}", "publisher": ["p{}", "q"], {parallel}"topics": ["t{topic}"], "date": "202{}-{month:02}-11", "lang": "{language}", "body": "Words of {n}, and number {}."}}"#,
        n % 7,
        n % 5,
        n % 6,
        n * 37
    )
}

fn rows(count: usize) -> Vec<u8> {
    (0..count).map(row).collect::<Vec<_>>().join("\n").into_bytes()
}

fn build(folder: &Path, more: &[&str], rows: &[u8]) -> Said {
    let arguments: Vec<&str> =
        ["build", "-", "--out", "site", "--content-only", "--json"].into_iter().chain(more.iter().copied()).collect();
    run(folder, &arguments, rows)
}

/// All files below a folder, by their paths in it.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn bundle(folder: &Path) -> Bundle {
    let (bundle, problems) = parse(&fs::read(folder.join("site/bundle.json")).unwrap());
    assert_eq!(problems, []);
    bundle
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let rows = rows(1_500);
    let made: Vec<_> = ["1", "2", "5", "2"]
        .iter()
        .map(|threads| {
            let folder = tempfile::tempdir().unwrap();
            let said = build(folder.path(), &["--threads", threads], &rows);
            assert_eq!(said.code, 0, "{}", said.talk);
            assert_eq!(names(folder.path()), ["site"]);
            files(&folder.path().join("site"))
        })
        .collect();
    assert!(made[0].len() > 100);
    assert!(made.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn an_archive_has_what_one_bundle_has() {
    let rows = rows(700);
    let folder = tempfile::tempdir().unwrap();
    let report = |said: Said| serde_json::from_str::<Value>(&said.data).unwrap_or_else(|_| panic!("{}", said.talk));
    let whole = report(build(folder.path(), &["--whole"], &rows));
    let one = bundle(folder.path());
    let sharded = report(build(folder.path(), &[], &rows));
    let archive = bundle(folder.path());
    assert_eq!(whole["import"], sharded["import"]);
    assert_eq!(sharded["import"]["rows"]["read"], 700);
    assert_eq!((whole["bundle"]["form"].as_str(), sharded["bundle"]["form"].as_str()), (Some("whole"), Some("archive")));
    assert_eq!(
        (&one.site, &one.topics, &one.types, &one.publishers),
        (&archive.site, &archive.topics, &archive.types, &archive.publishers)
    );
    let contents = archive.archive.clone().unwrap();
    assert_eq!((contents.items() as usize, sharded["items"].as_u64()), (one.items.len(), Some(700)));
    let written = files(&folder.path().join("site"));
    let bytes: u64 = written.values().map(|file| file.len() as u64).sum();
    assert_eq!((sharded["files"].as_u64(), sharded["bytes"].as_u64()), (Some(written.len() as u64), Some(bytes)));
    let shelves = sharded["shelves"].as_object().unwrap();
    assert_eq!(shelves.values().map(|shelf| shelf["files"].as_u64().unwrap()).sum::<u64>() + 1, written.len() as u64);
    // An archive made of the bundle is the same as one made of the rows.
    fs::write(folder.path().join("content.json"), dossier_bundle::wire::write(&one)).unwrap();
    let said = run(folder.path(), &["build", "content.json", "--out", "again", "--content-only"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    assert_eq!(files(&folder.path().join("again")), written);
}

#[test]
fn little_content_is_one_bundle() {
    for (rows, more, code, items, archive) in [
        (rows(0), vec![], 2, 0, false),
        (rows(1), vec![], 0, 1, false),
        (rows(499), vec![], 0, 499, false),
        (rows(500), vec![], 0, 500, true),
        (rows(0), vec!["--force-archive"], 2, 0, true),
        (rows(1), vec!["--force-archive"], 0, 1, true),
        (rows(600), vec!["--whole"], 0, 600, false),
        (rows(600), vec!["--limit", "20"], 0, 20, false),
        ([rows(2), b"\nnot json\n".to_vec()].concat(), vec!["--force-archive"], 2, 2, true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let said = build(folder.path(), &more, &rows);
        assert_eq!(said.code, code, "{more:?}: {}", said.talk);
        let bundle = bundle(folder.path());
        assert_eq!(bundle.archive.is_some(), archive, "{more:?}");
        let found = bundle.archive.map_or(bundle.items.len(), |archive| archive.items() as usize);
        assert_eq!(found, items, "{more:?}");
    }
}

#[test]
fn what_cannot_be_built_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(build(here, &[], &rows(3)).code, 0);
    fs::write(here.join("notes.txt"), "mine").unwrap();
    fs::create_dir(here.join("other")).unwrap();
    fs::write(here.join("other/notes.txt"), "mine").unwrap();
    fs::copy(here.join("site/bundle.json"), here.join("site/rows.jsonl")).unwrap();
    let before = files(here);
    for (arguments, words) in [
        (vec!["missing.jsonl", "--out", "site"], "cannot read missing.jsonl"),
        (vec!["notes.txt", "--out", "nowhere/site"], "there is no folder nowhere"),
        (vec!["notes.txt", "--out", "notes.txt"], "notes.txt is there and is no folder"),
        (vec!["notes.txt", "--out", "other"], "other is there and is no site; --force"),
        (vec!["site/rows.jsonl", "--out", "site"], "about to be replaced"),
        (vec!["notes.txt", "--out", "notes.txt/site"], "there is no folder notes.txt"),
        (vec!["notes.txt", "--out", "/"], "is not the name of a folder"),
        (vec!["notes.txt", "--out", "site", "--site", "missing.toml"], "missing.toml"),
        (vec!["notes.txt", "--out", "site", "--whole", "--force-archive"], "cannot be used with"),
    ] {
        let arguments: Vec<&str> = ["build", "--content-only"].into_iter().chain(arguments).collect();
        let said = run(here, &arguments, b"");
        assert_eq!((said.code, said.data.as_str()), (1, ""), "{arguments:?}: {}", said.talk);
        assert!(said.talk.contains(words), "{arguments:?}: {}", said.talk);
        assert_eq!(files(here), before, "{arguments:?}");
    }
}

#[test]
fn the_reader_comes_along() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("rows.jsonl"), rows(2)).unwrap();
    let said = run(here, &["build", "rows.jsonl", "--out", "site"], b"");
    assert_eq!(said.code, 1);
    assert!(said.talk.contains("this command carries no reader: `cargo xtask install` makes one"), "{}", said.talk);
    assert_eq!(names(here), ["rows.jsonl"]);
    for (path, text) in [("dist/index.html", "page"), ("dist/assets/app.js", "app"), ("dist/bundle.json", "old"), ("dist/example/x", "old")]
    {
        let path = here.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    // A page that is not the reader's own cannot be made into others.
    let said = run(here, &["build", "rows.jsonl", "--out", "site"], b"");
    assert!(said.code == 1 && said.talk.contains("is not the page of the reader"), "{}", said.talk);
    let said = run(here, &["build", "rows.jsonl", "--out", "site", "--no-pages", "--no-copies"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let site = files(&here.join("site"));
    assert_eq!(site.keys().collect::<Vec<_>>(), ["assets/app.js", "bundle.json", "index.html"]);
    assert_eq!(bundle(here).items.len(), 2);
}

#[test]
fn a_killed_build_leaves_the_old_site_and_no_leavings_for_long() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(build(here, &[], &rows(3)).code, 0);
    let before = files(&here.join("site"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(["build", "-", "--out", "site", "--content-only"])
        .current_dir(here)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // More than one bundle holds, and no end: the build waits for more rows.
    let mut input = child.stdin.take().unwrap();
    input.write_all(&rows(2_000)).unwrap();
    input.flush().unwrap();
    while !names(here).iter().any(|name| name.starts_with(".site.part-") && here.join(name).join("archive").is_dir()) {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it was killed");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    // As long as a build runs, another one leaves its folder alone.
    assert_eq!(run(here, &["build", "-", "--out", "site", "--content-only"], &rows(3)).code, 0);
    assert_eq!(names(here).len(), 2);
    child.kill().unwrap();
    child.wait().unwrap();
    drop(input);
    assert_eq!(files(&here.join("site")), before);
    assert_eq!(names(here).len(), 2, "{:?}", names(here));
    assert_eq!(build(here, &[], &rows(600)).code, 0);
    assert_eq!(names(here), ["site"]);
    // Killed between its two renames, a build leaves the old site under another name.
    fs::rename(here.join("site"), here.join(".site.old-77")).unwrap();
    assert_eq!(run(here, &["build", "missing", "--out", "site", "--content-only"], b"").code, 1);
    assert_eq!(names(here), ["site"]);
    assert_eq!(bundle(here).archive.unwrap().items(), 600);
}

#[test]
fn every_option_is_documented() {
    let document = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/build.md")).unwrap();
    let help = run(Path::new("."), &["build", "--help"], b"").data;
    let options: Vec<_> = help.split_whitespace().filter(|word| word.starts_with("--") && *word != "--help").collect();
    assert!(options.len() >= 10, "{options:?}");
    for name in options {
        assert!(document.contains(&format!("`{}", name.trim_end_matches([',', ';', ']']))), "docs/build.md does not mention {name}");
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("rows.jsonl"), rows(4_000)).unwrap();
    assert_eq!(build(here, &[], &rows(3)).code, 0);
    let before = files(&here.join("site"));
    // No file may grow beyond so many blocks: the scratch pile fails; nothing does; any file does.
    for blocks in [200, 40_000, 4] {
        let command = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build rows.jsonl --out site --content-only");
        let output = Command::new("sh").args(["-c", &command, env!("CARGO_BIN_EXE_dossier")]).current_dir(here).output().unwrap();
        let talk = String::from_utf8(output.stderr).unwrap();
        if blocks == 40_000 {
            assert_eq!(output.status.code(), Some(0), "{talk}");
            assert_eq!(build(here, &[], &rows(3)).code, 0);
            continue;
        }
        assert_eq!(output.status.code(), Some(1), "{talk}");
        assert!(talk.contains("site.part-") && talk.contains("archive") && talk.contains("too large"), "{talk}");
        assert_eq!(names(here), ["rows.jsonl", "site"]);
        assert_eq!(files(&here.join("site")), before);
    }
}
