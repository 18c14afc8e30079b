//! Dates as typed in several languages, and what is said of those that are none.

use super::*;
use crate::Dates;
use chrono::{Datelike, NaiveDate};
use dossier_bundle::PartialDate;
use proptest::prelude::*;

const ENGLISH: DateWords = DateWords {
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    others: &[("sept", 9)],
    fillers: &["of", "the", "st", "nd", "rd", "th"],
    day_first: true,
};

const AMERICAN: DateWords = DateWords { day_first: false, ..ENGLISH };

const NORWEGIAN: DateWords = DateWords {
    months: ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"],
    short: ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."],
    others: &[],
    fillers: &["den"],
    day_first: true,
};

const FRENCH: DateWords = DateWords {
    months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    short: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    others: &[],
    fillers: &["er", "le"],
    day_first: true,
};

const SAMI: DateWords = DateWords {
    months: [
        "ođđajagemánnu",
        "guovvamánnu",
        "njukčamánnu",
        "cuoŋománnu",
        "miessemánnu",
        "geassemánnu",
        "suoidnemánnu",
        "borgemánnu",
        "čakčamánnu",
        "golggotmánnu",
        "skábmamánnu",
        "juovlamánnu",
    ],
    short: ["ođđj", "guov", "njuk", "cuo", "mies", "geas", "suoi", "borg", "čakč", "golg", "skáb", "juov"],
    others: &[("geassemánu", 6)],
    fillers: &[],
    day_first: true,
};

const ARABIC: DateWords = DateWords {
    months: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    short: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    others: &[],
    fillers: &[],
    day_first: true,
};

fn check(words: &DateWords, text: &str, expected: Result<&str, DateFault>) {
    let read = typed_date(text, words).map(|date| date.to_string());
    assert_eq!(read.as_deref().map_err(|fault| *fault), expected, "{text:?}");
}

#[test]
fn numbers() {
    for text in
        ["2024-06-14", "2024-6-14", "14.6.2024", "14.06.2024", "14/06/2024", "14-6-2024", " 14. 6. 2024 ", "2024/06/14", "14 6 2024"]
    {
        check(&ENGLISH, text, Ok("2024-06-14"));
    }
    for text in ["11/2023", "11.2023", "2023-11", "2023-11.", "１１／２０２３", "١١/٢٠٢٣"] {
        check(&ENGLISH, text, Ok("2023-11"));
    }
    check(&ENGLISH, "2023", Ok("2023"));
    check(&ENGLISH, "0987", Ok("0987"));
}

#[test]
fn the_order_around_a_slash_is_the_language_s() {
    check(&ENGLISH, "3/4/2024", Ok("2024-04-03"));
    check(&AMERICAN, "3/4/2024", Ok("2024-03-04"));
    check(&AMERICAN, "14/6/2024", Ok("2024-06-14"));
    check(&AMERICAN, "3.4.2024", Ok("2024-04-03"));
    check(&ENGLISH, "6/14/2024", Err(DateFault::NoSuchMonth));
    check(&AMERICAN, "14/13/2024", Err(DateFault::NoSuchMonth));
}

#[test]
fn words() {
    for text in ["14 June 2024", "June 14, 2024", "june 14th 2024", "the 14th of JUNE, 2024", "14-jun-2024", "2024 June 14", "14june2024"] {
        check(&ENGLISH, text, Ok("2024-06-14"));
    }
    check(&NORWEGIAN, "14. juni 2024", Ok("2024-06-14"));
    check(&NORWEGIAN, "den 14. Juni 2024.", Ok("2024-06-14"));
    check(&NORWEGIAN, "nov 2023", Ok("2023-11"));
    check(&NORWEGIAN, "des. 2023", Ok("2023-12"));
    check(&NORWEGIAN, "nove 2023", Ok("2023-11"));
    check(&ENGLISH, "sept 2023", Ok("2023-09"));
    check(&FRENCH, "1er fevrier 2024", Ok("2024-02-01"));
    check(&FRENCH, "AOÛT 2024", Ok("2024-08"));
    check(&SAMI, "14. geassemánu 2024", Ok("2024-06-14"));
    check(&SAMI, "oddaj 2024", Ok("2024-01"));
    check(&ARABIC, "١٤ يونيو ٢٠٢٤", Ok("2024-06-14"));
    check(&ARABIC, "\u{200F}ابريل ٢٠٢٤", Ok("2024-04"));
}

