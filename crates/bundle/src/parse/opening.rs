//! The first step of reading: is it text, is it JSON, is it a bundle, and everything in it but the items.

use super::reader::Reader;
use super::{Code, Log, Severity, localized::Languages, site, topics, values};
use crate::Site;
use crate::json::{At, Cursor, Json, Top, elements};
use serde::de::IgnoredAny;

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
    let mut opened = Opened::default();
    let Some(source) = text(bytes, log) else { return Opened { source: valid_prefix(bytes), ..opened } };
    opened.source = source;
    let Some(begin) = object(source, log) else { return opened };
    let top = Top::scan(source);
    for field in &top.repeated {
        let text = || format!("\"{field}\" is there more than once; the last one counts.");
        let start = top.field(field).unwrap_or_default();
        log.note(Severity::Warning, Code::DuplicateField, start, || (format!("/{field}"), text(), Some("Keep one of them.".to_owned())));
    }
    if is_bundle(&top, source, begin, log) {
        contents(&top, &At::root(begin), &mut opened, log);
    }
    log.close(None);
    opened
}

fn contents(top: &Top, root: &At<'_>, opened: &mut Opened<'_>, log: &mut Log) {
    opened.reader.site = read_site(top, root, opened.source, log);
    opened.reader.languages = Languages::of(&opened.reader.site);
    for name in ["topics", "types", "publishers"] {
        for (index, start) in list(top, root, name, opened.source, log).unwrap_or_default().into_iter().enumerate() {
            entry(&root.unread_field(name, 0).unread_element(index, start), name, opened, log);
        }
    }
    opened.reader.types.index();
    opened.reader.publishers.index();
    match list(top, root, "items", opened.source, log) {
        Some(items) => opened.items = items,
        None => log.missing(root, "items", "There is nothing to list."),
    }
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

/// The bytes as text, without a byte order mark.
fn text<'a>(bytes: &'a [u8], log: &mut Log) -> Option<&'a str> {
    let marked = bytes.starts_with(b"\xEF\xBB\xBF");
    if marked {
        let text = || "The file begins with a byte order mark, which JSON does not have. It was skipped.";
        log.note(Severity::Note, Code::ByteOrderMark, 0, || (String::new(), text().to_owned(), None));
    }
    match std::str::from_utf8(if marked { &bytes[3..] } else { bytes }) {
        Ok(text) => Some(text),
        Err(error) => {
            let text = || "The file is not UTF-8 text. Save it as UTF-8.".to_owned();
            log.note(Severity::Fatal, Code::NotUtf8, error.valid_up_to(), || (String::new(), text(), None));
            None
        }
    }
}

/// The beginning of the bytes that is text, so that a place in it can be told.
fn valid_prefix(bytes: &[u8]) -> &str {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let valid = str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    str::from_utf8(&bytes[..valid]).unwrap_or_default()
}

/// Where the outermost object begins.
fn object(source: &str, log: &mut Log) -> Option<usize> {
    let rest = source.trim_start_matches([' ', '\t', '\r', '\n']);
    let begin = source.len() - rest.len();
    // The one look at the grammar of the whole file: from here on it is well formed.
    let Err(error) = serde_json::from_str::<IgnoredAny>(source) else {
        if rest.starts_with('{') {
            return Some(begin);
        }
        let text = || "The file is JSON, but not an object. A bundle begins with { and a \"format\".".to_owned();
        log.note(Severity::Fatal, Code::NotAnObject, begin, || (String::new(), text(), None));
        return None;
    };
    let text = || match rest.chars().next() {
        None => "The file is empty.".to_owned(),
        Some('<') => "The file is not JSON; it looks like a web page.".to_owned(),
        Some(_) if error.is_eof() => "The file ends in the middle. It was probably cut off on its way.".to_owned(),
        Some(_) => format!("The file is not JSON: {}.", reason(&error)),
    };
    log.note(Severity::Fatal, Code::NotJson, error_offset(source, &error), || (String::new(), text(), None));
    None
}

/// What a JSON error says, without the place, which is told apart.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The byte at which a JSON error was found.
fn error_offset(source: &str, error: &serde_json::Error) -> usize {
    let line: usize = source.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut offset = (line + error.column().saturating_sub(1)).min(source.len());
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Whether the file says that it is a bundle of this version.
fn is_bundle(top: &Top, source: &str, begin: usize, log: &mut Log) -> bool {
    let written = top.field("format");
    let node = written.and_then(|start| Cursor::new(source, start).node(0).ok());
    let name = if let Some(Json::Text(name)) = node.map(|node| node.value) { name } else { "".into() };
    if name == FORMAT {
        return true;
    }
    let start = written.unwrap_or(begin);
    let pointer = || if written.is_some() { "/format".to_owned() } else { String::new() };
    let version = name.strip_prefix("dossier-bundle/").and_then(|version| version.split('.').next());
    let digits = version.filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    match digits.map(|digits| digits.trim_start_matches('0')) {
        Some(major) if major.len() > 1 || major > "1" => {
            let text = || format!("The bundle is of version {major} of the format; this program reads version 1.");
            let advice = || Some("Use a newer version of Dossier.".to_owned());
            log.note(Severity::Fatal, Code::FormatTooNew, start, || (pointer(), text(), advice()));
        }
        _ => {
            let text = || match written {
                None => "\"format\" is missing.".to_owned(),
                Some(_) => "\"format\" does not name a format that this program reads.".to_owned(),
            };
            let advice = || Some(format!("Write \"format\": \"{FORMAT}\"."));
            log.note(Severity::Fatal, Code::WrongFormat, start, || (pointer(), text(), advice()));
        }
    }
    false
}
