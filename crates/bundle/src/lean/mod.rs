//! Small stand-ins for generic parts of the standard library: one sort, one map from text to number, one table of letters.
//!
//! Every instance of a generic sort or map costs each reader some kilobytes; these are compiled once for `bundle` and `query`
//! together. They know nothing of bundles, and nothing here is faster than what it stands in for.

mod letters;
mod places;
mod sort;

pub use letters::{is_word, lower};
pub use places::Places;
pub use sort::sort_by;
