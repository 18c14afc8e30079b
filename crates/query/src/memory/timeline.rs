//! How matches spread over time, the date filter left aside.

use super::columns::When;
use super::scan::{DATES, Scan};
use crate::{MonthCount, Timeline};
use std::collections::BTreeMap;

pub(super) fn count(scan: &Scan<'_>) -> Timeline {
    let mut months: BTreeMap<u32, u32> = BTreeMap::new();
    let mut years: BTreeMap<u16, u32> = BTreeMap::new();
    for item in scan.matches(DATES) {
        match scan.memory.columns.when[item] {
            When::Undated => {}
            When::Year(year) => *years.entry(year).or_default() += 1,
            When::Month(month) => *months.entry(month).or_default() += 1,
        }
    }
    Timeline { months: without_gaps(&months), years: years.into_iter().collect() }
}

/// Every month from the first counted to the last.
fn without_gaps(counts: &BTreeMap<u32, u32>) -> Vec<MonthCount> {
    let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) else { return Vec::new() };
    let month_count = |month: u32| MonthCount {
        year: (month / 12) as u16,
        month: (month % 12) as u8 + 1,
        count: counts.get(&month).copied().unwrap_or_default(),
    };
    (*first..=*last).map(month_count).collect()
}
