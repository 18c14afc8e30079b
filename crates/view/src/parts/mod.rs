//! Small pieces of pages. They take plain values; only links ask the room where its pages are.

pub(crate) mod blocks;
pub(crate) mod entry;
mod inlines;
mod other_language;
pub(crate) mod pager;
mod size;

pub(crate) use other_language::{direction_if_other, language_if_other};
pub(crate) use size::size;
