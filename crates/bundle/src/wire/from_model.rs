//! From a checked bundle to a written one. Topics come back in the same order if those below a topic follow it directly,
//! as they do in every bundle that was read.

use super::from_blocks::blocks;
use super::{
    Archive, ArchiveFormat, Bundle, Entry, File, Folder, Item, Kind, Licence, Link, Part, Section, SectionBody, Series, Site, Text, Topic,
};
use crate::model;
use std::collections::BTreeMap;

impl From<&model::Bundle> for Bundle {
    fn from(bundle: &model::Bundle) -> Self {
        let works = works(bundle);
        Self {
            format: super::Format::Version1,
            site: site(&bundle.site),
            topics: topics(bundle, None),
            types: bundle.types.iter().map(|of| Entry { id: of.id.clone(), title: text(&of.title) }).collect(),
            publishers: bundle.publishers.iter().map(|of| Entry { id: of.id.clone(), title: text(&of.title) }).collect(),
            items: bundle.items.iter().map(|of| Item { translations: translations(of, &works), ..Item::of(of, bundle) }).collect(),
            archive: bundle.archive.as_ref().map(archive),
        }
    }
}

/// Written so that reading it finds the same default: the text of the default comes first.
fn text(localized: &model::Localized) -> Text {
    if localized.by_language.is_empty() {
        return Text::Plain(localized.default.clone());
    }
    let mut texts: Vec<_> = localized.by_language.iter().map(|(language, text)| (language.to_string(), text.clone())).collect();
    texts.sort_by_key(|(_, text)| *text != localized.default);
    Text::ByLanguage(texts)
}

fn url(url: Option<&model::SafeUrl>) -> String {
    url.map(ToString::to_string).unwrap_or_default()
}

fn date(date: Option<model::PartialDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

fn site(site: &model::Site) -> Site {
    Site {
        title: text(&site.title),
        description: text(&site.description),
        publisher: text(&site.publisher),
        languages: site.languages.iter().map(ToString::to_string).collect(),
        licence: site.licence.as_ref().map(|licence| Licence { title: text(&licence.title), url: url(licence.url.as_ref()) }),
        home: url(site.home.as_ref()),
        timezone: site.timezone.clone().unwrap_or_default(),
        session: site.session_start.map(|(month, day)| format!("{month:02}-{day:02}")).unwrap_or_default(),
    }
}

fn archive(archive: &model::Archive) -> Archive {
    let folder = |folder: &model::Folder| Folder(folder.name(), folder.files);
    let shelf = |shelf: &model::Shelf| (shelf.name.clone(), shelf.folders.iter().map(folder).collect());
    let part = |part: &model::Part| Part { items: part.items, shelves: part.shelves.iter().map(shelf).collect() };
    Archive { format: ArchiveFormat::Version1, parts: archive.parts.iter().map(part).collect() }
}

/// The topics below `parent`, each with its own below it.
fn topics(bundle: &model::Bundle, parent: Option<model::TopicIx>) -> Vec<Topic> {
    let numbered = (0..).map(model::TopicIx).zip(&bundle.topics);
    let below = numbered.filter(|(_, topic)| topic.parent == parent);
    below
        .map(|(index, topic)| Topic {
            id: topic.id.clone(),
            title: text(&topic.title),
            lead: text(&topic.lead),
            sections: topic.sections.iter().map(|of| section(of, bundle.site.languages.first())).collect(),
            links: topic.links.iter().map(|link| Link { title: text(&link.title), url: link.url.to_string() }).collect(),
            topics: topics(bundle, Some(index)),
        })
        .collect()
}

fn section(section: &model::Section, first: Option<&model::Language>) -> Section {
    let mut languages = section.body.iter();
    let body = match (languages.next(), languages.next()) {
        (Some((language, only)), None) if Some(language) == first => SectionBody::Blocks(blocks(only)),
        _ => SectionBody::ByLanguage(section.body.iter().map(|(language, body)| (language.to_string(), blocks(body))).collect()),
    };
    Section { title: text(&section.title), body }
}

/// The items of each work.
fn works(bundle: &model::Bundle) -> BTreeMap<u32, Vec<&model::Item>> {
    let mut works: BTreeMap<u32, Vec<&model::Item>> = BTreeMap::new();
    for item in &bundle.items {
        if let Some(work) = item.work {
            works.entry(work).or_default().push(item);
        }
    }
    works
}

/// The first item of a work names all the others, and they name it: enough to read the work again, and short for works in many languages.
fn translations(item: &model::Item, works: &BTreeMap<u32, Vec<&model::Item>>) -> BTreeMap<String, String> {
    let Some([first, others @ ..]) = item.work.and_then(|work| works.get(&work)).map(Vec::as_slice) else { return BTreeMap::new() };
    let named = if first.id == item.id { others } else { std::slice::from_ref(first) };
    named.iter().map(|other| (other.language.to_string(), other.id.clone())).collect()
}

impl Item {
    /// The item as it is written in `bundle`, but for its translations.
    pub fn of(item: &model::Item, bundle: &model::Bundle) -> Self {
        Self {
            id: item.id.clone(),
            kind: Some(match item.kind {
                model::Kind::News => Kind::News,
                model::Kind::Document => Kind::Document,
            }),
            type_of: item.type_ix.map(|index| bundle.type_of(index).id.clone()).unwrap_or_default(),
            title: item.title.clone(),
            summary: item.summary.clone(),
            date: date(item.date),
            modified: date(item.modified),
            deadline: date(item.deadline),
            status: item.status.clone(),
            topics: item.topics.iter().map(|index| bundle.topic(*index).id.clone()).collect(),
            publisher: item.publishers.iter().map(|index| bundle.publisher(*index).id.clone()).collect(),
            language: item.language.to_string(),
            translations: BTreeMap::new(),
            url: url(item.url.as_ref()),
            series: item.series.as_ref().map(series),
            files: item.files.iter().map(file).collect(),
            body: blocks(&item.body),
        }
    }
}

fn series(series: &model::Series) -> Series {
    let session = series.session.map(|session| session.to_string().replace('–', "-")).unwrap_or_default();
    Series { code: series.code.clone(), number: series.number, suffix: series.suffix.clone(), session }
}

fn file(file: &model::File) -> File {
    File {
        url: file.url.to_string(),
        title: file.title.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
        language: file.language.as_ref().map(ToString::to_string).unwrap_or_default(),
    }
}
