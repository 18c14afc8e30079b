//! `dossier import` of each format: a source as data, and what must be in the item that comes of it.

use crate::support::run;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// What came of an import.
pub(crate) struct Imported {
    pub(crate) code: i32,
    pub(crate) items: Vec<Value>,
    pub(crate) report: Value,
    site: Value,
}

impl Imported {
    pub(crate) fn has_loss(&self, sort: &str, name: &str, first: &str) -> bool {
        let losses = self.report["losses"].as_array().unwrap();
        losses
            .iter()
            .any(|loss| loss["sort"] == sort && loss["name"] == name && loss["first"].as_str().is_some_and(|place| place.ends_with(first)))
    }
}

/// Imports `sources`, which are in `folder`, and proves that what was written is without a fault.
pub(crate) fn import(folder: &Path, format: &str, sources: &[&str]) -> Imported {
    fs::write(folder.join("map.toml"), "[site]\ntimezone = \"Europe/Oslo\"").unwrap();
    let arguments = [&["import", format], sources, &["--out", "b.json", "--map", "map.toml", "--json"]].concat();
    let said = run(folder, &arguments, b"");
    let report: Value = serde_json::from_str(&said.data).unwrap_or_else(|_| panic!("{}", said.talk));
    let text = fs::read_to_string(folder.join("b.json")).unwrap();
    let bundle: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(dossier_bundle::parse(text.as_bytes()).1.first(), None);
    let count = |name: &str| report["rows"][name].as_u64().unwrap();
    assert_eq!(count("read"), count("shown") + count("refused") + count("merged"));
    Imported { code: said.code, items: bundle["items"].as_array().cloned().unwrap_or_default(), report, site: bundle["site"].clone() }
}

/// Asserts that the item made of `source` has these values.
#[track_caller]
fn check(format: &str, name: &str, source: &[u8], expected: Value) -> Imported {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), source).unwrap();
    let imported = import(folder.path(), format, &[name]);
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&imported.items[0][field], value, "{field} of {}", imported.items[0]);
    }
    imported
}

#[test]
fn rss() {
    let feed = br#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/"><channel>
<title>News &amp; more</title><link>https://example.org/</link><description>All &lt;b&gt;of&lt;/b&gt; it</description><language>nb</language>
<item>
  <title>Tom &amp;amp; Jerry &lt;b&gt;1 &amp;lt; 2&lt;/b&gt; Vec&lt;T&gt;</title>
  <guid isPermaLink="false">nr-7</guid>
  <link>https://example.org/a?b=1&c=2</link>
  <pubDate>Thu, 31 Dec 98 23:30:00 GMT</pubDate>
  <description>In short.</description>
  <content:encoded><![CDATA[<p>See <a href="/b">b</a>.</p>]]></content:encoded>
  <category domain="x">Roads</category><category>Rail</category>
  <d:creator>Ann</d:creator>
  <enclosure url="/files/r.pdf" length="1234" type="application/pdf"/>
  <comments>https://example.org/a#c</comments>
</item></channel></rss>"#;
    let imported = check(
        "rss",
        "feed.xml",
        feed,
        json!({
            "id": "nr-7", "title": "Tom & Jerry 1 < 2 Vec<T>", "url": "https://example.org/a?b=1&c=2", "date": "1999-01-01", "summary": "In short.",
            "language": "nb", "topics": ["roads", "rail"],
            "files": [{"url": "https://example.org/files/r.pdf", "mediaType": "application/pdf", "bytes": 1234}],
            "body": [{"type": "paragraph", "content": ["See ", {"type": "link", "url": "https://example.org/b", "content": "b"}, "."]}],
        }),
    );
    assert_eq!((imported.site["title"].as_str(), imported.site["description"].as_str()), (Some("News & more"), Some("All of it")));
    assert_eq!((imported.site["home"].as_str(), imported.code), (Some("https://example.org/"), 0));
    for (sort, name) in [("field", "author"), ("field", "comments"), ("field", "category: domain")] {
        assert!(imported.has_loss(sort, name, "feed.xml:4"), "{name}: {}", imported.report);
    }
}

