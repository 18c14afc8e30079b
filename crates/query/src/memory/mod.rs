//! The executable specification: answers by plain scanning. Whatever answers faster must answer the same.
//!
//! A question goes through these modules in order:
//! 1. `columns`: what every answer reads of an item, laid out flat once per bundle;
//! 2. `scan`: one pass that notes, for each item of the topic and kind, which filters it fails (`text` judges the words);
//! 3. `works`: of each work in several languages, which version is seen;
//! 4. `facets` and `timeline`: counts, read off the noted failures;
//! 5. `order`: the list in the order asked for.
//!
//! Nothing here changes the bundle, keeps a question, or remembers an earlier answer.

mod columns;
mod facets;
mod order;
mod pick;
mod related;
mod scan;
mod source;
mod text;
mod timeline;
mod works;

use crate::text::Lexicon;
use crate::{Answer, Question};
use chrono::NaiveDate;
use columns::Columns;
use dossier_bundle::lean::ToList;
use dossier_bundle::{Bundle, ItemIx, Language};
use order::Titles;
pub use order::{TitleKeys, alphabet, title_sort_key};
use scan::Scan;
use std::sync::Arc;
use text::Texts;
use works::Works;
pub use works::language_rank;

/// A bundle laid out for questions.
#[derive(Debug)]
pub struct Memory {
    bundle: Arc<Bundle>,
    columns: Columns,
    works: Works,
    texts: Texts,
    titles: Titles,
}

/// What stands before and after an item in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The item before it.
    pub previous: Option<ItemIx>,
    /// The item after it.
    pub next: Option<ItemIx>,
    /// Its place in the list, from 1; 0 if it is not in the list, and then there are no neighbours.
    pub position: u32,
    /// Length of the list.
    pub total: u32,
}

impl Memory {
    /// Lays a bundle out. Text is read later, when the first words are searched for; words are compared as they are written.
    pub fn new(bundle: Arc<Bundle>) -> Self {
        Self::laid_out(bundle, None)
    }

    /// The same, with what is known of its languages.
    pub fn with_lexicon(bundle: Arc<Bundle>, lexicon: Lexicon) -> Self {
        Self::laid_out(bundle, Some(lexicon))
    }

    fn laid_out(bundle: Arc<Bundle>, lexicon: Option<Lexicon>) -> Self {
        let columns = Columns::new(&bundle);
        let works = Works::new(&bundle, &columns);
        Self { bundle, columns, works, texts: Texts::new(lexicon), titles: Titles::default() }
    }

    /// The bundle.
    pub fn bundle(&self) -> &Arc<Bundle> {
        &self.bundle
    }

    /// The page asked for, and all counts.
    pub fn answer(&self, question: &Question, today: NaiveDate) -> Answer {
        let scan = Scan::new(self, question, today);
        let list = scan.list(question);
        let size = question.page_size.max(1) as usize;
        let skipped = (question.page.max(1) as usize - 1).saturating_mul(size);
        let facets = facets::count(&scan);
        Answer {
            counting: false,
            search: scan.search(),
            items: list.iter().skip(skipped).take(size).copied().to_list(),
            total: list.len() as u32,
            undated: scan.undated(),
            types: facets.types,
            publishers: facets.publishers,
            languages: facets.languages,
            timeline: timeline::count(&scan),
            ways_out: if list.is_empty() { scan.ways_out() } else { Vec::new() },
        }
    }

    /// The whole list in order, for export and print.
    pub fn list(&self, question: &Question, today: NaiveDate) -> Vec<ItemIx> {
        Scan::new(self, question, today).list(question)
    }

    /// What stands around an item in the list.
    pub fn neighbours(&self, question: &Question, today: NaiveDate, item: ItemIx) -> Neighbours {
        let list = self.list(question, today);
        let total = list.len() as u32;
        let Some(place) = list.iter().position(|other| *other == item) else {
            return Neighbours { total, ..Neighbours::default() };
        };
        Neighbours {
            previous: place.checked_sub(1).map(|before| list[before]),
            next: list.get(place + 1).copied(),
            position: place as u32 + 1,
            total,
        }
    }

    /// The other versions of the same work, in the bundle's order.
    pub fn versions(&self, item: ItemIx) -> Vec<ItemIx> {
        self.works.versions(item)
    }

    /// Items near this one: most topics in common first, then the same type, then the nearest in date, then the bundle's
    /// order. An item without topics has its type in common with others instead. One version of each work, in the item's
    /// language if there is one.
    pub fn related(&self, item: ItemIx, limit: usize) -> Vec<ItemIx> {
        related::related(self, item, limit)
    }

    /// Begins the order of titles for a reader of this language.
    pub fn title_keys(&self, reader: &Language) -> TitleKeys {
        TitleKeys::new(&self.bundle.site, reader)
    }

    /// Goes on with it for `count` more items; whether any are left. After the last, [`Memory::order_titles`] takes it.
    pub fn add_title_keys(&self, keys: &mut TitleKeys, count: usize) -> bool {
        keys.add(self, count)
    }

    /// Ends it: the first list sorted by title finds its order ready. The keys must be those of all items.
    pub fn order_titles(&self, keys: TitleKeys) {
        self.titles.take(keys);
    }

    /// Reads the text of the items up to the end of a range ahead of the first search, so that a page can do it in idle slices.
    pub fn prepare(&self, items: std::ops::Range<usize>) {
        self.texts.prepare(self, items.end);
    }

    /// For each item of the bundle how well it matches these words, none if it does not; all match a text that asks for nothing.
    pub fn scores(&self, text: &str) -> Vec<Option<u32>> {
        text::search(self, text).map_or_else(|| vec![Some(0); self.columns.len()], |matches| matches.scores)
    }
}
