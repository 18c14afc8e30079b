//! The tables of a part as files: index, cubes, numbers, places, days, ids.

use super::Content;
use super::part::Part;
use super::pool;
use super::shelves::{Effort, Shelves};
use super::titles;
use crate::Put;
use crate::format::index::{ROWS, SITE_ROWS};
use crate::format::{CUBES, DAYS, IDS, INDEX, NUMBERS, PLACES, days, ids, rows};
use dossier_bundle::Kind;
use std::io;
use std::ops::Range;

/// Writes all of them.
pub(super) fn write(part: &mut Part, content: &Content<'_>, shelves: &Shelves<'_>, threads: usize) -> io::Result<()> {
    part.index.alphabets = titles::alphabets(content).into_keys().collect();
    let mut put = Put::default();
    part.index.write(content.bundle.types.len(), &mut put);
    shelves.file(INDEX, 0, &put.0, Effort::Most)?;
    pool::each(threads, part.lists.len() * 2, &|file| {
        let kind = [Kind::News, Kind::Document][file % 2];
        shelves.file(CUBES, file as u32, &part.lists[file / 2].cube(&part.index, kind), Effort::Most)
    })?;
    write_rows(part, shelves, threads)?;
    write_days(part, content, shelves)?;
    write_ids(part, content, shelves)
}

/// A file of numbers or places that is still to be written.
struct Stretch {
    shelf: &'static str,
    file: u32,
    list: usize,
    rows: Range<u32>,
}

fn write_rows(part: &Part, shelves: &Shelves<'_>, threads: usize) -> io::Result<()> {
    let numbers = part.numbers();
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut add = |shelf, list: usize, size: u32, file: &mut u32| {
        let length = part.lists[list].places.len() as u32;
        for start in (0..length).step_by(size as usize) {
            stretches.push(Stretch { shelf, file: *file, list, rows: start..(start + size).min(length) });
            *file += 1;
        }
    };
    let (mut places, mut of_numbers) = (0, 0);
    add(PLACES, 0, SITE_ROWS, &mut places);
    for list in 1..part.lists.len() {
        add(PLACES, list, ROWS, &mut places);
        add(NUMBERS, list, ROWS, &mut of_numbers);
    }
    pool::each(threads, stretches.len(), &|stretch| {
        let Stretch { shelf, file, list, rows } = &stretches[stretch];
        let list = &part.lists[*list];
        let place = |row: u32| list.places[row as usize];
        let number = |row: u32| numbers[place(row) as usize];
        let value: &dyn Fn(u32) -> u32 = if *shelf == NUMBERS { &number } else { &place };
        let mut put = Put::default();
        rows::write(rows.clone(), &list.cells, &part.index.buckets, value, &mut put);
        shelves.file(shelf, *file, &put.0, Effort::Most)
    })
}

fn write_days(part: &Part, content: &Content<'_>, shelves: &Shelves<'_>) -> io::Result<()> {
    let day = |place: u32| content.table.rows[part.order[place as usize] as usize].day_of_month();
    let mut put = Put::default();
    days::write(&part.index.buckets, &day, &mut put);
    shelves.file(DAYS, 0, &put.0, Effort::Most)
}

fn write_ids(part: &Part, content: &Content<'_>, shelves: &Shelves<'_>) -> io::Result<()> {
    let mut entries: Vec<(u32, u32)> = part.order.iter().map(|item| content.table.hash(*item)).zip(0..).collect();
    entries.sort_unstable();
    let mut rest = entries.as_slice();
    for file in 0..1 << part.index.id_bits {
        let (inside, after) = rest.split_at(rest.partition_point(|(hash, _)| ids::file(*hash, part.index.id_bits) <= file));
        rest = after;
        let mut put = Put::default();
        ids::write(inside, &mut put);
        shelves.file(IDS, file, &put.0, Effort::Most)?;
    }
    Ok(())
}
