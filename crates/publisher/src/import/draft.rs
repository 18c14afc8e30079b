//! Makes an item of one row. Knows nothing of the other rows: ids may still clash, and translations are only named.

use super::along::Along;
use super::beside::{Around, on_site};
use super::dates;
use super::files;
use super::losses::Place;
use super::mapping::{Fields, Mapping, Text};
use super::names::Names;
use super::row::Row;
use super::words::{self, clean};
use crate::body::{self, Format, Note, Notes};
use chrono_tz::Tz;
use dossier_bundle::{Item, Kind, Language, Localized, PartialDate, PublisherIx, SafeUrl, Series, TopicIx, TypeIx};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use url::Url;

/// An item before it stands among others.
#[derive(Debug)]
pub(crate) struct Draft {
    /// Its id is the source's, or one made of the row.
    pub(crate) item: Item,
    /// The source's ids of its translations.
    pub(crate) translations: Vec<String>,
    /// What comes along with it.
    pub(crate) along: Along,
}

/// What is needed to make drafts.
pub(crate) struct Desk<'m> {
    pub(super) mapping: &'m Mapping,
    pub(super) zone: Option<Tz>,
    /// Language of rows that name none.
    pub(super) language: Language,
    pub(super) languages: Vec<Language>,
    pub(crate) types: Names,
    pub(crate) publishers: Names,
    /// Topics that rows name. Empty if the mapping has topics.
    pub(crate) topics: Names,
    /// The id of the topic of rows that name none.
    pub(crate) own_topic: String,
}

impl<'m> Desk<'m> {
    /// `own_topic` is the id of the topic of rows that name none.
    pub(crate) fn new(mapping: &'m Mapping, own_topic: &str) -> Self {
        let languages = mapping.languages();
        Self {
            mapping,
            // The mapping was checked when it was read.
            zone: mapping.zone().unwrap_or_default(),
            language: languages.first().cloned().unwrap_or(Language::UNKNOWN),
            languages,
            types: Names::new("type"),
            publishers: Names::new("publisher"),
            topics: Names::new("topic"),
            own_topic: own_topic.to_owned(),
        }
    }

