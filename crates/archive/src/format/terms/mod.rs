//! The dictionary of words: the shelf `terms`. File 0 is the [`Directory`]; then come the shards, then the files of [`Completions`].
//!
//! A *form* is a word as it stands in texts, folded; its *terms* are what counts as the same word. A term's home is the shard of its
//! first form, and the bytes it has on the shelves `postings`, `tiers` and `positions` follow on those of the home term before. So a home
//! record says only how long they are; where a term appears elsewhere it is a guest, and its record says where they begin.

mod completions;
mod directory;
mod front;
mod record;
mod shard;

pub use completions::{COMPLETIONS, Completion, Completions};
pub use directory::{Directory, SHARDS_READ};
pub use front::LONGEST;
pub use record::{CHAMPIONS, INLINE, Posting, Record, Span};
pub use shard::{Form, Shard};

#[cfg(test)]
mod tests;

#[cfg(feature = "write")]
pub(super) use front::write_list;
pub(super) use {directory::holders, front::Front, front::list};
