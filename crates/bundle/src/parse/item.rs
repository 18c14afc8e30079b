//! Items: news and documents.

use super::reader::{Reader, Translation};
use super::text::{NAME, PARAGRAPH, line};
use super::{Code, Log, blocks, dates, values};
use crate::json::At;
use crate::lean::ToList;
use crate::problem::{nearest, quoted};
use crate::{Block, File, Item, Kind, Language, PublisherIx, SafeUrl, Series, Session, TopicIx, TypeIx};
use std::sync::Arc;

const LOSS: &str = "The item is left out.";

/// Reads the item at `at`, the one at place `written` in the file, into the reader, unless it cannot be used.
pub(super) fn read(at: &At<'_>, written: usize, reader: &mut Reader, log: &mut Log) {
    if !at.is_object() {
        log.add(Code::WrongType, at, || format!("An item must be an object, not {}. {LOSS}", at.value.kind()));
        return;
    }
    if let Some(card) = reader.card.take() {
        let Rest { url, files, body } = rest(at, log);
        // Field by field: a card has no body, and to copy one would cost every reader the code for it.
        reader.items.push(Arc::new(Item {
            id: card.id.clone(),
            kind: card.kind,
            title: card.title.clone(),
            summary: card.summary.clone(),
            date: card.date,
            modified: card.modified,
            deadline: card.deadline,
            status: card.status.clone(),
            type_ix: card.type_ix,
            publishers: card.publishers.clone(),
            topics: card.topics.clone(),
            language: card.language.clone(),
            work: card.work,
            series: card.series.clone(),
            url,
            files,
            body,
        }));
        return;
    }
    let id = values::id(at, LOSS, log);
    let title = values::name(at, "title", NAME, log);
    if title.is_empty() {
        log.missing(at, "title", LOSS);
    }
    let Some(id) = id.filter(|_| !title.is_empty()) else { return };
    if reader.ids.get(&id).is_some() {
        let text = || format!("There is already an item with the id {}. This one is left out.", quoted(&id));
        log.advise(Code::DuplicateId, at, text, || "Give each item an id of its own.".to_owned());
        return;
    }
    let Ok(place) = u32::try_from(reader.items.len()) else { return };
    translations(at, place, written, reader, log);
    reader.ids.add(&id, place);
    let item = item(at, id, title, reader, log);
    reader.items.push(Arc::new(item));
}

fn item(at: &At<'_>, id: String, title: String, reader: &mut Reader, log: &mut Log) -> Item {
    let (mut type_ix, mut publishers) = (None, Vec::new());
    if let Some(at) = at.get("type")
        && let Some(text) = values::text(&at, log)
    {
        type_ix = reader.types.find(text, &at, log).map(TypeIx);
    }
    values::one_or_many(at, "publisher", log, &mut |text, at, log| {
        let found = reader.publishers.find(text, at, log).map(PublisherIx);
        publishers.extend(found.filter(|found| !publishers.contains(found)));
    });
    let series = at.get("series").and_then(|at| series(&at, log));
    let rest = rest(at, log);
    let language = match at.get("language") {
        None => reader.languages.first.clone(),
        Some(at) if at.text() == Some("") => reader.languages.first.clone(),
        Some(at) => values::language(&at, log).unwrap_or(Language::UNKNOWN),
    };
    Item {
        id,
        kind: kind(at, series.is_some() || !rest.files.is_empty(), log),
        title,
        summary: values::name(at, "summary", PARAGRAPH, log),
        date: dates::read(at, "date", log),
        modified: dates::read(at, "modified", log),
        deadline: dates::read(at, "deadline", log),
        status: values::name(at, "status", NAME, log),
        type_ix,
        publishers,
        topics: topics(at, reader, log),
        language,
        work: None,
        url: rest.url,
        series,
        files: rest.files,
        body: rest.body,
    }
}

/// What an item says that its card does not.
struct Rest {
    url: Option<SafeUrl>,
    files: Vec<File>,
    body: Vec<Block>,
}

fn rest(at: &At<'_>, log: &mut Log) -> Rest {
    let mut files = Vec::new();
    values::objects(at, "files", log, &mut |at, log| files.extend(file(at, log)));
    Rest { url: values::url(at, "url", log), files, body: at.get("body").map(|at| blocks::read(&at, log)).unwrap_or_default() }
}