    /// Makes an item of a row; `Err` says why it cannot be one.
    pub(crate) fn draft(&mut self, (row, bytes): (&Row, &[u8]), place: &Place, notes: &mut Notes) -> Result<Draft, &'static str> {
        let mapping = self.mapping;
        let fields = &mapping.fields;
        let language = self.language(row, notes);
        let has_base = !row.text(&fields.base_url, notes).is_empty() || Url::parse(row.text(&fields.url, notes).trim()).is_ok();
        let around = mapping.beside.of(place, has_base);
        let url = self.url(row, &around, notes);
        let summary = summary(row, fields, notes);
        let written = clean(&row.text(&fields.title, notes), words::NAME, "title", notes);
        let source = row.text(&fields.body, notes);
        let base =
            Url::parse(&row.text(&fields.base_url, notes)).ok().or_else(|| url.as_ref().and_then(|url| Url::parse(url.as_str()).ok()));
        let files = files::read(row, &fields.files, (&around, base.as_ref()), notes);
        let context = body::Context { base, language: language.clone(), title: &written };
        let (blocks, lost) = body::to_blocks_among(&source, format(row, mapping), &context, &around);
        notes.absorb(&lost);
        let title =
            if written.is_empty() { title_of(&blocks, &summary, notes).ok_or("no title, and no text to take one from")? } else { written };
        let type_name = clean(&row.text(&fields.type_, notes), words::NAME, "type", notes);
        let series = number(row, &fields.number, notes);
        let item = Item {
            id: id(row, &fields.id, bytes, notes),
            kind: kind(row, &fields.kind).unwrap_or_else(|| mapping.kind.of(&type_name, series.is_some())),
            title,
            summary,
            date: self.date(row, &fields.date, notes),
            modified: self.date(row, &fields.modified, notes),
            deadline: self.date(row, &fields.deadline, notes),
            status: clean(&row.text(&fields.status, notes), words::NAME, "status", notes),
            type_ix: self.type_ix(&type_name, notes),
            publishers: self.publishers(row, notes),
            topics: self.topics(row, notes),
            language,
            work: None,
            url,
            series,
            files,
            body: blocks,
        };
        let translations = translations(row, &fields.translations, notes);
        let along = Along { files: around.carried(), aliases: aliases(row, &fields.aliases, notes) };
        row.note_unused(&mapping.ignore, notes);
        Ok(Draft { item, translations, along })
    }

    fn language(&self, row: &Row, notes: &mut Notes) -> Language {
        let tag = row.text(&self.mapping.fields.language, notes);
        if tag.is_empty() {
            return self.language.clone();
        }
        Language::new(&tag.trim().replace('_', "-")).unwrap_or_else(|| {
            notes.add(Note::Value, "language: not a language tag");
            Language::UNKNOWN
        })
    }

    /// Where it was published. An address without a host is one on the publisher's own site.
    fn url(&self, row: &Row, around: &Around<'_>, notes: &mut Notes) -> Option<SafeUrl> {
        let text = row.text(&self.mapping.fields.url, notes);
        if text.trim().is_empty() {
            return None;
        }
        let is_whole = Url::parse(text.trim()).is_ok();
        if let Some((url, _)) = Some(()).filter(|()| !is_whole).and_then(|()| around.file(text.trim())) {
            return Some(url);
        }
        // Without a site that it is a path on, it is where the item was, and leads to it from there.
        if !is_whole && self.mapping.site.home.is_none() && row.texts(&self.mapping.fields.aliases, &mut Notes::default()).contains(&text) {
            return None;
        }
        let home = || Url::parse(self.mapping.site.home.as_deref()?).ok()?.join(text.trim()).ok();
        let whole = if is_whole { None } else { home() };
        let url = SafeUrl::new(whole.as_ref().map_or(text.as_ref(), Url::as_str));
        if url.is_none() {
            notes.add_about(Note::Link, "url: not an address that may be linked", text.trim());
        }
        url
    }

    fn date(&self, row: &Row, names: &[String], notes: &mut Notes) -> Option<PartialDate> {
        let text = row.text(names, notes);
        let date = dates::read(&text, self.zone);
        if date.is_none() && !text.trim().is_empty() {
            notes.add_about(Note::Value, &format!("{}: not a date", names.join("/")), text.trim());
        }
        date
    }

    fn type_ix(&mut self, name: &str, notes: &mut Notes) -> Option<TypeIx> {
        if name.is_empty() {
            return None;
        }
        let mapped = self.mapping.types.get(name);
        let id = mapped.and_then(|mapped| mapped.id.clone()).unwrap_or_else(|| self.types.id_of(name));
        let title = || self.title(mapped.and_then(|mapped| mapped.title.as_ref()), &words::readable(name));
        let title = title();
        let found = self.types.find(&id, || title);
        if found.is_none() {
            notes.add(Note::Value, "type beyond the 65,536th");
        }
        found.map(TypeIx)
    }

    fn publishers(&mut self, row: &Row, notes: &mut Notes) -> Vec<PublisherIx> {
        let mut found = Vec::new();
        for text in row.texts(&self.mapping.fields.publisher, notes) {
            let name = clean(&text, words::NAME, "publisher", notes);
            let mapped = self.mapping.publishers.get(&name);
            let id = mapped.and_then(|mapped| mapped.id.clone()).unwrap_or_else(|| self.publishers.id_of(&name));
            let title = self.title(mapped.and_then(|mapped| mapped.title.as_ref()), &name);
            match self.publishers.find(&id, || title).map(PublisherIx) {
                Some(_) if name.is_empty() => {}
                Some(place) if found.contains(&place) => {}
                Some(place) => found.push(place),
                None => notes.add(Note::Value, "publisher beyond the 65,536th"),
            }
        }
        found
    }

    fn topics(&mut self, row: &Row, notes: &mut Notes) -> Vec<TopicIx> {
        let mapping = self.mapping;
        if !mapping.topics.is_empty() {
            return topics(row, mapping, notes);
        }
        let mut found = Vec::new();
        let named = row.texts(&mapping.fields.topics, notes).into_iter().map(|text| clean(&text, words::NAME, "topics", notes));
        let mut names: Vec<String> = named.filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            names.push(String::new());
        }
        for name in names {
            let id = if name.is_empty() { self.own_topic.clone() } else { self.topics.id_of(&name) };
            match self.topics.find(&id, || Localized::plain(words::readable(&name))).map(TopicIx) {
                Some(place) if found.contains(&place) => {}
                Some(place) => found.push(place),
                None => notes.add(Note::Value, "topic beyond the 65,536th"),
            }
        }
        found
    }

    fn title(&self, mapped: Option<&Text>, name: &str) -> Localized {
        mapped.map_or_else(|| Localized::plain(name), |title| title.localized(&self.languages))
    }
}

