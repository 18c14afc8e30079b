//! How long an answer takes over 10,000 items. Prints; run it with
//! `cargo test -p dossier-query --release --test query -- --ignored --nocapture speed`.

use crate::make::{item, language, topic};
use chrono::{Days, NaiveDate};
use dossier_bundle::{Block, Bundle, Item, Kind, Localized, PartialDate, Publisher, PublisherIx, TopicIx, Type, TypeIx};
use dossier_query::{Dates, Filters, Memory, PAGE_SIZE, Question, Sort};
use std::hint::black_box;
use std::sync::Arc;

const NOUNS: [&str; 16] = [
    "security",
    "policy",
    "defence",
    "Arctic",
    "sanctions",
    "support",
    "exercise",
    "agreement",
    "minister",
    "statement",
    "cooperation",
    "Norwegian",
    "international",
    "organisation",
    "øvelse",
    "nordområdene",
];

/// A bundle of so many made-up items over twenty years, always the same.
pub(crate) fn bundle(count: usize) -> Bundle {
    let mut bundle =
        Bundle { topics: (0..12).map(|place: u16| topic(&format!("t{place}"), place.checked_sub(4))).collect(), ..Bundle::default() };
    bundle.types = (0..15).map(|place| Type { id: format!("y{place}"), title: Localized::plain(format!("Type {place}")) }).collect();
    bundle.publishers =
        (0..25).map(|place| Publisher { id: format!("p{place}"), title: Localized::plain(format!("Ministry {place}")) }).collect();
    let start = NaiveDate::from_ymd_opt(2004, 1, 1).unwrap();
    let mut state = 1u64;
    // A linear congruential generator (Knuth's constants): the upper bits are random enough here.
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for place in 0..count {
        let words: Vec<&str> = (0..36).map(|_| NOUNS[random(16) as usize]).collect();
        let kind = if random(3) == 0 { Kind::Document } else { Kind::News };
        bundle.items.push(Arc::new(Item {
            summary: words[8..].join(" "),
            date: Some(PartialDate::Day(start + Days::new(random(7300)))),
            type_ix: Some(TypeIx(random(15) as u16)),
            publishers: vec![PublisherIx(random(25) as u16)],
            topics: vec![TopicIx(random(12) as u16), TopicIx(random(12) as u16)],
            language: language(if random(2) == 0 { "nb" } else { "en" }),
            work: (random(2) == 0).then(|| random(count as u64 / 4 + 1) as u32),
            ..item(&format!("i{place}"), kind, &words[..8].join(" "), "")
        }));
    }
    bundle
}

/// All items, newest first.
pub(crate) fn everything() -> Question {
    Question {
        topic: None,
        kind: None,
        text: String::new(),
        filters: Filters::default(),
        sort: Sort::Newest,
        page: 1,
        page_size: PAGE_SIZE,
        language: language("en"),
    }
}

/// The same items with a text of 300 words each, most of them frequent, some rare.
fn with_bodies(mut bundle: Bundle) -> Bundle {
    let mut state = 1u32;
    for item in &mut bundle.items {
        let mut word = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // The product of two even numbers falls off much as the frequency of words does.
            format!("w{}", ((state >> 16) * (state >> 20)) >> 15)
        };
        let text = (0..300).map(|_| word()).collect::<Vec<_>>().join(" ");
        Arc::make_mut(item).body = vec![Block::Code(text)];
    }
    bundle
}

// The clock is what this measures.
#[expect(clippy::disallowed_methods)]
fn milliseconds(work: impl Fn()) -> f64 {
    let start = std::time::Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1000.0
}

#[test]
#[ignore = "a measurement, in release form"]
fn speed() {
    let today = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let bundle = Arc::new(with_bodies(bundle(10_000)));
    let memory = Memory::new(bundle.clone());
    println!("new {:.2} ms", milliseconds(|| _ = black_box(Memory::new(bundle.clone()))));
    let filters = Filters {
        dates: Dates::Between { from: PartialDate::parse("2012"), to: None },
        types: vec!["y1".to_owned(), "y2".to_owned()],
        publishers: (0..5).map(|place| format!("p{place}")).collect(),
        ..Filters::default()
    };
    let questions = [
        ("everything", everything()),
        ("a topic's news", Question { topic: Some(TopicIx(0)), kind: Some(Kind::News), ..everything() }),
        ("three filters", Question { filters: filters.clone(), ..everything() }),
        ("by title", Question { sort: Sort::Title, ..everything() }),
        ("a word", Question { text: "arctic".to_owned(), sort: Sort::BestMatch, ..everything() }),
        ("a rare word", Question { text: "w7777".to_owned(), sort: Sort::BestMatch, ..everything() }),
        ("a beginning", Question { text: "w77".to_owned(), sort: Sort::BestMatch, ..everything() }),
        ("a slip", Question { text: "cooperatoin arctic".to_owned(), sort: Sort::BestMatch, ..everything() }),
        ("a phrase", Question { text: "\"arctic policy\"".to_owned(), sort: Sort::BestMatch, ..everything() }),
        ("a word not there", Question { text: "zebra".to_owned(), sort: Sort::BestMatch, ..everything() }),
        ("three words", Question { text: "arctic policy def".to_owned(), sort: Sort::BestMatch, ..everything() }),
        ("words and filters", Question { text: "arctic policy".to_owned(), filters, ..everything() }),
    ];
    for (name, question) in questions {
        let first = milliseconds(|| _ = black_box(memory.answer(&question, today)));
        let mut times: Vec<f64> = (0..50).map(|_| milliseconds(|| _ = black_box(memory.answer(&question, today)))).collect();
        times.sort_by(f64::total_cmp);
        println!("{name}: first {first:.2} ms, then median {:.2} ms, 95 of 100 within {:.2} ms", times[25], times[47]);
    }
}