/// What an item is; one that does not say is a document if it has a number or files.
fn kind(item: &At<'_>, numbered: bool, log: &mut Log) -> Kind {
    let guess = if numbered { Kind::Document } else { Kind::News };
    let Some(at) = item.get("kind") else { return guess };
    match values::text(&at, log) {
        Some("news") => Kind::News,
        Some("document") => Kind::Document,
        None => guess,
        Some(text) => {
            let text = || format!("{} is neither \"news\" nor \"document\".", quoted(text));
            log.advise(Code::UnknownKind, &at, text, || "Write \"news\" or \"document\".".to_owned());
            guess
        }
    }
}

/// The topics of an item, without those above another one of them.
fn topics(item: &At<'_>, reader: &Reader, log: &mut Log) -> Vec<TopicIx> {
    let mut found: Vec<TopicIx> = Vec::new();
    values::one_or_many(item, "topics", log, &mut |text, at, log| match reader.topics.find(text.trim()) {
        Some(topic) if found.contains(&topic) => {}
        Some(topic) => found.push(topic),
        None => {
            let advice = || match nearest(text, reader.topics.list.iter().map(|topic| topic.id.as_str())) {
                Some(id) => format!("Did you mean {}?", quoted(id)),
                None => "Add the topic, or use the id of one that is there.".to_owned(),
            };
            log.advise(Code::UnknownTopic, at, || format!("There is no topic {}.", quoted(text)), advice);
        }
    });
    let contains = |above: TopicIx, topic: TopicIx| above != topic && reader.topics.contains(above, topic);
    found.iter().filter(|topic| !found.iter().any(|other| contains(**topic, *other))).copied().to_list()
}

fn series(at: &At<'_>, log: &mut Log) -> Option<Series> {
    let series = if at.is_object() {
        numbered(at, log)
    } else if at.text().is_some() {
        match values::text(at, log) {
            Some(text) => Series::parse(&line(text, NAME, at, log)),
            None => return None,
        }
    } else {
        log.wrong_type(at, "a text such as \"Meld. St. 5 (2023–2024)\" or an object");
        return None;
    };
    if series.is_none() {
        let text = || "This is not the number of a document in a series.".to_owned();
        log.advise(Code::BadSeries, at, text, || "Write it as \"Meld. St. 5 (2023–2024)\".".to_owned());
    }
    series
}

fn numbered(at: &At<'_>, log: &mut Log) -> Option<Series> {
    let code = values::name(at, "code", NAME, log);
    let suffix = values::name(at, "suffix", NAME, log);
    let number = values::whole(at, "number", u64::from(u32::MAX), log);
    let mut session = None;
    if let Some(at) = at.get("session")
        && let Some(text) = values::text(&at, log)
    {
        session = Session::parse(text);
        if session.is_none() {
            let text = || format!("{} is not a session. It is left out.", quoted(text));
            log.advise(Code::BadSeries, &at, text, || "Write it as \"2023-2024\" or \"2023\".".to_owned());
        }
    }
    let number = u32::try_from(number?).ok()?;
    (!code.is_empty()).then_some(Series { code, session, number, suffix })
}

fn file(at: &At<'_>, log: &mut Log) -> Option<File> {
    let url = values::required_url(at, "The file is left out.", log)?;
    Some(File {
        url,
        title: values::name(at, "title", NAME, log),
        media_type: values::name(at, "mediaType", NAME, log),
        bytes: values::whole(at, "bytes", u64::MAX, log),
        language: at.get("language").and_then(|at| values::language(&at, log)),
    })
}

/// Notes which items this one names as translations; they are looked up when all items are known.
fn translations(item: &At<'_>, place: u32, written: usize, reader: &mut Reader, log: &mut Log) {
    let (Some(at), Some(translations)) = (item.get("translations"), &mut reader.translations) else { return };
    if !at.is_object() {
        log.wrong_type(&at, "an object with the id of an item for each language");
        return;
    }
    for (key, value) in at.members() {
        let (language, target) = (values::tag(key, &value, log), values::text(&value, log));
        if let (Some(language), Some(target)) = (language, target) {
            let (key, target) = (key.to_owned(), target.trim().to_owned());
            translations.push(Translation { item: place, written, key, start: value.start, language, target });
        }
    }
}