#[test]
fn faults() {
    check(&ENGLISH, "", Err(DateFault::Empty));
    check(&ENGLISH, " \u{200F}", Err(DateFault::Empty));
    for text in [
        "soon",
        "of",
        ".",
        "-",
        "-2024",
        "2024/",
        "999",
        "June June 2024",
        "1 2 3 2024",
        "2024-06-14T10:00",
        "2024!",
        "2023-2024",
        "14 x 2024",
    ] {
        check(&ENGLISH, text, Err(DateFault::NotADate));
    }
    check(&ENGLISH, "30.2.2024", Err(DateFault::NoSuchDay { year: 2024, month: 2, day: 30 }));
    check(&ENGLISH, "29 Feb 2023", Err(DateFault::NoSuchDay { year: 2023, month: 2, day: 29 }));
    check(&ENGLISH, "0 June 2024", Err(DateFault::NoSuchDay { year: 2024, month: 6, day: 0 }));
    check(&ENGLISH, "2024-13", Err(DateFault::NoSuchMonth));
    check(&ENGLISH, "14.13.2024", Err(DateFault::NoSuchMonth));
    check(&ENGLISH, "0000", Err(DateFault::YearOutOfRange));
    check(&ENGLISH, "99999", Err(DateFault::YearOutOfRange));
    check(&ENGLISH, "14.6.99999", Err(DateFault::YearOutOfRange));
    for text in ["24", "14.6.24", "14 June 24", "June '99", "11/63"] {
        check(&ENGLISH, text, Err(DateFault::TwoDigitYear));
    }
    for text in ["June", "14 June", "14.6", "June 24"] {
        check(&ENGLISH, text, Err(DateFault::NoYear));
    }
    check(&ENGLISH, "ma 2024", Err(DateFault::AmbiguousMonth));
    check(&ENGLISH, "n 2024", Err(DateFault::AmbiguousMonth));
    check(&FRENCH, "jui 2024", Err(DateFault::AmbiguousMonth));
    check(&ENGLISH, &"1".repeat(5000), Err(DateFault::NotADate));
}

fn check_range(text: &str, expected: Result<(&str, &str), DateFault>) {
    let read = typed_range(text, &NORWEGIAN).map(|(from, to)| (from.to_string(), to.to_string()));
    assert_eq!(read.as_ref().map(|(from, to)| (from.as_str(), to.as_str())).map_err(|fault| *fault), expected, "{text:?}");
}

#[test]
fn ranges() {
    for text in ["2023-2024", "2023–2024", "2023 - 2024", "2023 — 2024"] {
        check_range(text, Ok(("2023", "2024")));
    }
    check_range("nov 2023 – feb 2024", Ok(("2023-11", "2024-02")));
    check_range("nov 2023-feb 2024", Ok(("2023-11", "2024-02")));
    check_range("nov–des 2023", Ok(("2023-11", "2023-12")));
    check_range("2023-11-2024-02", Ok(("2023-11", "2024-02")));
    check_range("2023-11-01 - 2024-02-29", Ok(("2023-11-01", "2024-02-29")));
    check_range("2024-06-14", Ok(("2024-06-14", "2024-06-14")));
    check_range("2023-11", Ok(("2023-11", "2023-11")));
    check_range("2023-01-2024", Err(DateFault::NotADate));
    check_range("2024–2023", Err(DateFault::Reversed));
    check_range("2024-2023", Err(DateFault::Reversed));
    check_range("2024–", Err(DateFault::Empty));
    check_range("2023–24", Err(DateFault::TwoDigitYear));
    check_range("før-etter", Err(DateFault::NotADate));
}

