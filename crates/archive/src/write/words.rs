//! The words of a part: read from the scratch pile some buckets at a time, on several threads, and compressed on others while they are put in
//! order. What words are is decided in `text`.

use super::part::Part;
use super::shelves::{Effort, Shelves};
use super::store::{Step, Store};
use super::text::{Stems, TextBatch, TextGatherer, TextOptions, TextWriter, finished};
use super::{Content, Options, pool};
use crate::Take;
use crate::format::{Bucket, TERMS};
use dossier_query::text::FIELDS;
use std::io;
use std::ops::Range;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

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
    let stretches = stretches(&part.index.buckets);
    let all = stretches.len() as u64 + 1;
    pool::in_order(threads, stretches.len(), &|number| batch(part, stretches[number].clone(), &numbers, content, store), &mut |batch| {
        done += 1;
        store.progress(Step::Text, done, all);
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
            // Many searches read the dictionary, and it is small.
            let effort = if shelf == TERMS { Effort::Most } else { Effort::Usual };
            result = finished(shelf, content).and_then(|content| shelves.file(shelf, place, &content, effort));
        }
    }
}

/// Neighbouring buckets whose words are gathered together: the more there are, the fewer words are met again and again, and the fewer
/// threads find work.
fn stretches(buckets: &[Bucket]) -> Vec<Range<u32>> {
    let items = buckets.last().map_or(0, |last| last.start + last.count);
    let enough = (items / 16).clamp(512, 2048);
    let mut stretches: Vec<Range<u32>> = Vec::new();
    for bucket in buckets {
        match stretches.last_mut() {
            Some(last) if last.end - last.start < enough => last.end += bucket.count,
            _ => stretches.push(bucket.start..bucket.start + bucket.count),
        }
    }
    stretches
}

/// The words of a stretch of places.
fn batch(part: &Part, places: Range<u32>, numbers: &[u32], content: &Content<'_>, store: &dyn Store) -> io::Result<TextBatch> {
    let stems = Stems;
    let mut gatherer = TextGatherer::new(places.start, &stems);
    for place in places {
        let item = part.order[place as usize];
        let bytes = content.table.words(item, store)?;
        let mut take = Take(&bytes);
        let mut texts = [""; FIELDS];
        for text in &mut texts {
            *text = take.text().map_err(|damage| io::Error::new(io::ErrorKind::InvalidData, damage.text()))?;
        }
        gatherer.add((numbers[place as usize], place), content.table.language(item), &texts);
    }
    Ok(gatherer.finish())
}