#[test]
fn atom() {
    let feed = br#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://example.org/x/"><title>F</title>
<entry><id>tag:example.org,2024:1</id><title type="text">Using &lt;em&gt; in HTML &amp;amp; more</title><link rel="alternate" href="a.html"/>
<link rel="enclosure" href="f.pdf" title="All"/><updated>2024-05-01T22:30:00Z</updated><published>2024-04-30</published>
<summary type="html">&lt;i&gt;short&lt;/i&gt;</summary>
<content type="xhtml" xml:base="y/"><div xmlns="http://www.w3.org/1999/xhtml"><p>A<br/><a href="z">z</a> &amp;lt;</p></div></content></entry></feed>"#;
    check(
        "atom",
        "feed",
        feed,
        json!({
            "id": "1-33c76e94", "title": "Using <em> in HTML &amp; more", "url": "https://example.org/x/a.html", "date": "2024-04-30", "modified": "2024-05-02",
            "summary": "short", "language": "en", "files": [{"url": "https://example.org/x/f.pdf", "title": "All"}],
            "body": [{"type": "paragraph", "content": ["A", {"type": "break"}, {"type": "link", "url": "https://example.org/x/y/z", "content": "z"}, " &lt;"]}],
        }),
    );
}

#[test]
fn a_mapping_reads_what_feeds_say() {
    let folder = tempfile::tempdir().unwrap();
    let item = |id: &str, category: &str| {
        format!(
            "<item><guid>{id}</guid><title>T</title><category>{category}</category><author>Ann &amp; Co</author><dc:type>memo</dc:type></item>"
        )
    };
    fs::write(
        folder.path().join("f.xml"),
        format!("<rss><channel>{}{}</channel></rss>", item("a", "Roads &amp; rail"), item("b", "Other")),
    )
    .unwrap();
    let map = "[fields]\npublisher = \"author\"\ntype = \"dc:type\"\n[kind]\ndocuments = [\"memo\"]\n[[topics]]\nid = \"roads\"\ntitle = \"Roads\"
when = [{ field = \"categories\", contains = [\"roads & rail\"] }]\n[[topics]]\nid = \"rest\"\ntitle = \"Rest\"\notherwise = true";
    fs::write(folder.path().join("m.toml"), map).unwrap();
    let said = run(folder.path(), &["import", "rss", "f.xml", "--out", "b.json", "--map", "m.toml", "--strict"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    assert!(said.talk.contains("Feeds: 1 × RSS\n"), "{}", said.talk);
    let (bundle, _) = dossier_bundle::parse(&fs::read(folder.path().join("b.json")).unwrap());
    let topics: Vec<&str> = bundle.items.iter().map(|item| bundle.topic(item.topics[0]).id.as_str()).collect();
    assert_eq!((topics, bundle.publishers[0].title.default.as_str()), (vec!["roads", "rest"], "Ann & Co"));
    assert!(bundle.items.iter().all(|item| item.kind == dossier_bundle::Kind::Document && item.publishers.len() == 1));
}

#[test]
fn feeds_that_are_broken() {
    // Cut off in the middle of an item: what is there is shown, and the report says where it ends.
    let cut = b"<rss><channel><item><guid>a</guid><title>A</title></item>\n<item><guid>b</guid><title>B &nbsp; C</tit";
    let imported = check("rss", "f.xml", cut, json!({"id": "a", "title": "A"}));
    assert_eq!(imported.items.len(), 2);
    assert!(imported.has_loss("text", "the feed ends within a tag, a comment or a section", "f.xml:2"), "{}", imported.report);
    check("rss", "f.xml", b"<rss><channel><item><title>1 < 2 & 3 > 2</title><link>a<b></link></item>", json!({"title": "1 < 2 & 3 > 2"}));
    check(
        "rss",
        "f.xml",
        b"<rss><item><title>A\0\x01B</title><guid>a/../../b</guid></item></rss>",
        json!({"title": "AB", "id": "b-feddf167"}),
    );
    for (name, bytes, reason) in [
        ("a.xml", &b""[..], "empty"),
        ("a.xml", b"<html><body>no feed</body></html>", "not a feed"),
        ("a.xml", b"{\"version\": 1}", "not a feed"),
        ("a.xml", b"\xFF\xFE\x00\xD8", "not a feed"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
        let imported = import(folder.path(), "rss", &[name]);
        assert_eq!(imported.report["refused"], json!([{"place": "a.xml:1", "reason": reason}]));
        assert_eq!(imported.code, 2);
    }
}

#[test]
fn json_feeds() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "F <b>", "language": "en", "items": [
 {"id": 7, "title": "1 < 2 &amp;", "url": "https://example.org/a", "content_html": "<p>x</p>", "date_published": "2024-05-01T22:30:00Z",
  "authors": [{"name": "Ann", "url": "https://x"}], "tags": ["Roads"], "attachments": [{"url": "https://example.org/f.pdf", "mime_type": "application/pdf", "size_in_bytes": 9}]},
 {"id": "https://example.org/b", "content_text": "*not* markup", "image": "https://example.org/i.png"}, 3]}"#;
    let imported = check(
        "jsonfeed",
        "f.json",
        feed.as_bytes(),
        json!({"id": "7", "title": "1 < 2 &amp;", "date": "2024-05-02", "topics": ["roads"],
            "files": [{"url": "https://example.org/f.pdf", "mediaType": "application/pdf", "bytes": 9}]}),
    );
    assert_eq!(imported.items[1]["body"], json!(["*not* markup"]));
    assert!(
        imported.has_loss("field", "image", "f.json:4") && imported.has_loss("field", "author: url", "f.json:2"),
        "{}",
        imported.report
    );
    assert_eq!(imported.report["refused"], json!([{"place": "f.json:4", "reason": "item is not an object"}]));
}

#[test]
fn tables() {
    let expected = json!({"id": "1", "title": "A, \"b\"", "date": "2024-05-01", "summary": "two\nlines".replace('\n', " "), "topics": ["roads", "rail"]});
    check(
        "csv",
        "t.csv",
        b"ID,Title,Published,Description,Topics\r\n\r\n1,\"A, \"\"b\"\"\",2024-05-01,\"two\r\nlines\",Roads; Rail\r\n",
        expected.clone(),
    );
    let tabs = "\u{FEFF}ID\tTitle\tPublished\tDescription\tTopics\n1\t\"A, \"\"b\"\"\"\t2024-05-01\ttwo lines\tRoads|Rail";
    check("csv", "t.tsv", tabs.as_bytes(), expected.clone());
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(tabs.replace('\u{FEFF}', "").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check("csv", "t.csv", &wide, expected);
    check(
        "csv",
        "t.csv",
        b"sep=;\nname;link\nSm\xF8rbr\xF8d \x96 4 \x80;https://example.org",
        json!({"title": "Smørbrød – 4 €", "url": "https://example.org"}),
    );
    check("csv", "t.csv", b"title,summary\n=1+1,@x", json!({"title": "=1+1", "summary": "@x"}));
    // Lines are those of the file, whatever stands in the cells.
    let imported = check("csv", "t.csv", b"title,kicker\n\n\"a\n\nb\",\nc,k,\xFF\n", json!({"title": "a b"}));
    assert!(imported.has_loss("field", "kicker", "t.csv:6") && imported.has_loss("field", "column 3", "t.csv:6"), "{}", imported.report);
    assert_eq!(imported.items.len(), 2);
}

#[test]
fn a_cell_may_be_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let cell = "x".repeat(50 << 20);
    fs::write(folder.path().join("t.csv"), format!("title,body\na,b\nc,\"{cell}\"\nd,e\n")).unwrap();
    let imported = import(folder.path(), "csv", &["t.csv"]);
    assert_eq!(
        imported.report["refused"],
        json!([{"place": "t.csv:3", "reason": "cell \"body\" longer than 8 MiB (is a quotation mark missing?)"}])
    );
    assert_eq!(imported.items.iter().map(|item| item["title"].as_str().unwrap()).collect::<Vec<_>>(), ["a", "d"]);
}

#[test]
fn markdown() {
    let hugo = "---\ntitle: \"CDC&#8217;s: App\"\ndate: 2024-05-01T23:30:00Z\nlastmod: 2024-06-01\ndescription: S\ntopics: [Roads]\nlang: no\nweight: 3\n---\n# Heading\n\nText.";
    let imported = check(
        "markdown",
        "a-b.md",
        hugo.as_bytes(),
        json!({"id": "a-b", "title": "CDC’s: App", "date": "2024-05-02", "modified": "2024-06-01", "summary": "S", "topics": ["roads"], "language": "no"}),
    );
    assert!(imported.has_loss("field", "weight", "a-b.md:1"));
    check(
        "markdown",
        "2024-02-03-big-news.md",
        b"No front matter.",
        json!({"id": "2024-02-03-big-news", "date": "2024-02-03", "title": "Big news"}),
    );
    check("markdown", "x.md", b"\n\n# From the *text*\n\nx", json!({"title": "From the text"}));
    let zola = "+++\ntitle = \"T\"\ndate = 2024-05-01\nupdated = 2024-06-01T10:00:00Z\n[taxonomies]\ncategories = [\"A b\"]\n[extra]\nteam = \"t\"\n+++\nx";
    let imported = check("markdown", "x.md", zola.as_bytes(), json!({"date": "2024-05-01", "modified": "2024-06-01", "topics": ["a-b"]}));
    assert!(imported.has_loss("field", "team", "x.md:1"));
    check("markdown", "x.md", b"{\"title\": \"J\", \"extra\": {\"lang\": \"se\"}}\nx", json!({"title": "J", "language": "se"}));
}

#[test]
fn front_matter_that_does_not_parse() {
    let source = "---\ntitle: A: \"b\" c\ndate: 2024-05-01\nsummary: [\nlist:\n  - x\n---\nText.";
    let imported = check("markdown", "x.md", source.as_bytes(), json!({"title": "A: \"b\" c", "date": "2024-05-01"}));
    assert!(imported.has_loss("value", "front matter: not YAML", "x.md:2"), "{}", imported.report);
    assert!(imported.has_loss("value", "front matter: a field that cannot be read", "x.md:4"), "{}", imported.report);
    let source = "+++\ntitle = \"T\"\ndate = 2024-05-01\nbad = = 1\n+++\nText.";
    let imported = check("markdown", "x.md", source.as_bytes(), json!({"title": "T", "date": "2024-05-01"}));
    assert!(imported.has_loss("value", "front matter: not TOML", "x.md:4"), "{}", imported.report);
    // Aliases that would unfold to billions.
    let rungs = (1..30).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9))).collect::<Vec<String>>().concat();
    let bomb = format!("---\ntitle: T\na0: &a0 [x]\n{rungs}---\nText.");
    let imported = check("markdown", "x.md", bomb.as_bytes(), json!({"title": "T"}));
    assert!(
        imported.has_loss("value", "front matter: not YAML", ".md:5") || imported.report.to_string().contains("not YAML"),
        "{}",
        imported.report
    );
    check("markdown", "x.md", format!("---\ntitle: T\ndeep: {}\n---\nx", "[".repeat(100_000)).as_bytes(), json!({"title": "T"}));
    check("markdown", "x.md", b"---\nnot closed", json!({"title": "X"}));
}

