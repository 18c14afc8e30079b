//! Where answers come from: a whole bundle is laid out in memory.

use super::prepare;
use dossier_bundle::{Bundle, Item, ItemIx};
use dossier_query::{Answer, Memory, Neighbours, Question, Route, Source};
use dossier_view::text::page_language;
use std::rc::Rc;
use std::sync::Arc;

/// The source of answers about `bundle`. `route` is the first that will be asked for.
pub(super) fn source(bundle: Arc<Bundle>, route: &Route) -> Rc<dyn Source> {
    let language = page_language(route.language.as_ref(), &bundle.site);
    let memory = Rc::new(Memory::new(bundle));
    prepare::in_slices(memory.clone(), language);
    Rc::new(Whole(memory))
}

/// Everything is at hand.
struct Whole(Rc<Memory>);

impl Source for Whole {
    fn bundle(&self) -> &Arc<Bundle> {
        self.0.bundle()
    }

    fn answer(&self, question: &Question, today: chrono::NaiveDate) -> Option<Answer> {
        Some(self.0.answer(question, today))
    }

    fn neighbours(&self, question: &Question, today: chrono::NaiveDate, item: ItemIx) -> Option<Neighbours> {
        Some(self.0.neighbours(question, today, item))
    }

    fn versions(&self, item: ItemIx) -> Option<Vec<ItemIx>> {
        Some(self.0.versions(item))
    }

    fn related(&self, item: ItemIx, limit: usize) -> Option<Vec<ItemIx>> {
        Some(self.0.related(item, limit))
    }

    fn find(&self, id: &str) -> Option<Option<ItemIx>> {
        Some(self.0.bundle().find_item(id))
    }

    fn card(&self, item: ItemIx) -> Option<Arc<Item>> {
        self.whole(item)
    }

    fn whole(&self, item: ItemIx) -> Option<Arc<Item>> {
        self.0.bundle().items.get(item.0 as usize).cloned()
    }
}