/// Most aliases of one item.
const MOST_ALIASES: usize = 100;

/// The longest id that is taken as it is; the format allows 200 characters, and a number may have to be added.
const LONGEST_ID: usize = 180;

/// The source's id; without one, one made of the row's bytes. The same row always gets the same.
fn id(row: &Row, names: &[String], bytes: &[u8], notes: &mut Notes) -> String {
    let text = row.text(names, notes);
    if text.trim().is_empty() {
        notes.add(Note::Value, "id: none; one was made");
        return made_id(bytes);
    }
    let id = usable(&text);
    if id != text.trim() {
        notes.add(Note::Value, "id: too long or with invisible characters; shortened");
    }
    id
}

/// The id of a row without one: the same for the same bytes.
pub(super) fn made_id(bytes: &[u8]) -> String {
    format!("row-{}", digest(bytes))
}

/// An id that can stand in an address: a long one is cut and made unique by digits that depend on all of it.
pub(super) fn usable(id: &str) -> String {
    let id = id.trim();
    let visible = !id.chars().any(|c| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'));
    // `.` and `..` are steps in a path, not names.
    let is_name = id.chars().any(|c| c != '.');
    if visible && is_name && id.chars().count() <= LONGEST_ID {
        return id.to_owned();
    }
    let beginning: String = words::slug(id).chars().take(LONGEST_ID - 20).collect();
    format!("{}-{}", beginning.trim_end_matches('-'), digest(id.as_bytes())).trim_start_matches('-').to_owned()
}

/// The first 16 hexadecimal digits of a SHA-256.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

/// How the body of a row is written: as the row says, as the mapping says where that is not left to the text.
fn format(row: &Row, mapping: &Mapping) -> Format {
    let own = row.text(&mapping.fields.body_format, &mut Notes::default());
    match (mapping.body.format, own.as_ref()) {
        (Format::Auto, "html") => Format::Html,
        (Format::Auto, "markdown") => Format::Markdown,
        (Format::Auto, "text") => Format::Text,
        (of_all, _) => of_all,
    }
}

fn summary(row: &Row, fields: &Fields, notes: &mut Notes) -> String {
    let prefix = clean(&row.text(&fields.summary_prefix, notes), words::SUMMARY / 2, "summary", notes);
    let summary = clean(&row.text(&fields.summary, notes), words::SUMMARY / 2, "summary", notes);
    match (prefix.is_empty(), summary.is_empty()) {
        (true, _) => summary,
        (_, true) => prefix,
        _ if prefix.ends_with([':', '.', '!', '?', '–', '—']) => format!("{prefix} {summary}"),
        _ => format!("{prefix}: {summary}"),
    }
}

/// A title for an item without one: its first heading, else its first words.
fn title_of(blocks: &[dossier_bundle::Block], summary: &str, notes: &mut Notes) -> Option<String> {
    use dossier_bundle::Block;
    let heading = blocks.iter().find(|block| matches!(block, Block::Heading { .. }));
    let heading = heading.map(|heading| body::text_of(std::slice::from_ref(heading)));
    let words = || [summary.to_owned(), body::text_of(blocks)].into_iter().find(|text| !text.trim().is_empty());
    let title = clean_again(&heading.or_else(words)?);
    notes.add(Note::Value, "title: none; one was taken from the text");
    Some(words::first_words(&title, 100)).filter(|title| !title.is_empty())
}

/// Text that has been read already, on one line.
fn clean_again(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(|c: char| c.is_control(), "")
}

fn number(row: &Row, names: &[String], notes: &mut Notes) -> Option<Series> {
    let text = row.text(names, notes);
    if text.trim().is_empty() {
        return None;
    }
    let written = clean(&text, words::NAME, "number", notes);
    let series = Series::parse(&written).filter(|series| says_the_same(series, &written));
    if series.is_none() {
        notes.add(Note::Value, &format!("{}: not a number in a series", names.join("/")));
    }
    series
}

/// Whether a citation keeps what was written: a number such as `LOV-2005-05-20` or `007` is a name, not a place in a series.
fn says_the_same(series: &Series, written: &str) -> bool {
    let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let is_date =
        written.len() >= 10 && written.is_char_boundary(written.len() - 10) && PartialDate::parse(&written[written.len() - 10..]).is_some();
    !is_date && compact(written).starts_with(&compact(&Series { session: None, ..series.clone() }.to_string()))
}

/// The list that a row names.
fn kind(row: &Row, names: &[String]) -> Option<Kind> {
    let kind = match row.text(names, &mut Notes::default()).as_ref() {
        "news" => Kind::News,
        "document" => Kind::Document,
        _ => return None,
    };
    Some(kind)
}

/// The topics whose rules hold, else those that take the rest.
fn topics(row: &Row, mapping: &Mapping, notes: &mut Notes) -> Vec<TopicIx> {
    let text =
        |field: &str| -> Vec<String> { row.texts(&[field.to_owned()], &mut Notes::default()).into_iter().map(Cow::into_owned).collect() };
    let places = |wanted: &dyn Fn(usize) -> bool| -> Vec<usize> { (0..mapping.topics.len()).filter(|place| wanted(*place)).collect() };
    let mut found = places(&|place| mapping.topics[place].when.iter().any(|rule| text(&rule.field).iter().any(|text| rule.holds(text))));
    if found.is_empty() {
        found = places(&|place| mapping.topics[place].otherwise);
    }
    if found.is_empty() {
        notes.add(Note::Value, "topic: no rule holds");
    }
    // A topic says nothing where one below it is there.
    let above =
        |place: usize| mapping.topics[place].parent.as_ref().and_then(|parent| mapping.topics.iter().position(|topic| topic.id == *parent));
    let ancestors: Vec<usize> = found.iter().flat_map(|place| std::iter::successors(above(*place), |place| above(*place))).collect();
    found.into_iter().filter(|place| !ancestors.contains(place)).map(|place| TopicIx(place as u16)).collect()
}

/// Paths that led to it on the publisher's old site, and are to lead to it here.
fn aliases(row: &Row, names: &[String], notes: &mut Notes) -> Vec<String> {
    let mut found = Vec::new();
    for text in row.texts(names, notes) {
        match on_site(&text) {
            Some(path) if found.contains(&path) => {}
            Some(path) if found.len() < MOST_ALIASES => found.push(path),
            Some(_) => notes.add(Note::Value, "aliases beyond the 100th"),
            None => notes.add_about(Note::Link, "alias: not a path on the site", &text),
        }
    }
    found
}

/// Ids of translations: the values of an object by language, or a list.
fn translations(row: &Row, names: &[String], notes: &mut Notes) -> Vec<String> {
    let mut ids = Vec::new();
    let values: Vec<&Value> = match row.value(names) {
        None => return ids,
        Some(Value::Object(by_language)) => by_language.values().collect(),
        Some(Value::Array(list)) => list.iter().collect(),
        Some(other) => vec![other],
    };
    for value in values {
        match value.as_str() {
            Some(id) => ids.push(usable(id)),
            None => notes.add(Note::Value, "translation: not an id"),
        }
    }
    ids
}
