//! Whether readers who half remember a title find it: on real items, by the title's three rarest words, by those with the last one
//! cut short, and by those with a slip in one. The item, or one of the same title, must be among the first three. Run it with
//! `cargo test -p dossier-query --release --test query -- --ignored --nocapture known_item`.

use crate::corpora::rows;
use crate::half_remembered::{Random, SAMPLED, cut_short, having, rarest, with_slip};
use crate::speed::everything;
use chrono::NaiveDate;
use dossier_bundle::{Bundle, Item};
use dossier_query::text::tokens;
use dossier_query::{Memory, Question, Sort};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Items tried of each corpus, or all if it has fewer: 2,000 together.
const SAMPLE: usize = 250;

/// Least share found, of 100: by words, by words with one cut short, by words with a slip.
const LEAST: [u32; 3] = [97, 93, 93];

#[test]
#[ignore = "takes long but in release form"]
fn known_item() {
    let corpora: Vec<(&str, Vec<Arc<Item>>)> = SAMPLED.into_iter().filter_map(|name| Some((name, rows(name)?))).collect();
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
    let having = having(&items);
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

fn finds(memory: &Memory, text: &str, title: &str) -> bool {
    let question = Question { text: text.to_owned(), sort: Sort::BestMatch, page_size: 3, ..everything() };
    let answer = memory.answer(&question, NaiveDate::from_ymd_opt(2026, 9, 1).unwrap());
    answer.items.iter().any(|item| memory.bundle().item(*item).title == title)
}
