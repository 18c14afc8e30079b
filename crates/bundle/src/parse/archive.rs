//! The table of contents of an archive. Without it there is nothing to show, so every fault in it is fatal, and the first one ends
//! the reading.

use super::{Code, Log, format};
use crate::json::{At, Json};
use crate::{Archive, Folder, Part, Shelf};

/// Name and major version of the format of archives this crate reads.
pub(crate) const FORMAT: &str = "dossier-archive/1";

/// Most parts of an archive, and most shelves of a part.
const PARTS: usize = 64;
/// Most folders of a shelf.
const FOLDERS: usize = 4_096;
/// Most items of all parts.
const ITEMS: u64 = 1 << 31;

/// Reads `archive`; `None` after a fault.
pub(super) fn read(at: &At<'_>, log: &mut Log) -> Option<Archive> {
    if !at.is_object() {
        return damaged(at, "\"archive\" must be an object.", log);
    }
    let name = at.get("format");
    if !format::is(name.and_then(|at| at.text()), FORMAT, &name.unwrap_or(*at), log) {
        return None;
    }
    let written = list(field(at, "parts", log)?, PARTS, "\"parts\" must be a list of at most 64.", log)?;
    let mut parts = Vec::new();
    let mut items = 0;
    for at in written.elements() {
        let part = part(&at, log)?;
        items += u64::from(part.items);
        parts.push(part);
    }
    if items > ITEMS {
        return damaged(&written, "There are more than 2,147,483,648 items.", log);
    }
    Some(Archive { parts })
}

fn part(at: &At<'_>, log: &mut Log) -> Option<Part> {
    if !at.is_object() {
        return damaged(at, "A part must be an object.", log);
    }
    let items = number(field(at, "items", log)?, 0, ITEMS, "\"items\" must be a whole number up to 2,147,483,648.", log)?;
    let written = field(at, "shelves", log)?;
    if !written.is_object() || written.members().nth(PARTS).is_some() {
        return damaged(&written, "\"shelves\" must be an object of at most 64 lists.", log);
    }
    let mut part = Part { items, shelves: Vec::new() };
    for (name, at) in written.members().filter(|(_, at)| !matches!(at.value, Json::Null)) {
        if part.shelf(name).is_some() {
            return damaged(&at, "There is already a shelf of this name.", log);
        }
        part.shelves.push(Shelf { name: name.to_owned(), folders: folders(at, log)? });
    }
    Some(part)
}

fn folders(at: At<'_>, log: &mut Log) -> Option<Vec<Folder>> {
    let written = list(at, FOLDERS, "A shelf must be a list of at most 4,096 folders.", log)?;
    let mut folders: Vec<Folder> = Vec::new();
    for at in written.elements() {
        if folders.last().is_some_and(|before| before.files != Folder::FULL) {
            return damaged(&at, "Every folder of a shelf but the last must have 4,096 files.", log);
        }
        folders.push(folder(&at, log)?);
    }
    Some(folders)
}

fn folder(at: &At<'_>, log: &mut Log) -> Option<Folder> {
    let mut pair = at.elements();
    let (Some(name), Some(files), None) = (pair.next(), pair.next(), pair.next()) else {
        return damaged(at, "A folder must be a list of its name and its number of files.", log);
    };
    let files = number(files, 1, u64::from(Folder::FULL), "The number of files must be from 1 to 4,096.", log)?;
    let folder = name.text().and_then(|name| Folder::named(name, files));
    if folder.is_none() {
        return damaged(&name, "The name of a folder must have 32 hexadecimal digits, in lower case.", log);
    }
    folder
}

/// A field that has to be there.
fn field<'c>(at: &'c At<'_>, key: &'c str, log: &mut Log) -> Option<At<'c>> {
    let found = at.get(key);
    if found.is_none() {
        log.add(Code::BadArchive, at, || format!("\"{key}\" is missing."));
    }
    found
}

/// The same place, if it is a list of at most `most` elements.
fn list<'c>(at: At<'c>, most: usize, wanted: &str, log: &mut Log) -> Option<At<'c>> {
    if matches!(at.value, Json::List(list) if list.len() <= most) { Some(at) } else { damaged(&at, wanted, log) }
}

fn number(at: At<'_>, least: u64, most: u64, wanted: &str, log: &mut Log) -> Option<u32> {
    match at.value {
        Json::Whole(number) if (least..=most).contains(number) => u32::try_from(*number).ok(),
        _ => damaged(&at, wanted, log),
    }
}

/// Notes what is wrong.
fn damaged<T>(at: &At<'_>, text: &str, log: &mut Log) -> Option<T> {
    log.add(Code::BadArchive, at, || text.to_owned());
    None
}
