//! Texts of topics: the page of a topic's folder (`_index.md`, as Hugo and Zola have it), or the file that the settings name. Its front
//! matter gives the lead, its text the sections of the overview. Pages in several languages become one text in several languages.

use super::beside::Carried;
use super::formats::feed::Known;
use super::formats::markdown;
use super::formats::markdown::names::Family;
use super::losses::{Losses, Place};
use super::mapping::Mapping;
use super::sources::{LARGEST, TOO_LARGE, address};
use super::taken::Taken;
use super::walk::{self, shown};
use super::words::{self, clean, slug};
use crate::body::{self, Format, Note, Notes};
use anyhow::{Context, Result};
use dossier_bundle::{Block, ByLanguage, Language, Localized, Section, Topic};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What is noted of a text in whose place another one is shown.
const SECOND: &str = "text of a topic that has another one in this language";
/// What is noted of a text that is not shown for want of its topic.
const UNUSED: &str = "text of a topic that no item has";

/// Texts of topics, by the topics' ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    topics: BTreeMap<String, BTreeMap<Language, Text>>,
    /// The files that were read: they are no items.
    pub(super) files: BTreeSet<PathBuf>,
    /// What could not be kept of them.
    pub(super) noted: Vec<Taken>,
    /// Files that they name.
    pub(crate) carried: Vec<Carried>,
}

/// The text of a topic in one language.
#[derive(Clone, Debug)]
struct Text {
    /// Where it was read.
    place: Place,
    title: String,
    lead: String,
    sections: Vec<(String, Vec<Block>)>,
}

/// A file with the text of a topic.
#[derive(Debug)]
pub(super) struct TextFile {
    topic: String,
    pub(super) path: PathBuf,
    /// Its path from the folder that was named.
    relative: String,
    /// The language that it has if it names none.
    language: Language,
}

/// The texts of the topics that `mapping` has, or that rows may name where it has none. `home` is where its paths lead from.
pub(super) fn list(inputs: &[PathBuf], mapping: &Mapping, home: &Path) -> Result<Vec<TextFile>> {
    let mut files = Vec::new();
    let default = mapping.languages().into_iter().next().unwrap_or(Language::ENGLISH);
    for input in inputs.iter().filter(|input| address(input).is_none() && input.is_dir()) {
        for found in walk::list_pages(input)? {
            let Some(topic) = topic_of(&found.relative, mapping) else { continue };
            files.push(TextFile { topic, path: found.path, relative: found.relative, language: default.clone() });
        }
    }
    for topic in &mapping.topics {
        for (language, path) in topic.text.iter().flat_map(super::mapping::Text::each) {
            let path = home.join(path);
            let relative = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push(TextFile { topic: topic.id.clone(), path, relative, language: language.unwrap_or_else(|| default.clone()) });
        }
    }
    Ok(files)
}

impl Texts {
    /// Reads the texts of topics.
    pub(super) fn read(files: &[TextFile], mapping: &Mapping) -> Result<Self> {
        let mut texts = Self::default();
        for file in files {
            texts.page(&file.topic, (&file.path, &file.relative), mapping, &file.language)?;
        }
        Ok(texts)
    }

    fn page(&mut self, topic: &str, (path, relative): (&Path, &str), mapping: &Mapping, default: &Language) -> Result<()> {
        let what = || format!("cannot read {}", path.display());
        let mut bytes = Vec::new();
        File::open(path).with_context(what)?.take(LARGEST + 1).read_to_end(&mut bytes).with_context(what)?;
        let place = Place { file: shown(path).into(), line: 1 };
        let known = Known { file: place.file.clone(), ..Known::default() };
        self.files.insert(path.to_owned());
        if bytes.len() as u64 > LARGEST {
            self.noted.push(Taken::refused(TOO_LARGE, place));
            return Ok(());
        }
        for taken in markdown::page_of_folder(&bytes, &known, relative, &Family::default()) {
            let mut notes = taken.notes.clone();
            let Some(Ok(row)) = &taken.row else {
                self.noted.push(taken);
                continue;
            };
            let row: Map<String, Value> = serde_json::from_slice(row).unwrap_or_default();
            let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
            let language = Language::new(text("language")).unwrap_or_else(|| default.clone());
            let around = mapping.beside.of(&place, false);
            let title = clean(text("title"), words::NAME, "title", &mut notes);
            let context = body::Context { base: None, language: language.clone(), title: &title };
            let (blocks, lost) = body::to_blocks_among(text("body"), Format::Markdown, &context, &around);
            notes.absorb(&lost);
            let lead = clean(text("summary"), words::SUMMARY / 2, "summary", &mut notes);
            self.carried.extend(around.carried());
            for name in row.keys().filter(|name| !USED.contains(&name.as_str()) && !mapping.ignore.contains(name)) {
                notes.add(Note::Field, name);
            }
            self.noted.push(Taken::noted(notes, place.clone()));
            let text = Text { place: place.clone(), title, lead, sections: sections(blocks) };
            if let Some(before) = self.topics.entry(topic.to_owned()).or_default().insert(language, text) {
                let mut notes = Notes::default();
                notes.add(Note::Passed, SECOND);
                self.noted.push(Taken::noted(notes, before.place));
            }
        }
        Ok(())
    }

