//! The archive: large content as many small files, of which a question needs only a few.
//!
//! [`mod@format`] says what stands in each file, reader and writer side by side; [`Archive`] answers the questions of `dossier_query` from the
//! files at hand and notes which it lacks. There is no I/O here, no clock and no waiting. `docs/format.md` is the same in words.

mod archive;
mod bytes;
pub mod format;
pub mod seal;
#[cfg(feature = "write")]
pub mod write;

pub use archive::Archive;
pub use bytes::Damage;
#[cfg(feature = "write")]
pub use bytes::Put;
pub use bytes::Take;
