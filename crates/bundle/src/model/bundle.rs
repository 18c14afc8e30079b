//! The whole of a checked bundle.

use super::{Archive, Item, ItemIx, Publisher, PublisherIx, Site, Topic, TopicIx, Type, TypeIx};
use std::sync::Arc;

/// Everything one reading room shows. Indices of one bundle are always valid in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bundle {
    /// Name, languages and settings of the site.
    pub site: Site,
    /// All topics, parents before their children, in the order written.
    pub topics: Vec<Topic>,
    /// The types of items ("Speech/statement"), in the order written; implied ones last.
    pub types: Vec<Type>,
    /// The publishers of items, in the order written; implied ones last.
    pub publishers: Vec<Publisher>,
    /// All items that could be read, in the order written. Shared, so that a page can keep one that it shows.
    pub items: Vec<Arc<Item>>,
    /// Where the items are, if they are not in the bundle itself.
    pub archive: Option<Archive>,
}

impl Bundle {
    /// The topic at `index`.
    pub fn topic(&self, index: TopicIx) -> &Topic {
        &self.topics[index.0 as usize]
    }

    /// The type at `index`.
    pub fn type_of(&self, index: TypeIx) -> &Type {
        &self.types[index.0 as usize]
    }

    /// The publisher at `index`.
    pub fn publisher(&self, index: PublisherIx) -> &Publisher {
        &self.publishers[index.0 as usize]
    }

    /// The item at `index`.
    pub fn item(&self, index: ItemIx) -> &Item {
        &self.items[index.0 as usize]
    }

    /// The topic with this id.
    pub fn find_topic(&self, id: &str) -> Option<TopicIx> {
        let place = self.topics.iter().position(|topic| topic.id == id)?;
        Some(TopicIx(place as u16))
    }

    /// The item with this id.
    pub fn find_item(&self, id: &str) -> Option<ItemIx> {
        let place = self.items.iter().position(|item| item.id == id)?;
        Some(ItemIx(place as u32))
    }
}
