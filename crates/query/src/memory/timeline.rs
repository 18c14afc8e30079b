//! How matches spread over time, the date filter left aside.

use super::columns::When;
use super::scan::{DATES, Scan};
use crate::{MonthCount, Timeline};
use dossier_bundle::lean::ToList;

pub(super) fn count(scan: &Scan<'_>) -> Timeline {
    let (mut months, mut years) = (Vec::new(), Vec::new());
    for item in scan.matches(DATES) {
        match scan.memory.columns.when[item as usize] {
            When::Undated => {}
            When::Year(year) => years.push(u32::from(year)),
            When::Month(month) => months.push(month),
        }
    }
    let month_count = |(month, count)| MonthCount { year: (month / 12) as u16, month: (month % 12) as u8 + 1, count };
    let year_count = |(year, count)| (year as u16, count);
    Timeline {
        months: tally(&months).into_iter().map(month_count).to_list(),
        years: tally(&years).into_iter().filter(|(_, count)| *count > 0).map(year_count).to_list(),
    }
}

/// How often each number occurs, from the smallest to the largest without gaps.
fn tally(numbers: &[u32]) -> Vec<(u32, u32)> {
    let first = numbers.iter().copied().min().unwrap_or_default();
    let mut counts = Vec::new();
    for number in numbers {
        let place = (number - first) as usize;
        while counts.len() <= place {
            counts.push((first + counts.len() as u32, 0));
        }
        counts[place].1 += 1;
    }
    counts
}
