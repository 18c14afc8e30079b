//! What a reader who half remembers a title types: its rarest words, the last one cut short, a slip in one. Shared by the tests of
//! several crates.

use dossier_bundle::Item;
use dossier_query::text::{Field, item_tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Those that items are sampled from.
pub(crate) const SAMPLED: [&str; 8] = [
    "news/whitehouse-2025-2026.jsonl.zst",
    "news/whitehouse-index-2021-2026.jsonl.zst",
    "news/digitalgov-2005-2025.jsonl.zst",
    "news/regjeringen-lists-nb-nn-se.jsonl.zst",
    "news/sametinget-nb-se-sma-smj.jsonl.zst",
    "news/rust-blog.jsonl.zst",
    "docs/legalize-no.jsonl.zst",
    "docs/govuk-content-examples.jsonl.zst",
];

/// The fewest characters a word is cut to, and those of a word that gets a slip.
const SHORTEST_CUT: usize = 3;
const SHORTEST_SLIP: usize = 4;

/// How many items have each form.
pub(crate) fn having(items: &[Arc<Item>]) -> BTreeMap<String, u32> {
    let mut having: BTreeMap<String, u32> = BTreeMap::new();
    for item in items {
        let mut own = BTreeSet::new();
        item_tokens(item, &mut |_, _, form| {
            if !own.contains(form) {
                own.insert(form.to_owned());
            }
        });
        own.into_iter().for_each(|form| *having.entry(form).or_default() += 1);
    }
    having
}

/// The three rarest words of a title, in the order of the title.
pub(crate) fn rarest(item: &Item, having: &BTreeMap<String, u32>) -> Vec<String> {
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

/// The last word cut to two thirds, if there is anything to cut.
pub(crate) fn cut_short(words: &[String]) -> Option<String> {
    let (last, before) = words.split_last()?;
    let length = last.chars().count();
    let kept: String = last.chars().take((2 * length).div_ceil(3).max(SHORTEST_CUT)).collect();
    (length > SHORTEST_CUT).then(|| [before, &[kept]].concat().join(" "))
}

/// One slip, as of a finger, in one word without digits, if one is long enough.
pub(crate) fn with_slip(words: &[String], random: &mut Random) -> Option<String> {
    let fit = |word: &&String| word.chars().count() >= SHORTEST_SLIP && !word.chars().any(|c| c.is_ascii_digit());
    let candidates: Vec<&String> = words.iter().filter(fit).collect();
    let chosen = *candidates.get(random.below(candidates.len().max(1)))?;
    let mut letters: Vec<char> = chosen.chars().collect();
    let (place, other) = (random.below(letters.len() - 1), random.below(letters.len()));
    let letter = letters[other];
    match random.below(4) {
        0 => letters.insert(place, letter),
        1 => _ = letters.remove(place),
        2 => letters[place] = letter,
        _ => letters.swap(place, place + 1),
    }
    let slipped: String = letters.into_iter().collect();
    Some(words.iter().map(|word| if word == chosen { &slipped } else { word }.as_str()).collect::<Vec<_>>().join(" "))
}

/// A linear congruential generator (Knuth's constants).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}
