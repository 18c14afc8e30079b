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
            let json = cards_json(cards[file], content, store)?;
            return shelves.file(CARDS, file as u32, &json, Effort::Most);
        }
        let first = (job * body_block) as u32;
        let pack = (first..).zip(packs[job]).map(|(place, item)| Ok((finder.ways(place), table.rest(*item, store)?)));
        let mut put = Put::default();
        bodies::write(&pack.collect::<io::Result<Vec<(Ways, Vec<u8>)>>>()?, &mut put);
        shelves.file(BODIES, job as u32, &put.0, Effort::Usual)?;
        let items = packs[job].len() as u64;
        store.progress(Step::Items, done.fetch_add(items, Relaxed) + items, u64::from(part.items()));
        Ok(())
    })
}

/// The JSON of the cards of these items.
fn cards_json(items: &[u32], content: &Content<'_>, store: &dyn Store) -> io::Result<Vec<u8>> {
    let mut json = br#"{"items":["#.to_vec();
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            json.push(b',');
        }
        push_item(content.table.id(*item), &content.table.card(*item, store)?, &mut json);
    }
    json.extend_from_slice(b"]}");
    Ok(json)
}
