//! Two dates with a dash between them.

use super::{DateFault, DateWords, typed_date};
use dossier_bundle::PartialDate;
use dossier_bundle::lean::{ToList, joined};

/// Reads `2023-2024`, `2023–2024`, `nov 2023 – feb 2024`, `nov–des 2023`. One date alone is a range from itself to itself. A
/// hyphen within a date is not a dash; a hyphen that could be read either way in two places is refused.
pub fn typed_range(text: &str, words: &DateWords) -> Result<(PartialDate, PartialDate), DateFault> {
    if let Some((from, to)) = text.split_once(is_dash) {
        return ends(from, to, words);
    }
    let alone = typed_date(text, words);
    if let Ok(date) = alone {
        return Ok((date, date));
    }
    let readings: Vec<_> = hyphens(text).map(|(from, to)| ends(from, to, words)).to_list();
    let mut sound = readings.iter().filter(|reading| !is_nonsense(**reading));
    match (sound.next(), sound.next()) {
        (Some(reading), None) => *reading,
        (Some(_), Some(_)) => Err(DateFault::NotADate),
        (None, _) => alone.map(|date| (date, date)),
    }
}

/// A dash that never stands within a date: figure dash, en dash, em dash, horizontal bar, minus.
fn is_dash(c: char) -> bool {
    matches!(c, '\u{2012}'..='\u{2015}' | '\u{2212}')
}

/// The text before and after each hyphen.
fn hyphens(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices('-').filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
}

/// Whether a reading is no pair of dates at all; a reversed pair is one.
fn is_nonsense(reading: Result<(PartialDate, PartialDate), DateFault>) -> bool {
    !matches!(reading, Ok(_) | Err(DateFault::Reversed))
}

fn ends(from: &str, to: &str, words: &DateWords) -> Result<(PartialDate, PartialDate), DateFault> {
    let last = typed_date(to, words);
    let first = match (typed_date(from, words), last) {
        // "nov – des 2023": the year of the end holds for the beginning too.
        (Err(DateFault::NoYear), Ok(last)) => typed_date(&joined(&[from, &PartialDate::Year(last.year()).text()], " "), words),
        (first, _) => first,
    };
    in_order(first?, last?)
}

/// The two dates, unless the second ends before the first begins.
pub(super) fn in_order(from: PartialDate, to: PartialDate) -> Result<(PartialDate, PartialDate), DateFault> {
    if from.days().start < to.days().end { Ok((from, to)) } else { Err(DateFault::Reversed) }
}
