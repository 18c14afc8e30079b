//! The map of the site for search engines (sitemaps.org): every page that is to be found, when it changed, and where it is in other languages.
//! A large one is split, with an index. And robots.txt, which says where it is.

use super::pages::Page;
use super::press::Press;
use super::xml::Xml;
use anyhow::Result;

/// Where the map begins.
pub(super) const ADDRESS: &str = "sitemap.xml";

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// What one file may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pages: usize,
    bytes: usize,
}

/// Those of the protocol; bytes with room for what stands around the pages.
pub(super) const LIMITS: Limits = Limits { pages: 50_000, bytes: 50_000_000 };

/// Writes robots.txt, and the map if the site knows where it is; how many files the map has.
pub(super) fn write(press: &Press<'_>, pages: &[Page], limits: Limits) -> Result<u64> {
    // Everything may be read; only results of searches are many and the same.
    let robots = "User-agent: *\nDisallow:\n";
    let Some(sitemap) = press.absolute(ADDRESS) else {
        press.write("robots.txt", robots.as_bytes())?;
        return Ok(0);
    };
    press.write("robots.txt", format!("{robots}\nSitemap: {sitemap}\n").as_bytes())?;
    let maps = maps(press, pages, limits)?;
    if let [only] = maps.as_slice() {
        press.write(ADDRESS, &only.bytes)?;
        return Ok(1);
    }
    let mut index = Xml::new()?;
    index.open("sitemapindex", &[("xmlns", NAMESPACE)])?;
    for (number, map) in (1..).zip(&maps) {
        let address = format!("sitemaps/{number}.xml");
        press.write(&address, &map.bytes)?;
        index.open("sitemap", &[])?;
        index.leaf("loc", &[], &press.absolute(&address).unwrap_or_default())?;
        if let Some(changed) = &map.changed {
            index.leaf("lastmod", &[], changed)?;
        }
        index.close("sitemap")?;
    }
    index.close("sitemapindex")?;
    press.write(ADDRESS, &index.finish())?;
    Ok(maps.len() as u64 + 1)
}

/// A file of the map.
struct Map {
    bytes: Vec<u8>,
    /// The newest change in it.
    changed: Option<String>,
}

fn maps(press: &Press<'_>, pages: &[Page], limits: Limits) -> Result<Vec<Map>> {
    let found: Vec<&Page> = pages.iter().filter(|page| page.canonical).collect();
    let mut maps = Vec::new();
    let mut rest = found.as_slice();
    loop {
        let (mut count, mut bytes) = (0, 1_000);
        for page in rest.iter().take(limits.pages) {
            bytes += weight(press, page);
            if bytes > limits.bytes && count > 0 {
                break;
            }
            count += 1;
        }
        let (these, others) = rest.split_at(count);
        maps.push(map(press, these)?);
        if others.is_empty() {
            return Ok(maps);
        }
        rest = others;
    }
}

/// No fewer bytes than a page takes in the map: escaping makes a character six at most.
fn weight(press: &Press<'_>, page: &Page) -> usize {
    let site = press.options.address.as_ref().map_or(0, String::len);
    let links: usize = page.alternates.iter().map(|(language, address)| language.len() + 6 * (site + address.len()) + 80).sum();
    6 * (site + page.address.len()) + 120 + links
}

fn map(press: &Press<'_>, pages: &[&Page]) -> Result<Map> {
    let mut xml = Xml::new()?;
    xml.open("urlset", &[("xmlns", NAMESPACE), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")])?;
    for page in pages {
        xml.open("url", &[])?;
        xml.leaf("loc", &[], &press.absolute(&page.address).unwrap_or_default())?;
        if let Some(changed) = page.changed {
            xml.leaf("lastmod", &[], &changed.to_string())?;
        }
        for (language, address) in &page.alternates {
            let address = press.absolute(address).unwrap_or_default();
            xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", language), ("href", &address)])?;
        }
        xml.close("url")?;
    }
    xml.close("urlset")?;
    let changed = pages.iter().filter_map(|page| page.changed).max_by_key(|date| date.first_day());
    Ok(Map { bytes: xml.finish(), changed: changed.map(|date| date.to_string()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::content::Contents;
    use crate::site::survey::Survey;
    use crate::site::{Options, plan};
    use dossier_bundle::Language;
    use std::fs;

    /// How many files the map of so many pages has, and how many pages are in each.
    fn check(pages: u32, limits: Limits, expected: &[usize]) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bundle.json"), r#"{"format":"dossier-bundle/1","site":{"title":"S"},"items":[]}"#).unwrap();
        let contents = Contents::read(folder.path()).unwrap();
        let address = Some("https://example.org/?a&b/".to_owned());
        let options =
            Options { address, lists: 1, items: 1, threads: 1, previous: None, changes: None, aliases: std::collections::BTreeMap::new() };
        let (paths, survey) = (plan::paths(&contents, &options), Survey::default());
        let press = Press { contents: &contents, options: &options, paths, survey };
        let page = |n: u32| Page {
            address: format!("i/{n}/"),
            language: Language::ENGLISH,
            changed: None,
            canonical: n != 0,
            alternates: vec![("en".to_owned(), format!("i/{n}/"))],
            sort: "items",
        };
        let files = write(&press, &(0..=pages).map(page).collect::<Vec<_>>(), limits).unwrap();
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        let counts: Vec<usize> = if files == 1 {
            vec![read(ADDRESS).matches("<loc>").count()]
        } else {
            let index = read(ADDRESS);
            assert_eq!((index.matches("<sitemap>").count() + 1) as u64, files);
            assert!(index.contains("<loc>https://example.org/?a&amp;b/sitemaps/1.xml</loc>"), "{index}");
            (1..files)
                .map(|number| read(&format!("sitemaps/{number}.xml")))
                .inspect(|map| assert!(map.len() <= limits.bytes.max(2_400)))
                .map(|map| map.matches("<loc>").count())
                .collect()
        };
        assert_eq!(counts, expected);
    }

    #[test]
    fn large_maps_are_split() {
        check(0, LIMITS, &[0]);
        check(5, LIMITS, &[5]);
        check(5, Limits { pages: 2, ..LIMITS }, &[2, 2, 1]);
        check(4, Limits { pages: 2, ..LIMITS }, &[2, 2]);
        check(7, Limits { pages: 100, bytes: 2_400 }, &[2, 2, 2, 1]);
        check(2, Limits { pages: 100, bytes: 1 }, &[1, 1]);
    }
}
