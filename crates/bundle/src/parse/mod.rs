//! From bytes to a checked bundle, in this order: text, outermost object, format, site, topics, dictionaries, items one by one,
//! translations, places of problems. Nothing here panics or stops at the first fault, whatever the bytes are.

mod archive;
mod blocks;
mod dates;
mod dictionary;
mod flat;
mod format;
mod inlines;
mod item;
mod localized;
mod opening;
mod reader;
mod site;
mod source;
mod text;
mod topics;
mod values;
mod works;

use crate::json::At;
use crate::problem::{Code, Log, Severity};
use crate::{Bundle, Item, Problem};
use opening::Opened;
use reader::Reader;
use std::sync::Arc;
pub(crate) use text::turns_direction;

/// Reads a whole bundle: what can be shown of it, and everything that is wrong with it, in the order of the file.
///
/// A fatal problem leaves the bundle empty.
pub fn parse(bytes: &[u8]) -> (Bundle, Vec<Problem>) {
    Parsing::start(bytes).finish()
}

/// Reads a piece of an archive: `{"items": [...]}`, items as in a bundle, with the dictionaries of `bundle`. Gives the items that can
/// be used, in their order, and everything that is wrong with them.
///
/// Types, publishers and topics that `bundle` does not have are a problem and left out. Translations are not looked at:
/// [`Item::work`] stays empty.
///
/// ```
/// # let bundle = br#"{"format": "dossier-bundle/1", "site": {"title": "R"}, "types": [{"id": "speech", "title": "S"}], "items": []}"#;
/// let (bundle, _) = dossier_bundle::parse(bundle);
/// let piece = br#"{"items": [{"id": "a", "title": "A", "type": "speech"}]}"#;
/// let (items, problems) = dossier_bundle::parse_items(piece, &bundle);
/// assert_eq!((items[0].type_ix, problems.len()), (Some(dossier_bundle::TypeIx(0)), 0));
/// ```
pub fn parse_items(bytes: &[u8], bundle: &Bundle) -> (Vec<Arc<Item>>, Vec<Problem>) {
    read_piece(bytes, bundle, None)
}

/// Completes an item of an archive: to its card, an item without `url`, `files` and `body`, come those of an object that may have these
/// fields and no others. None if the bytes are no such object, blanks included; and everything that is wrong with it, as if it stood in a list of
/// items, in which blanks are nothing wrong.
///
/// ```
/// # let (items, _) = dossier_bundle::parse_items(br#"{"items": [{"id": "a", "title": "A"}]}"#, &dossier_bundle::Bundle::default());
/// let (whole, _) = dossier_bundle::complete_item(&items[0], br#"{"body": ["Text."]}"#, &dossier_bundle::Bundle::default());
/// assert_eq!(whole.map(|item| item.body.len()), Some(1));
/// ```
pub fn complete_item(card: &Arc<Item>, bytes: &[u8], bundle: &Bundle) -> (Option<Arc<Item>>, Vec<Problem>) {
    let (items, problems) = read_piece(&[br#"{"items":["#, bytes, b"]}"].concat(), bundle, Some(card.clone()));
    (items.into_iter().next(), problems)
}

/// Reads items; with a card, what there is of it besides.
fn read_piece(bytes: &[u8], bundle: &Bundle, card: Option<Arc<Item>>) -> (Vec<Arc<Item>>, Vec<Problem>) {
    let mut log = Log::default();
    let mut parsing = Parsing::of(opening::open_piece(bytes, bundle, &mut log), log);
    parsing.reader.card = card;
    parsing.step(usize::MAX);
    (parsing.reader.items, parsing.log.finish(parsing.source))
}

/// A bundle that is being read, a few items at a time, so that a page can draw in between.
///
/// ```
/// # let bytes = br#"{"format": "dossier-bundle/1", "site": {"title": "Room"}, "items": []}"#;
/// let mut parsing = dossier_bundle::Parsing::start(bytes);
/// while !parsing.step(200).finished { /* let the page draw */ }
/// let (bundle, problems) = parsing.finish();
/// # assert_eq!(bundle.site.title.default, "Room");
/// # assert_eq!(problems, []);
/// ```
pub struct Parsing<'a> {
    source: &'a str,
    /// Where the items begin in the source.
    items: Vec<usize>,
    next: usize,
    reader: Reader,
    log: Log,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Items read, good or bad.
    pub done: usize,
    /// Items there are.
    pub total: usize,
    /// Whether all have been read.
    pub finished: bool,
}

impl<'a> Parsing<'a> {
    /// Checks the text, splits it in one scan and reads everything but the items.
    pub fn start(bytes: &'a [u8]) -> Self {
        let mut log = Log::default();
        Self::of(opening::open(bytes, &mut log), log)
    }

    fn of(opened: Opened<'a>, log: Log) -> Self {
        Self { source: opened.source, items: opened.items, next: 0, reader: opened.reader, log }
    }

    /// Reads up to `items` more items.
    pub fn step(&mut self, items: usize) -> Progress {
        let end = self.next.saturating_add(items).min(self.items.len());
        for index in self.next..end {
            self.read(index);
        }
        self.next = end;
        Progress { done: end, total: self.items.len(), finished: end == self.items.len() }
    }

    /// Reads what is left and hands everything over.
    pub fn finish(mut self) -> (Bundle, Vec<Problem>) {
        self.step(usize::MAX);
        works::join(&mut self.reader, &mut self.log);
        (self.reader.finish(), self.log.finish(self.source))
    }

    fn read(&mut self, index: usize) {
        let root = At::root(0);
        let list = root.unread_field("items", 0);
        let unread = list.unread_element(index, self.items[index]);
        let node = values::node(self.source, &unread, &mut self.log);
        self.log.close(None);
        if let Some(node) = node {
            let at = unread.with(&node);
            item::read(&at, index, &mut self.reader, &mut self.log);
            self.log.close(["id", "title"].into_iter().find_map(|key| at.get(key)?.text()));
        }
    }
}
