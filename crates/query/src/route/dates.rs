//! Ranges of dates as days. Today and the start of the session are arguments.

use super::{Dates, Preset};
use chrono::{Datelike, Days, NaiveDate};

impl Dates {
    /// The days meant: the first one in the range and the first one after it; none for an open end. A reversed range gives
    /// the same day twice, so that it holds nothing. `session_start` is the month and day on which a session begins; without
    /// it "this session" narrows nothing.
    pub fn days(self, today: NaiveDate, session_start: Option<(u8, u8)>) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self {
            Self::Any => (None, None),
            Self::Between { from, to } => {
                let first = from.map(|date| date.days().start);
                let end = to.map(|date| date.days().end);
                if self.is_reversed() { (first, first) } else { (first, end) }
            }
            Self::Preset(preset) => preset.days(today, session_start),
        }
    }

    /// Whether the range ends before it begins.
    pub fn is_reversed(self) -> bool {
        matches!(self, Self::Between { from: Some(from), to: Some(to) } if from.days().start >= to.days().end)
    }
}

impl Preset {
    fn days(self, today: NaiveDate, session_start: Option<(u8, u8)>) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self {
            Self::Last30Days => (today.checked_sub_days(Days::new(29)), today.succ_opt()),
            Self::ThisYear => (new_year(today.year()), new_year(today.year() + 1)),
            Self::ThisSession => session_start.map_or((None, None), |start| session(today, start)),
        }
    }
}

fn new_year(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
}

/// The session of `today`: from the latest start that is not after it to the next start.
fn session(today: NaiveDate, (month, day): (u8, u8)) -> (Option<NaiveDate>, Option<NaiveDate>) {
    // Counting days from the first of the month turns 29 February of a common year into 1 March.
    let start = |year| {
        let first = NaiveDate::from_ymd_opt(year, u32::from(month), 1)?;
        first.checked_add_days(Days::new(u64::from(day.saturating_sub(1))))
    };
    let year = today.year();
    match start(year) {
        Some(begun) if begun <= today => (Some(begun), start(year + 1)),
        begins => (start(year - 1), begins),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_bundle::PartialDate;

    fn check(dates: Dates, today: &str, session: Option<(u8, u8)>, expected: (&str, &str)) {
        let (from, to) = dates.days(today.parse().unwrap(), session);
        let text = |day: Option<NaiveDate>| day.map_or_else(|| "open".to_owned(), |day| day.to_string());
        assert_eq!((text(from).as_str(), text(to).as_str()), expected, "{dates:?}");
    }

    fn between(from: &str, to: &str) -> Dates {
        Dates::Between { from: PartialDate::parse(from), to: PartialDate::parse(to) }
    }

    #[test]
    fn ranges_reach_to_the_end_of_their_last_date() {
        check(Dates::Any, "2024-06-14", None, ("open", "open"));
        check(between("2023-11", "2024"), "2024-06-14", None, ("2023-11-01", "2025-01-01"));
        check(between("2024-06-14", ""), "2024-06-14", None, ("2024-06-14", "open"));
        check(between("", "2024-02"), "2024-06-14", None, ("open", "2024-03-01"));
    }

    #[test]
    fn a_reversed_range_holds_nothing() {
        check(between("2024", "2023"), "2024-06-14", None, ("2024-01-01", "2024-01-01"));
        assert!(between("2024-06-15", "2024-06-14").is_reversed());
        assert!(!between("2024-06", "2024").is_reversed());
    }

    #[test]
    fn presets_follow_today() {
        check(Dates::Preset(Preset::Last30Days), "2024-03-01", None, ("2024-02-01", "2024-03-02"));
        check(Dates::Preset(Preset::ThisYear), "2024-12-31", None, ("2024-01-01", "2025-01-01"));
    }

    #[test]
    fn a_session_begins_on_its_day() {
        let session = Dates::Preset(Preset::ThisSession);
        check(session, "2024-09-30", Some((10, 1)), ("2023-10-01", "2024-10-01"));
        check(session, "2024-10-01", Some((10, 1)), ("2024-10-01", "2025-10-01"));
        check(session, "2023-03-01", Some((2, 29)), ("2023-03-01", "2024-02-29"));
        check(session, "2024-09-30", None, ("open", "open"));
    }
}
