//! Words: how text is folded for comparing, what a reader's words ask for, and where they hit. Knows no items.

mod fold;
mod marks;
mod needles;

pub use marks::marks;

pub(crate) use fold::{Folded, fold_char, fold_words};
pub(crate) use needles::{Needle, Needles};
