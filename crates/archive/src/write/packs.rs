//! Cards and bodies: items in newest order, cut into files of a fixed number.

use super::Content;
use super::entry::push_item;
use super::part::Part;
use super::pool;
use super::shelves::{Effort, Shelves};
use super::store::{Step, Store};
use super::ways::Finder;
use crate::Put;
use crate::format::bodies::{self, Ways};
use crate::format::{BODIES, CARDS};
use std::io;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Writes all cards and bodies of a part.
pub(super) fn write(part: &Part, content: &Content<'_>, store: &dyn Store, shelves: &Shelves<'_>, threads: usize) -> io::Result<()> {
    let finder = Finder::new(part, content);
    let table = content.table;
    let (card_block, body_block) = (part.index.card_block as usize, part.index.body_block as usize);
    let cards: Vec<&[u32]> = part.order.chunks(card_block).collect();
    let packs: Vec<&[u32]> = part.order.chunks(body_block).collect();
    let done = AtomicU64::new(0);
    pool::each(threads, packs.len() + cards.len(), &|job| {
        if let Some(file) = job.checked_sub(packs.len()) {
            let json = items(cards[file], content, &|item| table.card(item, store))?;
            return shelves.file(CARDS, file as u32, &json, Effort::Most);
        }
        let json = items(packs[job], content, &|item| table.whole(item, store))?;
        let first = (job * body_block) as u32;
        let ways: Vec<Ways> = (first..first + packs[job].len() as u32).map(|place| finder.ways(place)).collect();
        let mut put = Put::default();
        bodies::write(&ways, &json, &mut put);
        shelves.file(BODIES, job as u32, &put.0, Effort::Usual)?;
        let items = packs[job].len() as u64;
        store.progress(Step::Items, done.fetch_add(items, Relaxed) + items, u64::from(part.items()));
        Ok(())
    })
}

/// The JSON of these items, of which `after_id` gives what follows the id.
fn items(items: &[u32], content: &Content<'_>, after_id: &dyn Fn(u32) -> io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
    let mut json = br#"{"items":["#.to_vec();
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            json.push(b',');
        }
        push_item(content.table.id(*item), &after_id(*item)?, &mut json);
    }
    json.extend_from_slice(b"]}");
    Ok(json)
}
