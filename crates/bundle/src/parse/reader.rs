//! What is known while items are read.

use super::dictionary::Names;
use super::localized::Languages;
use super::topics::Topics;
use crate::lean::Places;
use crate::problem::Code;
use crate::{Bundle, Item, Language, Publisher, Site, Type};
use std::sync::Arc;

/// The bundle as far as it has been read.
pub(super) struct Reader {
    pub(super) languages: Languages,
    pub(super) site: Site,
    pub(super) topics: Topics,
    pub(super) types: Names,
    pub(super) publishers: Names,
    pub(super) items: Vec<Arc<Item>>,
    /// Place of each item by its id.
    pub(super) ids: Places,
    pub(super) translations: Vec<Translation>,
}

/// "The item `item` is also there in `language`, as `target`."
pub(super) struct Translation {
    pub(super) item: u32,
    /// Place of the item in the file, where bad items count too.
    pub(super) written: usize,
    /// The key as written.
    pub(super) key: String,
    /// Where its value begins in the source.
    pub(super) start: usize,
    pub(super) language: Language,
    pub(super) target: String,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            languages: Languages::default(),
            site: Site::default(),
            topics: Topics::default(),
            types: Names::new(Code::UnknownType, "type"),
            publishers: Names::new(Code::UnknownPublisher, "publisher"),
            items: Vec::new(),
            ids: Places::default(),
            translations: Vec::new(),
        }
    }
}

impl Reader {
    /// The bundle.
    pub(super) fn finish(self) -> Bundle {
        let types = self.types.into_entries().map(|(id, title)| Type { id, title }).collect();
        let publishers = self.publishers.into_entries().map(|(id, title)| Publisher { id, title }).collect();
        Bundle { site: self.site, topics: self.topics.list, types, publishers, items: self.items }
    }
}
