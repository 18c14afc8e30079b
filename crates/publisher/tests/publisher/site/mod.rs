//! What a build writes beside the content: every file read back by a program that this project did not write.

mod changes;
mod copies;
mod feeds;
mod maps;
mod pages;

use crate::build::files;
use crate::support::{Said, run};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

pub(crate) const ADDRESS: &str = "https://example.org/a%20room/";

/// The files of a site, by their paths in it.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A reader that nobody will start, where the command looks for one: the page that the real one is made of, and what it names.
pub(crate) fn reader(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dist = folder.join("dist");
    fs::create_dir_all(dist.join("assets")).unwrap();
    for (from, to) in [
        ("index.html", "index.html"),
        ("public/icon.png", "icon.png"),
        ("public/icon.svg", "icon.svg"),
        ("public/manifest.webmanifest", "manifest.webmanifest"),
        ("style/style.css", "style/style.css"),
    ] {
        let to = dist.join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root.join(from), to).unwrap();
    }
    // Copies that came with the reader: of a file that stays, and of files that the build writes anew.
    for (name, bytes) in
        [("assets/a-1.js", "let a;"), ("assets/a-1.js.br", "kept"), ("index.html.br", "old"), ("manifest.webmanifest.gz", "old")]
    {
        fs::write(dist.join(name), bytes).unwrap();
    }
}

/// Builds `input` into a site.
pub(crate) fn build(folder: &Path, input: &str, more: &[&str]) -> (Said, Files) {
    reader(folder);
    let arguments: Vec<&str> = ["build", input, "--out", "site"].into_iter().chain(more.iter().copied()).collect();
    let said = run(folder, &arguments, b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    (said, files(&folder.join("site")))
}

/// The project's own example.
pub(crate) fn example() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/bundle.json").display().to_string()
}

/// Content that tries everything: two languages of which one is written from the right, ids and texts that need escaping everywhere, deadlines,
/// files, relative addresses, notes, and more items than a feed has.
pub(crate) fn hostile(folder: &Path) -> String {
    let many = (0..60).map(|n| {
        format!(
            r#"{{"id":"n{n}","kind":"news","title":"News {n}","date":"2023-{:02}-{:02}","topics":["first"],"language":"en"}}"#,
            n % 12 + 1,
            n % 28 + 1
        )
    });
    let odd = [
        r##"{"id":"a/b?c#d ø","kind":"news","type":"press","title":"]]> <script>alert(1)</script> & \"quotes\"","summary":"Line; with, \\ signs & <b>","date":"2024-06-14","modified":"2024-07-01","deadline":"2024-09-01","topics":["first"],"publisher":["The \"Ministry\" & <Co>"],"language":"en","translations":{"ar":"a-ar"},"url":"https://example.org/x?a=1&b=2","files":[{"url":"files/a b.pdf","title":"A & B","mediaType":"application/pdf","bytes":1200},{"url":"other.bin"}],"body":[{"type":"paragraph","content":[{"type":"noteRef","label":"n"},{"type":"noteRef","label":"n"}]},{"type":"footnote","label":"n","content":"Why"},{"type":"heading","level":2,"content":"H <1>"},{"type":"paragraph","content":[{"type":"link","url":"relative/page","content":"x"},{"type":"link","url":"#part-1","content":"y"}," \uffff end"]},{"type":"image","url":"a.svg","alt":"\"alt\""},{"type":"code","text":"</code><!--"}]}"##,
        r#"{"id":"a-ar","kind":"news","title":"عنوان","date":"2024-06-14","deadline":"2024-09-01","topics":["first"],"language":"ar"}"#,
        r#"{"id":"d1","kind":"document","title":"Document","date":"2024","deadline":"2024-10","topics":["t~ %/æ"],"language":"en"}"#,
        r#"{"id":"undated","kind":"document","title":"Undated","topics":["t~ %/æ"],"language":"ar"}"#,
    ];
    let items: Vec<String> = odd.into_iter().map(str::to_owned).chain(many).collect();
    let text = format!(
        r#"{{"format":"dossier-bundle/1","site":{{"title":{{"en":"The <Room> & \"more\"","ar":"الغرفة"}},"languages":["en","ar"],"timezone":"Europe/Oslo","home":"https://example.org/?a&b"}},
"topics":[{{"id":"first","title":"First & <foremost>","lead":"Lead \"x\""}},{{"id":"t~ %/æ","title":"Odd"}},{{"id":"empty","title":"Empty"}}],
"types":[{{"id":"press","title":"Press <release>"}}],"publishers":[],"items":[{}]}}"#,
        items.join(",\n")
    );
    let (_, problems) = dossier_bundle::parse(text.as_bytes());
    assert_eq!(problems, []);
    let path = folder.join("hostile.json");
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// The example, built once for all tests that only look at it. Copies take most of a build's time, and have a test of their own.
pub(crate) fn example_site() -> &'static Files {
    static SITE: OnceLock<Files> = OnceLock::new();
    SITE.get_or_init(|| build(tempfile::tempdir().unwrap().path(), &example(), &["--address", ADDRESS, "--no-copies"]).1)
}

