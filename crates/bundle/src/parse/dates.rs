//! Dates as they are written in bundles, and what was meant by those that are written otherwise.

use super::values::text;
use crate::PartialDate;
use crate::json::At;
use crate::lean::ToList;
use crate::problem::{Code, Log, quoted};

/// A field that holds a date, or a timestamp of which the written day counts. `None` if it is absent, empty or (noted) no date.
pub(super) fn read(parent: &At<'_>, key: &str, log: &mut Log) -> Option<PartialDate> {
    let at = parent.get(key)?;
    if matches!(at.value, crate::json::Json::Whole(1..=9999)) {
        log.wrong_type(&at, "a text such as \"2024\" or \"2024-06-14\"");
        return None;
    }
    let text = text(&at, log)?.trim();
    let date = PartialDate::parse(text).or_else(|| timestamp(text));
    if date.is_none() {
        log.advise(Code::BadDate, &at, || format!("{} is not a date. It is left out.", quoted(text)), || advice(text));
    }
    date
}

/// The day of a timestamp (RFC 3339, or with a space), as written: time and offset are not looked at further.
fn timestamp(text: &str) -> Option<PartialDate> {
    let (day, time) = text.split_at_checked(10)?;
    let timed = time.strip_prefix(['T', 't', ' ']).is_some_and(|time| {
        let hour = time.as_bytes().first_chunk::<5>();
        hour.is_some_and(|[a, b, colon, c, d]| [a, b, c, d].iter().all(|b| b.is_ascii_digit()) && *colon == b':')
            && time.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b',' | b'+' | b'-' | b'Z' | b'z'))
    });
    timed.then(|| PartialDate::parse(day))?
}

/// What to write instead.
fn advice(text: &str) -> String {
    let meant = meant(text);
    match meant.as_slice() {
        [] => "Write a day as 2024-06-14, a month as 2024-06, a year as 2024; years run from 0001 to 9999.".to_owned(),
        [one] => format!("Write {one}."),
        several => format!("Write {}.", several.join(" or ")),
    }
}

/// The dates that a text such as `14.06.2024`, `2024/6/14` or `20240614` may mean.
fn meant(text: &str) -> Vec<String> {
    let digits = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).to_list();
    let orders = match parts.as_slice() {
        [all] if all.len() == 8 && all.bytes().all(|b| b.is_ascii_digit()) => vec![[&all[..4], &all[4..6], &all[6..]]],
        [a, b, c] if ![a, b, c].iter().all(|part| digits(part)) => vec![],
        [year, month, day] if year.len() == 4 => vec![[*year, *month, *day]],
        [a, b, year] if year.len() == 4 => vec![[*year, *b, *a], [*year, *a, *b]],
        _ => vec![],
    };
    let mut dates: Vec<String> = Vec::new();
    for [year, month, day] in orders {
        let date = format!("{year}-{month:0>2}-{day:0>2}");
        if PartialDate::parse(&date).is_some() && !dates.contains(&date) {
            dates.push(date);
        }
    }
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_meant(text: &str, expected: &[&str]) {
        assert_eq!(meant(text), expected, "{text:?}");
    }

    #[test]
    fn other_ways_to_write_a_date_are_understood() {
        check_meant("14.06.2024", &["2024-06-14"]);
        check_meant("14/6/2024", &["2024-06-14"]);
        check_meant("5/6/2024", &["2024-06-05", "2024-05-06"]);
        check_meant("2024/6/14", &["2024-06-14"]);
        check_meant("20240614", &["2024-06-14"]);
        check_meant("2024-13-45", &[]);
        check_meant("yesterday", &[]);
        check_meant("99999", &[]);
        check_meant("é.é.é", &[]);
    }

    fn check_timestamp(text: &str, expected: Option<&str>) {
        assert_eq!(timestamp(text).map(|date| date.to_string()).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn timestamps_are_days() {
        check_timestamp("2024-06-14T23:30:00+02:00", Some("2024-06-14"));
        check_timestamp("2024-06-14 09:00", Some("2024-06-14"));
        check_timestamp("2024-06-14T09:00:00.123Z", Some("2024-06-14"));
        check_timestamp("2024-06-31T09:00:00Z", None);
        check_timestamp("2024-06-14Tnoon", None);
        check_timestamp("2024-06-14", None);
        check_timestamp("2024-06-1é4T09:00", None);
    }
}
