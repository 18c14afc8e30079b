//! What stands beside content: files that come along, links between items, texts of topics.

use crate::build::files;
use crate::site::reader;
use crate::support::{run, unpacked};
use dossier_bundle::{Block, Bundle, parse};
use std::fs;
use std::path::Path;

const SETTINGS: &str = r#"[site]
title = "Mini"
languages = ["en", "nb"]
address = "https://example.org/room/"

[[topics]]
id = "security"
title = "Security"
when = [{ field = "topics", is = ["security"] }]

[[topics]]
id = "other"
title = "Other"
text = { en = "texts/other.md", nb = "texts/other.nb.md" }
otherwise = true
"#;

const POST: &str = "---
title: Post
topics: [security]
slug: nice-post
aliases: [/old/post.html, old/dir, /about/, /old/post.html/deeper]
files: [report.pdf]
---
![A map](figure.png) [pdf](report.pdf) [other](../../news/2024-05-01-b.md#the-heading) [old](/2023/01/02/b/) [self](#second-part)
[hello](/hello.txt) [link](out.txt) [hidden](.secret)

## First part

## Second part
";

pub(crate) fn put(here: &Path, path: &str, text: &str) {
    let path = here.join("room").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub(crate) fn room(here: &Path) {
    for (path, text) in [
        ("dossier.toml", SETTINGS),
        (
            "content/security/_index.md",
            "---\nsummary: The lead.\n---\nOpening, [a file](post/report.pdf).\n\n## Why\n\nBecause.\n\n### Deep\n\nx\n",
        ),
        ("content/security/_index.nb.md", "---\nsummary: Ingressen.\n---\nÅpning.\n\n## Hvorfor\n\nFordi.\n"),
        ("texts/other.md", "# Other\n\n## A\n\naa\n"),
        ("texts/other.nb.md", "## B\n\nbb\n"),
        ("content/security/post/index.md", POST),
        ("content/security/post/figure.png", "PNG"),
        ("content/security/post/report.pdf", "a report"),
        ("content/security/post/.secret", "secret"),
        ("content/news/2024-05-01-b.md", "---\ntitle: B\npath: 2023/01/02/b\n---\n## The heading\n\nx\n"),
        ("content/news/unnamed.pdf", "nobody names it"),
        ("public/hello.txt", "hello"),
    ] {
        put(here, path, text);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", here.join("room/content/security/post/out.txt")).unwrap();
}

fn bundle(here: &Path) -> Bundle {
    let (bundle, problems) = parse(&fs::read(here.join("room/site/bundle.json")).unwrap());
    assert_eq!(problems, []);
    bundle
}

#[test]
fn files_and_links_work_on_pages_of_every_depth() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here);
    reader(here);
    let said = run(here, &["build", "room", "--json"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let site = files(&here.join("room/site"));
    assert_eq!(site["files/security/post/figure.png"], b"PNG");
    assert_eq!(site["files/security/post/report.pdf"], b"a report");
    // Only what is named comes along, and nothing hidden or from outside.
    let brought = files(&here.join("room/site/files")).into_keys().filter(|name| !matches!(name.rsplit_once('.'), Some((_, "br" | "gz"))));
    assert_eq!(brought.count(), 2);
    assert!(site.values().all(|bytes| bytes != b"secret"));
    let post = bundle(here).items.iter().find(|item| item.id == "security-nice-post").cloned().unwrap();
    let file = &post.files[0];
    assert_eq!((file.url.as_str(), file.media_type.as_str(), file.bytes), ("files/security/post/report.pdf", "application/pdf", Some(8)));
    for (page, expected) in [
        (
            "i/security-nice-post/index.html",
            [
                "src=\"../../files/security/post/figure.png\"",
                "href=\"../../files/security/post/report.pdf\">pdf",
                "href=\"../../i/news-2024-05-01-b/#part-1\">other",
                "href=\"../../i/news-2024-05-01-b/\">old",
                "href=\"#part-2\">self",
                "href=\"../../hello.txt\">hello",
            ],
        ),
        (
            "nb/i/security-nice-post/index.html",
            [
                "src=\"../../../files/security/post/figure.png\"",
                "href=\"../../../files/security/post/report.pdf\">pdf",
                "href=\"../../../nb/i/news-2024-05-01-b/#part-1\">other",
                "href=\"../../../nb/i/news-2024-05-01-b/\">old",
                "id=\"part-2\"",
                "href=\"../../../hello.txt\">hello",
            ],
        ),
    ] {
        let text = String::from_utf8_lossy(&site[page]);
        for words in expected {
            assert!(text.contains(words), "{words} is not in {page}");
        }
    }
    let report: serde_json::Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!((report["beside"]["files"].as_u64(), report["beside"]["bytes"].as_u64()), (Some(2), Some(11)));
}

/// A link gives what is hidden a name that is not: as a page, as a file, and as a folder on the way to one.
#[cfg(unix)]
#[test]
fn no_link_leads_to_what_is_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    put(here, "dossier.toml", "[site]\ntitle = \"Mini\"\n");
    // The folder of the content may itself lie in a hidden one.
    put(here, ".hidden/content/.git/config", "secret");
    put(here, ".hidden/content/shown.txt", "shown");
    put(here, ".hidden/content/page.md", "# Page\n\n[a](config.txt) [b](git/config) [c](shown-too.txt)\n");
    let content = here.join("room/content");
    std::os::unix::fs::symlink(".hidden/content", &content).unwrap();
    for (target, name) in [(".git/config", "config.txt"), (".git", "git"), (".git/config", "stolen.md"), ("shown.txt", "shown-too.txt")] {
        std::os::unix::fs::symlink(target, content.join(name)).unwrap();
    }
    for more in [&[][..], &["--force-archive"]] {
        let said = run(here, &[&["build", "room", "--content-only", "--out", "site", "--json"], more].concat(), b"");
        assert_eq!(said.code, 0, "{}", said.talk);
        let site = files(&here.join("site"));
        let brought: Vec<&String> = site.keys().filter(|name| name.starts_with("files/")).collect();
        assert_eq!(brought, ["files/shown-too.txt"]);
        assert!(site.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("secret")));
        let report: serde_json::Value = serde_json::from_str(&said.data).unwrap();
        assert_eq!(report["items"], 1, "{}", said.talk);
    }
    let text = r#"{"format":"dossier-bundle/1","site":{"title":"R"},"items":[{"id":"a","title":"A","files":[{"url":"config.txt"}]}]}"#;
    fs::write(content.join("b.json"), text).unwrap();
    assert_eq!(run(here, &["build", "room/content/b.json", "--content-only", "--out", "other"], b"").code, 0);
    assert!(!here.join("other/config.txt").exists());
}

/// Hosts tell files that can hold scripts by how their names end; an end in mixed case is not missed.
#[test]
fn no_script_comes_along_under_a_name_that_hosts_do_not_know() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    put(here, "dossier.toml", "[site]\ntitle = \"Mini\"\n");
    put(here, "content/a.md", "# A\n\n[a](a.Svg) [b](b.SVG) [c](c.xSL) [d](d.Pdf) [e](e.Svg) [f](e.Svg.svg) [g](feed.Xml)\n");
    for name in ["a.Svg", "b.SVG", "c.xSL", "d.Pdf", "e.Svg", "e.Svg.svg"] {
        put(here, &format!("content/{name}"), name);
    }
    put(here, "content/feed.Xml", "<rss><channel><title>F</title></channel></rss>");
    reader(here);
    let said = run(here, &["build", "room", "--no-copies"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let site = files(&here.join("room/site"));
    let brought: Vec<&str> = site.keys().filter_map(|name| name.strip_prefix("files/")).collect();
    assert_eq!(brought, ["a.Svg.svg", "b.SVG", "c.xSL.xsl", "d.Pdf", "e.Svg.svg", "feed.Xml.xml"]);
    // Of two that would have one name, the one that has it comes along.
    assert_eq!(site["files/e.Svg.svg"], b"e.Svg.svg");
    assert!(said.talk.contains("1 × link: link leads to a file that would have another one's name"), "{}", said.talk);
    let headers = String::from_utf8_lossy(&site["_headers"]).into_owned();
    let page = String::from_utf8_lossy(&site["i/a/index.html"]).into_owned();
    for name in brought {
        let end = name.rsplit('.').next().unwrap();
        assert_eq!(headers.contains(&format!("\n/files/*.{end}\n")), end != "Pdf", "{name}");
        assert!(page.contains(&format!("href=\"../../files/{name}\"")), "{name}");
    }
    // What comes along is told of as that, and only the rest was passed over.
    assert!(
        said.talk.contains("files beside the content: 6")
            && said.talk.contains("1 × passed over: file with .Svg (first at room/content/e.Svg)"),
        "{}",
        said.talk
    );
    assert!(!said.talk.contains(".SVG (first") && !said.talk.contains(".Pdf (first"), "{}", said.talk);
}

/// Of files beside pages, only those that nothing names are passed over, in every form; those of texts of topics are named too.
#[test]
fn what_comes_along_is_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    put(here, "dossier.toml", "[site]\ntitle = \"Mini\"\n[[topics]]\nid = \"t\"\ntitle = \"T\"\notherwise = true\n");
    put(here, "content/t/_index.md", "![text](text.png)\n");
    put(here, "content/a.md", "# A\n\n![picture](one.png) [two](deep/two.png)\n");
    for name in ["one.png", "two.png", "deep/two.png", "t/text.png", "three.zip"] {
        put(here, &format!("content/{name}"), name);
    }
    let build = &["build", "room", "--content-only"][..];
    let archive = &["build", "room", "--content-only", "--force-archive"][..];
    let import = &["import", "markdown", "room/content", "--out", "b.json"][..];
    for arguments in [build, archive, import] {
        let said = run(here, &[arguments, &["--json"]].concat(), b"");
        let report: serde_json::Value = serde_json::from_str(&said.data).unwrap();
        let report = report.get("import").unwrap_or(&report);
        let losses = report["losses"].as_array().unwrap();
        let passed =
            |name: &str| losses.iter().find(|loss| loss["name"] == name).map(|loss| (loss["count"].clone(), loss["first"].clone()));
        assert_eq!(passed("file with .png"), Some((1.into(), "room/content/two.png".into())), "{arguments:?}: {losses:?}");
        assert_eq!(passed("file with .zip"), Some((1.into(), "room/content/three.zip".into())));
        assert_eq!(report["beside"], 3, "{arguments:?}");
        let told = said.talk.contains("3 files beside the content are named where they are");
        assert_eq!(told, arguments == import, "{}", said.talk);
    }
}

#[test]
fn a_file_of_public_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    put(here, "dossier.toml", "[site]\ntitle = \"Mini\"\n");
    put(here, "content/a.md", "# A\n\n[report](report.pdf)\n");
    put(here, "content/report.pdf", "a report");
    put(here, "public/files/other.pdf", "another");
    reader(here);
    assert_eq!(run(here, &["build", "room"], b"").code, 0);
    let before = files(&here.join("room/site"));
    assert_eq!((&before["files/report.pdf"][..], &before["files/other.pdf"][..]), (&b"a report"[..], &b"another"[..]));
    put(here, "public/files/report.pdf", "one that nobody links to");
    let said = run(here, &["build", "room"], b"");
    assert_eq!(said.code, 1, "{}", said.talk);
    let words = "room/content/report.pdf comes along as files/report.pdf, which has the name of a file that belongs to the site";
    assert!(said.talk.contains(words) && !said.talk.contains("cannot be continued"), "{}", said.talk);
    assert!(files(&here.join("room/site")) == before);
}

