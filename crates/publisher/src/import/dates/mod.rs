//! Dates of rows: partial dates stay partial, points in time become days of the site's time zone.

mod moment;

use chrono::{Datelike, NaiveDate, TimeDelta, TimeZone};
use chrono_tz::Tz;
use dossier_bundle::PartialDate;

/// Reads a date; `None` if it is not one that the format can hold.
pub(super) fn read(text: &str, zone: Option<Tz>) -> Option<PartialDate> {
    let text = text.trim();
    if let Some(date) = PartialDate::parse(text) {
        return Some(date);
    }
    let moment = moment::read(text)?;
    // Without an offset, the time is the source's own, and so is its day. A point in time exists in every zone, so that none can fall
    // into an hour that a change of clocks leaves out.
    let Some((offset, zone)) = moment.offset.zip(zone) else { return day(moment.day) };
    let utc = moment.day.and_hms_opt(0, 0, 0)?.checked_add_signed(TimeDelta::try_minutes(moment.minutes - offset)?)?;
    day(zone.from_utc_datetime(&utc).date_naive())
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
        check("2024-6-4", "", Some("2024-06-04"));
        check("20240614", "", Some("2024-06-14"));
        check("20240614T2330Z", "Europe/Oslo", Some("2024-06-15"));
        check("2024-166", "", Some("2024-06-14"));
        check("2024-W24-5", "", Some("2024-06-14"));
        check("2024-06-14T24:00:00Z", "", Some("2024-06-15"));
        check("2024-06-14T23:59:60.5Z", "", Some("2024-06-14"));
    }

    #[test]
    fn dates_of_feeds_are_read() {
        check("Thu, 01 Jan 2004 19:48:21 GMT", "", Some("2004-01-01"));
        check("Thu, 01 Jan 04 19:48 EST", "Europe/Oslo", Some("2004-01-02"));
        check("Thu, 31 Dec 1999 23:00:00 -0500 (EST)", "UTC", Some("2000-01-01"));
        check("01 January 2004", "", Some("2004-01-01"));
        check("Jan 1, 2004 10:00", "", Some("2004-01-01"));
        check("Sun Jan  4 16:29:06 PST 2004", "", Some("2004-01-04"));
        check("Sunday, 04-Jan-98 16:29:06 UTC+1", "", Some("1998-01-04"));
        check("Thu, 5 Apr 2012 13:00:00 GMT+02:00", "", Some("2012-04-05"));
        check("January 3rd, 2004", "", Some("2004-01-03"));
        check("Wed, 21 Aug 2002 24:00:00 GMT", "", Some("2002-08-22"));
        for text in [
            "Thu, 32 Jan 2004 10:00:00 GMT",
            "31 Feb 2004",
            "Jan 2004",
            "1 2 3 4 Jan",
            "Thu, 01 Jan 2004 25:00",
            "2024-W54-1",
            "soon, 1 Jan 2004",
        ] {
            check(text, "", None);
        }
    }

    #[test]
    fn changes_of_clocks_lose_no_date() {
        // 02:30 of this day is no time in Oslo; 02:30 of the other one is two.
        check("2024-03-31T02:30:00", "Europe/Oslo", Some("2024-03-31"));
        check("2024-10-27T02:30:00", "Europe/Oslo", Some("2024-10-27"));
        check("2024-03-31T00:30:00Z", "Europe/Oslo", Some("2024-03-31"));
        check("2011-12-30T12:00:00Z", "Pacific/Apia", Some("2011-12-31"));
        for text in ["", "soon", "2024-13-01", "14.06.2024", "99999-01-01", "0000-01-01T00:00:00Z", "+12345-01-01T00:00:00Z"] {
            check(text, "", None);
        }
    }
}