/// The same of the content that tries everything.
pub(crate) fn hostile_site() -> &'static Files {
    static SITE: OnceLock<Files> = OnceLock::new();
    SITE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let input = hostile(folder.path());
        build(folder.path(), &input, &["--address", ADDRESS, "--no-copies"]).1
    })
}

/// Whether a file is of this kind.
pub(crate) fn is(path: &str, kind: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == kind)
}

/// The text of a file.
pub(crate) fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

/// The file that an address of the site leads to.
pub(crate) fn file_of(address: &str) -> String {
    let path = address.strip_prefix(ADDRESS).unwrap_or_else(|| panic!("{address} is outside"));
    let path = path.split(['?', '#']).next().unwrap();
    let decoded = percent_decoded(path);
    if decoded.is_empty() || decoded.ends_with('/') { format!("{decoded}index.html") } else { decoded }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next().unwrap()).to_digit(16).unwrap() as u8;
        bytes.push(if byte == b'%' { digit() << 4 | digit() } else { byte });
    }
    String::from_utf8(bytes).unwrap()
}

/// What stands beside the content after a build of the content that tries everything.
fn beside(more: &[&str]) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let input = hostile(folder.path());
    let (_, mut files) = build(folder.path(), &input, &[&["--address", ADDRESS, "--no-copies"], more].concat());
    files.retain(|path, _| !path.starts_with("archive") && !path.starts_with("bundle.json"));
    files.into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

#[test]
fn the_same_files_whatever_the_threads() {
    for form in ["--whole", "--force-archive"] {
        let [one, many] = ["1", "4"].map(|threads| beside(&[form, "--threads", threads]));
        let differ: Vec<&String> = one.keys().filter(|path| one.get(*path) != many.get(*path)).collect();
        assert_eq!((differ, one.len()), (vec![], many.len()), "{form}");
        assert!(one.len() > 150, "{}", one.len());
    }
}

/// The file that a page says its program will ask for first, by topic.
fn first_files(page: &str) -> Vec<(String, String)> {
    let said = page.split_once(" data-first=\"").map_or("", |(_, rest)| rest.split_once('"').unwrap().0);
    url::form_urlencoded::parse(said.replace("&amp;", "&").as_bytes()).into_owned().collect()
}

