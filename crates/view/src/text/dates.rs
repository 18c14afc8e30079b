//! Dates and ranges as a page shows them.

use super::Words;
use chrono::Datelike;
use dossier_bundle::PartialDate;
use dossier_bundle::lean::{joined, numeral};
use dossier_query::{Dates, Preset};

/// A date as shown: `14 June 2024`, `June 2024` or `2024`, no more precise than it is.
pub fn date(date: PartialDate, words: &Words) -> String {
    let year = numeral(u32::from(date.year()));
    match date {
        PartialDate::Year(_) => year,
        PartialDate::Month(_, month) => words.month.with([month_name(month, words), &year]),
        PartialDate::Day(day) => words.day.with([&numeral(day.day()), month_name(day.month() as u8, words), &year]),
    }
}

/// A date for machines, as `time[datetime]` wants it.
pub fn machine_date(date: PartialDate) -> String {
    date.text()
}

/// The name of a month 1–12.
pub fn month_name(month: u8, words: &Words) -> &'static str {
    words.months.months.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// A range as shown on a chip; `None` for no range.
pub fn range(dates: Dates, words: &Words) -> Option<String> {
    let shown = match dates {
        Dates::Any | Dates::Between { from: None, to: None } => return None,
        Dates::Preset(Preset::Last30Days) => words.last_30_days.to_owned(),
        Dates::Preset(Preset::ThisYear) => words.this_year.to_owned(),
        Dates::Preset(Preset::ThisSession) => words.this_session.to_owned(),
        Dates::Between { from: Some(from), to: None } => words.since.with([&date(from, words)]),
        Dates::Between { from: None, to: Some(to) } => words.until.with([&date(to, words)]),
        Dates::Between { from: Some(from), to: Some(to) } if from == to => date(from, words),
        Dates::Between { from: Some(from), to: Some(to) } => joined(&[date(from, words), date(to, words)], " – "),
    };
    Some(shown)
}