#[test]
fn pages() {
    let page = b"<!DOCTYPE html><html lang=\"nb\"><head><title>En sak | Etaten</title><meta name=description content=\"Kort &amp; godt\">
<meta property=\"article:published_time\" content=\"2024-05-01T23:30:00Z\"><meta name=author content=Ann><link rel=canonical href=\"https://example.org/sak\"></head>
<body><nav><a href=/>Hjem</a></nav><main><h1>En sak</h1><nav>sti</nav><p>Les <a href=\"mer\">mer</a>.</p><script>alert('</p>')</script></main><footer>x</footer></body></html>";
    let imported = check(
        "html",
        "sak.html",
        page,
        json!({"id": "sak", "title": "En sak", "summary": "Kort & godt", "date": "2024-05-02", "language": "nb", "url": "https://example.org/sak",
            "body": [{"type": "paragraph", "content": ["Les ", {"type": "link", "url": "https://example.org/mer", "content": "mer"}, "."]}]}),
    );
    assert!(
        imported.has_loss("field", "meta author", "sak.html:1") && imported.has_loss("dropped", "nav", "sak.html:1"),
        "{}",
        imported.report
    );
    check("html", "a.html", b"<p>Only text<time datetime=2024-01-02>", json!({"title": "Only text", "date": "2024-01-02"}));
    check("html", "a.html", b"<title>T</title><body><article><p>in</p></article><p>out</p>", json!({"title": "T", "body": ["in"]}));
}

