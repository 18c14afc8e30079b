//! Days as points in time, which is all that feeds and calendars know: the beginning of the day where the site is.

use chrono::{DateTime, NaiveDate, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;
use dossier_bundle::{Bundle, PartialDate};

/// Said of what has no date, where one must be said: long before anything here.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// A date as a point in time (RFC 3339): the beginning of its first day in the site's time zone.
pub(super) fn moment(date: Option<PartialDate>, bundle: &Bundle) -> String {
    let Some(day) = date.map(PartialDate::first_day) else { return NEVER.to_owned() };
    let zone = bundle.site.timezone.as_deref().and_then(|name| name.parse::<Tz>().ok()).unwrap_or(Tz::UTC);
    let begin = begin(day, zone);
    let minutes = begin.offset().fix().local_minus_utc() / 60;
    if minutes == 0 {
        return format!("{day}T{}Z", begin.format("%H:%M:%S"));
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{day}T{}{sign}{:02}:{:02}", begin.format("%H:%M:%S"), minutes.abs() / 60, minutes.abs() % 60)
}

/// A date as a point in time by the clock of Greenwich, as calendars write it.
pub(super) fn stamp(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "19700101T000000Z".to_owned(), |date| format!("{}T000000Z", date.first_day().format("%Y%m%d")))
}

/// The first moment of a day. Where clocks go forward at midnight, that is an hour or so after it.
fn begin(day: NaiveDate, zone: Tz) -> DateTime<Tz> {
    let at = |hour: u32| zone.from_local_datetime(&day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default())).earliest();
    (0..4).find_map(at).unwrap_or_else(|| zone.from_utc_datetime(&day.and_time(NaiveTime::MIN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(date: &str, zone: Option<&str>, expected: &str) {
        let mut bundle = Bundle::default();
        bundle.site.timezone = zone.map(str::to_owned);
        let found = moment(PartialDate::parse(date), &bundle);
        assert_eq!(found, expected, "{date} {zone:?}");
        assert!(DateTime::parse_from_rfc3339(&found).is_ok(), "{found}");
    }

    #[test]
    fn days_begin_where_the_site_is() {
        check("2024-06-14", None, "2024-06-14T00:00:00Z");
        check("2024-06-14", Some("Europe/Oslo"), "2024-06-14T00:00:00+02:00");
        check("2024-01", Some("Europe/Oslo"), "2024-01-01T00:00:00+01:00");
        check("2024", Some("America/New_York"), "2024-01-01T00:00:00-05:00");
        check("2018-11-04", Some("America/Sao_Paulo"), "2018-11-04T01:00:00-02:00");
        check("0001", Some("Africa/Monrovia"), "0001-01-01T00:00:00-00:43");
        check("9999-12-31", Some("Pacific/Kiritimati"), "9999-12-31T00:00:00+14:00");
        check("", Some("Europe/Oslo"), "1970-01-01T00:00:00Z");
        assert_eq!(stamp(PartialDate::parse("2024-06-14")), "20240614T000000Z");
    }
}
