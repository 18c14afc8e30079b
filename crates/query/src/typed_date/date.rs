//! One date.

use super::tokens::{Token, tokens};
use super::words::Meaning;
use super::{DateFault, DateWords};
use chrono::NaiveDate;
use dossier_bundle::PartialDate;
use dossier_bundle::lean::number;

/// Reads a year, month or day as people type it: `2024-06-14` in every language, `14.6.2024`, `14/06/2024`, `14 June 2024`,
/// `June 14, 2024`, `nov 2023`, `11/2023`, `2023`. Digits may be of any script; a month may be begun with three letters or
/// more if no other month begins so. Years have four digits.
pub fn typed_date(text: &str, words: &DateWords) -> Result<PartialDate, DateFault> {
    let tokens = tokens(text)?;
    let parts = Parts::of(&tokens, words)?;
    match (parts.month, parts.numbers.as_slice()) {
        (None, []) => Err(DateFault::Empty),
        (Some(month), numbers) => with_month_name(month, numbers),
        (None, numbers) => with_numbers(numbers, parts.month_first),
    }
}

/// What the tokens come to.
struct Parts<'a> {
    numbers: Vec<&'a str>,
    /// A month 1–12 given by name.
    month: Option<u8>,
    /// Whether short numbers stand month first.
    month_first: bool,
}

impl<'a> Parts<'a> {
    fn of(tokens: &'a [Token], words: &DateWords) -> Result<Self, DateFault> {
        let mut parts = Self { numbers: Vec::new(), month: None, month_first: false };
        let mut strange = matches!(tokens.first(), Some(Token::Slash | Token::Mark)) || matches!(tokens.last(), Some(Token::Slash));
        for token in tokens {
            match token {
                Token::Number(digits) => parts.numbers.push(digits),
                Token::Word(word) => match words.meaning(word) {
                    Meaning::Month(month) if parts.month.is_none() => parts.month = Some(month),
                    Meaning::SeveralMonths => return Err(DateFault::AmbiguousMonth),
                    Meaning::Filler => {}
                    Meaning::Month(_) | Meaning::Unknown => strange = true,
                },
                Token::Slash => parts.month_first = !words.day_first,
                Token::Mark => {}
            }
        }
        // Fillers alone are not nothing.
        strange |= parts.numbers.is_empty() && parts.month.is_none() && !tokens.is_empty();
        if strange { Err(DateFault::NotADate) } else { Ok(parts) }
    }
}

fn with_month_name(month: u8, numbers: &[&str]) -> Result<PartialDate, DateFault> {
    match numbers {
        [] => Err(DateFault::NoYear),
        [year] if year.len() <= 2 && in_range(year, 1, 31) => Err(DateFault::NoYear),
        [year] => Ok(PartialDate::Month(year_of(year)?, month)),
        [one, other] if is_short(one) => day_of(year_of(other)?, month, one),
        [one, other] if is_short(other) => day_of(year_of(one)?, month, other),
        _ => Err(DateFault::NotADate),
    }
}

fn with_numbers(numbers: &[&str], month_first: bool) -> Result<PartialDate, DateFault> {
    match numbers {
        [year] => Ok(PartialDate::Year(year_of(year)?)),
        [one, other] if is_short(one) && is_short(other) => Err(short_pair(one, other)),
        [month, year] if is_short(month) => Ok(PartialDate::Month(year_of(year)?, month_of(month)?)),
        [year, month] if is_short(month) => Ok(PartialDate::Month(year_of(year)?, month_of(month)?)),
        [one, two, year] if is_short(one) && is_short(two) => {
            let year = year_of(year)?;
            let swapped = if month_first { in_range(one, 1, 12) || !in_range(two, 1, 12) } else { false };
            let (day, month) = if swapped { (two, one) } else { (one, two) };
            day_of(year, month_of(month)?, day)
        }
        [year, month, day] if is_short(month) && is_short(day) => day_of(year_of(year)?, month_of(month)?, day),
        _ => Err(DateFault::NotADate),
    }
}

/// What is wrong with two short numbers: a day and a month without a year, or a year of two digits.
fn short_pair(one: &str, other: &str) -> DateFault {
    let days_and_months = (in_range(one, 1, 31) && in_range(other, 1, 12)) || (in_range(one, 1, 12) && in_range(other, 1, 31));
    if days_and_months { DateFault::NoYear } else { DateFault::TwoDigitYear }
}

fn is_short(digits: &str) -> bool {
    digits.len() <= 2
}

fn in_range(digits: &str, low: u16, high: u16) -> bool {
    number(digits).is_some_and(|number| (u64::from(low)..=u64::from(high)).contains(&number))
}

fn year_of(digits: &str) -> Result<u16, DateFault> {
    match digits.len() {
        4 => number(digits).filter(|year| *year >= 1).map(|year| year as u16).ok_or(DateFault::YearOutOfRange),
        2 => Err(DateFault::TwoDigitYear),
        0..=3 => Err(DateFault::NotADate),
        _ => Err(DateFault::YearOutOfRange),
    }
}

fn month_of(digits: &str) -> Result<u8, DateFault> {
    number(digits).filter(|month| (1..=12).contains(month)).map(|month| month as u8).ok_or(DateFault::NoSuchMonth)
}

fn day_of(year: u16, month: u8, digits: &str) -> Result<PartialDate, DateFault> {
    let day = number(digits).and_then(|day| u8::try_from(day).ok()).ok_or(DateFault::NotADate)?;
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    date.map(PartialDate::Day).ok_or(DateFault::NoSuchDay { year, month, day })
}
