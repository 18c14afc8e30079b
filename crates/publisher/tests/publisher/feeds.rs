//! The feeds of two test suites, and one real feed: none crashes or hangs, every refused one is named, and titles are what the suite of
//! feedparser expects.

use crate::support::{corpus, files_of, only, seconds_of, unpacked};
use dossier_bundle::Bundle;
use dossier_publisher::body::to_plain;
use dossier_publisher::import::mapping::Mapping;
use dossier_publisher::import::{Report, SourceKind, import};
use std::fs;
use std::path::Path;

/// Imports one file as the command does, but for writing the bundle.
fn read(path: &Path, kind: SourceKind) -> (Bundle, Report) {
    let (imported, seconds) = seconds_of(|| import(&only(path), kind, &Mapping::default()));
    let (bundle, report) = imported.unwrap();
    assert!(seconds < 2.0, "{seconds} s for {}", path.display());
    let counts = report.counts;
    assert_eq!(counts.read, counts.shown + counts.refused + counts.merged, "{}", path.display());
    let (again, problems) = dossier_bundle::parse(dossier_bundle::wire::write(&bundle).as_bytes());
    assert_eq!((again.items.len() as u64, problems.first()), (counts.shown, None), "{}", path.display());
    (bundle, report)
}

/// The title that the head of a test file expects, and whether it is that of the first item.
fn expected(text: &str) -> Option<(String, bool)> {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("Expect:"))?.trim();
    let line = line.strip_prefix("not bozo and ").or(line.strip_prefix("bozo and ")).unwrap_or(line);
    let (of_item, rest) = match line.strip_prefix("entries[0]['title'] == ") {
        Some(rest) => (true, rest),
        None => (false, line.strip_prefix("feed['title'] == ")?),
    };
    // Titles of several items are equal.
    let rest = rest.strip_prefix("entries[1]['title'] == ").unwrap_or(rest);
    Some((literals(rest), of_item))
}

/// String literals of Python, joined by `+`; what follows them is left.
fn literals(text: &str) -> String {
    let (mut value, mut chars) = (String::new(), text.chars().peekable());
    while let Some(quote) = chars.find(|c| matches!(c, '"' | '\'')) {
        while let Some(c) = chars.next().filter(|c| *c != quote) {
            match (c, if c == '\\' { chars.next() } else { None }) {
                (_, Some('n')) => value.push('\n'),
                (_, Some('t')) => value.push('\t'),
                (_, Some(size @ ('x' | 'u' | 'U'))) => {
                    let digits: String = chars
                        .by_ref()
                        .take(match size {
                            'x' => 2,
                            'u' => 4,
                            _ => 8,
                        })
                        .collect();
                    value.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
                }
                (_, Some(other)) => value.push(other),
                (c, None) => value.push(c),
            }
        }
        if !chars.clone().collect::<String>().trim_start().starts_with('+') {
            break;
        }
    }
    value
}

/// A title as a list shows it: one line of text without marks.
fn shown(title: &str) -> [String; 2] {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    [line(title), line(&to_plain(title).0)]
}

#[test]
fn the_suite_of_feedparser() {
    let Some(folder) = unpacked("feeds/feedparser-tests.tar.zst") else { return };
    let files = files_of(folder.path(), ".xml");
    assert_eq!(files.len(), 2_106);
    let mut cases = 0;
    let (mut agree, mut pictures, mut differ, mut refused) = (0, 0, Vec::new(), Vec::new());
    for path in &files {
        let (bundle, report) = read(path, SourceKind::Feed);
        let name = path.strip_prefix(folder.path()).unwrap().display().to_string();
        if report.refused.iter().any(|refused| refused.reason == "not a feed" || refused.reason == "empty") {
            assert!(report.refused[0].place.contains(&name), "{:?}", report.refused);
            refused.push(name.clone());
        }
        let Some((title, of_item)) = expected(&String::from_utf8_lossy(&fs::read(path).unwrap())) else { continue };
        let found = if of_item { bundle.items.first().map(|item| item.title.clone()) } else { Some(bundle.site.title.default.clone()) };
        cases += usize::from(name.starts_with("tests/entities/") || name.starts_with("tests/encoding/"));
        let wanted = shown(&title);
        if wanted[1].is_empty() {
            // Of a title that is only a picture, nothing is left to be shown: the item is refused, the site is named after the file.
            let stem = path.file_stem().unwrap().to_string_lossy().replace('_', " ").to_lowercase();
            assert!(found.is_none_or(|found| found.to_lowercase() == stem), "{name}");
            pictures += 1;
        } else if found.as_ref().is_some_and(|found| wanted.contains(found)) {
            agree += 1;
        } else {
            differ.push(format!("{name}: {title:?} is {found:?}"));
        }
    }
    println!("feedparser: {} feeds, {} refused: {refused:#?}", files.len(), refused.len());
    println!("titles with words: {agree} of {} agree; not: {differ:#?}", agree + differ.len());
    println!("titles of nothing but a picture: {pictures}");
    let is_case = |name: &str| name.starts_with("tests/entities/") || name.starts_with("tests/encoding/");
    let missed = differ.iter().filter(|name| is_case(name)).count();
    println!("of the {cases} among them of entities and encodings: {} agree", cases - missed);
    assert!(cases > 250 && (cases - missed) * 100 >= cases * 95);
    assert!(agree * 100 >= (agree + differ.len()) * 95 && agree > 300);
    assert_eq!(refused, ["tests/illformed/rss_empty_document.xml"]);
}