#[test]
fn people_are_told_what_came_along() {
    for (count, expected) in
        [(2, "files beside the content: 2, 0.0 MB: 0.txt, 1.txt\n"), (7, "7, 0.0 MB: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt, …\n")]
    {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        let links = (0..count).map(|file| format!("[a]({file}.txt)")).collect::<Vec<_>>().join(" ");
        put(here, "page.md", &format!("# A\n\n{links}\n"));
        for file in 0..count {
            put(here, &format!("{file}.txt"), "x");
        }
        // One file makes its folder the place.
        let said = run(here, &["build", "room/page.md", "--content-only", "--out", "site"], b"");
        assert_eq!(said.code, 0, "{}", said.talk);
        assert!(said.talk.replace("files/", "").contains(expected), "{}", said.talk);
        assert_eq!(files(&here.join("site/files")).len(), count);
    }
}

#[test]
fn topics_have_texts_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here);
    let said = run(here, &["build", "room", "--content-only"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let bundle = bundle(here);
    let (security, other) = (&bundle.topics[0], &bundle.topics[1]);
    let [en, nb] = ["en", "nb"].map(|tag| dossier_bundle::Language::new(tag).unwrap());
    assert_eq!((security.lead.get(&en), security.lead.get(&nb)), ("The lead.", "Ingressen."));
    let titles = |topic: &dossier_bundle::Topic, language| {
        topic.sections.iter().map(|section| section.title.get(language).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((titles(security, &en), titles(security, &nb)), (vec![String::new(), "Why".into()], vec![String::new(), "Hvorfor".into()]));
    assert!(matches!(security.sections[1].body.get(&en).unwrap()[1], Block::Heading { .. }));
    assert_eq!((titles(other, &en), titles(other, &nb)), (vec!["A".to_owned()], vec!["B".to_owned()]));
    // They are no items, and their files come along.
    assert_eq!(bundle.items.len(), 2);
    assert!(here.join("room/site/files/security/post/report.pdf").is_file());
}

#[test]
fn rows_of_an_archive_bring_the_same_along() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here);
    assert_eq!(run(here, &["build", "room", "--content-only", "--out", "one"], b"").code, 0);
    assert_eq!(run(here, &["build", "room", "--content-only", "--force-archive", "--out", "other"], b"").code, 0);
    let all = |site: &str| files(&here.join(site)).into_iter().filter(|(name, _)| name.starts_with("files/")).collect::<Vec<_>>();
    assert_eq!(all("one"), all("other"));
    assert_eq!(all("one").len(), 2);
}

#[test]
fn a_bundle_brings_the_files_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    reader(here);
    put(here, "docs/a b.pdf", "pdf");
    put(here, ".secret", "secret");
    put(here, "../outside.pdf", "secret");
    put(here, "index.html", "not the page");
    let addresses = ["docs/a%20b.pdf#page=2", "../outside.pdf", ".secret", "gone.pdf", "index.html", "docs"];
    let files_of = addresses.map(|address| format!(r#"{{"url": "{address}"}}"#)).join(",");
    let text = format!(
        r#"{{"format":"dossier-bundle/1","site":{{"title":"R"}},"items":[{{"id":"a","title":"A","files":[{files_of}],"body":[{{"type":"image","url":"docs/a%20b.pdf","alt":"x"}}]}}]}}"#
    );
    put(here, "b.json", &text);
    let said = run(here, &["build", "room/b.json", "--out", "site", "--json"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let site = files(&here.join("site"));
    assert_eq!(site["docs/a b.pdf"], b"pdf");
    assert_ne!(site["index.html"], b"not the page");
    assert!(site.values().all(|bytes| bytes != b"secret"));
    let report: serde_json::Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!(report["beside"]["missing"], serde_json::json!(["../outside.pdf", ".secret", "docs", "gone.pdf"]));
}

#[test]
fn an_imported_bundle_names_files_from_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here);
    let said = run(here, &["import", "markdown", "room/content", "--out", "b.json"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let (bundle, _) = parse(&fs::read(here.join("b.json")).unwrap());
    let post = bundle.items.iter().find(|item| item.title == "Post").unwrap();
    assert_eq!(post.files[0].url.as_str(), "room/content/security/post/report.pdf");
    assert_eq!(run(here, &["build", "b.json", "--content-only", "--out", "site"], b"").code, 0);
    assert!(here.join("site/room/content/security/post/report.pdf").is_file());
}

#[test]
fn posts_of_a_real_blog_are_dated_and_found_where_they_were() {
    let Some(folder) = unpacked("markdown/rust-blog-md.tar.zst") else { return };
    let here = folder.path();
    let said = run(here, &["import", "markdown", "content", "--out", "b.json"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let (bundle, _) = parse(&fs::read(here.join("b.json")).unwrap());
    // One page is no post: it leads to the latest release.
    let undated: Vec<&str> = bundle.items.iter().filter(|item| item.date.is_none()).map(|item| item.id.as_str()).collect();
    assert_eq!(undated, ["releases-latest"]);
    let post = bundle.items.iter().find(|item| item.id == "Rust-1.28").unwrap();
    assert_eq!(post.date.unwrap().to_string(), "2018-08-02");
}
