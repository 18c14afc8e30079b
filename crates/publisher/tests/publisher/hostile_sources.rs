//! Sources made to harm: each is read in bounded time, nothing in it is expanded, and nothing else is lost.

use crate::support::{only, run, seconds_of};
use dossier_bundle::{Bundle, SafeUrl};
use dossier_publisher::import::mapping::Mapping;
use dossier_publisher::import::{Report, SourceKind, import};
use proptest::prelude::*;
use std::fs;

/// Imports a source. Most take a processor a second or two without optimisation; what grew with the square would take minutes.
#[track_caller]
fn read(kind: SourceKind, name: &str, source: &[u8]) -> (Bundle, Report) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, source).unwrap();
    let (imported, seconds) = seconds_of(|| import(&only(&path), kind, &Mapping::default()));
    let (bundle, report) = imported.unwrap();
    assert!(seconds < 8.0, "{seconds} s for {}", String::from_utf8_lossy(&source[..source.len().min(60)]));
    assert_eq!(dossier_bundle::parse(dossier_bundle::wire::write(&bundle).as_bytes()).1.first(), None);
    (bundle, report)
}

/// The titles of what a source becomes.
#[track_caller]
fn check(kind: SourceKind, name: &str, source: impl AsRef<[u8]>, titles: &[&str]) -> Report {
    let (bundle, report) = read(kind, name, source.as_ref());
    assert_eq!(bundle.items.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(), titles, "{}", report.table());
    report
}

/// A feed with `inside` in its first item, and a second item.
fn feed(inside: &str) -> String {
    format!("<rss><channel><item><guid>a</guid><title>A</title>{inside}</item><item><guid>b</guid><title>B</title></item></channel></rss>")
}

#[test]
fn declarations_never_expand() {
    let steps = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect::<Vec<String>>().concat();
    let bomb = format!(
        "<!DOCTYPE rss [<!ENTITY l0 \"lol>\">{steps}<!ENTITY x SYSTEM \"file:///etc/hostname\"> <!ATTLIST a b CDATA \"]>\">]>{}",
        feed("<description>&l9; &x;</description>")
    );
    let (bundle, _) = read(SourceKind::Feed, "f.xml", bomb.as_bytes());
    assert_eq!((bundle.items[0].summary.as_str(), bundle.items.len()), ("&l9; &x;", 2));
}

#[test]
fn feeds_of_too_much() {
    let kind = SourceKind::Feed;
    let report = check(kind, "f.xml", feed(&format!("<x {}/>", "a=\"1\" ".repeat(800_000))), &["A", "B"]);
    assert!(report.table().contains("799800 × field: attributes beyond the 200th"), "{}", report.table());
    let spaces = (0..100_000).map(|n| format!("xmlns:n{n}=\"u\" ")).collect::<Vec<String>>().concat();
    check(kind, "f.xml", feed(&format!("<x {spaces}><n9:a/></x>")), &["A", "B"]);
    let report = check(kind, "f.xml", feed(&format!("<x>{}{}</x>", "<a>".repeat(1_000_000), "</a>".repeat(1_000_000))), &["A", "B"]);
    assert!(report.table().contains("nested too deep"), "{}", report.table());
    // A quotation mark that is missing takes what follows with it; the item is shown, and the report says so.
    let report = check(kind, "f.xml", feed(&format!("<description>{}", "<a><b c='".repeat(50_001))), &["A"]);
    assert!(report.table().contains("attributes with < in them"), "{}", report.table());
    check(kind, "f.xml", format!("{}{}", "<channel>".repeat(300_000), feed("")), &["A", "B"]);
    for piece in [
        "</b>",
        "<",
        "< ",
        "&",
        "&#",
        "&amp",
        "<a/>",
        "]]>",
        "<!--x-->",
        "<?x?>",
        "<![CDATA[x]]>",
        "<x><y></x>",
        "<category>c</category>",
        "<!",
    ] {
        let (bundle, _) = read(kind, "f.xml", feed(&format!("<description>{}</description>", piece.repeat(20_000))).as_bytes());
        assert_eq!(bundle.items[0].id, "a", "{piece}");
    }
    for piece in ["<![CDATA[", "<!--", "<!DOCTYPE [", "<?x", "<item>", "<item", "<title>"] {
        let (bundle, report) =
            read(kind, "f.xml", format!("{}{}", feed("").replace("</channel></rss>", ""), piece.repeat(20_000)).as_bytes());
        assert!(bundle.items.len() >= 2 && report.table().contains("the feed ends"), "{piece}: {}", report.table());
    }
    let many = (0..20_000).map(|n| format!("<item><guid>{n}</guid><title>{n}</title></item>")).collect::<Vec<String>>().concat();
    assert_eq!(read(kind, "f.xml", format!("<rss><channel>{many}").as_bytes()).1.counts.shown, 20_000);
}

