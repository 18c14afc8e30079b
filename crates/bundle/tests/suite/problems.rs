//! Every kind of problem: its code, its place, and that nothing else is lost.

use dossier_bundle::{Bundle, Code, Problem, Severity, parse};
use std::collections::BTreeSet;

const SITE: &str = r#""format": "dossier-bundle/1", "site": {"title": "Å room"}, "topics": [{"id": "security", "title": "S"}, {"id": "health", "title": "H"}]"#;

/// A bundle of which one item is `item`, and the next one good.
fn with_item(item: &str) -> String {
    format!(
        "{{{SITE},\n\"items\": [\n  {{\"id\": \"é\", \"title\": \"First\"}},\n  {item},\n  {{\"id\": \"last\", \"title\": \"Last\"}}\n]}}"
    )
}

/// What a text has at a line and column.
fn at(text: &str, problem: &Problem) -> String {
    text.lines().nth(problem.line - 1).unwrap_or_default().chars().skip(problem.column - 1).collect()
}

/// Reads `text` and demands exactly one problem, with this code, pointer, and text at its place.
fn check(text: &str, code: &str, pointer: &str, place: &str) -> (Bundle, Problem) {
    let (bundle, problems) = parse(text.as_bytes());
    assert_eq!(problems.len(), 1, "{text}: {problems:#?}");
    let problem = problems[0].clone();
    assert_eq!((problem.code.as_str(), problem.pointer.as_str()), (code, pointer), "{text}: {problem:?}");
    assert!(at(text, &problem).starts_with(place), "{problem:?} is at {:?}, not at {place:?}", at(text, &problem));
    (bundle, problem)
}

/// The same for one item, of which `shown` says whether it must be there; the others always must.
fn check_item(item: &str, code: &str, pointer: &str, place: &str, shown: bool) -> Problem {
    let pointer = format!("/items/1{pointer}");
    let (bundle, problem) = check(&with_item(item), code, &pointer, place);
    assert_eq!(bundle.items.len(), 2 + usize::from(shown), "{item}");
    assert_eq!((bundle.items[0].title.as_str(), bundle.items.last().unwrap().title.as_str()), ("First", "Last"));
    problem
}

#[test]
fn fatal_ones_leave_nothing() {
    let cases = [
        ("", "not-json", ""),
        ("[1]", "not-an-object", "[1]"),
        ("  3", "not-an-object", "3"),
        ("<!doctype html>", "not-json", "<!doctype"),
        ("{\"format\": \"dossier-bundle/1\",\n\"items\": [1,]}", "not-json", "]"),
        ("{\"format\": \"dossier-bundle/1\", \"items\": [{\"id\": \"a\"", "not-json", ""),
    ];
    for (text, code, place) in cases {
        let (bundle, problem) = check(text, code, "", place);
        assert_eq!((bundle, problem.severity), (Bundle::default(), Severity::Fatal), "{text}");
    }
}

#[test]
fn other_formats_are_named() {
    for (format, code) in [
        ("\"dossier-bundle/2\"", "format-too-new"),
        ("\"dossier-bundle/10\"", "format-too-new"),
        ("\"dossier-bundle/2.1\"", "format-too-new"),
        ("\"dossier-bundle/99999999999999999999\"", "format-too-new"),
        ("\"dossier-bundle/0\"", "wrong-format"),
        ("\"dossier-bundle/x\"", "wrong-format"),
        ("\"dossier-bundle/\"", "wrong-format"),
        ("\"rss\"", "wrong-format"),
        ("1", "wrong-format"),
    ] {
        let (_, problem) = check(&format!("{{\"items\": 3, \"format\": {format}}}"), code, "/format", format);
        assert_eq!(problem.severity, Severity::Fatal);
    }
    check("{\"site\": {}}", "wrong-format", "", "{");
}

#[test]
fn bytes_that_are_no_text() {
    let (bundle, problems) = parse(b"{\"format\": \"dossier-bundle/1\",\n \"x\": \"\xFF\"}");
    assert_eq!((bundle, problems.len()), (Bundle::default(), 1));
    assert_eq!((problems[0].code, problems[0].line, problems[0].column), (Code::NotUtf8, 2, 8));
    let marked = format!("\u{FEFF}{}", with_item("{\"id\": \"a\", \"title\": \"A\"}"));
    let (bundle, problems) = parse(marked.as_bytes());
    assert_eq!(bundle.items.len(), 3);
    assert_eq!((problems[0].code, problems[0].severity, problems.len()), (Code::ByteOrderMark, Severity::Note, 1));
}

