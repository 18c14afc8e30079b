//! Whether readers who half remember a title find it: on real items, by the title's three rarest words, by those with the last one
//! cut short, and by those with a slip in one. The item, or one of the same title, must be among the first three. Run it with
//! `cargo test -p dossier-query --release --test query -- --ignored --nocapture known_item`.

use crate::corpora::rows;
use crate::speed::everything;
use chrono::NaiveDate;
use dossier_bundle::{Bundle, Item};
use dossier_query::text::{Field, item_tokens, tokens};
use dossier_query::{Memory, Question, Sort};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const CORPORA: [&str; 8] = [
    "news/whitehouse-2025-2026.jsonl.zst",
    "news/whitehouse-index-2021-2026.jsonl.zst",
    "news/digitalgov-2005-2025.jsonl.zst",
    "news/regjeringen-lists-nb-nn-se.jsonl.zst",
    "news/sametinget-nb-se-sma-smj.jsonl.zst",
    "news/rust-blog.jsonl.zst",
    "docs/legalize-no.jsonl.zst",
    "docs/govuk-content-examples.jsonl.zst",
];

/// Items tried of each corpus, or all if it has fewer: 2,000 together.
const SAMPLE: usize = 250;

/// Least share found, of 100: by words, by words with one cut short, by words with a slip.
const LEAST: [u32; 3] = [97, 93, 93];

/// The fewest characters a word is cut to, and those of a word that gets a slip.
const SHORTEST_CUT: usize = 3;
const SHORTEST_SLIP: usize = 4;

#[test]
#[ignore = "takes long but in release form"]
fn known_item() {
    let corpora: Vec<(&str, Vec<Arc<Item>>)> = CORPORA.into_iter().filter_map(|name| Some((name, rows(name)?))).collect();
    let (mut found, mut tried) = ([0; 3], [0; 3]);
    for (name, items) in corpora {
        let (ours, of) = quality(items);
        println!("{name}: {}", percent(ours, of));
        for kind in 0..3 {
            found[kind] += ours[kind];
            tried[kind] += of[kind];
        }
    }
    println!("all: {}", percent(found, tried));
    for kind in 0..3 {
        assert!(100 * found[kind] >= LEAST[kind] * tried[kind], "{}", percent(found, tried));
    }
}

fn percent(found: [u32; 3], tried: [u32; 3]) -> String {
    let share = |kind: usize| f64::from(found[kind]) / f64::from(tried[kind].max(1)) * 100.0;
    format!(
        "words {:.1} %, cut short {:.1} %, with a slip {:.1} % of {}, {}, {}",
        share(0),
        share(1),
        share(2),
        tried[0],
        tried[1],
        tried[2]
    )
}

/// How many items are found, and how many were tried, by each kind of words.
fn quality(items: Vec<Arc<Item>>) -> ([u32; 3], [u32; 3]) {
    let mut having: BTreeMap<String, u32> = BTreeMap::new();
    for item in &items {
        let mut own = BTreeSet::new();
        item_tokens(item, &mut |_, _, form| _ = own.insert(form.to_owned()));
        for form in own {
            *having.entry(form).or_default() += 1;
        }
    }
    let memory = Memory::new(Arc::new(Bundle { items, ..Bundle::default() }));
    let mut random = Random(7);
    let (mut found, mut tried) = ([0; 3], [0; 3]);
    let count = memory.bundle().items.len();
    let sample = SAMPLE.min(count);
    for place in 0..sample {
        let item = &memory.bundle().items[place * count / sample];
        let words = rarest(item, &having);
        for (kind, text) in [Some(words.join(" ")), cut_short(&words), with_slip(&words, &mut random)].into_iter().enumerate() {
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            let hit = finds(&memory, &text, &item.title);
            tried[kind] += 1;
            found[kind] += u32::from(hit);
            if !hit {
                println!("  missed: {text:?} of {:?}; {} titles have its words", item.title, titles_with(&memory, &words));
            }
        }
    }
    (found, tried)
}

/// How many different titles have all of these words: with more than three, no order could have them all among the first three.
fn titles_with(memory: &Memory, words: &[String]) -> usize {
    let title = |item: &Arc<Item>| {
        let mut own = Vec::new();
        tokens(&item.title, &mut |form| own.push(form.to_owned()));
        own
    };
    let titles = memory.bundle().items.iter().map(title).filter(|own| words.iter().all(|word| own.contains(word)));
    titles.collect::<BTreeSet<_>>().len()
}

/// The three rarest words of a title, in the order of the title.
fn rarest(item: &Item, having: &BTreeMap<String, u32>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    item_tokens(item, &mut |field, _, form| {
        if field == Field::Title && !words.iter().any(|word| word == form) {
            words.push(form.to_owned());
        }
    });
    let mut rare = words.clone();
    rare.sort_by_key(|word| having[word]);
    rare.truncate(3);
    words.retain(|word| rare.contains(word));
    words
}

/// The last word cut to two thirds.
fn cut_short(words: &[String]) -> Option<String> {
    let (last, before) = words.split_last()?;
    let length = last.chars().count();
    let kept = (2 * length).div_ceil(3).max(SHORTEST_CUT);
    let cut: String = last.chars().take(kept).collect();
    (length > SHORTEST_CUT).then(|| [before, &[cut]].concat().join(" "))
}

/// One slip in one word without digits.
fn with_slip(words: &[String], random: &mut Random) -> Option<String> {
    let long = |word: &String| word.chars().count() >= SHORTEST_SLIP && !word.chars().any(|c| c.is_ascii_digit());
    let candidates: Vec<usize> = (0..words.len()).filter(|place| long(&words[*place])).collect();
    let chosen = *candidates.get(random.below(candidates.len().max(1)))?;
    let mut letters: Vec<char> = words[chosen].chars().collect();
    let place = random.below(letters.len());
    let letter = letters[random.below(letters.len())];
    match random.below(4) {
        0 => letters.insert(place, letter),
        1 => _ = letters.remove(place),
        2 => letters[place] = letter,
        _ => letters.swap(place.min(words[chosen].chars().count() - 2), (place + 1).min(words[chosen].chars().count() - 1)),
    }
    let mut changed = words.to_vec();
    changed[chosen] = letters.into_iter().collect();
    Some(changed.join(" "))
}

fn finds(memory: &Memory, text: &str, title: &str) -> bool {
    let question = Question { text: text.to_owned(), sort: Sort::BestMatch, page_size: 3, ..everything() };
    let answer = memory.answer(&question, NaiveDate::from_ymd_opt(2026, 9, 1).unwrap());
    answer.items.iter().any(|item| memory.bundle().item(*item).title == title)
}

/// A linear congruential generator (Knuth's constants).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}
