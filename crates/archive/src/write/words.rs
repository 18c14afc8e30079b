//! The words of a part: read from the scratch pile bucket by bucket, on several threads, and compressed on others while they are put in
//! order. What words are is decided in `text`.

use super::entry::push_item;
use super::part::Part;
use super::shelves::{Effort, Shelves};
use super::store::{Step, Store};
use super::text::{Stems, TextBatch, TextGatherer, TextOptions, TextWriter};
use super::{Content, Options, pool};
use std::io;
use std::ops::Range;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

/// Items that are read at a time.
const STRETCH: usize = 64;
/// Files that may wait for a thread that compresses.
const WAITING: usize = 16;

/// A file that is still to be compressed.
type Waiting = (&'static str, u32, Vec<u8>);

/// Writes the words of a part. `common` are the archive's common words, if an earlier part has decided on them; answers which they are.
pub(super) fn write(
    part: &Part,
    common: Option<Vec<String>>,
    (content, store): (&Content<'_>, &dyn Store),
    shelves: &Shelves<'_>,
    with: &Options,
) -> io::Result<Vec<String>> {
    let threads = with.threads;
    let mut options = TextOptions { common, ..TextOptions::new(part.index.buckets.clone()) };
    options.sizes = with.words.unwrap_or(options.sizes);
    let mut writer = TextWriter::new(options);
    let numbers = part.numbers();
    let mut done = 0;
    pool::in_order(threads, part.index.buckets.len(), &|bucket| batch(part, bucket, &numbers, content, store), &mut |batch: TextBatch| {
        done += 1;
        store.progress(Step::Text, done, part.index.buckets.len() as u64 + 1);
        writer.add(batch, store)
    })?;
    let (sender, receiver) = sync_channel::<Waiting>(WAITING);
    let receiver = Mutex::new(receiver);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(|| compress(&receiver, shelves))).collect();
        // A failed worker leaves the rest to the others; its failure is told below.
        let result = writer.finish(store, &mut |shelf, place, content| {
            sender.send((shelf, place, content)).map_err(|_| io::Error::other("no thread is left to compress files"))
        });
        drop(sender);
        for worker in workers {
            worker.join().unwrap_or_else(|_| Err(io::Error::other("a thread that compresses files has failed")))?;
        }
        store.progress(Step::Text, done + 1, done + 1);
        result
    })
}

fn compress(receiver: &Mutex<Receiver<Waiting>>, shelves: &Shelves<'_>) -> io::Result<()> {
    let mut result = Ok(());
    loop {
        let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((shelf, place, content)) = next else { return result };
        // Goes on taking files after a failure, so that whoever sends them never waits for nobody.
        if result.is_ok() {
            result = shelves.file(shelf, place, &content, Effort::Usual);
        }
    }
}

/// The words of a bucket.
fn batch(part: &Part, bucket: usize, numbers: &[u32], content: &Content<'_>, store: &dyn Store) -> io::Result<TextBatch> {
    let bucket = part.index.buckets[bucket];
    let stems = Stems;
    let mut gatherer = TextGatherer::new(bucket, &stems);
    let end = bucket.start + bucket.count;
    for start in (bucket.start..end).step_by(STRETCH) {
        let places = start..(start + STRETCH as u32).min(end);
        for (place, item) in places.clone().zip(read(part, places, content, store)?) {
            gatherer.add(numbers[place as usize], place, &item);
        }
    }
    Ok(gatherer.finish())
}

/// The items at these places.
fn read(
    part: &Part,
    places: Range<u32>,
    content: &Content<'_>,
    store: &dyn Store,
) -> io::Result<Vec<std::sync::Arc<dossier_bundle::Item>>> {
    let count = places.len();
    let mut json = br#"{"items":["#.to_vec();
    for (number, item) in part.order[places.start as usize..places.end as usize].iter().enumerate() {
        if number > 0 {
            json.push(b',');
        }
        push_item(content.table.id(*item), &content.table.whole(*item, store)?, &mut json);
    }
    json.extend_from_slice(b"]}");
    let (items, _) = dossier_bundle::parse_items(&json, content.bundle);
    if items.len() == count {
        Ok(items)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidData, "an item was filed that cannot be read back"))
    }
}
