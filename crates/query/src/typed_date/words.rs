//! The words of dates in one language.

use crate::text::fold_words;

/// What dates are written with in the language of the page. Letters are compared folded: case and accents do not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateWords {
    /// Full names from January on.
    pub months: [&'static str; 12],
    /// Short names from January on, with or without a full stop.
    pub short: [&'static str; 12],
    /// Other spellings and forms ("sept", a genitive) with their months 1–12.
    pub others: &'static [(&'static str, u8)],
    /// Words between the parts of a date that say nothing ("of", "de", the "th" of 14th).
    pub fillers: &'static [&'static str],
    /// Whether 3/4/2024 is the third of April. Dots and hyphens always put the day first, or the year.
    pub day_first: bool,
}

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A month 1–12.
    Month(u8),
    /// The beginning of more than one month, or too short a beginning.
    SeveralMonths,
    /// Nothing, but it may stand in a date.
    Filler,
    /// No word of a date.
    Unknown,
}

/// Letters with which a month may be begun and left unfinished.
const SHORTEST_BEGINNING: usize = 3;

impl DateWords {
    /// What a folded word says: a whole name, else a filler, else the beginning of a name.
    pub(super) fn meaning(&self, word: &str) -> Meaning {
        let (mut whole, mut begun) = (None, None);
        for list in [&self.months, &self.short] {
            for (name, month) in list.iter().zip(1..) {
                compare(word, name, month, &mut whole, &mut begun);
            }
        }
        for (name, month) in self.others {
            compare(word, name, *month, &mut whole, &mut begun);
        }
        if let Some(whole) = whole {
            return whole;
        }
        if self.fillers.iter().any(|filler| fold_words(filler).trim() == word) {
            return Meaning::Filler;
        }
        match begun {
            Some(_) if word.chars().nth(SHORTEST_BEGINNING - 1).is_none() => Meaning::SeveralMonths,
            Some(begun) => begun,
            None => Meaning::Unknown,
        }
    }
}

/// Notes whether a word is the name of a month, and whether it is the beginning of that name.
fn compare(word: &str, name: &str, month: u8, whole: &mut Option<Meaning>, begun: &mut Option<Meaning>) {
    let mut folded = fold_words(name);
    folded.retain(|c| c != ' ');
    if folded == word {
        note(whole, month);
    }
    if folded.starts_with(word) {
        note(begun, month);
    }
}

fn note(met: &mut Option<Meaning>, month: u8) {
    let same = met.is_none_or(|met| met == Meaning::Month(month));
    *met = Some(if same { Meaning::Month(month) } else { Meaning::SeveralMonths });
}
