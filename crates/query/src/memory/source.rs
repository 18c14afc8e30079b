//! Memory as a source: it has everything at hand, so it never lacks anything.

use super::{Memory, Neighbours};
use crate::{Answer, Question, Source};
use chrono::NaiveDate;
use dossier_bundle::{Bundle, Item, ItemIx};
use std::sync::Arc;

impl Source for Memory {
    fn bundle(&self) -> &Arc<Bundle> {
        self.bundle()
    }

    fn answer(&self, question: &Question, today: NaiveDate) -> Option<Answer> {
        Some(self.answer(question, today))
    }

    fn neighbours(&self, question: &Question, today: NaiveDate, item: ItemIx) -> Option<Neighbours> {
        Some(self.neighbours(question, today, item))
    }

    fn versions(&self, item: ItemIx) -> Option<Vec<ItemIx>> {
        Some(self.versions(item))
    }

    fn related(&self, item: ItemIx, limit: usize) -> Option<Vec<ItemIx>> {
        Some(self.related(item, limit))
    }

    fn find(&self, id: &str) -> Option<Option<ItemIx>> {
        Some(self.bundle.find_item(id))
    }

    fn card(&self, item: ItemIx) -> Option<Arc<Item>> {
        self.bundle.items.get(item.0 as usize).cloned()
    }

    fn whole(&self, item: ItemIx) -> Option<Arc<Item>> {
        self.bundle.items.get(item.0 as usize).cloned()
    }
}
