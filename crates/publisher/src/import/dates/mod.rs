//! Dates of rows: partial dates stay partial, points in time become days of the site's time zone.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use dossier_bundle::PartialDate;

/// Reads a date; `None` if it is not one that the format can hold.
pub(super) fn read(text: &str, zone: Option<Tz>) -> Option<PartialDate> {
    let text = text.trim();
    if let Some(date) = PartialDate::parse(text) {
        return Some(date);
    }
    if let Ok(moment) = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)) {
        return day(zone.map_or(moment.date_naive(), |zone| moment.with_timezone(&zone).date_naive()));
    }
    // Without an offset, the time is the source's own, and so is its day.
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let moment = local.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    if let Some(moment) = moment {
        return day(moment.date());
    }
    let with_offset = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z").ok();
    let with_offset = with_offset.map(|moment| zone.map_or(moment.date_naive(), |zone| moment.with_timezone(&zone).date_naive()));
    with_offset.or_else(|| NaiveDate::parse_from_str(text, "%Y/%m/%d").ok()).and_then(day)
}

fn day(date: NaiveDate) -> Option<PartialDate> {
    (1..=9999).contains(&date.year()).then_some(PartialDate::Day(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, zone: &str, expected: Option<&str>) {
        let read = read(text, zone.parse().ok()).map(|date| date.to_string());
        assert_eq!(read.as_deref(), expected, "{text:?} in {zone:?}");
    }

    #[test]
    fn dates_are_read() {
        check("2024", "", Some("2024"));
        check("2024-06", "", Some("2024-06"));
        check(" 2024-06-14 ", "", Some("2024-06-14"));
        check("2024-06-14T23:30:00Z", "", Some("2024-06-14"));
        check("2024-06-14T23:30:00Z", "Europe/Oslo", Some("2024-06-15"));
        check("2024-06-14T23:30:00+0000", "Europe/Oslo", Some("2024-06-15"));
        check("2026-07-20 17:00:00-04:00", "America/New_York", Some("2026-07-20"));
        check("2024-06-14 23:30", "Europe/Oslo", Some("2024-06-14"));
        check("Fri, 14 Jun 2024 12:00:00 +0200", "", Some("2024-06-14"));
        check("2024/06/14", "", Some("2024-06-14"));
        for text in ["", "soon", "2024-13-01", "14.06.2024", "99999-01-01", "0000-01-01T00:00:00Z", "+12345-01-01T00:00:00Z"] {
            check(text, "", None);
        }
    }
}
