//! An archive whose files all lie in memory, fetched as a page would: round by round, checked and uncompressed.

use dossier_archive::Archive;
use dossier_archive::write::{Named, Options, memory, memory_continued};
use dossier_bundle::Archive as Contents;
use dossier_bundle::{Bundle, Item, ItemIx};
use dossier_query::Source;
use flate2::read::GzDecoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

pub(crate) struct AtHand {
    pub(crate) archive: Archive,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The same items in the archive's order.
    pub(crate) ordered: Arc<Bundle>,
    /// For each of them its place in the archive, where other places may be empty.
    places: Vec<u32>,
}

/// Rounds after which a question that is not answered never will be.
const ROUNDS: usize = 12;

impl AtHand {
    pub(crate) fn new(bundle: &Bundle, parts: &[Range<usize>], options: &Options) -> Self {
        let (files, contents, order) = memory(bundle, parts, options);
        Self::of(bundle, files, contents, order.into_iter().map(Some).collect())
    }

    /// An archive of which items are `gone` from the first part, and some of them `back` in a second one.
    pub(crate) fn continued(bundle: &Bundle, gone: &BTreeSet<u32>, back: &BTreeSet<u32>, options: &Options) -> Self {
        let (files, contents, order) = memory_continued(bundle, gone, back, options);
        Self::of(bundle, files, contents, order)
    }

    fn of(bundle: &Bundle, files: Vec<Named>, contents: Contents, order: Vec<Option<u32>>) -> Self {
        let items: Vec<Arc<Item>> = order.iter().flatten().map(|place| bundle.items[*place as usize].clone()).collect();
        let places = (0..).zip(&order).filter(|(_, item)| item.is_some()).map(|(place, _)| place).collect();
        let without = Bundle { items: Vec::new(), ..bundle.clone() };
        let archive = Archive::new(Arc::new(Bundle { archive: Some(contents), ..without.clone() }));
        Self { archive, files: files.into_iter().collect(), ordered: Arc::new(Bundle { items, ..without }), places }
    }

    /// Where the archive has an item of [`Self::ordered`].
    pub(crate) fn place(&self, item: ItemIx) -> ItemIx {
        ItemIx(self.places[item.0 as usize])
    }

    /// Asks until there is an answer, fetching in between; says how many rounds it took.
    pub(crate) fn ask<T>(&self, question: impl Fn(&Archive) -> Option<T>) -> (T, usize) {
        for round in 0..ROUNDS {
            let answer = question(&self.archive);
            let wanted = self.archive.wanted();
            if let (Some(answer), true) = (answer, wanted.is_empty()) {
                return (answer, round);
            }
            assert!(!wanted.is_empty(), "nothing is wanted: {:?}", self.archive.fault());
            wanted.iter().for_each(|address| self.fetch(address));
        }
        panic!("after {ROUNDS} rounds there is still no answer");
    }

    fn fetch(&self, address: &str) {
        let file = self.files.get(address).unwrap_or_else(|| panic!("{address} is wanted, but there is none"));
        let content = self.archive.check(address, file).unwrap_or_else(|fault| panic!("{address}: {fault}"));
        let mut bytes = Vec::new();
        GzDecoder::new(&file[content]).read_to_end(&mut bytes).unwrap();
        self.archive.put(address, bytes).unwrap();
    }

    /// Ids of items of the archive.
    pub(crate) fn ids(&self, items: &[ItemIx]) -> Vec<String> {
        items.iter().map(|item| self.ask(|archive| archive.card(*item)).0.id.clone()).collect()
    }
}