#[test]
fn pages_of_too_much() {
    check(SourceKind::Html, "p.html", format!("<title>T</title><main {}><p>x</p>", "a=1 ".repeat(200_000)), &["T"]);
    check(SourceKind::Html, "p.html", format!("<title>T</title><main>{}x", "<div>".repeat(200_000)), &["T"]);
    check(SourceKind::Html, "p.html", format!("<title>T</title><body>{}{}x", "<nav>".repeat(300_000), "</nav>".repeat(300_001)), &["T"]);
    for piece in
        ["[^", "[^a]: ", "![", "*_", "> ", "- ", "|", "`", "<a ", "[a](", "**a ", "&", "1. ", "\\", "~~", "<!--", "[^a]\n\n[^a]: x\n"]
    {
        check(SourceKind::Markdown, "p.md", format!("---\ntitle: T\n---\n{}", piece.repeat(20_000)), &["T"]);
    }
    check(SourceKind::Markdown, "p.md", format!("---\ntitle: T\na: {}\n---\nx", "[{a: ".repeat(50_000)), &["T"]);
    check(SourceKind::Markdown, "p.md", format!("+++\ntitle = \"T\"\na = {}\n+++\nx", "[".repeat(100_000)), &["T"]);
    check(SourceKind::Markdown, "p.md", format!("+++\ntitle = \"T\"\n{}\n+++\nx", "[a.b.c]\n".repeat(10_000)), &["T"]);
    check(SourceKind::Markdown, "p.md", format!("---\ntitle: T\n{}---\nx", "k: v\n".repeat(50_000)), &["T"]);
    let report = check(
        SourceKind::JsonFeed,
        "f.json",
        format!("{{\"version\": \"1.1\", \"items\": [{{\"title\": \"A\", \"x\": {}", "[".repeat(1_000_000)),
        &[],
    );
    assert_eq!(report.refused[0].reason, "not JSON, or not an object");
}

#[test]
fn tables_of_too_much() {
    let kind = SourceKind::Csv;
    let report = check(kind, "t.csv", format!("title\nA\n{}\nB\n", "x,".repeat(300_000)), &["A", "B"]);
    assert_eq!((report.refused.len(), report.refused[0].reason.as_str()), (1, "more than 2,000 cells, or 48 MiB of them"));
    let report = check(kind, "t.csv", "a,".repeat(100_000), &[]);
    assert!(report.refused[0].reason.starts_with("the names of the columns cannot be read"), "{:?}", report.refused);
    check(kind, "t.csv", "title,body\nA,\"not closed\nB,x\n", &["A"]);
    check(kind, "t.csv", b"title\n\0A\0\nr\xF8d gr\xF8d\n", &["A", "rød grød"]);
    check(kind, "t.csv", "\n".repeat(1_000_000), &[]);
}

#[test]
fn names_are_no_paths() {
    let rows = "{\"id\": \"..\", \"title\": \"A\"}\n{\"id\": \".\", \"title\": \"B\"}\n{\"id\": \"../../etc\", \"title\": \"C\", \"files\": [\"javascript:x\", \"../x\", {\"url\": 3}]}";
    let (bundle, report) = read(SourceKind::Jsonl, "r.jsonl", rows.as_bytes());
    assert!(bundle.items.iter().all(|item| item.id.chars().any(|c| c != '.') && item.files.is_empty()));
    for words in ["2 × link: file without an address that may be linked", "1 × link: file leads out of the folder, or to what is hidden"]
    {
        assert!(report.table().contains(words), "{}", report.table());
    }
    assert!(SafeUrl::new("javascript:x").is_none());
}

