//! The map of the site, robots, search, manifest and hosts' files, against their rules.

use super::{ADDRESS, Files, example_site, file_of, hostile_site, text};
use dossier_bundle::PartialDate;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use std::collections::{BTreeMap, BTreeSet};

/// An element: the names of those around it and its own, attributes, text.
type Element = (String, BTreeMap<String, String>, String);

/// Elements of an XML file.
fn elements(text: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut open, mut found): (Vec<usize>, Vec<Element>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                let name = start.name().0.to_owned();
                let path = open.last().map_or(name.clone(), |above| format!("{}/{name}", found[*above].0));
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned();
                    (attribute.key.0.to_owned(), value)
                });
                found.push((path, attributes.collect(), String::new()));
                if matches!(event, Event::Start(_)) {
                    open.push(found.len() - 1);
                }
            }
            Event::Text(text) => open.last().into_iter().for_each(|place| found[*place].2.push_str(&text)),
            Event::GeneralRef(entity) => {
                let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
                let (_, sign) = known.iter().find(|(name, _)| *name == &*entity).unwrap_or_else(|| panic!("&{};", &*entity));
                found[*open.last().unwrap()].2.push_str(sign);
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, [] as [usize; 0]);
    found
}

fn check(files: &Files) -> BTreeSet<String> {
    let all = elements(text(files, "sitemap.xml"));
    assert_eq!((all[0].0.as_str(), all[0].1["xmlns"].as_str()), ("urlset", "http://www.sitemaps.org/schemas/sitemap/0.9"));
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut now = String::new();
    for (path, attributes, text) in &all[1..] {
        match path.as_str() {
            "urlset/url" => now.clear(),
            "urlset/url/loc" => {
                assert!(now.is_empty() && text.len() < 2_048);
                text.clone_into(&mut now);
                assert!(found.insert(now.clone(), BTreeMap::new()).is_none(), "{now} twice");
                assert!(files.contains_key(&file_of(&now)), "{now}");
            }
            "urlset/url/lastmod" => assert!(!now.is_empty() && PartialDate::parse(text).is_some(), "{text}"),
            "urlset/url/xhtml:link" => {
                assert_eq!(attributes["rel"], "alternate");
                found.get_mut(&now).unwrap().insert(attributes["hreflang"].clone(), attributes["href"].clone());
            }
            other => panic!("{other}"),
        }
    }
    for (page, others) in &found {
        assert!(others.is_empty() || others.values().any(|other| other == page), "{page} is not among its own versions");
        for other in others.values() {
            assert_eq!(found.get(other).map(|back| back.values().any(|back| back == page)), Some(true), "{other} does not name {page}");
        }
    }
    found.into_keys().collect()
}

#[test]
fn the_map_has_every_page_that_is_to_be_found() {
    for files in [example_site(), hostile_site()] {
        let found = check(files);
        let canonical = |(path, bytes): (&String, &Vec<u8>)| {
            let text = std::str::from_utf8(bytes).ok().filter(|_| path.ends_with("index.html"))?;
            let own = text.split("<link rel=\"canonical\" href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&");
            (file_of(&own) == *path && !text.contains("noindex")).then_some(own)
        };
        assert_eq!(found, files.iter().filter_map(canonical).collect());
        assert!(text(files, "robots.txt").ends_with(&format!("\nSitemap: {ADDRESS}sitemap.xml\n")));
    }
}

#[test]
fn browsers_can_search_and_devices_know_the_name() {
    let files = hostile_site();
    for language in ["en", "ar"] {
        let all = elements(text(files, &format!("opensearch.{language}.xml")));
        let of = |name: &str| all.iter().find(|(path, ..)| path.ends_with(name)).unwrap();
        assert!(of("/ShortName").2.chars().count() <= 16 && !of("/ShortName").2.is_empty());
        let template = &of("/Url").1["template"];
        assert!(template.ends_with("search/?q={searchTerms}"), "{template}");
        assert!(files.contains_key(&file_of(template)));
    }
    let manifest: serde_json::Value = serde_json::from_str(text(files, "manifest.webmanifest")).unwrap();
    assert_eq!((&manifest["name"], &manifest["lang"]), (&"The <Room> & \"more\"".into(), &"en".into()));
    let icon = manifest["icons"][0]["src"].as_str().unwrap();
    assert!(files.contains_key(icon));
    assert!(text(files, "_headers").starts_with("/a%20room/*\n"));
    assert!(text(files, "_redirects").contains("/a%20room/feed.json /a%20room/feeds/first/news.en.json 302\n"));
}
