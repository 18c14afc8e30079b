//! Which word comes next: words that are spread as those of real text are.
//!
//! The first 1,500 ranks follow Zipf's law; beyond them frequency falls with the square of the rank and never ends, so the vocabulary grows
//! with the root of the text (Heaps' law, exponent 0.5; two regimes as found by Gerlach and Altmann 2013): about 600,000 words in a million items.

use super::languages::Language;
use super::random::{Random, Zipf};

/// Ranks of the common vocabulary.
const COMMON: u32 = 1_500;

/// Picks words.
pub(super) struct Words(Zipf);

impl Words {
    pub(super) fn new() -> Self {
        Self(Zipf::new(COMMON))
    }

    /// Adds a word to a text.
    pub(super) fn add(&self, language: &Language, random: &mut Random, text: &mut String) {
        // The endless rest weighs as much as the commonest word: the sum of COMMON/x² from COMMON on is about 1.
        let weight = random.share() * (self.0.weight() + 1.0);
        let rank = if weight < self.0.weight() { self.0.at(weight) } else { random.beyond(COMMON) as usize };
        language.spell(rank, text);
    }
}
