//! Dates as people type them, in the words of the page's language.
//!
//! `tokens` cuts what was typed into numbers, words and marks; `date` reads one date from them; `range` two dates with a dash
//! between; `span` the two fields of a form. Month names are an argument, faults are values without words: no language lives
//! here.

mod date;
mod range;
mod span;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

pub use date::typed_date;
pub use range::typed_range;
pub use span::typed_span;
pub use words::DateWords;

/// Why something typed is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing was typed.
    Empty,
    /// It does not look like a date.
    NotADate,
    /// A day or month without its year.
    NoYear,
    /// The year has two digits; which century is a guess.
    TwoDigitYear,
    /// The year is not within 1–9999.
    YearOutOfRange,
    /// The number of the month is not within 1–12.
    NoSuchMonth,
    /// The month has no such day.
    NoSuchDay {
        /// Year 1–9999.
        year: u16,
        /// Month 1–12.
        month: u8,
        /// The day typed.
        day: u8,
    },
    /// More than one month begins with these letters.
    AmbiguousMonth,
    /// The end is before the beginning.
    Reversed,
}
