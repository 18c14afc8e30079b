//! Single items: by id, as cards, whole, and the ways on from them.

use super::Archive;
use crate::Damage;
use crate::format::bodies::Ways;
use crate::format::{self, ids};
use dossier_bundle::lean::ToList;
use dossier_bundle::{Item, ItemIx};
use std::sync::Arc;

impl Archive {
    /// The item with this id, in the newest part that has it.
    pub(super) fn find_id(&self, id: &str) -> Option<Option<ItemIx>> {
        let hash = ids::hash(id);
        let mut complete = true;
        for part in (0..self.files.parts().len() as u16).rev() {
            match self.find_in(part, id, hash) {
                None => complete = false,
                Some(found) if complete && found.is_some() => return Some(found),
                Some(_) => {}
            }
        }
        complete.then_some(None)
    }

    fn find_in(&self, part: u16, id: &str, hash: u32) -> Option<Option<ItemIx>> {
        let index = self.index(part)?;
        let gone = self.gone(part, &index)?;
        let file = ids::file(hash, index.id_bits);
        let bytes = self.files.bytes(part, format::IDS, file)?;
        let found = match self.files.count(part, format::IDS) {
            files if files == 1 << index.id_bits => ids::find(&bytes, hash, index.items()),
            _ => Err(Damage::of("there are not as many files as the index says")),
        };
        let places = match found {
            Ok(places) => places,
            Err(damage) => {
                self.files.set_damage(format::IDS, file, damage);
                return None;
            }
        };
        for place in places.into_iter().filter(|place| !gone.has(*place)) {
            let item = self.ix((part, place));
            if self.whole_item(item)?.id == id {
                return Some(Some(item));
            }
        }
        Some(None)
    }

    pub(super) fn card_of(&self, item: ItemIx) -> Option<Arc<Item>> {
        if let Some(card) = self.head_card(item) {
            return Some(card);
        }
        let (part, place) = self.item_of(item)?;
        let size = self.index(part)?.card_block;
        self.cards(part, place / size, size)?.get((place % size) as usize).cloned()
    }

    /// Whether an item's card is at hand; it is wanted otherwise.
    pub(super) fn has_card(&self, item: ItemIx) -> bool {
        self.card_of(item).is_some()
    }

    /// An item with its body: both files are wanted in the same round.
    pub(super) fn whole_item(&self, item: ItemIx) -> Option<Arc<Item>> {
        let (part, place) = self.item_of(item)?;
        let (card, body) = (self.card_of(item), self.body(part, place));
        let (card, (_, rest)) = (card?, body?);
        if rest.is_empty() {
            return Some(card);
        }
        let whole = dossier_bundle::complete_item(&card, &rest, &self.bundle).0;
        if whole.is_none() {
            self.files.set_damage(format::BODIES, place / self.index(part)?.body_block, super::parts::FEW);
        }
        whole
    }

    /// The ways on from an item.
    pub(super) fn ways(&self, item: ItemIx, which: &dyn Fn(Ways) -> Vec<u32>) -> Option<Vec<ItemIx>> {
        let (part, place) = self.item_of(item)?;
        let (ways, index) = (self.body(part, place)?.0, self.index(part)?);
        let gone = self.gone(part, &index)?;
        Some(which(ways).into_iter().filter(|place| !gone.has(*place)).map(|place| self.ix((part, place))).to_list())
    }
}