#[test]
fn items_that_cannot_be_shown() {
    check_item("7", "wrong-type", "", "7", false);
    check_item("{\"title\": \"A\"}", "missing-field", "", "{\"title\"", false);
    check_item("{\"id\": \"a\"}", "missing-field", "", "{\"id\"", false);
    check_item("{\"id\": \"a\", \"title\": \" \u{200B} \"}", "missing-field", "", "{\"id\"", false);
    check_item("{\"id\": \"é\", \"title\": \"A\"}", "duplicate-id", "", "{\"id\"", false);
    check_item("{\"id\": \"a\u{202E}\", \"title\": \"A\"}", "bad-id", "/id", "\"a", false);
    check_item("{\"id\": \"a\", \"title\": \"\\ud800\"}", "not-json", "", "", false);
    check_item("{\"id\": \"a\", \"title\": \"A\", \"x\": 1e999}", "not-json", "", "", false);
    let deep = format!("{{\"id\": \"a\", \"title\": \"A\", \"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    check_item(&deep, "too-deep", "", "[[", false);
}

#[test]
fn parts_that_are_left_out_or_changed() {
    let cases = [
        ("\"date\": \"14.06.2024\"", "bad-date", "/date", "\"14.06.2024\""),
        ("\"date\": \"0000\"", "bad-date", "/date", "\"0000\""),
        ("\"date\": \"99999\"", "bad-date", "/date", "\"99999\""),
        ("\"date\": 2024", "wrong-type", "/date", "2024"),
        ("\"deadline\": \"2024-02-30\"", "bad-date", "/deadline", "\"2024-02-30\""),
        ("\"language\": \"english language\"", "bad-language", "/language", "\"english"),
        ("\"url\": \"java\\nscript:alert(1)\"", "unsafe-url", "/url", "\"java"),
        ("\"topics\": [\"health\", \"secrity\"]", "unknown-topic", "/topics/1", "\"secrity\""),
        ("\"kind\": \"book\"", "unknown-kind", "/kind", "\"book\""),
        ("\"series\": \"Meld. St.\"", "bad-series", "/series", "\"Meld. St.\""),
        ("\"series\": {\"code\": \"M\", \"number\": 1, \"session\": \"x\"}", "bad-series", "/series/session", "\"x\""),
        ("\"files\": [{\"url\": \"a\", \"bytes\": -1}]", "wrong-type", "/files/0/bytes", "-1"),
        ("\"files\": [{\"title\": \"a\"}]", "missing-field", "/files/0", "{\"title\""),
        ("\"translations\": {\"nb\": \"none\"}", "unknown-item", "/translations/nb", "\"none\""),
        ("\"translations\": {\"en\": \"last\"}", "translation-clash", "/translations/en", "\"last\""),
        ("\"summary\": \"a\u{202E}b\"", "text-direction", "/summary", "\"a"),
        ("\"summary\": \"a\\u0000b\"", "control-character", "/summary", "\"a"),
        ("\"body\": \"a\\u0000b\"", "control-character", "/body", "\"a"),
        ("\"body\": [{\"type\": \"video\", \"text\": \"a\"}]", "unknown-block", "/body/0/type", "\"video\""),
        ("\"body\": [{\"text\": \"a\"}]", "unknown-block", "/body/0", "{\"text\""),
        (
            "\"body\": [{\"type\": \"paragraph\", \"content\": [{\"type\": \"blink\"}, \"a\"]}]",
            "unknown-inline",
            "/body/0/content/0/type",
            "\"blink\"",
        ),
        ("\"body\": [{\"type\": \"heading\", \"level\": 1, \"content\": \"a\"}]", "out-of-range", "/body/0/level", "1"),
        ("\"body\": [{\"type\": \"image\", \"url\": \"data:x\"}]", "unsafe-url", "/body/0/url", "\"data:x\""),
        ("\"body\": [{\"type\": \"image\", \"url\": \"a\", \"width\": 9}]", "missing-field", "/body/0", "{\"type\""),
        ("\"body\": [{\"type\": \"image\", \"url\": \"a\", \"height\": \"9\"}]", "missing-field", "/body/0", "{\"type\""),
        ("\"body\": [{\"type\": \"image\", \"url\": \"a\", \"width\": 0, \"height\": 9}]", "out-of-range", "/body/0/width", "0"),
        ("\"body\": [{\"type\": \"image\", \"url\": \"a\", \"width\": 9, \"height\": 65536}]", "out-of-range", "/body/0/height", "65536"),
        ("\"body\": [{\"type\": \"image\", \"url\": \"a\", \"width\": 9, \"height\": \"9\"}]", "wrong-type", "/body/0/height", "\"9\""),
        (
            "\"body\": [\"a\", {\"type\": \"paragraph\", \"content\": [\"b\", {\"type\": \"noteRef\", \"label\": \"9\"}]}]",
            "unknown-note",
            "/body/1/content/1",
            "{\"type\"",
        ),
    ];
    for (field, code, pointer, place) in cases {
        let problem = check_item(&format!("{{\"id\": \"a\", \"title\": \"A\", {field}}}"), code, pointer, place, true);
        assert_eq!(problem.item.as_deref(), Some("a"), "{field}");
    }
    let long = format!("{{\"id\": \"{}\", \"title\": \"A\"}}", "x".repeat(501));
    check_item(&long, "bad-id", "/id", "\"xxx", false);
    let long = format!("{{\"id\": \"a\", \"title\": \"{}\"}}", "x".repeat(1001));
    check_item(&long, "too-long", "/title", "\"xxx", true);
}

#[test]
fn faults_outside_items() {
    let cases = [
        (
            "\"types\": [{\"id\": \"a\", \"title\": \"A\"}, {\"id\": \"a\", \"title\": \"B\"}]",
            "duplicate-name",
            "/types/1",
            "{\"id\": \"a\", \"title\": \"B\"",
        ),
        ("\"publishers\": 4", "wrong-type", "/publishers", "4"),
        ("\"types\": [4]", "wrong-type", "/types/0", "4"),
        ("\"site\": {\"title\": \"B\"}", "duplicate-field", "/site", "{\"title\": \"B\""),
    ];
    for (field, code, pointer, place) in cases {
        let text = format!("{{{SITE},\n{field}, \"items\": [{{\"id\": \"a\", \"title\": \"A\"}}]}}");
        assert_eq!(check(&text, code, pointer, place).0.items.len(), 1);
    }
    for (site, code, pointer, place) in [
        ("\"title\": \"A\", \"timezone\": \"<b>\"", "bad-timezone", "/site/timezone", "\"<b>\""),
        ("\"title\": \"A\", \"session\": \"13-01\"", "bad-date", "/site/session", "\"13-01\""),
        ("\"title\": \"A\", \"languages\": [\"en\", \"e n\"]", "bad-language", "/site/languages/1", "\"e n\""),
        ("\"publisher\": \"A\"", "missing-field", "/site", "{\"publisher\""),
    ] {
        check(&format!("{{\"format\": \"dossier-bundle/1\", \"site\": {{{site}}}, \"items\": []}}"), code, pointer, place);
    }
    check("{\"format\": \"dossier-bundle/1\", \"site\": {\"title\": \"A\"}, \"items\": {}}", "wrong-type", "/items", "{}");
    check("{\"format\": \"dossier-bundle/1\", \"site\": {\"title\": \"A\"}}", "missing-field", "", "{");
    check("{\"format\": \"dossier-bundle/1\", \"items\": []}", "missing-field", "", "{");
}

#[test]
fn suggestions_say_what_to_write() {
    for (field, suggestion) in [
        ("\"date\": \"14.06.2024\"", "Write 2024-06-14."),
        ("\"topics\": \"secrity\"", "Did you mean \"security\"?"),
        ("\"language\": \"en_GB\"", "Write \"en-gb\"."),
    ] {
        let (_, problems) = parse(with_item(&format!("{{\"id\": \"a\", \"title\": \"A\", {field}}}")).as_bytes());
        assert_eq!(problems[0].suggestion.as_deref(), Some(suggestion), "{field}");
    }
}

#[test]
fn implied_names_are_noted_only_beside_a_list() {
    let item = "{\"id\": \"a\", \"title\": \"A\", \"type\": \"Speach\", \"publisher\": \"Ministry\"}";
    let (bundle, problems) = parse(with_item(item).as_bytes());
    assert_eq!((problems.len(), bundle.types[0].id.as_str(), bundle.publishers[0].id.as_str()), (0, "speach", "ministry"));
    let text = format!(
        "{{{SITE}, \"types\": [{{\"id\": \"speech\", \"title\": \"Speech\"}}], \"items\": [{item}, {}]}}",
        item.replace("\"a\"", "\"b\"")
    );
    let (_, problem) = check(&text, "unknown-type", "/items/0/type", "\"Speach\"");
    assert_eq!((problem.severity, problem.suggestion.as_deref()), (Severity::Note, Some("Did you mean \"Speech\"?")));
}

#[test]
fn a_flood_is_counted() {
    let items = vec!["{\"id\": \"a\", \"title\": \"A\", \"topics\": [\"none\"]}"; 3_000].join(",");
    let (bundle, problems) = parse(format!("{{{SITE}, \"items\": [{items}]}}").as_bytes());
    assert_eq!(bundle.items.len(), 1);
    let duplicates: Vec<_> = problems.iter().filter(|problem| problem.code == Code::DuplicateId).collect();
    assert_eq!(duplicates.len(), 1_001);
    assert!(duplicates[1_000].text.starts_with("1999 more"), "{:?}", duplicates[1_000]);
}

#[test]
fn codes_are_unlike() {
    let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
}
