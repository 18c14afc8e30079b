//! The order of titles in each alphabet that the site's languages need.

use super::part::{Part, Rows};
use super::shelves::{Effort, Shelves};
use super::{Content, pool};
use crate::Put;
use crate::format::{TITLES, index::ROWS, titles};
use dossier_bundle::Language;
use std::collections::BTreeMap;
use std::io;

/// Items whose keys are made in one go.
const STRETCH: usize = 4096;

/// The alphabets of the site's languages, in their own order, each with a language that has it.
pub(super) fn alphabets<'c>(content: &Content<'c>) -> BTreeMap<u8, &'c Language> {
    content.bundle.site.languages.iter().rev().map(|language| (dossier_query::alphabet(&content.bundle.site, language), language)).collect()
}

/// Writes all files of titles.
pub(super) fn write(part: &Part, content: &Content<'_>, shelves: &Shelves<'_>, threads: usize) -> io::Result<()> {
    let mut file = 0;
    for reader in alphabets(content).into_values() {
        let ranks = ranks(part, content, reader, threads);
        let firsts: Vec<u32> = part
            .lists
            .iter()
            .map(|rows| {
                let first = file;
                file += (rows.places.len() as u32).div_ceil(ROWS);
                first
            })
            .collect();
        pool::each(threads, part.lists.len(), &|list| {
            for (number, entries) in (firsts[list]..).zip(entries(&part.lists[list], &ranks).chunks(ROWS as usize)) {
                let mut put = Put::default();
                titles::write(entries, &part.lists[list].cells, &part.index.buckets, &mut put);
                shelves.file(TITLES, number, &put.0, Effort::Most)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// For each place of the part where its title stands among the others; the newer first where they are equal.
fn ranks(part: &Part, content: &Content<'_>, reader: &Language, threads: usize) -> Vec<u32> {
    let stretches: Vec<&[u32]> = part.order.chunks(STRETCH).collect();
    let keys: Vec<Vec<Box<str>>> = pool::all(threads, stretches.len(), &|stretch| {
        let key =
            |item: &u32| dossier_query::title_sort_key(content.table.titles.get(*item), &content.bundle.site, reader).into_boxed_str();
        stretches[stretch].iter().map(key).collect()
    });
    let key = |place: &u32| &keys[*place as usize / STRETCH][*place as usize % STRETCH];
    let mut order: Vec<u32> = (0..part.items()).collect();
    order.sort_unstable_by(|one, other| key(one).cmp(key(other)).then(one.cmp(other)));
    let mut ranks = vec![0; order.len()];
    (0..).zip(order).for_each(|(rank, place)| ranks[place as usize] = rank);
    ranks
}

/// Rows and places of a list by title.
fn entries(rows: &Rows, ranks: &[u32]) -> Vec<(u32, u32)> {
    let mut entries: Vec<(u32, u32)> = (0..).zip(rows.places.iter().copied()).collect();
    entries.sort_unstable_by_key(|(_, place)| ranks[*place as usize]);
    entries
}
