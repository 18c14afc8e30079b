//! What a bundle means once it has been checked. Nothing here can hold an unsafe link, an impossible date or a dangling id.
//!
//! Places in dictionaries are numbers ([`TopicIx`], [`TypeIx`], [`PublisherIx`], [`ItemIx`]), valid only within the [`Bundle`] they come from.

mod archive;
mod blocks;
mod bundle;
mod by_language;
mod date;
mod item;
mod language;
mod localized;
mod safe_url;
mod series;
mod site;
mod topic;

pub use archive::{Archive, Folder, Part, Shelf};
pub use blocks::{Block, Cell, Inline};
pub use bundle::Bundle;
pub use by_language::ByLanguage;
pub use date::{Days, PartialDate};
pub use item::{File, Item, ItemIx, Kind, Publisher, PublisherIx, Type, TypeIx};
pub use language::Language;
pub use localized::Localized;
pub use safe_url::SafeUrl;
pub use series::{Series, Session};
pub use site::{Licence, Site};
pub use topic::{Link, Section, Topic, TopicIx};
