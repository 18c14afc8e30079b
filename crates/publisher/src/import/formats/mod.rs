//! What other systems write, as rows: one module a format. None of them knows what becomes of a row.

pub(crate) mod charset;
pub(crate) mod csv;
pub(crate) mod feed;
pub(crate) mod html;
mod ids;
pub(crate) mod jsonfeed;
pub(crate) mod markdown;
mod node;
mod references;
mod spaces;
mod xml;
