//! JSON as it was written: a small tree that borrows from the source, and places in it. Knows nothing of the format.

mod at;
mod top;
mod tree;

pub(crate) use at::At;
pub(crate) use top::{Elements, Top};
pub(crate) use tree::Json;
