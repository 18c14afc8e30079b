//! Every page is HTML without a fault, and every link in it leads somewhere.

use super::{ADDRESS, Files, example_site, file_of, hostile_site, is, text};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::collections::BTreeSet;
use url::Url;

/// The page, if it has no fault.
fn parsed(path: &str, text: &str) -> RcDom {
    let tree_builder = TreeBuilderOpts { exact_errors: true, ..TreeBuilderOpts::default() };
    let dom = parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() }).one(text);
    assert_eq!(*dom.errors.borrow(), [] as [&str; 0], "{path}");
    dom
}

/// What a page names: ids, and addresses with the attribute that has them.
#[derive(Default)]
struct Named {
    ids: Vec<String>,
    addresses: Vec<String>,
    heading: bool,
}

fn look(node: &Handle, named: &mut Named) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        named.heading |= &*name.local == "h1";
        for attribute in attrs.borrow().iter() {
            match &*attribute.name.local {
                "id" => named.ids.push(attribute.value.to_string()),
                "href" | "src" => named.addresses.push(attribute.value.to_string()),
                _ => {}
            }
        }
    }
    node.children.borrow().iter().for_each(|child| look(child, named));
}

/// How many pages there are, all of them in order.
fn check_all(files: &Files, missing: &[&str]) -> usize {
    let pages: Vec<&String> = files.keys().filter(|path| is(path, "html")).collect();
    for path in &pages {
        let dom = parsed(path, text(files, path));
        let mut named = Named::default();
        look(&dom.document, &mut named);
        assert!(named.heading, "{path}");
        let ids: BTreeSet<&String> = named.ids.iter().collect();
        assert_eq!(ids.len(), named.ids.len(), "{path}: an id twice in {:?}", named.ids);
        let own = Url::parse(ADDRESS).unwrap().join(&path.replace("index.html", "").replace('%', "%25")).unwrap();
        for address in &named.addresses {
            let target = own.join(address).unwrap_or_else(|error| panic!("{path}: {address}: {error}"));
            let inside = target.as_str().starts_with(ADDRESS);
            if let Some(id) = target.fragment().filter(|_| inside && target.path() == own.path()) {
                assert!(id.is_empty() || ids.iter().any(|known| *known == id), "{path}: no #{id}");
            }
            if inside {
                let file = file_of(target.as_str());
                assert!(
                    files.contains_key(&file) || missing.contains(&file.as_str()),
                    "{path}: {address} leads to {file}, which is not there"
                );
            }
        }
    }
    pages.len()
}

/// What the page of the reader names and its stand-in here does not have.
const READER: [&str; 3] = ["Cargo.toml", "style", "public"];

#[test]
fn pages_of_the_example() {
    assert_eq!(check_all(example_site(), &[&READER[..], &["example/by-date.svg"]].concat()), 85);
}

#[test]
fn pages_of_hostile_content() {
    let missing = [&READER[..], &["files/a b.pdf", "other.bin", "relative/page", "a.svg"]].concat();
    assert!(check_all(hostile_site(), &missing) > 150);
}

#[test]
fn texts_about_the_site_are_in_its_languages() {
    let files = example_site();
    for (path, expected) in [
        ("about/index.html", "<h1>About Security policy reading room</h1>"),
        ("nb/about/index.html", "<h2>Ta det med deg</h2>"),
        ("accessibility/index.html", "no certification is claimed"),
        ("nb/accessibility/index.html", "<h1>Tilgjengelighet</h1>"),
        ("changes/index.html", "No earlier edition of this site is on record yet."),
        ("nb/changes/index.html", "<h1>Endringer</h1>"),
        ("404.html", "<div lang=\"nb\" dir=\"ltr\"><h2>Denne siden finnes ikke</h2>"),
    ] {
        let page = text(files, path);
        assert!(page.contains(expected), "{path}");
        assert!(!page.contains("<script") && !page.contains("preload"), "{path} starts no program");
    }
    assert!(text(files, "404.html").contains("href=\"/a%20room/nb/\""));
    let about = text(files, "about/index.html");
    assert!(about.contains("<th scope=\"row\">All</th><td>10</td><td>10</td><td>20</td>"));
    for page in ["index.html", "nb/news/index.html", "i/un-summit-international-law/index.html"] {
        let page = text(files, page);
        assert!(page.contains("about/\">") && page.contains("accessibility/\">"));
    }
    // A language that the texts are not in: English, marked as such.
    let arabic = text(hostile_site(), "ar/about/index.html");
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">") && arabic.contains("<div lang=\"en\" dir=\"ltr\"><h1>"));
}