#[test]
fn folders() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str, text: &str| {
        let path = folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    at("b/x.md", "---\ntitle: X\n---\nx");
    at("b-a.md", "---\ntitle: Y\n---\nx");
    at("b/x.nb.md", "---\ntitle: X nb\n---\nx");
    at("b/draft.md", "---\ntitle: D\ndraft: true\n---\nx");
    at("_index.md", "---\ntitle: D\n---\nx");
    at(".hidden/x.md", "x");
    at("picture.png", "x");
    at("..x.md", "x");
    #[cfg(unix)]
    {
        let inside = folder.path().join("content");
        fs::write(folder.path().join("secret.md"), "# secret").unwrap();
        std::os::unix::fs::symlink("../secret.md", inside.join("out.md")).unwrap();
        std::os::unix::fs::symlink(".", inside.join("round")).unwrap();
        std::os::unix::fs::symlink("b-a.md", inside.join("same.md")).unwrap();
    }
    let imported = import(folder.path(), "markdown", &["content"]);
    let ids: Vec<&str> = imported.items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, if cfg!(unix) { &["b-a", "b-x", "b-x.nb", "same"][..] } else { &["b-a", "b-x", "b-x.nb"] });
    assert_eq!(imported.items[1]["translations"], json!({"nb": "b-x.nb"}));
    let passed = [
        "draft",
        "page of a folder (_index.md)",
        "hidden file or folder",
        "file with .png",
        "link to a folder, nothing, what is hidden or what is outside",
    ];
    for (name, first) in passed.into_iter().zip(["b/draft.md:1", "_index.md", "content/..x.md", "picture.png", "content/out.md"]) {
        assert!(imported.has_loss("passed", name, first) || (cfg!(not(unix)) && name.starts_with("link")), "{name}: {}", imported.report);
    }
    assert_eq!(imported.code, 0);
}

