//! A feed as Atom (RFC 4287).

use super::made::{Entry, Made};
use crate::site::xml::Xml;
use anyhow::Result;

/// The file of a feed whose address is `own`.
pub(super) fn write(feed: &Made, own: &str) -> Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.language)])?;
    xml.leaf("id", &[], own)?;
    xml.leaf("title", &[], &feed.title)?;
    if !feed.description.is_empty() {
        xml.leaf("subtitle", &[], &feed.description)?;
    }
    xml.leaf("updated", &[], &feed.updated)?;
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", own)])?;
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)])?;
    author(&mut xml, &feed.author)?;
    if !feed.rights.is_empty() {
        xml.leaf("rights", &[], &feed.rights)?;
    }
    xml.leaf("generator", &[], "Dossier")?;
    feed.entries.iter().try_for_each(|item| entry(&mut xml, item))?;
    xml.close("feed")?;
    Ok(xml.finish())
}

fn author(xml: &mut Xml, name: &str) -> Result<()> {
    xml.open("author", &[])?;
    xml.leaf("name", &[], name)?;
    xml.close("author")
}

fn entry(xml: &mut Xml, item: &Entry) -> Result<()> {
    xml.open("entry", &[("xml:lang", &item.language)])?;
    xml.leaf("id", &[], &item.id)?;
    xml.leaf("title", &[], &item.title)?;
    xml.leaf("updated", &[], &item.updated)?;
    if let Some(published) = &item.published {
        xml.leaf("published", &[], published)?;
    }
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("hreflang", &item.language), ("href", &item.address)])?;
    for file in &item.files {
        let bytes = file.bytes.map(|bytes| bytes.to_string()).unwrap_or_default();
        let about = [("rel", "enclosure"), ("href", &file.address), ("type", &file.media_type), ("length", &bytes), ("title", &file.title)];
        let said: Vec<(&str, &str)> = about.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        xml.empty("link", &said)?;
    }
    item.authors.iter().try_for_each(|name| author(xml, name))?;
    if let Some((id, label)) = &item.category {
        xml.empty("category", &[("term", id), ("label", label)])?;
    }
    if !item.summary.is_empty() {
        xml.leaf("summary", &[], &item.summary)?;
    }
    if !item.html.is_empty() {
        xml.leaf("content", &[("type", "html")], &item.html)?;
    }
    xml.close("entry")
}