fn check_span(from: &str, to: &str, expected: Result<&str, (Option<DateFault>, Option<DateFault>)>) {
    let spelled = |dates| crate::Route { filters: crate::Filters { dates, ..Default::default() }, ..Default::default() }.to_query();
    let read = typed_span(from, to, &NORWEGIAN).map(spelled);
    assert_eq!(read.as_deref().map_err(|faults| *faults), expected, "{from:?} {to:?}");
}

#[test]
fn spans() {
    check_span("", " ", Ok(""));
    check_span("nov 2023", "", Ok("from=2023-11"));
    check_span("", "2024", Ok("to=2024"));
    check_span("1.2.2024", "2024", Ok("from=2024-02-01&to=2024"));
    check_span("2023–2024", "", Ok("from=2023&to=2024"));
    check_span("2024", "2023", Err((None, Some(DateFault::Reversed))));
    check_span("2024–2023", "", Err((Some(DateFault::Reversed), None)));
    check_span("2023–2024", "2025", Err((Some(DateFault::NotADate), None)));
    check_span("24", "tull", Err((Some(DateFault::TwoDigitYear), Some(DateFault::NotADate))));
    check_span("", "31.2.2024", Err((None, Some(DateFault::NoSuchDay { year: 2024, month: 2, day: 31 }))));
    assert_eq!(typed_span("", "", &ENGLISH), Ok(Dates::Any));
}

fn date() -> impl Strategy<Value = PartialDate> {
    let day = |number| PartialDate::Day(NaiveDate::from_num_days_from_ce_opt(number).unwrap());
    let month = |(year, month)| PartialDate::Month(year, month);
    prop_oneof![(1u16..=9999).prop_map(PartialDate::Year), (1u16..=9999, 1u8..=12).prop_map(month), (1..=3_652_059).prop_map(day)]
}

/// A date written out with the full name of its month.
fn in_words(date: PartialDate, words: &DateWords) -> String {
    let (year, month) = (date.year(), date.month().map(|month| words.months[usize::from(month) - 1]));
    match (date, month) {
        (PartialDate::Day(day), Some(month)) => format!("{}. {month} {year:04}", day.day()),
        (_, Some(month)) => format!("{month} {year:04}"),
        (_, None) => format!("{year:04}"),
    }
}

proptest! {
    #[test]
    fn exact_and_written_dates_are_read_back(date in date()) {
        for words in [&ENGLISH, &AMERICAN, &NORWEGIAN, &FRENCH, &SAMI, &ARABIC] {
            prop_assert_eq!(typed_date(&date.to_string(), words), Ok(date));
            prop_assert_eq!(typed_date(&in_words(date, words), words), Ok(date));
        }
    }

    #[test]
    fn ranges_of_dates_are_read_back(one in date(), other in date()) {
        let expected = if one.days().start < other.days().end { Ok((one, other)) } else { Err(DateFault::Reversed) };
        prop_assert_eq!(typed_range(&format!("{one} – {other}"), &NORWEGIAN), expected);
        prop_assert_eq!(typed_range(&format!("{}–{}", in_words(one, &FRENCH), in_words(other, &FRENCH)), &FRENCH), expected);
    }

    #[test]
    fn anything_typed_is_answered(text in "\\PC{0,20}", pieces in proptest::collection::vec("2024|6|14|juni|ma|[-./ –]", 0..8)) {
        for typed in [text, pieces.concat()] {
            if let Ok(date) = typed_date(&typed, &NORWEGIAN) {
                prop_assert_eq!(typed_range(&typed, &NORWEGIAN), Ok((date, date)));
            }
        }
    }
}
