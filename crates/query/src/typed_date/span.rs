//! The two fields of a form, *From* and *To*.

use super::range::in_order;
use super::{DateFault, DateWords, typed_date, typed_range};
use crate::Dates;
use dossier_bundle::PartialDate;

/// Reads both fields. An empty field leaves that end open; a range typed into *From* fills both ends if *To* is empty. On a
/// fault: what is wrong with *From*, and with *To*; a range that ends before it begins is a fault of the field that holds its
/// end.
pub fn typed_span(from: &str, to: &str, words: &DateWords) -> Result<Dates, (Option<DateFault>, Option<DateFault>)> {
    match (field(from, words), field(to, words)) {
        (Ok(None), Ok(None)) => Ok(Dates::Any),
        (Ok(Some(from)), Ok(Some(to))) => match in_order(from, to) {
            Ok((from, to)) => Ok(Dates::Between { from: Some(from), to: Some(to) }),
            Err(fault) => Err((None, Some(fault))),
        },
        (Ok(from), Ok(to)) => Ok(Dates::Between { from, to }),
        (Err(fault), Ok(None)) => match typed_range(from, words) {
            Ok((from, to)) => Ok(Dates::Between { from: Some(from), to: Some(to) }),
            // What is wrong with the range says more than that it is no single date.
            Err(of_range) => Err((Some(if fault == DateFault::NotADate { of_range } else { fault }), None)),
        },
        (from, to) => Err((from.err(), to.err())),
    }
}

/// The date in a field; none if it is empty.
fn field(text: &str, words: &DateWords) -> Result<Option<PartialDate>, DateFault> {
    match typed_date(text, words) {
        Ok(date) => Ok(Some(date)),
        Err(DateFault::Empty) => Ok(None),
        Err(fault) => Err(fault),
    }
}