#[test]
fn the_only_page_of_an_archive_says_it_of_all_topics() {
    let folder = tempfile::tempdir().unwrap();
    let input = hostile(folder.path());
    let (_, files) = build(folder.path(), &input, &["--no-pages", "--no-copies", "--force-archive"]);
    let said = first_files(std::str::from_utf8(&files["index.html"]).unwrap());
    let topics: Vec<&str> = said.iter().map(|(topic, _)| topic.as_str()).collect();
    assert!(topics.contains(&"") && topics.contains(&"t~ %/æ") && topics.len() > 2, "{topics:?}");
    assert!(said.iter().all(|(_, file)| files.contains_key(file)), "{said:?}");
    // A topic's own, but for the site's first, which has two names.
    let different: BTreeSet<&str> = said.iter().map(|(_, file)| file.as_str()).collect();
    assert_eq!(different.len(), said.len() - 1, "{said:?}");
    // Pages made ahead would all change with every item.
    let (_, pages) = build(folder.path(), &input, &["--no-copies", "--force-archive"]);
    assert!(pages.values().all(|page| !String::from_utf8_lossy(page).contains("data-first=\"")), "a page names a head");
    assert!(!files.contains_key("index.html.br"), "a copy of another page");
}

#[test]
fn whole_and_archive_have_the_same_beside_them() {
    let [whole, archive] = ["--whole", "--force-archive"].map(|form| {
        let mut files = beside(&[form]);
        // What the bundle is called, and related items that are alike in all but their places.
        files.retain(|path, _| !path.contains("about/") && !path.starts_with("i/") && !path.starts_with("ar/i/"));
        files.into_iter().map(|(path, text)| (path, without_numbers(&text))).collect::<BTreeMap<_, _>>()
    });
    let differ: Vec<&String> = whole.keys().filter(|path| whole.get(*path) != archive.get(*path)).collect();
    assert_eq!((differ, whole.len()), (vec![], archive.len()));
    assert!(whole.len() > 60, "{}", whole.len());
}

/// An archive numbers items anew, by date. The numbers show in ids of a page's entries and in the order of the map.
fn without_numbers(text: &str) -> String {
    if text.contains("<urlset") {
        let mut pages: Vec<&str> = text.split("<url>").collect();
        pages.sort_unstable();
        return pages.concat();
    }
    let mut parts = text.split("id=\"entry-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "id=\"entry-" + part.trim_start_matches(|c: char| c.is_ascii_digit()))
}

#[test]
fn what_needs_the_address_is_left_out_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let input = hostile(folder.path());
    let (said, files) = build(folder.path(), &input, &["--json", "--no-copies"]);
    let report: serde_json::Value = serde_json::from_str(&said.data).unwrap();
    assert!(report["site"]["leftOut"][0].as_str().unwrap().contains("--address"), "{report}");
    assert_eq!((&report["site"]["feeds"], &report["site"]["sitemaps"]), (&0.into(), &0.into()));
    for name in ["feeds", "deadlines", "sitemap", "opensearch"] {
        assert!(!files.keys().any(|path| path.starts_with(name)), "{name}");
    }
    let home = text(&files, "index.html");
    assert!(!home.contains("feeds/") && !home.contains("opensearch") && !home.contains("canonical"));
    assert!(text(&files, "robots.txt").starts_with("User-agent: *"));
    assert!(text(&files, "404.html").contains("href=\"/\""));
}

#[test]
fn the_report_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let (said, files) = build(folder.path(), &example(), &["--address", ADDRESS, "--json"]);
    let report: serde_json::Value = serde_json::from_str(&said.data).unwrap();
    let sum = |what: &serde_json::Value, field: Option<&str>| -> u64 {
        what.as_object().unwrap().values().map(|value| field.map_or(value, |field| &value[field]).as_u64().unwrap()).sum()
    };
    assert_eq!(report["files"], files.len());
    assert_eq!(sum(&report["kinds"], Some("files")), files.len() as u64);
    assert_eq!(sum(&report["kinds"], Some("bytes")), files.values().map(|bytes| bytes.len() as u64).sum::<u64>());
    let pages = files.keys().filter(|path| path.ends_with("index.html")).count() as u64;
    assert_eq!((report["pages"].as_u64(), sum(&report["site"]["pages"], None)), (Some(pages), pages));
    let feeds = files.keys().filter(|path| is(path, "atom")).count();
    assert_eq!(report["site"]["feeds"], feeds);
    assert!(said.talk.contains("pages: ") && said.talk.contains("megabytes: "), "{}", said.talk);
}
