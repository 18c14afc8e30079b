//! Feeds and calendars, read by parsers that others wrote.

use super::{ADDRESS, Files, example_site, file_of, hostile_site, is, text};
use feed_rs::model::{Feed, FeedType};
use serde_json::Value;
use std::collections::BTreeSet;

fn parsed(files: &Files, path: &str) -> Feed {
    feed_rs::parser::parse(files[path].as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every feed is one, names itself, and says nothing that leads outside or nowhere.
fn check_all(files: &Files) -> usize {
    let feeds: Vec<&String> = files.keys().filter(|path| path.starts_with("feeds/") && (is(path, "atom") || is(path, "json"))).collect();
    for path in &feeds {
        let feed = parsed(files, path);
        let expected = if is(path, "atom") { FeedType::Atom } else { FeedType::JSON };
        assert_eq!(feed.feed_type, expected, "{path}");
        assert!(!feed.title.unwrap().content.is_empty());
        assert!(feed.entries.len() <= 50);
        let ids: BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), feed.entries.len(), "{path}");
        assert!(ids.iter().all(|id| id.starts_with(ADDRESS)), "{ids:?}");
        let pages = feed.entries.iter().map(|entry| entry.links.iter().find(|link| link.rel.as_deref() != Some("enclosure")).unwrap());
        for page in pages {
            assert!(files.contains_key(&file_of(&page.href)), "{path}: {}", page.href);
        }
        if is(path, "atom") {
            let newest = feed.entries.iter().filter_map(|entry| entry.updated).max();
            assert!(feed.updated.is_some() && newest.is_none_or(|newest| feed.updated == Some(newest)), "{path}");
            let own = feed.links.iter().find(|link| link.rel.as_deref() == Some("self")).unwrap();
            assert_eq!(&file_of(&own.href), *path);
        } else {
            check_json(files, path);
        }
    }
    feeds.len()
}

/// What JSON Feed 1.1 requires.
fn check_json(files: &Files, path: &str) {
    let feed: Value = serde_json::from_slice(&files[path]).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(file_of(feed["feed_url"].as_str().unwrap()), path);
    assert!(files.contains_key(&file_of(feed["home_page_url"].as_str().unwrap())));
    for item in feed["items"].as_array().unwrap() {
        assert!(item["id"].is_string() && item["url"].is_string());
        assert!(item["content_html"].is_string() != item["content_text"].is_string(), "{item}");
        for attachment in item["attachments"].as_array().into_iter().flatten() {
            assert!(attachment["url"].is_string() && attachment["mime_type"].is_string());
        }
    }
}

#[test]
fn every_feed_of_the_example_is_valid() {
    assert_eq!(check_all(example_site()), 48);
}

#[test]
fn hostile_content_makes_valid_feeds() {
    let files = hostile_site();
    // Three topics, two lists, two languages, two forms.
    assert_eq!(check_all(files), 24);
    let feed = parsed(files, "feeds/first/news.en.atom");
    assert_eq!(feed.entries.len(), 50);
    let first = &feed.entries[0];
    assert_eq!(first.title.as_ref().unwrap().content, "]]> <script>alert(1)</script> & \"quotes\"");
    assert_eq!(first.published.unwrap().to_rfc3339(), "2024-06-13T22:00:00+00:00");
    assert_eq!(first.updated.unwrap().to_rfc3339(), "2024-06-30T22:00:00+00:00");
    assert_eq!(feed.updated, first.updated);
    let body = first.content.as_ref().unwrap().body.as_ref().unwrap();
    assert!(body.contains("<h2>H &lt;1&gt;</h2>"), "{body}");
    assert!(body.contains(&format!("href=\"{ADDRESS}relative/page\"")) && body.contains("#part-1\""), "{body}");
    assert!(body.contains("\u{FFFD} end") && body.contains("&lt;/code&gt;&lt;!--"), "{body}");
    let files_of: Vec<&str> =
        first.links.iter().filter(|link| link.rel.as_deref() == Some("enclosure")).map(|link| link.href.as_str()).collect();
    assert_eq!(files_of, [format!("{ADDRESS}files/a%20b.pdf"), format!("{ADDRESS}other.bin")]);
    // Readers of the other language get its version of the same work.
    assert_eq!(parsed(files, "feeds/first/news.ar.atom").entries[0].title.as_ref().unwrap().content, "عنوان");
    let empty = parsed(files, "feeds/empty/news.en.atom");
    assert!(empty.entries.is_empty() && empty.updated == first.updated);
}

#[test]
fn pages_name_the_feeds_nearest_to_them() {
    let files = hostile_site();
    let named = |page: &str| -> Vec<String> {
        let links = text(files, page).split("<link rel=\"alternate\" type=\"application/").skip(1);
        links.map(|link| link.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("../", "")).collect()
    };
    assert_eq!(named("news/index.html"), ["feeds/first/news.en.atom", "feeds/first/news.en.json"]);
    assert_eq!(named("ar/documents/index.html"), ["feeds/first/documents.ar.atom", "feeds/first/documents.ar.json"]);
    assert_eq!(named("t/empty/index.html").len(), 4);
    assert_eq!(named("i/d1/index.html"), ["feeds/t~7e~20~25~2f%C3%A6/documents.en.atom", "feeds/t~7e~20~25~2f%C3%A6/documents.en.json"]);
    assert!(named("search/index.html").is_empty());
    assert!(text(files, "news/index.html").contains("First &amp; &lt;foremost&gt;: the newest 50 (Atom)"));
}

#[test]
fn deadlines_are_a_calendar() {
    let files = hostile_site();
    for (path, titles) in [
        ("deadlines.en.ics", ["Deadline: ]]> <script>alert(1)</script> & \"quotes\"", "Deadline: Document"]),
        ("deadlines.ar.ics", ["Deadline: عنوان", "Deadline: Document"]),
    ] {
        let text = text(files, path);
        assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n") && line.len() <= 77), "{text}");
        let calendar: icalendar::Calendar = text.parse().unwrap();
        let events: Vec<&icalendar::Event> = calendar.events().collect();
        let property = |name: &str| -> Vec<&str> {
            events.iter().map(|event| icalendar::Component::property_value(*event, name).unwrap_or_else(|| panic!("no {name}"))).collect()
        };
        assert_eq!(property("SUMMARY"), titles);
        assert_eq!(property("DTSTART"), ["20240901", "20241001"]);
        assert_eq!(property("DTEND"), ["20240902", "20241101"]);
        assert!(property("DTSTAMP").iter().all(|stamp| stamp.len() == "20240101T000000Z".len()));
        assert_eq!(property("UID").into_iter().collect::<BTreeSet<_>>().len(), 2);
        assert!(property("URL").iter().all(|url| files.contains_key(&file_of(url))));
    }
    assert!(!example_site().keys().any(|path| path.starts_with("deadlines")), "no deadlines, no calendar");
}
