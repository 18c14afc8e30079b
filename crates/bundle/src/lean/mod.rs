//! Small stand-ins for generic parts of the standard library: one sort, one loop that makes lists, one map from text to number, one search for a
//! text in another, one reader and writer of numbers, one table of letters, one way to take texts apart.
//!
//! Every instance of a generic sort or map costs each reader some kilobytes; these are compiled once for `bundle` and `query`
//! together. They know nothing of bundles, and nothing here is faster than what it stands in for.

mod digits;
mod finder;
mod letters;
mod list;
mod pieces;
mod places;
mod sort;

pub use digits::{grouped, number, numeral, push_number};
pub use finder::Finder;
pub use letters::{is_word, lower};
pub use list::{ToList, joined};
pub use pieces::{Pieces, parted, parted_at_last, pieces, until};
pub use places::Places;
pub use sort::{sort_by, sorted};
