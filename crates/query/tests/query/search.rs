//! Random words over random items of a small vocabulary, in which everything is a beginning, a slip or a neighbour of something
//! else: matches, scores, and what is said of the search are the oracle's.

use crate::make::{item, language};
use crate::said::{PLAIN, Said, Tongue, said};
use crate::speed::everything;
use chrono::NaiveDate;
use dossier_bundle::{Block, Bundle, Inline, Item, Kind, Language, Series};
use dossier_query::{Lexicon, Memory, Question, Stemmer};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::Arc;

const WORDS: [&str; 40] = [
    "al",
    "alp",
    "alpha",
    "alphas",
    "alphx",
    "alps",
    "alpes",
    "alpa",
    "alpb",
    "alpc",
    "alpd",
    "alpe",
    "beta",
    "bets",
    "betas",
    "the",
    "the",
    "the",
    "of",
    "of",
    "of",
    "gamma",
    "gammas",
    "gamam",
    "gramma",
    "sikkerhet",
    "sikkerheten",
    "sikerhet",
    "sikkehret",
    "2023",
    "2023-2024",
    "meld",
    "e-post",
    "post",
    "安",
    "安全",
    "安全保障",
    "保障",
    "全保",
    "alpf",
];

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(&WORDS), words).prop_map(|words| words.join(" "))
}

fn made() -> impl Strategy<Value = Item> {
    let language = select(vec!["en", "nb"]).prop_map(language);
    (text(1..4), proptest::bool::weighted(0.1), text(0..3), text(0..8), language).prop_map(|(title, numbered, summary, body, language)| {
        let body = vec![Block::Paragraph(vec![Inline::Text(body)])];
        let series = numbered.then(|| Series::parse("Meld. St. 5 (2023–2024)").unwrap());
        Item { series, summary, body, language, ..item("", Kind::News, &title, "") }
    })
}

fn bundle() -> impl Strategy<Value = Bundle> {
    vec(made().prop_map(Arc::new), 0..12).prop_map(|items| Bundle { items, ..Bundle::default() })
}

/// A word with a slip, or cut short, or as it is.
fn typed() -> impl Strategy<Value = String> {
    (select(&WORDS), 0..8, any::<Index>(), select(vec!['a', 'h', 's', 'x', '2'])).prop_map(|(word, slip, place, letter)| {
        let mut letters: Vec<char> = word.chars().collect();
        let place = place.index(letters.len());
        match slip {
            0 => letters.insert(place, letter),
            1 => letters[place] = letter,
            2 => _ = letters.remove(place),
            3 if place > 0 => letters.swap(place - 1, place),
            4 | 5 => letters.truncate(place + 1),
            _ => {}
        }
        letters.into_iter().collect()
    })
}

/// A search text: words, phrases, some not wanted, perhaps a quote that is not closed.
fn query() -> impl Strategy<Value = String> {
    let thing = (proptest::bool::weighted(0.15), 0..4, vec(typed(), 1..4)).prop_map(|(unwanted, phrase, words)| {
        let minus = if unwanted { "-" } else { "" };
        if phrase == 0 { format!("{minus}\"{}\"", words.join(" ")) } else { format!("{minus}{}", words[0]) }
    });
    (vec(thing, 1..4), proptest::bool::weighted(0.2), vec(typed(), 0..3)).prop_map(|(things, unclosed, words)| {
        let end = if unclosed { format!(" \"{}", words.join(" ")) } else { String::new() };
        things.join(" ") + &end
    })
}

/// English forms lose an `s`, Norwegian ones `en`: so `alps` is of two terms, and `alp` and `alps` share one.
fn cut(language: &str, form: &str) -> String {
    let end = if language == "en" { "s" } else { "en" };
    form.strip_suffix(end).unwrap_or(form).to_owned()
}

const TOY: Tongue = Tongue { stem: cut, common: &["the", "of", "al"] };

struct Cut;

impl Stemmer for Cut {
    fn stem(&self, language: &Language, form: &str, out: &mut String) {
        out.push_str(&cut(language.as_str(), form));
    }
}

fn lexicon() -> Lexicon {
    Lexicon { stemmer: Arc::new(Cut), common: TOY.common.iter().map(|term| (*term).to_owned()).collect() }
}

fn found(memory: &Memory, text: &str) -> Said {
    let question = Question { text: text.to_owned(), ..everything() };
    let search = memory.answer(&question, NaiveDate::from_ymd_opt(2024, 1, 1).unwrap()).search;
    Said { scores: memory.scores(text), any: search.any, instead: search.instead, hits: search.hits }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn words_mean_what_the_oracle_says(bundle in bundle(), text in query()) {
        let expected = said(&bundle, &text, PLAIN);
        prop_assert_eq!(found(&Memory::new(Arc::new(bundle)), &text), expected);
    }

    #[test]
    fn terms_mean_what_the_oracle_says(bundle in bundle(), text in query()) {
        let expected = said(&bundle, &text, TOY);
        prop_assert_eq!(found(&Memory::with_lexicon(Arc::new(bundle), lexicon()), &text), expected);
    }

    #[test]
    fn whatever_is_typed_is_answered(bundle in bundle(), text in "\\PC{0,40}|[-\"«a安2 \u{301}\u{FFFD}]{0,30}") {
        let found = found(&Memory::new(Arc::new(bundle)), &text);
        prop_assert!(found.hits.is_sorted_by(|one, other| one < other));
    }
}
