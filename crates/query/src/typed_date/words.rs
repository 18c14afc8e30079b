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
        let names: Vec<(String, u8)> = self.names().map(|(name, month)| (fold_words(name).trim().replace(' ', ""), month)).collect();
        let month = |fits: &dyn Fn(&str) -> bool| {
            let mut fitting = names.iter().filter(|(name, _)| fits(name)).map(|(_, month)| *month);
            let first = fitting.next()?;
            let alone = fitting.all(|month| month == first);
            Some(if alone { Meaning::Month(first) } else { Meaning::SeveralMonths })
        };
        if let Some(whole) = month(&|name| name == word) {
            return whole;
        }
        if self.fillers.iter().any(|filler| fold_words(filler).trim() == word) {
            return Meaning::Filler;
        }
        match month(&|name| name.starts_with(word)) {
            Some(_) if word.chars().count() < SHORTEST_BEGINNING => Meaning::SeveralMonths,
            Some(begun) => begun,
            None => Meaning::Unknown,
        }
    }

    fn names(&self) -> impl Iterator<Item = (&'static str, u8)> {
        let numbered = |names: [&'static str; 12]| names.into_iter().zip(1..=12);
        numbered(self.months).chain(numbered(self.short)).chain(self.others.iter().copied())
    }
}
