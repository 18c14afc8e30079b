//! Three made-up languages that look like real ones: their commonest words are real, the rest is put together from syllables.

/// A language: its tag, its commonest words in order of frequency, and what its other words are put together from.
pub(super) struct Language {
    pub(super) tag: &'static str,
    frequent: Vec<&'static str>,
    onsets: Vec<&'static str>,
    vowels: Vec<&'static str>,
    endings: Vec<&'static str>,
}

/// All languages, commonest first.
pub(super) fn all() -> [Language; 3] {
    [
        language(
            "en",
            "the of and to in a for on that with is by as will from are be this at which security policy government report \
             international public national defence cooperation climate health energy minister law measures support budget \
             education research trade",
            "b c d f g h l m n p r s t v st tr pr gr",
            "a e i o u ea",
            "n r st tion ment ing l",
        ),
        language(
            "nb",
            "og i det på som er en til å for av at med de har den et om vi skal regjeringen sikkerhet norge samarbeid forsvar \
             klima helse energi statsråd lov tiltak støtte budsjett utdanning forskning handel",
            "b d f g h j k l m n r s t v sk kr tr bl",
            "a e i o u y ø å",
            "n r t else het ing sk",
        ),
        language(
            "fr",
            "de la le et les des en un du une que est pour qui dans par plus au sur avec sécurité politique gouvernement rapport \
             coopération défense climat santé énergie ministre loi mesures soutien budget",
            "b c d f g j l m n p r s t v ch pr tr qu",
            "a e i o ou é ai",
            "r s t tion ment eur x",
        ),
    ]
}

fn language(tag: &'static str, frequent: &'static str, onsets: &'static str, vowels: &'static str, endings: &'static str) -> Language {
    let list = |words: &'static str| words.split_whitespace().collect();
    // Many words end with their last syllable.
    let endings = std::iter::once("").chain(endings.split_whitespace()).collect();
    Language { tag, frequent: list(frequent), onsets: list(onsets), vowels: list(vowels), endings }
}

impl Language {
    /// Writes the word of a rank: short ones first, each rank another.
    pub(super) fn spell(&self, rank: usize, text: &mut String) {
        if let Some(word) = self.frequent.get(rank) {
            return text.push_str(word);
        }
        let rank = rank - self.frequent.len();
        // Two syllables at least, in an order without alphabetical runs: the step shares no factor with the number of syllables.
        let syllables = self.onsets.len() * self.vowels.len();
        let mut rest = rank + syllables;
        while rest > 0 {
            let syllable = (rest % syllables) * 53 % syllables;
            text.push_str(self.onsets[syllable / self.vowels.len()]);
            text.push_str(self.vowels[syllable % self.vowels.len()]);
            rest /= syllables;
        }
        text.push_str(self.endings[(rank / 7) % self.endings.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rank_has_its_own_word() {
        for language in all() {
            let mut words = BTreeSet::new();
            for rank in 0..50_000 {
                let mut word = String::new();
                language.spell(rank, &mut word);
                words.insert(word);
            }
            // Syllable borders may coincide ("st" + "r…"); that costs a few in a thousand.
            assert!(words.len() > 49_500, "{}: {}", language.tag, words.len());
        }
    }
}
