//! Is it text, is it JSON, is it an object? Knows nothing of what the object should say.

use super::{Code, Log, Severity};
use crate::json::{At, Top};
use crate::lean::pieces;
use serde::de::IgnoredAny;

/// The text of the bytes, or as much of it as is text, and the parts of its outermost object.
pub(super) fn split<'a>(bytes: &'a [u8], log: &mut Log) -> (&'a str, Option<(Top, At<'static>)>) {
    let Some(source) = text(bytes, log) else { return (valid_prefix(bytes), None) };
    let Some(begin) = object(source, log) else { return (source, None) };
    let top = Top::scan(source);
    for field in &top.repeated {
        let text = || format!("\"{field}\" is there more than once; the last one counts.");
        let start = top.field(field).unwrap_or_default();
        log.note(Severity::Warning, Code::DuplicateField, start, || (format!("/{field}"), text(), Some("Keep one of them.".to_owned())));
    }
    (source, Some((top, At::root(begin))))
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
    let line: usize = pieces(source, "\n").take(error.line().saturating_sub(1)).map(|line| line.len() + 1).sum();
    let mut offset = (line + error.column().saturating_sub(1)).min(source.len());
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
