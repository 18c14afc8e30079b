//! The first step of reading: is it a bundle, and everything in it but the items, which are only counted.

use super::reader::Reader;
use super::source::split;
use super::{Code, Log, archive, format, localized::Languages, site, topics, values};
use crate::json::{At, Cursor, Top, elements};
use crate::{Archive, Bundle, Site};

/// Name and major version of the format this crate reads.
pub(crate) const FORMAT: &str = "dossier-bundle/1";

/// What is known before the first item is read.
#[derive(Default)]
pub(super) struct Opened<'a> {
    pub(super) source: &'a str,
    /// Where the items begin in the source.
    pub(super) items: Vec<usize>,
    pub(super) reader: Reader,
}

/// Reads everything but the items. After a fatal problem everything is empty.
pub(super) fn open<'a>(bytes: &'a [u8], log: &mut Log) -> Opened<'a> {
    let (source, split) = split(bytes, log);
    let mut opened = Opened { source, ..Opened::default() };
    if let Some((top, root)) = split
        && (!is_bundle(&top, &root, source, log) || contents(&top, &root, &mut opened, log).is_none())
    {
        opened = Opened { source, ..Opened::default() };
    }
    log.close(None);
    opened
}

/// Finds the items of a piece of the archive of `bundle`.
pub(super) fn open_piece<'a>(bytes: &'a [u8], bundle: &Bundle, log: &mut Log) -> Opened<'a> {
    let (source, split) = split(bytes, log);
    let items = split.map(|(top, root)| items(&top, &root, source, log)).unwrap_or_default();
    log.close(None);
    Opened { source, items, reader: Reader::of(bundle) }
}

/// Reads everything but the items; `None` after a fatal problem.
fn contents(top: &Top, root: &At<'_>, opened: &mut Opened<'_>, log: &mut Log) -> Option<()> {
    opened.reader.site = read_site(top, root, opened.source, log);
    opened.reader.languages = Languages::of(&opened.reader.site);
    for name in ["topics", "types", "publishers"] {
        for (index, start) in list(top, root, name, opened.source, log).unwrap_or_default().into_iter().enumerate() {
            entry(&root.unread_field(name, 0).unread_element(index, start), name, opened, log);
        }
    }
    opened.reader.types.index();
    opened.reader.publishers.index();
    match top.field("archive").filter(|start| !is_null(opened.source, *start)) {
        None => opened.items = items(top, root, opened.source, log),
        Some(start) => {
            let unread = root.unread_field("archive", start);
            opened.reader.archive = Some(read_archive(&unread, opened.source, log)?);
            ignore_items(top, root, opened.source, log);
        }
    }
    Some(())
}

/// Where the items begin.
fn items(top: &Top, root: &At<'_>, source: &str, log: &mut Log) -> Vec<usize> {
    let items = list(top, root, "items", source, log);
    if items.is_none() {
        log.missing(root, "items", "There is nothing to list.");
    }
    items.unwrap_or_default()
}

/// Says that items beside an archive are not shown.
fn ignore_items(top: &Top, root: &At<'_>, source: &str, log: &mut Log) {
    let items = list(top, root, "items", source, log);
    if items.is_some_and(|items| !items.is_empty()) {
        let at = root.unread_field("items", top.field("items").unwrap_or_default());
        log.add(Code::ItemsBesideArchive, &at, || "The bundle has an archive, so the items that stand here are not shown.".to_owned());
    }
}

fn read_archive(unread: &At<'_>, source: &str, log: &mut Log) -> Option<Archive> {
    if let Ok(node) = Cursor::new(source, unread.start).node(0) {
        return archive::read(&unread.with(&node), log);
    }
    log.add(Code::BadArchive, unread, || "\"archive\" cannot be read: it nests too deep, or holds what is not JSON.".to_owned());
    None
}

fn read_site(top: &Top, root: &At<'_>, source: &str, log: &mut Log) -> Site {
    let Some(start) = top.field("site").filter(|start| !is_null(source, *start)) else {
        log.missing(root, "site", "The reading room has no name.");
        return Site::default();
    };
    let unread = root.unread_field("site", start);
    let node = values::node(source, &unread, log);
    node.map(|node| site::read(&unread.with(&node), log)).unwrap_or_default()
}

fn is_null(source: &str, start: usize) -> bool {
    Cursor::new(source, start).peek().1 == b'n'
}

/// Reads one entry of the list `name`.
fn entry(unread: &At<'_>, name: &str, opened: &mut Opened<'_>, log: &mut Log) {
    let Some(node) = values::node(opened.source, unread, log) else { return };
    let at = unread.with(&node);
    let Reader { languages, topics, types, publishers, .. } = &mut opened.reader;
    match name {
        "topics" => topics::read(&at, None, languages, topics, log),
        "types" => types.declare(&at, languages, log),
        _ => publishers.declare(&at, languages, log),
    }
}

/// Where the elements of a field of the bundle begin; `None` if the field is absent, empty if it is no list.
fn list(top: &Top, root: &At<'_>, name: &str, source: &str, log: &mut Log) -> Option<Vec<usize>> {
    let start = top.field(name).filter(|start| !is_null(source, *start))?;
    let starts = elements(source, start);
    if starts.is_none() {
        log.add(Code::WrongType, &root.unread_field(name, start), || format!("\"{name}\" must be a list."));
    }
    Some(starts.unwrap_or_default())
}

/// Whether the file says that it is a bundle of this version.
fn is_bundle(top: &Top, root: &At<'_>, source: &str, log: &mut Log) -> bool {
    let Some(start) = top.field("format") else { return format::is(None, FORMAT, root, log) };
    let node = Cursor::new(source, start).node(0).ok();
    let unread = root.unread_field("format", start);
    let name = node.as_ref().and_then(|node| unread.with(node).text());
    format::is(name, FORMAT, &unread, log)
}
