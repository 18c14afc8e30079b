//! What stands in the files of a part: a module for each shelf, with its reader and, under the feature `write`, its writer.
//!
//! Content is untrusted: readers check every number against the others, and never allocate more than what a file's own bytes account for.

pub mod bodies;
pub mod coder;
pub mod cube;
pub mod days;
pub mod gone;
pub mod head;
pub mod ids;
pub mod index;
pub mod positions;
pub mod postings;
pub mod rows;
pub mod spelling;
pub mod terms;
pub mod tiers;
pub mod titles;

pub use cube::Cell;
pub use gone::Gone;
pub use index::{Bucket, Edition, Index, Key, When};

/// The shelves of a part, by their names in the bundle. The content of every file begins with a byte that says the place of its shelf
/// here, since what is meant for one shelf may by chance be read as if it were of another.
pub const SHELVES: [&str; 16] =
    [INDEX, CUBES, NUMBERS, PLACES, DAYS, TITLES, HEADS, CARDS, BODIES, IDS, TERMS, POSTINGS, TIERS, POSITIONS, SPELLING, GONE];
/// One file: buckets, keys and other tables.
pub const INDEX: &str = "index";
/// A cube for the site, then for each topic.
pub const CUBES: &str = "cubes";
/// For each topic, the numbers of its rows.
pub const NUMBERS: &str = "numbers";
/// For the site, then each topic, the places of its rows in newest order.
pub const PLACES: &str = "places";
/// One file: where in newest order each day begins.
pub const DAYS: &str = "days";
/// Rows in the order of their titles.
pub const TITLES: &str = "titles";
/// First pages of lists, and their counts.
pub const HEADS: &str = "heads";
/// Items as lists show them.
pub const CARDS: &str = "cards";
/// Whole items.
pub const BODIES: &str = "bodies";
/// From ids to places.
pub const IDS: &str = "ids";
/// The dictionary of words.
pub const TERMS: &str = "terms";
/// Which items have a word.
pub const POSTINGS: &str = "postings";
/// How well they have it.
pub const TIERS: &str = "tiers";
/// Where they have it.
pub const POSITIONS: &str = "positions";
/// Words from their ends.
pub const SPELLING: &str = "spelling";
/// One file, in parts from which something is gone: what.
pub const GONE: &str = "gone";
