//! What is wrong with a bundle, as values. Nothing here prints, counts time or decides what to show.

mod code;
mod lines;
mod log;
mod words;

pub use code::{Code, Severity};
pub(crate) use log::Log;
pub(crate) use words::{nearest, quoted};

/// Whether problems have their full text. The publisher explains problems to those who can mend them; the reader says that and
/// where there are some, and need not carry the words.
pub(crate) const EXPLAIN: bool = cfg!(feature = "explain");

/// One fault of a bundle: what, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which fault.
    pub code: Code,
    /// What it costs the reader.
    pub severity: Severity,
    /// Line of the offending value, from 1.
    pub line: usize,
    /// Column of its first character, from 1, counted in characters (Unicode scalar values).
    pub column: usize,
    /// The offending value as a JSON Pointer (RFC 6901); for a missing field, the object that lacks it; empty for the whole file and
    /// without the feature `explain`.
    pub pointer: String,
    /// What is wrong, as a sentence; without the feature `explain` a short one, or the name of the code.
    pub text: String,
    /// What to do, as a sentence, where something can be said; never without the feature `explain`.
    pub suggestion: Option<String>,
    /// Id (else title) of the item concerned; never without the feature `explain`.
    pub item: Option<String>,
}
