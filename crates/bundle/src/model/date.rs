//! Dates that say no more than is known.

use crate::lean;
use chrono::{Datelike, Days as Count, Months, NaiveDate};
use std::fmt;
use std::ops::Range;

/// A half-open range of days: the first one in it, and the first one after it.
pub type Days = Range<NaiveDate>;

/// A year, a month or a day of the Gregorian calendar, years 1–9999. Its order is by first day, then the more precise first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Some day of a year.
    Year(u16),
    /// Some day of a month: year, then month 1–12.
    Month(u16, u8),
    /// A day.
    Day(NaiveDate),
}

impl PartialDate {
    /// Reads `2024`, `2024-06` or `2024-06-14` (ISO 8601, a subset). `None` for anything else, for impossible dates and for years outside 1–9999.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4).filter(|year| (1..=9999).contains(year))?;
        let Some(month) = parts.next() else { return Some(Self::Year(year)) };
        let month = number(month, 2).filter(|month| (1..=12).contains(month))? as u8;
        let Some(day) = parts.next() else { return Some(Self::Month(year, month)) };
        let day = number(day, 2)?;
        if parts.next().is_some() {
            return None;
        }
        NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)).map(Self::Day)
    }

    /// The days it may mean.
    pub fn days(self) -> Days {
        let first = self.first_day();
        let end = match self {
            Self::Year(_) => first.checked_add_months(Months::new(12)),
            Self::Month(..) => first.checked_add_months(Months::new(1)),
            Self::Day(_) => first.checked_add_days(Count::new(1)),
        };
        first..end.unwrap_or(NaiveDate::MAX)
    }

    /// The first day it may mean.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Year(year) => NaiveDate::from_ymd_opt(i32::from(year), 1, 1).unwrap_or_default(),
            Self::Month(year, month) => NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), 1).unwrap_or_default(),
            Self::Day(day) => day,
        }
    }

    /// Its year.
    pub fn year(self) -> u16 {
        u16::try_from(self.first_day().year()).unwrap_or_default()
    }

    /// Its month 1–12, if known.
    pub fn month(self) -> Option<u8> {
        match self {
            Self::Year(_) => None,
            Self::Month(_, month) => Some(month),
            Self::Day(day) => Some(day.month() as u8),
        }
    }

    /// The text that [`PartialDate::parse`] reads back.
    pub fn text(self) -> String {
        let mut text = String::new();
        lean::push_number(&mut text, u32::from(self.year()), 4);
        if let Some(month) = self.month() {
            text.push('-');
            lean::push_number(&mut text, u32::from(month), 2);
        }
        if let Self::Day(day) = self {
            text.push('-');
            lean::push_number(&mut text, day.day(), 2);
        }
        text
    }
}

/// A number of exactly `digits` ASCII digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    let number = lean::number(text).filter(|_| text.len() == digits)?;
    u16::try_from(number).ok()
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (mine, theirs) = (self.days(), other.days());
        mine.start.cmp(&theirs.start).then(mine.end.cmp(&theirs.end))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, days: Option<(&str, &str)>) {
        let read = PartialDate::parse(text);
        let found = read.map(|date| (date.days().start.to_string(), date.days().end.to_string()));
        assert_eq!(found.as_ref().map(|(a, b)| (a.as_str(), b.as_str())), days, "{text:?}");
        if let Some(date) = read {
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn dates_mean_days() {
        check("2024", Some(("2024-01-01", "2025-01-01")));
        check("2024-02", Some(("2024-02-01", "2024-03-01")));
        check("2024-02-29", Some(("2024-02-29", "2024-03-01")));
        check("2023-12", Some(("2023-12-01", "2024-01-01")));
        check("0001", Some(("0001-01-01", "0002-01-01")));
        check("9999-12-31", Some(("9999-12-31", "+10000-01-01")));
    }

    #[test]
    fn others_mean_nothing() {
        for text in [
            "",
            "0000",
            "99999",
            "24",
            "2024-13",
            "2024-00",
            "2023-02-29",
            "2024-1-1",
            "2024-01-01-01",
            "２０２４",
            "+2024",
            "2024-06-14T10:00",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn order_is_by_first_day_then_precision() {
        let mut dates = ["2024", "2023-12-31", "2024-01", "2024-01-01", "2024-01-02"].map(|text| PartialDate::parse(text).unwrap());
        dates.sort();
        assert_eq!(dates.map(|date| date.to_string()), ["2023-12-31", "2024-01-01", "2024-01", "2024", "2024-01-02"]);
    }
}
