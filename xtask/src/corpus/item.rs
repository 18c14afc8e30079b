//! One made-up item: who, what, when, and its text.

use super::languages::{self, Language};
use super::lists::{PUBLISHERS, TOPICS, TYPES};
use super::random::{Random, Zipf};
use super::words::Words;
use serde::Serialize;

/// First and last year of publication.
const YEARS: (usize, usize) = (2000, 2026);

/// A line of the corpus. The order of the fields is that of the line.
#[derive(Serialize)]
pub(super) struct Item {
    id: String,
    kind: &'static str,
    r#type: &'static str,
    title: String,
    summary: String,
    date: Option<String>,
    lang: &'static str,
    publisher: OneOrMany,
    topics: Vec<&'static str>,
    body: String,
}

/// As in a bundle: one name, or a list for a joint item.
#[derive(Serialize)]
#[serde(untagged)]
enum OneOrMany {
    One(&'static str),
    Many(Vec<&'static str>),
}

/// Makes the items of a seed.
pub(super) struct Maker {
    seed: u64,
    languages: [Language; 3],
    words: Words,
    types: Zipf,
    publishers: Zipf,
    topics: Zipf,
}

impl Maker {
    pub(super) fn new(seed: u64) -> Self {
        let zipf = |entries: usize| Zipf::new(entries as u32);
        Self {
            seed,
            languages: languages::all(),
            words: Words::new(),
            types: zipf(TYPES.len()),
            publishers: zipf(PUBLISHERS.len()),
            topics: zipf(TOPICS.len()),
        }
    }

    /// The item at a place.
    pub(super) fn item(&self, place: u64) -> Item {
        let random = &mut Random::new(self.seed, place);
        let (kind, r#type) = TYPES[self.types.pick(random)];
        let language = &self.languages[match random.between(0, 9) {
            0..=5 => 0,
            6..=8 => 1,
            _ => 2,
        }];
        let joint = random.between(0, 19) == 0;
        let publishers = several(&self.publishers, if joint { 2 } else { 1 }, random, |rank| PUBLISHERS[rank]);
        let topics = [1, 1, 1, 2, 2, 3][random.between(0, 5)];
        Item {
            id: format!("{kind}-{place}"),
            kind,
            r#type,
            date: date(random),
            lang: language.tag,
            publisher: match publishers[..] {
                [one] => OneOrMany::One(one),
                _ => OneOrMany::Many(publishers),
            },
            topics: several(&self.topics, topics, random, |rank| TOPICS[rank]),
            title: self.sentence(language, random.between(4, 12), random),
            summary: self.sentence(language, random.between(15, 30), random) + ".",
            body: self.body(language, random),
        }
    }

    /// About 300 words in paragraphs.
    fn body(&self, language: &Language, random: &mut Random) -> String {
        let mut text = String::with_capacity(2_500);
        let mut left = random.between(120, 400);
        while left > 0 {
            let sentences = random.between(3, 6);
            for _ in 0..sentences {
                let length = random.between(8, 24);
                text.push_str(&self.sentence(language, length, random));
                text.push_str(". ");
                left = left.saturating_sub(length);
            }
            text.pop();
            text.push_str("\n\n");
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// Words with a capital in front and a comma now and then.
    fn sentence(&self, language: &Language, length: usize, random: &mut Random) -> String {
        let mut text = String::new();
        for word in 0..length {
            if word > 0 {
                text.push_str(if random.between(0, 11) == 0 { ", " } else { " " });
            }
            self.words.add(language, random, &mut text);
        }
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

/// Different entries, most frequent ones preferred.
fn several(zipf: &Zipf, count: usize, random: &mut Random, name: fn(usize) -> &'static str) -> Vec<&'static str> {
    let mut names = Vec::new();
    while names.len() < count {
        let name = name(zipf.pick(random));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A day, more often a late one; a year for some, nothing for a few.
fn date(random: &mut Random) -> Option<String> {
    let (first, last) = YEARS;
    // The smaller of two even ages lies towards 0, so there are more late years than early ones.
    let age = |random: &mut Random| random.between(0, last - first);
    let year = last - age(random).min(age(random));
    let month = random.between(1, 12);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = random.between(1, days);
    match random.between(0, 99) {
        0..=1 => None,
        2..=6 => Some(format!("{year}")),
        _ => Some(format!("{year}-{month:02}-{day:02}")),
    }
}
