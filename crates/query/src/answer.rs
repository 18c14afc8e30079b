//! The answer to a question. Every count is exact.

use dossier_bundle::{ItemIx, Language, PublisherIx, TypeIx};

/// What a page of a list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Whether counts are still on their way: the items are the right ones, but the total is only what is known so far and the
    /// rest is empty. Never true of a source that has everything at hand.
    pub counting: bool,
    /// What became of the words searched for.
    pub search: Search,
    /// The items of the page asked for, in order.
    pub items: Vec<ItemIx>,
    /// How many items match in all.
    pub total: u32,
    /// How many of those have no date; with a date filter: how many match but for having none, and so are left out.
    pub undated: u32,
    /// For each type that occurs in the question's topic and kind, or is chosen: how many items there would be if it were
    /// the only one chosen. In the order of how many there are without any filter, so that rows stay in place while a
    /// reader chooses; then in the bundle's order.
    pub types: Vec<Count<TypeIx>>,
    /// The same for publishers.
    pub publishers: Vec<Count<PublisherIx>>,
    /// The same for languages.
    pub languages: Vec<Count<Language>>,
    /// How the matches spread over time, the date filter left aside.
    pub timeline: Timeline,
    /// When nothing matches: what to take away, and how many items there would be then. Empty otherwise.
    pub ways_out: Vec<Way>,
}

/// What a search text was taken to mean. Empty without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// No item at all has every word, so those that have any of them are shown.
    pub any: bool,
    /// Words that nothing has, as typed and folded, and those of like spelling that were searched for instead.
    pub instead: Vec<(String, Vec<String>)>,
    /// Folded words that are hits, to be marked wherever they are shown.
    pub hits: Vec<String>,
}

/// A value of a facet and how many items have it, all filters but the facet's own applied. Zeros are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count<T> {
    /// The value.
    pub value: T,
    /// Items that match and have it.
    pub count: u32,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Matches by month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Every month from the first with a match to the last, without gaps, earliest first.
    pub months: Vec<MonthCount>,
    /// Items of which only the year is known: year and count, earliest first; years without any are left out.
    pub years: Vec<(u16, u32)>,
}

/// Matches in one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthCount {
    /// Year 1–9999.
    pub year: u16,
    /// Month 1–12.
    pub month: u8,
    /// Items of that month.
    pub count: u32,
}

/// A filter whose removal brings matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Take the words away.
    Text(u32),
    /// Take the dates away.
    Dates(u32),
    /// Take all chosen types away.
    Types(u32),
    /// Take all chosen publishers away.
    Publishers(u32),
    /// Take all chosen languages away.
    Languages(u32),
}

impl Way {
    /// How many items there would be.
    pub fn brings(&self) -> u32 {
        match *self {
            Self::Text(count) | Self::Dates(count) | Self::Types(count) | Self::Publishers(count) | Self::Languages(count) => count,
        }
    }
}
