//! Links to pages that are no items, or not those they seem to be.

use crate::support::run;
use serde_json::Value;
use std::fs;
use std::path::Path;

const NOT_SHOWN: &str = "link leads to a page that is not shown";
const OTHER: &str = "link leads to another page, which had the id before";

fn put(here: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = here.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Builds these sources in both forms: the addresses that the items' links have, and what was noted of links, with the file of each.
fn check(files: &[(&str, &str)], sources: &[&str], addresses: &[&str], noted: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let from = here.join("from");
    put(&from, files);
    for form in [&["--out", "../whole"][..], &["--force-archive", "--out", "../archive"]] {
        let said = run(&from, &[&["build", "--content-only", "--json"], form, sources].concat(), b"");
        assert_eq!(said.code, 0, "{}", said.talk);
        let report: Value = serde_json::from_str(&said.data).unwrap();
        let losses = report["import"]["losses"].as_array().unwrap().iter();
        let text = |loss: &Value, name: &str| loss[name].as_str().unwrap().to_owned();
        let found: Vec<String> = losses
            .filter(|loss| text(loss, "name").contains("link"))
            .map(|loss| format!("{} {}", text(loss, "first").split(':').next().unwrap(), text(loss, "name")))
            .collect();
        assert_eq!(found, noted, "{form:?}");
    }
    let (bundle, problems) = dossier_bundle::parse(&fs::read(here.join("whole/bundle.json")).unwrap());
    assert_eq!(problems, []);
    let text = format!("{:?}", (&bundle.topics, &bundle.items));
    let found: Vec<&str> = text.split("url: SafeUrl(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(found, addresses);
}

#[test]
fn texts_of_topics_are_no_items() {
    let topics = "[[topics]]\nid = \"t\"\ntitle = \"T\"\ntext = \"content/about.md\"\notherwise = true\n";
    let about = ("room/content/about.md", "About, see [a](a.md).");
    let page = ("room/content/a.md", "---\ntitle: A\n---\n[about](about.md)");
    check(&[("room/dossier.toml", topics), about, page], &["room"], &["?item=a"], &[&format!("room/content/a.md {NOT_SHOWN}")]);
    // Texts lead to texts no more than pages do.
    let other = "[[topics]]\nid = \"u\"\ntitle = \"U\"\ntext = \"content/other.md\"\n";
    let files = [("room/dossier.toml", &*[topics, other].concat()), about, ("room/content/other.md", "[about](about.md)"), page];
    check(&files, &["room"], &["?item=a"], &[&format!("room/content/a.md {NOT_SHOWN}")]);
}

#[test]
fn pages_beside_a_source_are_none() {
    let files =
        [("a.md", "---\ntitle: A\n---\n[b](b.md) [old](/b/)"), ("b.md", "---\ntitle: B\n---\nb"), ("sub/b.md", "b"), ("c.html", "c")];
    check(&files, &["a.md"], &[], &[&format!("a.md {NOT_SHOWN}")]);
    check(&files, &["a.md", "b.md"], &["?item=b", "?item=b"], &[]);
    check(&files, &["./a.md", "b.md"], &["?item=b", "?item=b"], &[]);
    check(&files, &["."], &["?item=b", "?item=b"], &[]);
    // A page is called as in the folder that was named, and not as from the page with the link.
    let below = [("a.md", "---\ntitle: A\n---\n[b](sub/b.md)"), ("sub/b.md", "---\ntitle: B\n---\nb")];
    check(&below, &["a.md", "sub"], &["?item=b"], &[]);
    check(&below, &["."], &["?item=sub-b"], &[]);
}

#[test]
fn an_import_of_one_kind_makes_no_items_of_others() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    put(here, &[("in/a.md", "---\ntitle: A\n---\n[b](b.html)"), ("in/b.html", "<h1>B</h1><p>b")]);
    assert_eq!(run(here, &["import", "markdown", "in", "--out", "b.json"], b"").code, 0);
    assert!(!fs::read_to_string(here.join("b.json")).unwrap().contains("item=b"));
}

#[test]
fn two_pages_of_one_id() {
    let page = |id: &str, text: &str| format!("---\ntitle: Page {text}\nid: {id}\n---\n{text}");
    let (a, b, c) = (page("same", "a"), page("same", "b"), page("own", "[a](a.md) [b](b.md)"));
    let files = [("in/a.md", a.as_str()), ("in/b.md", &b), ("in/c.md", &c)];
    check(&files, &["in"], &["?item=same", "?item=same"], &[&format!("in/c.md {OTHER}")]);
}

#[test]
fn ids_that_are_numbers() {
    let files = [("in/a.md", "---\ntitle: A\n---\n[b](b.md)"), ("in/b.md", "---\ntitle: B\nid: 123\n---\nb")];
    check(&files, &["in"], &["?item=123"], &[]);
}

#[cfg(unix)]
#[test]
fn ways_through_links_lead_to_the_page_itself() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    put(here, &[("in/a.md", "---\ntitle: A\n---\n[b](way/b.md) [c](secret/c.md)"), ("in/sub/b.md", "b"), ("in/.hidden/c.md", "c")]);
    std::os::unix::fs::symlink("sub", here.join("in/way")).unwrap();
    std::os::unix::fs::symlink(".hidden", here.join("in/secret")).unwrap();
    assert_eq!(run(here, &["build", "in", "--content-only", "--out", "site"], b"").code, 0);
    let text = fs::read_to_string(here.join("site/bundle.json")).unwrap();
    assert!(text.contains("?item=sub-b") && !text.contains("way-b") && !text.contains("secret-c"), "{text}");
}
