//! Reading of single values: each function takes a place, notes what is wrong there, and gives back what can be used.

use super::text::{NAME, is_blank, line};
use crate::json::{At, Cursor, Json, Node, What};
use crate::problem::{Code, Log, Severity, quoted};
use crate::{Language, SafeUrl};

/// The value at `at`, which is read only now. `None` if it is too deep or cannot be used after all.
pub(super) fn node<'a>(source: &'a str, at: &At<'_>, log: &mut Log) -> Option<Node<'a>> {
    let fault = match Cursor::new(source, at.start).node(0) {
        Ok(node) => return Some(node),
        Err(fault) => fault,
    };
    let code = if fault.what == What::Deep { Code::TooDeep } else { Code::NotJson };
    let text = || match fault.what {
        What::Deep => "Values nest more than 127 levels deep here. This part is left out.",
        What::HalfCharacter => "This part is not JSON: an escape stands for half a character. It is left out.",
        What::Endless => "This part is not JSON: a number is too large. It is left out.",
    };
    log.note(Severity::Error, code, fault.at, || (at.pointer(), text().to_owned(), None));
    None
}

/// The text of a field; `None` if the field is absent, blank or (noted) no text.
pub(super) fn text<'p>(at: &At<'p>, log: &mut Log) -> Option<&'p str> {
    let Some(text) = at.text() else {
        log.wrong_type(at, "a text");
        return None;
    };
    (!is_blank(text)).then_some(text)
}

/// A field of one line; empty if it is absent.
pub(super) fn name(parent: &At<'_>, key: &str, limit: usize, log: &mut Log) -> String {
    let Some(at) = parent.get(key) else { return String::new() };
    text(&at, log).map(|text| line(text, limit, &at, log)).unwrap_or_default()
}

/// Most characters of an id. Real ones, made of titles, pass 200.
const ID: usize = 500;

/// An id that can stand in an address; `loss` says what its lack costs.
pub(super) fn id(parent: &At<'_>, loss: &str, log: &mut Log) -> Option<String> {
    let Some(at) = parent.get("id") else {
        log.missing(parent, "id", loss);
        return None;
    };
    let written = at.text();
    let Some(text) = text(&at, log) else {
        if written.is_some() {
            log.missing(parent, "id", loss);
        }
        return None;
    };
    let id = text.trim();
    let visible = !id.chars().any(|c| c.is_control() || super::turns_direction(c));
    if visible && id.chars().nth(ID).is_none() {
        return Some(id.to_owned());
    }
    let text = || format!("{} cannot be an id: it is too long or holds invisible characters. {loss}", quoted(id));
    log.advise(Code::BadId, &at, text, || "Use at most 500 characters, best letters, digits and hyphens.".to_owned());
    None
}

/// A whole number up to `most`.
pub(super) fn whole(parent: &At<'_>, key: &str, most: u64, log: &mut Log) -> Option<u64> {
    let at = parent.get(key)?;
    match at.value {
        Json::Whole(number) if *number <= most => Some(*number),
        Json::Whole(number) => {
            log.add(Code::OutOfRange, &at, || format!("{number} is too large; at most {most} is possible."));
            None
        }
        _ => {
            log.wrong_type(&at, "a whole number from 0");
            None
        }
    }
}

/// True or false; false if absent.
pub(super) fn flag(parent: &At<'_>, key: &str, log: &mut Log) -> bool {
    let Some(at) = parent.get(key) else { return false };
    let Json::Bool(value) = at.value else {
        log.wrong_type(&at, "true or false");
        return false;
    };
    *value
}

/// A link. `None` if it is absent, empty or (noted) unsafe.
pub(super) fn url(parent: &At<'_>, key: &str, log: &mut Log) -> Option<SafeUrl> {
    let at = parent.get(key)?;
    let text = text(&at, log)?;
    let url = SafeUrl::new(text);
    if url.is_none() {
        let text = || format!("{} is not an address that may be linked. The link is left out.", quoted(text));
        log.advise(Code::UnsafeUrl, &at, text, || "Use an https, http, mailto or tel address, or a relative one.".to_owned());
    }
    url
}

/// A link that has to be there; `loss` says what its lack costs.
pub(super) fn required_url(parent: &At<'_>, loss: &str, log: &mut Log) -> Option<SafeUrl> {
    let present = parent.get("url").is_some_and(|at| at.text().is_none_or(|text| !is_blank(text)));
    if !present {
        log.missing(parent, "url", loss);
    }
    url(parent, "url", log)
}

/// A language tag.
pub(super) fn language(at: &At<'_>, log: &mut Log) -> Option<Language> {
    tag(text(at, log)?, at, log)
}

/// A language tag that is the key of `at`, or its text.
pub(super) fn tag(text: &str, at: &At<'_>, log: &mut Log) -> Option<Language> {
    let language = Language::new(text.trim());
    if language.is_none() {
        let advice = || match Language::new(&text.trim().replace('_', "-")) {
            Some(tag) => format!("Write \"{tag}\"."),
            None => "Write a tag such as \"en\", \"nb\" or \"zh-hant\".".to_owned(),
        };
        log.advise(Code::BadLanguage, at, || format!("{} is not a language tag.", quoted(text)), advice);
    }
    language
}

/// Entries of one item's list of topics or publishers.
const MANY: usize = 1_000;

/// The entries of a field that holds one text or a list of them.
pub(super) fn one_or_many(parent: &At<'_>, key: &str, log: &mut Log, each: &mut dyn FnMut(&str, &At<'_>, &mut Log)) {
    let Some(at) = parent.get(key) else { return };
    if at.is_list() {
        if at.elements().nth(MANY).is_some() {
            log.add(Code::TooMany, &at, || format!("There are more than {MANY} entries. The rest is left out."));
        }
        for element in at.elements().take(MANY) {
            if let Some(text) = text(&element, log) {
                each(text, &element, log);
            }
        }
    } else if at.text().is_some() {
        if let Some(text) = text(&at, log) {
            each(text, &at, log);
        }
    } else {
        log.wrong_type(&at, "a text or a list of texts");
    }
}

/// The objects in a list; everything else in it is noted.
pub(super) fn objects(parent: &At<'_>, key: &str, log: &mut Log, each: &mut dyn FnMut(&At<'_>, &mut Log)) {
    let Some(at) = parent.get(key) else { return };
    if !at.is_list() {
        log.wrong_type(&at, "a list of objects");
    }
    for element in at.elements() {
        if element.is_object() {
            each(&element, log);
        } else {
            log.wrong_type(&element, "a list of objects");
        }
    }
}

/// A label such as that of a footnote.
pub(super) fn label(parent: &At<'_>, log: &mut Log) -> String {
    name(parent, "label", NAME, log)
}
