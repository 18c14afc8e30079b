//! JSON as it was written: a small tree that borrows from the source, and places in it. Knows nothing of the format.
//!
//! Whether a text is JSON at all is for `serde_json` to say, once for a whole file; what is here reads text that has passed.

mod at;
mod cursor;
mod number;
#[cfg(test)]
mod tests;
mod top;
mod value;
mod way;

pub(crate) use at::At;
pub(crate) use cursor::{Cursor, What};
pub(crate) use top::{Top, elements};
pub(crate) use value::{Json, Node};
