//! The feeds of two test suites, and one real feed: none crashes or hangs, every refused one is named, and titles are what the suite of
//! feedparser expects.

use crate::support::{corpus, files_of, unpacked};
use dossier_bundle::Bundle;
use dossier_publisher::body::to_plain;
use dossier_publisher::import::mapping::Mapping;
use dossier_publisher::import::{Options, Report, SourceKind, import};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Imports one file as the command does, but for writing the bundle.
fn read(path: &Path, kind: SourceKind) -> (Bundle, Report) {
    let options = Options {
        sources: vec![path.to_owned()],
        out: PathBuf::from("unused"),
        map: None,
        title: None,
        limit: None,
        report: None,
        json: false,
        append: false,
        cache: None,
        force: false,
        strict: false,
    };
    #[expect(clippy::disallowed_methods, reason = "a test of how long it takes")]
    let begun = Instant::now();
    let (bundle, report) = import(&options, kind, &Mapping::default()).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2), "{}", path.display());
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
    let (feeds, items, refused) = all(folder.path(), ".json", SourceKind::JsonFeed);
    println!(
        "gofeed: {feeds} JSON files, {items} items, {} refused, not named as expected output: {:#?}",
        refused.len(),
        refused
            .iter()
            .filter(|name| !name.contains("_expected.json") && !name.contains("/rss/") && !name.contains("/atom/"))
            .collect::<Vec<_>>()
    );
}

#[test]
fn a_real_feed() {
    let Some(path) = corpus("feeds/wh-briefings-rss.xml") else { return };
    let (bundle, report) = read(&path, SourceKind::Feed);
    println!("White House: {:?}, {}", report.counts, report.table());
    println!("{:#?}", bundle.items.first());
}
