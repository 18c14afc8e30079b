//! Where answers come from: memory, or an archive of which only parts are at hand.

use crate::{Answer, Neighbours, Question};
use chrono::NaiveDate;
use dossier_bundle::{Bundle, Item, ItemIx};
use std::ops::Range;
use std::sync::Arc;

/// Content that can be asked.
///
/// `None` from any question means: not yet, some file is missing. The source then has noted which ([`Source::wanted`]); whoever asks
/// fetches those, checks them ([`Source::check`]), uncompresses them, hands them over ([`Source::put`]) and asks again. So a question is a plain function of what is at hand, a stale one
/// is dropped by not asking again, and nothing here waits. A source that has everything at hand never says `None` and wants nothing.
pub trait Source {
    /// Site, topics and dictionaries; its items only if all are at hand.
    fn bundle(&self) -> &Arc<Bundle>;

    /// The page asked for, and all counts; what lists show of its items may be missing still ([`Source::card`]). May come with
    /// [`Answer::counting`] and wants at the same time: then it can be shown, and asked for again when they are there.
    fn answer(&self, question: &Question, today: NaiveDate) -> Option<Answer>;

    /// What stands around an item in the list.
    fn neighbours(&self, question: &Question, today: NaiveDate, item: ItemIx) -> Option<Neighbours>;

    /// The other versions of the same work.
    fn versions(&self, item: ItemIx) -> Option<Vec<ItemIx>>;

    /// At most `limit` items near this one.
    fn related(&self, item: ItemIx, limit: usize) -> Option<Vec<ItemIx>>;

    /// The item with this id; inner `None` if there is no such item.
    fn find(&self, id: &str) -> Option<Option<ItemIx>>;

    /// What a list shows of an item: all but its body, files and address.
    fn card(&self, item: ItemIx) -> Option<Arc<Item>>;

    /// All of an item.
    fn whole(&self, item: ItemIx) -> Option<Arc<Item>>;

    /// Words will be searched for soon: wants the files that every search needs first.
    fn foresee_search(&self) {}

    /// Files that questions since the last call were in want of: addresses relative to the bundle's, each once.
    fn wanted(&self) -> Vec<String> {
        Vec::new()
    }

    /// What keeps the last question from being answered, if it is not a file that is still wanted: one at hand that cannot be read.
    fn fault(&self) -> Option<String> {
        None
    }

    /// Checks a wanted file as fetched; which of its bytes are its content, compressed with gzip. Says what is wrong with it if
    /// it is not the file that the bundle names.
    fn check(&self, address: &str, bytes: &[u8]) -> Result<Range<usize>, String> {
        let _ = bytes;
        Err([address, " was not asked for"].concat())
    }

    /// Hands over the content of a wanted file, uncompressed. Says what is wrong with it if it cannot be read; then it is not kept.
    fn put(&self, address: &str, content: Vec<u8>) -> Result<(), String> {
        let _ = content;
        Err([address, " was not asked for"].concat())
    }
}
