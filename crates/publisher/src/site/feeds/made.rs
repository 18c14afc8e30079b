//! What a feed says, whatever its form.

use super::{Feed, body};
use crate::site::moment::moment;
use crate::site::press::Press;
use crate::site::survey::later;
use dossier_bundle::{Item, PartialDate};
use std::sync::Arc;

/// A feed.
pub(super) struct Made {
    pub(super) title: String,
    /// What its topic is; may be empty.
    pub(super) description: String,
    /// The page of its list.
    pub(super) page: String,
    pub(super) language: String,
    /// Who stands behind the site.
    pub(super) author: String,
    pub(super) rights: String,
    pub(super) updated: String,
    pub(super) entries: Vec<Entry>,
}

/// An item in it.
pub(super) struct Entry {
    /// Stays the same as long as the item has its id.
    pub(super) id: String,
    /// Its page.
    pub(super) address: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) language: String,
    pub(super) published: Option<String>,
    pub(super) updated: String,
    pub(super) authors: Vec<String>,
    pub(super) category: Option<(String, String)>,
    /// Its text as markup; empty if it has none.
    pub(super) html: String,
    pub(super) files: Vec<Attached>,
}

/// A file of an item.
pub(super) struct Attached {
    pub(super) address: String,
    pub(super) title: String,
    pub(super) media_type: String,
    pub(super) bytes: Option<u64>,
}

impl Made {
    /// The feed of a site at the address `site`, with these items.
    pub(super) fn new(press: &Press<'_>, site: &str, feed: &Feed, items: &[Arc<Item>]) -> Self {
        let bundle = press.bundle();
        let language = &feed.language;
        let name = bundle.site.title.get(language);
        let title = feed.title(bundle);
        let publisher = bundle.site.publisher.get(language);
        let newest = items.iter().fold(None, |newest, item| later(newest, changed(item)));
        Self {
            title: if name.is_empty() || title.ends_with(name) { title } else { format!("{title} – {name}") },
            description: bundle.topic(feed.topic).lead.get(language).to_owned(),
            page: format!("{site}{}", press.paths.address(&feed.list(press))),
            language: language.to_string(),
            author: if publisher.is_empty() { name } else { publisher }.to_owned(),
            rights: bundle.site.licence.as_ref().map(|licence| licence.title.get(language).to_owned()).unwrap_or_default(),
            // A feed without items is as old as the newest thing elsewhere.
            updated: moment(newest.or(press.survey.changed), bundle),
            entries: items.iter().map(|item| Entry::new(press, site, feed, item)).collect(),
        }
    }
}

impl Entry {
    fn new(press: &Press<'_>, site: &str, feed: &Feed, item: &Item) -> Self {
        let bundle = press.bundle();
        let address = format!("{site}{}", press.paths.address(&press.item(item)));
        let base = body::Base { site, page: &address };
        let file = |file: &dossier_bundle::File| {
            Some(Attached {
                address: base.of(&file.url)?,
                title: file.title.clone(),
                media_type: file.media_type.clone(),
                bytes: file.bytes,
            })
        };
        Self {
            id: press.name(item).unwrap_or_else(|| address.clone()),
            title: item.title.clone(),
            summary: item.summary.clone(),
            language: item.language.to_string(),
            published: item.date.map(|date| moment(Some(date), bundle)),
            updated: moment(changed(item), bundle),
            authors: item.publishers.iter().map(|who| bundle.publisher(*who).title.get(&feed.language).to_owned()).collect(),
            category: item.type_ix.map(|of| bundle.type_of(of)).map(|of| (of.id.clone(), of.title.get(&feed.language).to_owned())),
            html: body::html(&item.body, &base),
            files: item.files.iter().filter_map(file).collect(),
            address,
        }
    }
}

/// When an item last changed, as far as it says.
fn changed(item: &Item) -> Option<PartialDate> {
    later(item.date, item.modified)
}
