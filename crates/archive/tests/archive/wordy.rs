//! Random content with words enough for several files of each kind, and searches that need every one of them: inflected, cut short,
//! misspelt, in phrases, with minus.

use crate::generated;
use crate::make::language;
use dossier_bundle::{Block, Bundle, Inline, Item};
use dossier_query::{Question, Sort};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::Arc;

const STARTS: [&str; 9] = ["se", "sek", "pol", "po", "for", "govern", "mini", "nor", "å"];
const ENDS: [&str; 8] = ["", "s", "cy", "ment", "ments", "svar", "urity", "t9"];
const UNSPACED: [&str; 4] = ["安全保障", "保障", "安", "ไทย"];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => (select(&STARTS), select(&ENDS)).prop_map(|(start, end)| format!("{start}{end}")),
        1 => select(&UNSPACED).prop_map(str::to_owned),
    ]
}

fn text(most: usize) -> impl Strategy<Value = String> {
    vec(word(), 0..most).prop_map(|words| words.join(" "))
}

/// The random bundles of `query`'s tests with other words.
pub(crate) fn bundle() -> impl Strategy<Value = Bundle> {
    (generated::bundle(), vec((word(), text(4), text(6), text(12)), 40)).prop_map(|(mut bundle, texts)| {
        let items = bundle.items.iter().zip(texts).map(|(item, (first, title, summary, body))| {
            let body = if body.is_empty() { Vec::new() } else { vec![Block::Paragraph(vec![Inline::Text(body)])] };
            Arc::new(Item { title: format!("{first} {title}").trim().to_owned(), summary, body, ..Item::clone(item) })
        });
        bundle.items = items.collect();
        bundle
    })
}

/// A word as readers type it.
fn typed() -> impl Strategy<Value = String> {
    let cut = (word(), 1..4usize).prop_map(|(word, length)| word.chars().take(length + 1).collect::<String>());
    let wrong = (word(), any::<prop::sample::Index>(), select(vec!['e', 'x', 't'])).prop_map(|(word, place, letter)| {
        let mut letters: Vec<char> = word.chars().collect();
        let place = place.index(letters.len());
        letters[place] = letter;
        letters.into_iter().collect::<String>()
    });
    let swapped = (word(), any::<prop::sample::Index>()).prop_map(|(word, place)| {
        let mut letters: Vec<char> = word.chars().collect();
        let place = place.index(letters.len());
        letters.swap(place.saturating_sub(1), place);
        letters.into_iter().collect::<String>()
    });
    prop_oneof![4 => word(), 2 => cut, 2 => wrong, 1 => swapped]
}

fn thing() -> impl Strategy<Value = String> {
    let phrase = vec(typed(), 2..4).prop_map(|words| format!("\"{}\"", words.join(" ")));
    let unwanted = typed().prop_map(|word| format!("-{word}"));
    prop_oneof![6 => typed(), 2 => phrase, 1 => unwanted]
}

pub(crate) fn question() -> impl Strategy<Value = Question> {
    let plain = any::<bool>();
    let sort = select(vec![Sort::BestMatch, Sort::BestMatch, Sort::Newest, Sort::Title]);
    (generated::question(), vec(thing(), 1..4), plain, sort, select(vec!["en", "nb"])).prop_map(
        |(question, things, plain, sort, reader)| {
            let text = things.join(" ");
            if !plain {
                return Question { text, ..question };
            }
            // As the search page asks at first.
            let filters = dossier_query::Filters::default();
            Question { topic: None, kind: None, filters, page: 1, text, sort, language: language(reader), ..question }
        },
    )
}