/// Reads all files of one ending; the names of those that were refused as a whole.
fn all(folder: &Path, end: &str, kind: SourceKind) -> (usize, u64, Vec<String>) {
    let files = files_of(folder, end);
    let (mut items, mut refused) = (0, Vec::new());
    for path in &files {
        let (_, report) = read(path, kind);
        items += report.counts.shown;
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        let whole = |reason: &str| {
            ["not a feed", "empty", "not a JSON Feed", "not JSON", "the items are no list"].iter().any(|known| reason.starts_with(known))
        };
        if let Some(first) = report.refused.iter().find(|refused| whole(&refused.reason)) {
            assert!(first.place.contains(&name), "{first:?}");
            refused.push(format!("{name}: {}", first.reason));
        }
    }
    (files.len(), items, refused)
}

#[test]
fn the_suite_of_gofeed() {
    let Some(folder) = unpacked("feeds/gofeed-testdata.tar.zst") else { return };
    let (feeds, items, refused) = all(folder.path(), ".xml", SourceKind::Feed);
    println!("gofeed: {feeds} feeds, {items} items, refused: {refused:#?}");
    assert_eq!(feeds, 541);
    assert_eq!(refused, ["testdata/parser/universal/empty_feed.xml: empty", "testdata/parser/universal/unknown_feed.xml: not a feed"]);
    let (feeds, items, refused) = all(folder.path(), ".json", SourceKind::JsonFeed);
    println!("gofeed: {feeds} JSON files, {items} items, {} refused, most of them outputs of its tests", refused.len());
    assert_eq!(feeds, 550);
    // Its inputs are all read but for two that are no JSON.
    let is_input = |name: &String| (name.contains("/json") || name.contains("sample")) && !name.contains("_expected");
    let refused: Vec<String> = refused.into_iter().filter(is_input).collect();
    assert_eq!(refused, ["testdata/parser/json/invalid/invalid.json: not JSON, or not an object"]);
    let (mut agree, mut differ) = (0, Vec::new());
    for path in files_of(folder.path(), ".xml") {
        let Ok(text) = fs::read_to_string(path.with_extension("json")) else { continue };
        let output: serde_json::Value = serde_json::from_str(&text).unwrap();
        let title = output.pointer("/items/0/title").or_else(|| output.pointer("/entries/0/title")).and_then(serde_json::Value::as_str);
        let Some(wanted) = title.map(shown).filter(|wanted| !wanted[1].is_empty()) else { continue };
        let found = read(&path, SourceKind::Feed).0.items.first().map(|item| item.title.clone());
        if found.as_ref().is_some_and(|found| wanted.contains(found)) {
            agree += 1;
        } else {
            differ.push(format!("{}: {title:?} is {found:?}", path.file_name().unwrap().display()));
        }
    }
    println!("titles of first items: {agree} of {} agree; not: {differ:#?}", agree + differ.len());
    assert!(agree * 100 >= (agree + differ.len()) * 95 && agree > 20);
}

#[test]
fn a_real_feed() {
    let Some(path) = corpus("feeds/wh-briefings-rss.xml") else { return };
    let (bundle, report) = read(&path, SourceKind::Feed);
    println!("White House: {}", report.table());
    assert_eq!((report.counts.shown, report.counts.refused, report.losses.is_empty()), (30, 0, true), "{}", report.table());
    let dated = |item: &dossier_bundle::Item| item.date.is_some() && item.url.is_some() && !item.topics.is_empty();
    assert!(bundle.items.iter().all(|item| dated(item)) && bundle.topics.len() > 1);
    assert!(bundle.items.iter().all(|item| !item.id.contains([':', '/'])));
}
