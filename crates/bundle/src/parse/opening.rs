//! The first step of reading: is it text, is it JSON, is it a bundle, and everything in it but the items.

use super::reader::Reader;
use super::{Code, Log, Severity, localized::Languages, offset, site, topics, values};
use crate::Site;
use crate::json::{At, Elements, Json, Top};
use serde_json::value::RawValue;

/// Name and major version of the format this crate reads.
pub(crate) const FORMAT: &str = "dossier-bundle/1";

/// What is known before the first item is read.
#[derive(Default)]
pub(super) struct Opened<'a> {
    pub(super) source: &'a str,
    pub(super) items: Vec<&'a RawValue>,
    pub(super) reader: Reader,
}

/// Reads everything but the items. After a fatal problem everything is empty.
pub(super) fn open<'a>(bytes: &'a [u8], log: &mut Log) -> Opened<'a> {
    let mut opened = Opened::default();
    let Some(source) = text(bytes, log) else { return Opened { source: valid_prefix(bytes), ..opened } };
    opened.source = source;
    let Some(top) = object(source, log) else { return opened };
    for field in &top.repeated {
        let text = format!("\"{field}\" is there more than once; the last one counts.");
        log.add_as(Severity::Warning, Code::DuplicateField, format!("/{field}"), text, Some("Keep one of them.".to_owned()));
    }
    log.settle(source, 0, 0, None);
    if !is_bundle(&top, source, log) {
        return opened;
    }
    contents(&top, &mut opened, log);
    opened
}

fn contents<'a>(top: &Top<'a>, opened: &mut Opened<'a>, log: &mut Log) {
    opened.reader.site = read_site(top, opened.source, log);
    opened.reader.languages = Languages::of(&opened.reader.site);
    for name in ["topics", "types", "publishers"] {
        for (index, raw) in elements(top.field(name), name, opened.source, log).into_iter().enumerate() {
            entry(name, index, raw, opened, log);
        }
    }
    opened.reader.types.index();
    opened.reader.publishers.index();
    opened.items = items(top, log);
    log.settle(opened.source, 0, 0, None);
}

fn read_site(top: &Top<'_>, source: &str, log: &mut Log) -> Site {
    let root = At::root();
    let Some(raw) = top.field("site").filter(|raw| raw.get() != "null") else {
        log.missing(&root, "site", "The reading room has no name.");
        log.settle(source, 0, 0, None);
        return Site::default();
    };
    let json = values::json(raw, offset(source, raw), &root.field("site", &Json::Null), log);
    let site = json.map(|json| site::read(&root.field("site", &json), log)).unwrap_or_default();
    log.settle(raw.get(), offset(source, raw), 1, None);
    site
}

/// Reads one entry of the list `name`.
fn entry(name: &str, index: usize, raw: &RawValue, opened: &mut Opened<'_>, log: &mut Log) {
    let (root, start) = (At::root(), offset(opened.source, raw));
    let list = root.field(name, &Json::Null);
    let Some(json) = values::json(raw, start, &list.element(index, &Json::Null), log) else { return };
    let at = list.element(index, &json);
    let Reader { languages, topics, types, publishers, .. } = &mut opened.reader;
    match name {
        "topics" => topics::read(&at, None, languages, topics, log),
        "types" => types.declare(&at, languages, log),
        _ => publishers.declare(&at, languages, log),
    }
    log.settle(raw.get(), start, 2, None);
}

fn items<'a>(top: &Top<'a>, log: &mut Log) -> Vec<&'a RawValue> {
    match &top.items {
        Elements::List(items) => return items.clone(),
        Elements::Absent => log.missing(&At::root(), "items", "There is nothing to list."),
        Elements::Other => {
            let text = "\"items\" must be a list of items. There is nothing to list.";
            log.add_as(Severity::Error, Code::WrongType, "/items".to_owned(), text, None);
        }
    }
    Vec::new()
}

