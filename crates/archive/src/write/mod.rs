//! Writes archives: from items, one at a time and in any order, to the files of one part or several.
//!
//! 1. `entry`: an item is made ready, on any thread: what the tables need, its card and all of it as JSON;
//! 2. `table`: a small row of each item is kept in memory, the JSON goes to the scratch pile of the `store`;
//! 3. `works`, `topics`: what belongs together once all items are known;
//! 4. `part`: newest order, buckets, keys, numbers, and the rows of each topic;
//! 5. `tables`, `titles`, `heads`, `packs` (with `ways`), `words` (with `text`): the files, on several threads (`pool`);
//! 6. `shelves`: compresses, names folders by what is in them, adds proofs.
//!
//! Parts of an `earlier` archive may stay as they are, less the items that have changed or gone: of theirs only the heads are written again,
//! and a file that says what is gone.
//!
//! The same items in the same order give the same bytes, whatever the number of threads. There is no I/O here but through the
//! caller's [`Store`].

pub mod earlier;
mod entry;
mod heads;
mod memory;
mod options;
mod packs;
mod part;
mod pool;
mod shelves;
mod store;
mod table;
mod tables;
#[cfg(test)]
mod tests;
pub mod text;
mod titles;
mod topics;
mod ways;
mod words;
mod works;

pub use entry::Entry;
pub use memory::{Named, memory, memory_continued};
pub use options::Options;
pub use store::{Step, Store};

use crate::Put;
use crate::format::{GONE, Gone, HEADS, SHELVES};
use dossier_bundle::{Archive, Bundle, ItemIx};
use part::Part;
use shelves::{Effort, Shelves};
use std::io;
use table::Table;
use topics::Branches;
use works::Works;

/// An archive under way.
#[derive(Debug)]
pub struct Writer<S> {
    store: S,
    table: Table,
}

/// A part of an archive to be.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// Its items in the order of arrival; for a part that is kept, in the order of its places.
    pub items: Vec<u32>,
    /// A part of an earlier archive that has these items, with all their versions, under the same languages, topics and types.
    pub kept: Option<Kept>,
}

/// A part of an earlier archive whose files stay.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Its table of contents.
    pub contents: dossier_bundle::Part,
    /// What it has besides the items that are planned for it.
    pub gone: Gone,
}

/// What all steps read once every item is known.
#[derive(Clone, Copy)]
struct Content<'c> {
    bundle: &'c Bundle,
    table: &'c Table,
    works: &'c Works,
    branches: &'c Branches,
}

impl<S: Store> Writer<S> {
    /// Begins an archive without items.
    pub fn new(store: S) -> Self {
        Self { store, table: Table::default() }
    }

    /// Files an item; its number, counted from 0 in the order of arrival.
    pub fn add(&mut self, entry: &Entry) -> io::Result<u32> {
        self.table.add(entry, &self.store)?;
        Ok(self.table.rows.len() as u32 - 1)
    }

    /// Gives a filed item another id.
    pub fn rename(&mut self, item: u32, id: String) {
        self.table.rename(item, id);
    }

    /// Says of which work a filed item is a version.
    pub fn set_work(&mut self, item: u32, work: u32) {
        self.table.rows[item as usize].work = Some(work);
    }

    /// The id of a filed item.
    pub fn id(&self, item: u32) -> &str {
        self.table.id(item)
    }

    /// How many items have been filed.
    pub fn items(&self) -> u32 {
        self.table.rows.len() as u32
    }

    /// What files go to.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Writes everything. `bundle` has the dictionaries that the places in the entries are of, and the site; its items are not looked
    /// at. Each of `parts` lists the items of a part, in the order of arrival; no item may stand in two. Gives the table of contents
    /// and, for each place of the archive, the item there, none where it is gone; and the store back.
    pub fn finish(self, bundle: &Bundle, parts: &[Vec<u32>], options: &Options) -> io::Result<(Archive, Vec<Option<ItemIx>>, S)> {
        let parts = parts.iter().map(|items| Planned { items: items.clone(), kept: None }).collect();
        self.finish_planned(bundle, parts, None, options)
    }

    /// As [`Self::finish`], with parts that are kept. `common` are the common words of the first part if that is one of them.
    pub fn finish_planned(
        self,
        bundle: &Bundle,
        parts: Vec<Planned>,
        mut common: Option<Vec<String>>,
        options: &Options,
    ) -> io::Result<(Archive, Vec<Option<ItemIx>>, S)> {
        let Self { store, table } = self;
        let (works, branches) = (Works::new(&table), Branches::new(&table, bundle));
        let content = Content { bundle, table: &table, works: &works, branches: &branches };
        let mut kept = Vec::new();
        let mut laid: Vec<Part> = Vec::new();
        for part in parts {
            laid.push(match &part.kept {
                Some(kept) => Part::kept(part.items, &kept.gone.places),
                None => Part::new(part.items, &content, options),
            });
            kept.push(part.kept);
        }
        let mut archive = Archive::default();
        for (number, kept) in kept.into_iter().enumerate() {
            let shelves = Shelves::new(&store, number, options.threads);
            store.progress(Step::Tables, 0, 1);
            if let Some(Kept { gone, .. }) = kept.as_ref().filter(|kept| !kept.gone.places.is_empty()) {
                let mut put = Put::default();
                gone.write(&mut put);
                shelves.file(GONE, 0, &put.0, Effort::Most)?;
            }
            if kept.is_none() {
                tables::write(&mut laid[number], &content, &shelves, options.threads)?;
                titles::write(&laid[number], &content, &shelves, options.threads)?;
            }
            if number + 1 == laid.len() {
                heads::write(&laid, &content, &store, &shelves, options.threads)?;
            }
            if kept.is_none() {
                packs::write(&laid[number], &content, &store, &shelves, options.threads)?;
                common = Some(words::write(&laid[number], common, (&content, &store), &shelves, options)?);
            }
            let written = shelves.seal(&SHELVES, laid[number].items())?;
            archive.parts.push(match kept {
                None => written,
                Some(kept) => joined(kept.contents, written)?,
            });
        }
        let order = laid.iter().flat_map(Part::places).map(|item| item.map(ItemIx)).collect();
        Ok((archive, order, store))
    }
}

/// A part that is kept, with heads and what is gone only if they were written now.
fn joined(kept: dossier_bundle::Part, written: dossier_bundle::Part) -> io::Result<dossier_bundle::Part> {
    if kept.items != written.items {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a part is to be kept that has other items"));
    }
    let mut shelves: Vec<_> =
        kept.shelves.into_iter().filter(|shelf| shelf.name != HEADS && shelf.name != GONE).chain(written.shelves).collect();
    shelves.sort_by_key(|shelf| SHELVES.iter().position(|name| *name == shelf.name).unwrap_or(SHELVES.len()));
    Ok(dossier_bundle::Part { items: written.items, shelves })
}