#[test]
fn a_build_takes_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    fs::create_dir(&content).unwrap();
    let rows = "{\"id\": \"rows\", \"title\": \"A row\"}\n";
    for (name, text) in [
        ("a.jsonl", rows),
        ("b.csv", "id,title\ntable,A cell\n"),
        ("c.md", "---\nid: page\ntitle: A page\n---\nx"),
        ("d.html", "<title>A site</title><main>x</main>"),
        (
            "e.json",
            "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"\", \"items\": [{\"id\": \"json\", \"title\": \"An item\"}]}",
        ),
        ("f.rss", "<rss><channel><item><guid>rss</guid><title>An item</title></item></channel></rss>"),
        ("g.json", "{\"format\": \"dossier-bundle/1\"}"),
        ("h.json", rows),
    ] {
        fs::write(content.join(name), text).unwrap();
    }
    fs::write(content.join("i.jsonl.zst"), zstd::encode_all(&b"{\"id\": \"packed\", \"title\": \"P\"}"[..], 1).unwrap()).unwrap();
    for arguments in [&["--whole"][..], &["--force-archive"]] {
        let said = run(folder.path(), &[&["build", "content", "--out", "site", "--content-only", "--json"], arguments].concat(), b"");
        assert_eq!(said.code, 2, "{}", said.talk);
        let report: Value = serde_json::from_str(&said.data).unwrap();
        assert_eq!(report["import"]["rows"], json!({"read": 9, "shown": 7, "refused": 1, "merged": 1}), "{}", said.talk);
        assert_eq!(report["import"]["refused"][0]["reason"], "a bundle; it can only be built by itself");
    }
    // What a file is shows in its first bytes where its name does not say.
    for name in ["d.html", "e.json", "f.rss"] {
        fs::copy(content.join(name), folder.path().join("unnamed")).unwrap();
        let said = run(folder.path(), &["build", "unnamed", "--out", "site", "--content-only"], b"");
        assert_eq!(said.code, 0, "{name}: {}", said.talk);
    }
}
