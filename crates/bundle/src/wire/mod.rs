//! What the JSON of a bundle says, for those who write one. Reading is [`crate::parse`]'s, which needs none of these types;
//! a test drives it by the JSON Schema made from them, so that the two cannot drift apart.
//!
//! Empty texts and lists are not written. Nothing here checks what it is given: a bundle is checked when it is read.

mod archive;
mod blocks;
mod bundle;
mod from_blocks;
mod from_model;
mod item;
#[cfg(any(test, feature = "schema"))]
mod schema;
mod text;
mod write;

pub use archive::{Archive, ArchiveFormat, Folder, Part};
pub use blocks::{Block, Cell, Inline, Piece, Structure};
pub use bundle::{Bundle, Entry, Format, Licence, Link, Section, SectionBody, Site, Topic};
pub use item::{File, Item, Kind, Series};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use text::Text;
pub use write::write;

#[cfg(test)]
mod schema_tests;
