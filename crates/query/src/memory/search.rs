//! Words in items: whether they are there, and how well they match.

use super::Memory;
use super::columns::UNDATED;
use super::pick::flags;
use super::plain::plain_text;
use crate::text::{Needle, Needles, fold_words};
use dossier_bundle::{Bundle, Item, Localized};
use std::sync::OnceLock;

/// What a wanted word is worth by the best place it is found in.
const IN_TITLE: u32 = 8;
const IN_SERIES: u32 = 6;
const IN_NAMES: u32 = 3;
const IN_SUMMARY: u32 = 2;
const IN_BODY: u32 = 1;

/// The folded text of a bundle, made item by item when first needed.
#[derive(Debug)]
pub(super) struct Texts {
    items: Vec<OnceLock<Text>>,
    /// The names of each type in all languages.
    types: OnceLock<Vec<String>>,
    /// The names of each publisher in all languages.
    publishers: OnceLock<Vec<String>>,
}

/// The folded text of an item.
#[derive(Debug)]
struct Text {
    title: Box<str>,
    series: Box<str>,
    summary: Box<str>,
    /// Apart, since it is long and needed only by words that are found nowhere else.
    body: OnceLock<Box<str>>,
}

impl Texts {
    pub(super) fn new(bundle: &Bundle) -> Self {
        let items = bundle.items.iter().map(|_| OnceLock::new()).collect();
        Self { items, types: OnceLock::new(), publishers: OnceLock::new() }
    }

    pub(super) fn prepare(&self, bundle: &Bundle, items: std::ops::Range<usize>) {
        for item in items.start..items.end.min(self.items.len()) {
            let text = self.of(bundle, item);
            text.body(&bundle.items[item]);
        }
    }

    fn of(&self, bundle: &Bundle, item: usize) -> &Text {
        self.items[item].get_or_init(|| Text::new(&bundle.items[item]))
    }
}

impl Text {
    fn new(item: &Item) -> Self {
        Self {
            title: fold_words(&item.title).into(),
            series: item.series.as_ref().map(|series| fold_words(&series.to_string())).unwrap_or_default().into(),
            summary: fold_words(&item.summary).into(),
            body: OnceLock::new(),
        }
    }

    fn body(&self, item: &Item) -> &str {
        self.body.get_or_init(|| {
            let mut text = String::new();
            plain_text(&item.body, &mut text);
            fold_words(&text).into()
        })
    }
}

/// A search under way.
pub(super) struct Search<'a> {
    memory: &'a Memory,
    wanted: Vec<Sought>,
    unwanted: Vec<Sought>,
}

/// A word or phrase, and which types and publishers have it in their names.
struct Sought {
    needle: Needle,
    types: Vec<bool>,
    publishers: Vec<bool>,
}

impl<'a> Search<'a> {
    /// None if the text asks for nothing.
    pub(super) fn new(memory: &'a Memory, text: &str) -> Option<Self> {
        let needles = Needles::read(text);
        if needles.is_empty() {
            return None;
        }
        let bundle = &memory.bundle;
        let types = memory.texts.types.get_or_init(|| bundle.types.iter().map(|kind| names(&kind.title)).collect());
        let publishers = memory.texts.publishers.get_or_init(|| bundle.publishers.iter().map(|one| names(&one.title)).collect());
        let sought = |needle: Needle| Sought {
            types: flags(types.len(), &|place| needle.is_in(&types[place])),
            publishers: flags(publishers.len(), &|place| needle.is_in(&publishers[place])),
            needle,
        };
        let wanted = needles.wanted.into_iter().map(sought).collect();
        let unwanted = needles.unwanted.into_iter().map(sought).collect();
        Some(Self { memory, wanted, unwanted })
    }

    /// How well an item matches; none if a wanted word is missing or an unwanted one is there.
    pub(super) fn score(&self, item: usize) -> Option<u32> {
        let text = self.memory.texts.of(&self.memory.bundle, item);
        let mut score = 0;
        for sought in &self.wanted {
            score += self.worth(sought, item, text)?;
        }
        let excluded = self.unwanted.iter().any(|sought| self.worth(sought, item, text).is_some());
        (!excluded).then(|| score + self.recency(item))
    }

    /// What a word is worth by the best place it is found in.
    fn worth(&self, sought: &Sought, item: usize, text: &Text) -> Option<u32> {
        let needle = &sought.needle;
        if needle.is_in(&text.title) {
            Some(IN_TITLE)
        } else if needle.is_in(&text.series) {
            Some(IN_SERIES)
        } else if self.named(sought, item) {
            Some(IN_NAMES)
        } else if needle.is_in(&text.summary) {
            Some(IN_SUMMARY)
        } else {
            needle.is_in(text.body(&self.memory.bundle.items[item])).then_some(IN_BODY)
        }
    }

    fn named(&self, sought: &Sought, item: usize) -> bool {
        let columns = &self.memory.columns;
        columns.type_of[item].is_some_and(|kind| sought.types[kind.0 as usize])
            || columns.publishers.of(item).iter().any(|publisher| sought.publishers[*publisher as usize])
    }

    /// A few points for being new, so that a passing mention of this year stands before one of long ago but never before a
    /// title: three within a quarter of a year of the newest item of the bundle, two within a year, one within three years. Never
    /// counted from today: the same bundle gives the same order every day.
    fn recency(&self, item: usize) -> u32 {
        let columns = &self.memory.columns;
        let first = columns.first[item];
        if first == UNDATED {
            return 0;
        }
        match columns.newest - first {
            ..=91 => 3,
            92..=365 => 2,
            366..=1096 => 1,
            _ => 0,
        }
    }
}

/// A name in all its languages; no phrase reaches from one into the next.
fn names(name: &Localized) -> String {
    let mut all = fold_words(&name.default);
    for text in name.by_language.values() {
        all.push('\n');
        all.push_str(&fold_words(text));
    }
    all
}
