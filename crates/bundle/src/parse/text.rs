//! Text made harmless: control characters and characters that turn the reading direction.

use crate::json::At;
use crate::problem::{Code, Log};
use std::borrow::Cow;

/// Most characters of a name: a title, a label, a status.
pub(super) const NAME: usize = 1_000;
/// Most characters of a plain paragraph: a summary, a lead.
pub(super) const PARAGRAPH: usize = 10_000;

/// Whether a character turns the reading direction of what follows, unseen. Marks that only lean on their neighbours
/// (U+200E, U+200F, U+061C) are harmless and needed.
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing of a text can be seen.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace() || c.is_control() || turns_direction(c) || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
    })
}

/// A text of one line: white space runs become one space, control and direction characters go, at most `limit` characters stay.
pub(super) fn line(text: &str, limit: usize, at: &At<'_>, log: &mut Log) -> String {
    let text = text.trim_matches(is_space);
    let plain = text.bytes().all(|b| matches!(b, 0x20..=0x7E)) && !text.as_bytes().windows(2).any(|pair| pair == b"  ");
    if plain && text.len() <= limit {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let (mut turned, mut controls) = (false, false);
    for c in text.chars() {
        if is_space(c) {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if turns_direction(c) {
            turned = true;
        } else if c.is_control() {
            controls = true;
        } else {
            out.push(c);
        }
    }
    if turned {
        log.add(Code::TextDirection, at, || {
            "The text held invisible characters that turn the reading direction. They were removed.".to_owned()
        });
    }
    if controls {
        report_controls(at, log);
    }
    if let Some((cut, _)) = out.char_indices().nth(limit) {
        let text = || format!("The text was cut after {limit} characters.");
        log.advise(Code::TooLong, at, text, || "Put long text into the body.".to_owned());
        out.truncate(cut);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out.drain(..out.len() - out.trim_start_matches(' ').len());
    out
}

/// Running text: control characters but tab and line feed go, line ends become line feeds.
pub(super) fn running<'a>(text: &'a str, at: &At<'_>, log: &mut Log) -> Cow<'a, str> {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(control) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut controls = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => cleaned.push('\n'),
            _ if control(c) => controls = true,
            _ => cleaned.push(c),
        }
    }
    if controls {
        report_controls(at, log);
    }
    Cow::Owned(cleaned)
}

fn report_controls(at: &At<'_>, log: &mut Log) {
    log.add(Code::ControlCharacter, at, || "The text held control characters. They were removed.".to_owned());
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
