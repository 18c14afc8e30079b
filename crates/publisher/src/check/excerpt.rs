//! The line of a file that a problem points at, cut to what fits and made harmless for a terminal.

use unicode_width::UnicodeWidthChar;

/// Columns of the terminal that the text of a line may take.
const WIDTH: usize = 100;
/// Columns kept before the place, if there is more before it.
const BEFORE: usize = 40;

/// A part of a line and the marks that go below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) line: String,
    pub(super) marks: String,
}

/// The value at byte `place` of `source`, and what is around it on its line. Only a window is looked at: a bundle may be one
/// line of a gigabyte.
pub(super) fn excerpt(source: &str, place: usize) -> Excerpt {
    let place = source.floor_char_boundary(place);
    let window = source.floor_char_boundary(place.saturating_sub(4 * (BEFORE + 1)));
    let before = source[window..place].rsplit('\n').next().unwrap_or_default();
    let cut_before = before.chars().count() > BEFORE;
    let start = place - before.chars().rev().take(BEFORE).map(char::len_utf8).sum::<usize>();
    let end = source.ceil_char_boundary((place + 4 * WIDTH).min(source.len()));
    let line = source[start..end].split(['\n', '\r']).next().unwrap_or_default();
    let value = value_length(&source[place..end]);
    let mut excerpt = Excerpt { line: String::new(), marks: String::new() };
    if cut_before {
        excerpt.line.push('…');
        excerpt.marks.push(' ');
    }
    let mut columns = excerpt.line.chars().count();
    for (offset, c) in line.char_indices() {
        let shown = printable(c);
        let width = shown.width().unwrap_or(0);
        if columns + width > WIDTH {
            excerpt.line.push('…');
            break;
        }
        columns += width;
        excerpt.line.push(shown);
        let marked = (place..place + value).contains(&(start + offset));
        excerpt.marks.push_str(&if marked { "^" } else { " " }.repeat(width));
    }
    if !excerpt.marks.contains('^') {
        excerpt.marks.push('^');
    }
    excerpt.marks.truncate(excerpt.marks.trim_end().len());
    excerpt
}

/// How many bytes the JSON value at the beginning of `text` takes; of a list or object only its opening.
fn value_length(text: &str) -> usize {
    let end = if text.starts_with('"') {
        let mut escaped = false;
        text.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        })
    } else {
        return text.find([',', '}', ']', ' ', '\n', '\r', '\t', ':']).unwrap_or(text.len()).max(1);
    };
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// Characters that a terminal would obey, or that would turn the rest of the line, are shown as �.
fn printable(c: char) -> char {
    let turns = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    match c {
        '\t' => ' ',
        _ if c.is_control() || turns => '\u{FFFD}',
        _ => c,
    }
}

/// A text of the content, or of a message that quotes it, made harmless for a terminal.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(printable).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, place: usize, shown: &str, marks: &str) {
        assert_eq!(excerpt(source, place), Excerpt { line: shown.to_owned(), marks: marks.to_owned() }, "{source:?} at {place}");
    }

    #[test]
    fn places_are_marked() {
        check("\"a\": \"bad\", \"c\"", 5, "\"a\": \"bad\", \"c\"", "     ^^^^^");
        check("[1,\n {\"a\": 12}\r\n]", 11, " {\"a\": 12}", "       ^^");
        check("[1, [2]]", 4, "[1, [2]]", "    ^^");
        check("日本: \"語\"", 8, "日本: \"語\"", "      ^^^^");
        check("\"\\\"x\\\\\" y", 0, "\"\\\"x\\\\\" y", "^^^^^^^");
        check("\t\u{1b}[31m\u{202E}x", 0, " \u{FFFD}[31m\u{FFFD}x", "^");
        check("", 0, "", "^");
        check("ab", 99, "ab", "  ^");
        check("é", 1, "é", "^");
    }

    #[test]
    fn long_lines_are_cut() {
        let source = format!("{}\"{}\"{}", "a".repeat(500_000), "b".repeat(500), "c".repeat(500_000));
        let cut = excerpt(&source, 500_000);
        assert!(cut.line.starts_with("…a") && cut.line.ends_with("b…"), "{}", cut.line);
        assert_eq!(cut.line.chars().count(), WIDTH + 1);
        assert_eq!(cut.marks, format!("{}{}", " ".repeat(BEFORE + 1), "^".repeat(WIDTH - BEFORE - 1)));
    }
}
