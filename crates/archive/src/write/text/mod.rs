//! The words of a part: from its items to the files of the dictionary, the postings, tiers and positions, and of spelling.
//!
//! 1. [`TextGatherer`] takes the items of some neighbouring buckets, on any thread, and packs their words as a [`TextBatch`] (`batch`, `piece`, `stem`).
//! 2. [`TextWriter::add`] takes the batches in their order, joins their vocabularies (`vocabulary`) and puts the rest
//!    aside (`scratch`), so that memory holds the words but not where they are.
//! 3. [`TextWriter::finish`] decides what stands where (`layout`), brings what was put aside into that order (`spread`), and writes
//!    (`files`, `stream`).
//!
//! The same items give the same bytes, whatever the threads and however items come within a bucket. Nothing here does I/O of its own.

mod batch;
mod files;
mod layout;
mod piece;
mod scratch;
mod sizes;
mod spread;
mod stem;
mod stream;
mod vocabulary;

pub use batch::{TextBatch, TextGatherer};
pub use scratch::{MemoryScratch, Scratch};
pub use sizes::Sizes;
pub use stem::Stems;
pub use stream::Sink;

#[cfg(test)]
mod tests;

use crate::Put;
use crate::format::{Bucket, POSITIONS, positions};
use files::Files;
use layout::Layout;
use spread::{Chunk, Spread};
use std::io;
use vocabulary::{Vocabulary, Words};

/// What the words of a part are written with.
#[derive(Clone, Debug)]
pub struct TextOptions {
    /// The buckets of the part.
    pub buckets: Vec<Bucket>,
    /// How large files are made.
    pub sizes: Sizes,
    /// The common words of the archive, if its first part has decided on them.
    pub common: Option<Vec<String>>,
}

/// Writes the words of a part.
pub struct TextWriter {
    options: TextOptions,
    vocabulary: Vocabulary,
    chunks: Vec<Chunk>,
}

/// What a file that a sink was given becomes before it is compressed. On any thread: this is a good part of the work.
pub fn finished(shelf: &str, content: Vec<u8>) -> io::Result<Vec<u8>> {
    if shelf != POSITIONS {
        return Ok(content);
    }
    positions::pack(&content).map_err(|damage| io::Error::new(io::ErrorKind::InvalidData, damage.text()))
}

impl TextOptions {
    /// Those of the first part of an archive.
    pub fn new(buckets: Vec<Bucket>) -> Self {
        let mut options = Self { buckets, sizes: Sizes::of(0), common: None };
        options.sizes = Sizes::of(options.items());
        options
    }

    fn items(&self) -> u32 {
        self.buckets.last().map_or(0, |last| last.start + last.count)
    }
}

impl TextWriter {
    /// No words yet.
    pub fn new(options: TextOptions) -> Self {
        Self { options, vocabulary: Vocabulary::default(), chunks: Vec::new() }
    }

    /// Adds the words of the next items; fails if they do not come later in the part than those before.
    pub fn add(&mut self, mut batch: TextBatch, scratch: &dyn Scratch) -> io::Result<()> {
        let first = batch.start;
        if first >= self.options.items() || self.chunks.last().is_some_and(|last| first <= last.first) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "words are out of order"));
        }
        let numbers = self.vocabulary.add(&mut batch);
        let mut head = Put::default();
        for (number, term) in numbers.iter().zip(&batch.terms) {
            for number in [*number, term.items, term.piece, term.positions] {
                head.number(number);
            }
        }
        let terms = numbers.len() as u32;
        let start = scratch.stow(&head.0)?;
        scratch.stow(&batch.bytes)?;
        self.chunks.push(Chunk { first, terms, start, head: head.0.len(), bytes: batch.bytes.len() });
        Ok(())
    }

    /// Writes all files. Answers with the archive's common words, for its later parts.
    pub fn finish(self, scratch: &dyn Scratch, sink: &mut Sink<'_>) -> io::Result<Vec<String>> {
        let Self { options, vocabulary, chunks } = self;
        let words = Words::new(vocabulary);
        let layout = Layout::new(&words, &options);
        let memory = options.sizes.memory;
        let mut spread = Spread::new(&chunks, &words, &layout.order, &layout.common, memory, scratch)?;
        Files::new(&words, &layout, &options).write(&mut spread, scratch, sink)?;
        Ok(layout.directory(&words, &options).common)
    }
}
