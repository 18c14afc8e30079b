//! Dates and ranges as a page shows them.

use super::Words;
use chrono::Datelike;
use dossier_bundle::PartialDate;
use dossier_query::{Dates, Preset};

/// A date as shown: `14 June 2024`, `June 2024` or `2024`, no more precise than it is.
pub fn date(date: PartialDate, words: &Words) -> String {
    match date {
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Month(year, month) => (words.month)(month_name(month, words), i32::from(year)),
        PartialDate::Day(day) => (words.day)(day.day(), month_name(day.month() as u8, words), day.year()),
    }
}

/// A date for machines, as `time[datetime]` wants it.
pub fn machine_date(date: PartialDate) -> String {
    date.to_string()
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
        Dates::Between { from: Some(from), to: None } => super::filled(words.since, &date(from, words)),
        Dates::Between { from: None, to: Some(to) } => super::filled(words.until, &date(to, words)),
        Dates::Between { from: Some(from), to: Some(to) } if from == to => date(from, words),
        Dates::Between { from: Some(from), to: Some(to) } => format!("{} – {}", date(from, words), date(to, words)),
    };
    Some(shown)
}
