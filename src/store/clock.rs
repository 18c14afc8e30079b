//! The clock: the only place that reads it.

use chrono::NaiveDate;

/// Today where the reader is.
pub(super) fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    NaiveDate::from_ymd_opt(now.get_full_year().cast_signed(), now.get_month() + 1, now.get_date()).unwrap_or_default()
}
