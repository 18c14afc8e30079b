//! Words of three made-up languages that are spread as those of real text are.
//!
//! The first 1,500 ranks follow Zipf's law; beyond them frequency falls with the square of the rank and never ends, so the vocabulary grows
//! with the root of the text (Heaps' law, exponent 0.5; two regimes as found by Gerlach and Altmann 2013): about 600,000 words in a million items.

use super::random::{Random, Zipf};

/// Ranks of the common vocabulary.
const COMMON: u32 = 1_500;

/// A language: its tag, its commonest words in order of frequency, and what its other words are put together from.
pub(super) struct Language {
    pub(super) tag: &'static str,
    frequent: &'static [&'static str],
    onsets: &'static [&'static str],
    vowels: &'static [&'static str],
    endings: &'static [&'static str],
}

/// All languages, commonest first.
pub(super) const LANGUAGES: [Language; 3] = [
    Language {
        tag: "en",
        frequent: &[
            "the",
            "of",
            "and",
            "to",
            "in",
            "a",
            "for",
            "on",
            "that",
            "with",
            "is",
            "by",
            "as",
            "will",
            "from",
            "are",
            "be",
            "this",
            "at",
            "which",
            "security",
            "policy",
            "government",
            "report",
            "international",
            "public",
            "national",
            "defence",
            "cooperation",
            "climate",
            "health",
            "energy",
            "minister",
            "law",
            "measures",
            "support",
            "budget",
            "education",
            "research",
            "trade",
        ],
        onsets: &["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pr", "gr"],
        vowels: &["a", "e", "i", "o", "u", "ea"],
        endings: &["", "n", "r", "st", "tion", "ment", "ing", "l"],
    },
    Language {
        tag: "nb",
        frequent: &[
            "og",
            "i",
            "det",
            "på",
            "som",
            "er",
            "en",
            "til",
            "å",
            "for",
            "av",
            "at",
            "med",
            "de",
            "har",
            "den",
            "et",
            "om",
            "vi",
            "skal",
            "regjeringen",
            "sikkerhet",
            "norge",
            "samarbeid",
            "forsvar",
            "klima",
            "helse",
            "energi",
            "statsråd",
            "lov",
            "tiltak",
            "støtte",
            "budsjett",
            "utdanning",
            "forskning",
            "handel",
        ],
        onsets: &["b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "r", "s", "t", "v", "sk", "kr", "tr", "bl"],
        vowels: &["a", "e", "i", "o", "u", "y", "ø", "å"],
        endings: &["", "n", "r", "t", "else", "het", "ing", "sk"],
    },
    Language {
        tag: "fr",
        frequent: &[
            "de",
            "la",
            "le",
            "et",
            "les",
            "des",
            "en",
            "un",
            "du",
            "une",
            "que",
            "est",
            "pour",
            "qui",
            "dans",
            "par",
            "plus",
            "au",
            "sur",
            "avec",
            "sécurité",
            "politique",
            "gouvernement",
            "rapport",
            "coopération",
            "défense",
            "climat",
            "santé",
            "énergie",
            "ministre",
            "loi",
            "mesures",
            "soutien",
            "budget",
        ],
        onsets: &["b", "c", "d", "f", "g", "j", "l", "m", "n", "p", "r", "s", "t", "v", "ch", "pr", "tr", "qu"],
        vowels: &["a", "e", "i", "o", "ou", "é", "ai"],
        endings: &["", "r", "s", "t", "tion", "ment", "eur", "x"],
    },
];

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
        spell(language, rank, text);
    }
}

/// Writes the word of a rank: short ones first, each rank another.
fn spell(language: &Language, rank: usize, text: &mut String) {
    if let Some(word) = language.frequent.get(rank) {
        return text.push_str(word);
    }
    let rank = rank - language.frequent.len();
    // Two syllables at least, in an order without alphabetical runs: the step shares no factor with the number of syllables.
    let syllables = language.onsets.len() * language.vowels.len();
    let mut rest = rank + syllables;
    while rest > 0 {
        let syllable = (rest % syllables) * 53 % syllables;
        text.push_str(language.onsets[syllable / language.vowels.len()]);
        text.push_str(language.vowels[syllable % language.vowels.len()]);
        rest /= syllables;
    }
    text.push_str(language.endings[(rank / 7) % language.endings.len()]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rank_has_its_own_word() {
        for language in &LANGUAGES {
            let mut words = BTreeSet::new();
            for rank in 0..50_000 {
                let mut word = String::new();
                spell(language, rank, &mut word);
                words.insert(word);
            }
            // Syllable borders may coincide ("st" + "r…"); that costs a few in a thousand.
            assert!(words.len() > 49_500, "{}: {}", language.tag, words.len());
        }
    }
}