/// The elements of a field of the bundle, each still as text.
fn elements<'a>(field: Option<&'a RawValue>, name: &str, source: &str, log: &mut Log) -> Vec<&'a RawValue> {
    match field.map(|raw| serde_json::from_str(raw.get())) {
        None | Some(Ok(Elements::Absent)) => Vec::new(),
        Some(Ok(Elements::List(elements))) => elements,
        Some(Ok(Elements::Other) | Err(_)) => {
            log.add_as(Severity::Error, Code::WrongType, format!("/{name}"), format!("\"{name}\" must be a list."), None);
            log.settle(source, 0, 0, None);
            Vec::new()
        }
    }
}

/// The bytes as text, without a byte order mark.
fn text<'a>(bytes: &'a [u8], log: &mut Log) -> Option<&'a str> {
    let marked = bytes.starts_with(b"\xEF\xBB\xBF");
    if marked {
        let text = "The file begins with a byte order mark, which JSON does not have. It was skipped.";
        log.add_at(Severity::Note, Code::ByteOrderMark, 0, String::new(), text);
    }
    match std::str::from_utf8(if marked { &bytes[3..] } else { bytes }) {
        Ok(text) => Some(text),
        Err(error) => {
            log.add_at(Severity::Fatal, Code::NotUtf8, error.valid_up_to(), String::new(), "The file is not UTF-8 text. Save it as UTF-8.");
            None
        }
    }
}

/// The beginning of the bytes that is text, so that a place in it can be told.
fn valid_prefix(bytes: &[u8]) -> &str {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default()
}

/// The outermost object.
fn object<'a>(source: &'a str, log: &mut Log) -> Option<Top<'a>> {
    let begin = source.find(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n')).unwrap_or(source.len());
    let error = if source[begin..].starts_with('{') {
        match Top::scan(source) {
            Ok(top) => return Some(top),
            Err(error) => error,
        }
    } else {
        match serde_json::from_str::<&RawValue>(source) {
            Ok(_) => {
                let text = "The file is JSON, but not an object. A bundle begins with { and a \"format\".";
                log.add_at(Severity::Fatal, Code::NotAnObject, begin, String::new(), text);
                return None;
            }
            Err(error) => error,
        }
    };
    let text = if begin == source.len() {
        "The file is empty.".to_owned()
    } else if source[begin..].starts_with('<') {
        "The file is not JSON; it looks like a web page.".to_owned()
    } else if error.is_eof() {
        "The file ends in the middle. It was probably cut off on its way.".to_owned()
    } else {
        format!("The file is not JSON: {}.", values::reason(&error))
    };
    log.add_at(Severity::Fatal, Code::NotJson, values::error_offset(source, &error), String::new(), text);
    None
}

/// Whether the file says that it is a bundle of this version.
fn is_bundle(top: &Top<'_>, source: &str, log: &mut Log) -> bool {
    let written = top.field("format").map(RawValue::get).unwrap_or_default();
    let name: String = serde_json::from_str(written).unwrap_or_default();
    if name == FORMAT {
        return true;
    }
    let pointer = || if written.is_empty() { String::new() } else { "/format".to_owned() };
    let version = name.strip_prefix("dossier-bundle/").and_then(|version| version.split('.').next());
    let digits = version.filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    match digits.map(|digits| digits.trim_start_matches('0')) {
        Some(major) if major.len() > 1 || major > "1" => {
            let text = format!("The bundle is of version {major} of the format; this program reads version 1.");
            let advice = "Use a newer version of Dossier.".to_owned();
            log.add_as(Severity::Fatal, Code::FormatTooNew, pointer(), text, Some(advice));
        }
        _ => {
            let text =
                if written.is_empty() { "\"format\" is missing." } else { "\"format\" does not name a format that this program reads." };
            log.add_as(Severity::Fatal, Code::WrongFormat, pointer(), text, Some(format!("Write \"format\": \"{FORMAT}\".")));
        }
    }
    log.settle(source, 0, 0, None);
    false
}