    /// The files that were read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.files.iter()
    }

    /// Notes the texts of topics that `topics` does not have: where the settings name none, only rows say which there are.
    pub(crate) fn note_unused(&self, topics: &[Topic], losses: &mut Losses) {
        let unused = self.topics.iter().filter(|(id, _)| topics.iter().all(|topic| topic.id != **id));
        unused.flat_map(|(_, texts)| texts.values()).for_each(|text| losses.add(Note::Passed, UNUSED, &text.place));
    }

    /// The title that a topic's own page gives it.
    pub(super) fn title(&self, topic: &str, languages: &[Language]) -> Option<Localized> {
        self.line(topic, languages, &|text| &text.title)
    }

    /// Its opening paragraph.
    pub(super) fn lead(&self, topic: &str, languages: &[Language]) -> Option<Localized> {
        self.line(topic, languages, &|text| &text.lead)
    }

    fn line(&self, topic: &str, languages: &[Language], of: &dyn Fn(&Text) -> &String) -> Option<Localized> {
        let texts = self.topics.get(topic)?;
        localized(texts.iter().map(|(language, text)| (language, of(text))), languages)
    }

    /// The sections of its overview. Those in several languages are brought together in their order.
    pub(super) fn sections(&self, topic: &str, languages: &[Language]) -> Vec<Section> {
        let Some(texts) = self.topics.get(topic) else { return Vec::new() };
        let most = texts.values().map(|text| text.sections.len()).max().unwrap_or_default();
        let section = |place: usize| {
            let parts = texts.iter().filter_map(|(language, text)| Some((language, text.sections.get(place)?)));
            let title = localized(parts.clone().map(|(language, (title, _))| (language, title)), languages).unwrap_or_default();
            let body: ByLanguage<Vec<Block>> = parts.map(|(language, (_, blocks))| (language.clone(), blocks.clone())).collect();
            Section { title, body }
        };
        (0..most).map(section).collect()
    }
}

/// Fields of a page that a topic has a place for, and what only matters to lists of other programs.
const USED: [&str; 14] = [
    "id",
    "title",
    "summary",
    "body",
    "body_format",
    "language",
    "translations",
    "topics",
    "sort_by",
    "paginate_by",
    "weight",
    "type",
    "date",
    "aliases",
];

/// Texts by language; what stands for the others is that in the first of `languages` that is there.
fn localized<'t>(texts: impl Iterator<Item = (&'t Language, &'t String)>, languages: &[Language]) -> Option<Localized> {
    let by_language: BTreeMap<Language, String> =
        texts.filter(|(_, text)| !text.is_empty()).map(|(language, text)| (language.clone(), text.clone())).collect();
    let first = languages.iter().find_map(|language| by_language.get(language)).or_else(|| by_language.values().next())?.clone();
    if by_language.len() == 1 {
        return Some(Localized::plain(first));
    }
    Some(Localized { default: first, by_language: by_language.into_iter().collect() })
}

/// The topic whose folder has this page: that of the folder's name. The page of the topmost folder is of none.
fn topic_of(relative: &str, mapping: &Mapping) -> Option<String> {
    let (folders, _) = relative.rsplit_once('/')?;
    let folder = folders.rsplit('/').next().unwrap_or(folders);
    let is = |id: &str| id == folder || slug(id) == slug(folder);
    if mapping.topics.is_empty() {
        return Some(slug(folder)).filter(|id| !id.is_empty());
    }
    mapping.topics.iter().find(|topic| is(&topic.id)).map(|topic| topic.id.clone())
}

/// A text in parts, each with the heading that stands before it; what comes before the first heading has none.
fn sections(mut blocks: Vec<Block>) -> Vec<(String, Vec<Block>)> {
    let levels = |blocks: &[Block]| -> Vec<u8> {
        let level = |block: &Block| if let Block::Heading { level, .. } = block { Some(*level) } else { None };
        blocks.iter().filter_map(level).collect()
    };
    // A heading above all others is the title of the page, which the topic has already.
    let all = levels(&blocks);
    if matches!(blocks.first(), Some(Block::Heading { .. })) && all.len() > 1 && all[1..].iter().all(|level| *level > all[0]) {
        blocks.remove(0);
    }
    let top = levels(&blocks).into_iter().min();
    let mut sections: Vec<(String, Vec<Block>)> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { level, .. } if Some(level) == top => sections.push((body::text_of(std::slice::from_ref(&block)), Vec::new())),
            block => match sections.last_mut() {
                Some((_, blocks)) => blocks.push(block),
                None => sections.push((String::new(), vec![block])),
            },
        }
    }
    sections.retain(|(_, blocks)| !blocks.is_empty());
    sections
}
