//! Short texts of rows: titles, summaries, names. They are one line of plain text, whatever the source made of them.

use crate::body::{self, Note, Notes};
use std::borrow::Cow;

/// Most characters of a title or name that the format keeps.
pub(super) const NAME: usize = 1_000;
/// Most characters of a summary that the format keeps.
pub(super) const SUMMARY: usize = 10_000;

/// Text without tags, character references, invisible characters and odd spaces, at most `limit` characters; changes that a
/// reader might miss are noted under the name of the `field`.
pub(super) fn clean(text: &str, limit: usize, field: &str, notes: &mut Notes) -> String {
    let text = if text.contains(['<', '&']) { without_markup(text, field, notes) } else { Cow::Borrowed(text) };
    let mut line = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if turns_direction(c) {
            notes.add(Note::Value, &format!("{field}: characters that turn the reading direction"));
        } else if c.is_whitespace() {
            space = true;
        } else if !c.is_control() && !matches!(c, '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{200B}') {
            if space && !line.is_empty() {
                line.push(' ');
            }
            space = false;
            line.push(c);
        }
    }
    if let Some((cut, _)) = line.char_indices().nth(limit) {
        notes.add(Note::Value, &format!("{field}: cut after {limit} characters"));
        line.truncate(cut);
        line.truncate(line.trim_end().len());
    }
    line
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn without_markup(text: &str, field: &str, notes: &mut Notes) -> Cow<'static, str> {
    let (plain, inside) = body::to_plain(text);
    // Links go with all other marks, wherever they lead.
    for (note, name, count) in inside.iter().filter(|(note, ..)| *note != Note::Link) {
        notes.add_many(note, &format!("{field}: {name}"), count);
    }
    Cow::Owned(plain)
}

/// The first words of a text, whole ones, at most `limit` characters.
pub(super) fn first_words(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let words = text[..end].rsplit_once(char::is_whitespace).map_or(&text[..end], |(words, _)| words);
    format!("{}…", words.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// The text with a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A name for people of a name for machines: `fact-sheets` is "Fact sheets". Anything with a space or a capital stays as it is.
pub(super) fn readable(text: &str) -> String {
    let machine = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    if machine { capitalised(&text.replace(['-', '_'], " ")) } else { text.to_owned() }
}

/// A text as an id: letters and digits in lower case, hyphens for everything between, at most 200 characters.
pub(super) fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.flat_map(|word| ["-", word]).skip(1).collect::<String>().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, changes: usize) {
        let mut notes = Notes::default();
        assert_eq!(clean(text, 20, "title", &mut notes), expected, "{text:?}");
        assert_eq!(notes.iter().count(), changes, "{text:?}: {notes:?}");
    }

    #[test]
    fn titles_are_cleaned() {
        check("CDC&#8217;s App", "CDC’s App", 0);
        check(" a\u{A0}b\u{2060}c\n d ", "a bc d", 0);
        check("<s>old</s> new", "old new", 1);
        check("Tom & Jerry", "Tom & Jerry", 0);
        check("a < b, Vec<T>", "a < b, Vec<T>", 0);
        check("x<script>alert(1)</script>", "x", 1);
        check("a\u{202E}b", "ab", 1);
        check("twenty characters and", "twenty characters an", 1);
        check("\0\u{7}", "", 0);
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(first_words("one two three", 9), "one two…");
        assert_eq!(first_words("one, two", 6), "one…");
        assert_eq!(first_words("one", 9), "one");
        assert_eq!(readable("fact-sheets"), "Fact sheets");
        assert_eq!(readable("Tale/artikkel"), "Tale/artikkel");
        assert_eq!(slug(" Råd & «møter» "), "råd-møter");
    }
}
