//! What stays around every page: header, topic tabs, footer, and the pages shown when there is no content.

mod app;
mod footer;
mod header;
mod progress;
mod still;
mod topics;
mod trouble;

pub use app::app;
pub use still::still;
pub(crate) use topics::{panel, tabs};
pub use trouble::{Failure, Trouble, trouble};
