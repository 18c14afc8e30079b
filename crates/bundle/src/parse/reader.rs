//! What is known while items are read.

use super::dictionary::Names;
use super::localized::Languages;
use super::topics::Topics;
use crate::lean::Places;
use crate::lean::ToList;
use crate::problem::Code;
use crate::{Archive, Bundle, Item, Language, Publisher, Site, Type};
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
    /// Not gathered in a piece of an archive, which does not hold the other items.
    pub(super) translations: Option<Vec<Translation>>,
    pub(super) archive: Option<Archive>,
    /// The card that the next item completes.
    pub(super) card: Option<Arc<Item>>,
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
            translations: Some(Vec::new()),
            archive: None,
            card: None,
        }
    }
}

impl Reader {
    /// For a piece of the archive of `bundle`.
    pub(super) fn of(bundle: &Bundle) -> Self {
        let languages = Languages::of(&bundle.site);
        let mut reader = Self { languages, topics: Topics::of(&bundle.topics), translations: None, ..Self::default() };
        reader.types.close(&mut bundle.types.iter().map(|of| of.id.as_str()));
        reader.publishers.close(&mut bundle.publishers.iter().map(|of| of.id.as_str()));
        reader
    }

    /// The bundle.
    pub(super) fn finish(self) -> Bundle {
        let types = self.types.into_entries().map(|(id, title)| Type { id, title }).to_list();
        let publishers = self.publishers.into_entries().map(|(id, title)| Publisher { id, title }).to_list();
        Bundle { site: self.site, topics: self.topics.list, types, publishers, items: self.items, archive: self.archive }
    }
}