#[test]
fn two_items_want_one_id() {
    let text = feed("").replace("<guid>b<", "<guid>a<").replace("<item>", "\n<item>");
    let (bundle, report) = read(SourceKind::Feed, "f.xml", text.as_bytes());
    assert_eq!(bundle.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["a", "a-2"]);
    assert_eq!((report.renamed[0].id.as_str(), report.renamed[0].now.as_str()), ("a", "a-2"));
    let line = |place: &str| place.rsplit(':').next().unwrap().to_owned();
    assert_eq!((line(&report.renamed[0].held), line(&report.renamed[0].place)), ("2".to_owned(), "3".to_owned()));
}

/// Pieces of all formats.
const PIECES: [&str; 62] = [
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<title type='xhtml'>",
    "<link href='",
    "'>",
    "<guid>a</guid>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<entry>",
    "</entry>",
    "<content type='",
    "html",
    "image/png",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!DOCTYPE x [",
    "]>",
    "<?xml encoding='",
    "utf-16",
    "?>",
    "&amp;",
    "&#x",
    ";",
    "&chi;",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "=",
    "é",
    "\u{FFFD}",
    "\u{85}",
    "😀",
    "\n",
    "\r\n",
    " ",
    "---\n",
    "+++\n",
    "title: ",
    "title = ",
    "date: 2024-01-02T",
    "10:00 GMT",
    "- ",
    "[",
    "{",
    "}",
    "|",
    ";",
    ",",
    "\t",
    "sep=",
    "{\"version\": \"1.1\", \"items\": [",
    "\"id\":",
    "<main>",
    "</main>",
    "<meta name=date content=",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn anything_at_all(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60), cut in 0_usize..40, wide in any::<bool>()) {
        let text = pieces.concat();
        let mut bytes = if wide { text.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { text.into_bytes() };
        bytes.drain(..cut.min(bytes.len()) / 8);
        for (kind, name) in [
            (SourceKind::Feed, "a.xml"),
            (SourceKind::JsonFeed, "a.json"),
            (SourceKind::Csv, "a.csv"),
            (SourceKind::Markdown, "a.md"),
            (SourceKind::Html, "a.html"),
        ] {
            let (bundle, report) = read(kind, name, &bytes);
            prop_assert_eq!(report.counts.shown, bundle.items.len() as u64);
            prop_assert_eq!(report.counts.read, report.counts.shown + report.counts.refused + report.counts.merged);
        }
    }

    #[test]
    fn any_words_for_a_date(words in proptest::collection::vec(proptest::sample::select(&["2024", "-", "01", "W", "T", "10:00", "+0", "Jan", " ", "é", "Z", "24", "/", "é1", "GMT", "3"][..]), 0..9)) {
        let row = format!("{{\"id\": \"a\", \"title\": \"A\", \"date\": \"{}\"}}", words.concat());
        prop_assert_eq!(read(SourceKind::Jsonl, "r.jsonl", row.as_bytes()).1.counts.shown, 1);
    }
}

#[test]
fn texts_and_linked_pages_beyond_the_limit_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::create_dir_all(here.join("in/news")).unwrap();
    fs::write(here.join("in/a.md"), "---\ntitle: A\ntopics: [news]\n---\n[b](b.md)").unwrap();
    for name in ["in/news/_index.md", "in/b.md"] {
        fs::write(here.join(name), "---\ntitle: Large\n---\nlarge").unwrap();
        fs::File::options().write(true).open(here.join(name)).unwrap().set_len((64 << 20) + 1).unwrap();
    }
    let said = run(here, &["build", "in", "--content-only", "--out", "site", "--json"], b"");
    assert_eq!(said.code, 2, "{}", said.talk);
    let report: serde_json::Value = serde_json::from_str(&said.data).unwrap();
    let refused = ["in/b.md:1", "in/news/_index.md:1"].map(|place| serde_json::json!({ "place": place, "reason": "larger than 64 MiB" }));
    assert_eq!(report["import"]["refused"], serde_json::json!(refused));
    let text = fs::read_to_string(here.join("site/bundle.json")).unwrap();
    assert!(!text.contains("item=b") && !text.contains("large"));
    assert!(said.talk.contains("link leads to a page that is not shown (first at in/a.md"), "{}", said.talk);
}
