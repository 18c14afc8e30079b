//! What every browser test stands on: a set-up read from the environment, hosts that serve the built reader well or badly,
//! real browsers, and the page as a reader finds it: by role and name.
//!
//! It knows nothing of Dossier's content. What a page must say is each test's own matter.

mod axe;
mod browser;
mod driver;
mod fleet;
mod host;
mod keys;
mod list;
mod page;
mod picture;
mod reply;
mod role;
mod run;
mod setup;
mod wire;

pub(crate) use browser::Browser;
pub(crate) use host::Host;
pub(crate) use keys::Key;
pub(crate) use list::List;
pub(crate) use page::Page;
pub(crate) use picture::Picture;
pub(crate) use reply::Reply;
pub(crate) use run::{check, each};
pub(crate) use setup::{Setup, path, say};
