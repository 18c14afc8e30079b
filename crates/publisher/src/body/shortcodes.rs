//! Shortcodes of site generators: `{{< youtube abc >}}` and `{{% note %}}`. They are calls to templates that are not here.

use super::notes::{Note, Notes};
use std::borrow::Cow;

/// A call longer than this many bytes is taken for text.
const LONGEST: usize = 4096;

/// The text without its shortcodes; what stands between an opening and a closing one is kept.
pub(super) fn remove<'a>(source: &'a str, notes: &mut Notes) -> Cow<'a, str> {
    let mut kept = String::new();
    let mut copied = 0;
    let mut from = 0;
    while let Some(start) = source[from..].find("{{").map(|at| from + at) {
        match shortcode(&source[start..]) {
            Some((length, name)) => {
                notes.add(Note::Shortcode, name);
                kept.push_str(&source[copied..start]);
                copied = start + length;
                from = copied;
            }
            None => from = start + 2,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    kept.push_str(&source[copied..]);
    Cow::Owned(kept)
}

/// The length of the shortcode at the beginning of `text`, and its name.
fn shortcode(text: &str) -> Option<(usize, &str)> {
    let end = match text.as_bytes().get(2)? {
        b'<' => ">}}",
        b'%' => "%}}",
        _ => return None,
    };
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let length = window.find(end)? + end.len();
    let name = window[3..length - end.len()].trim_start_matches([' ', '/', '\n']).split([' ', '\n', '\t', '/']).next()?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    is_name.then_some((length, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str, names: &[&str]) {
        let mut notes = Notes::default();
        assert_eq!(remove(source, &mut notes), expected);
        assert_eq!(notes.iter().map(|(_, name, _)| name).collect::<Vec<_>>(), names);
    }

    #[test]
    fn shortcodes_go_and_text_stays() {
        check("a {{< youtube abc >}} b", "a  b", &["youtube"]);
        check("{{% note title=\"x\" %}}kept{{% /note %}}", "kept", &["note"]);
        check("[x]({{< ref \"/a/b.md\" >}})", "[x]()", &["ref"]);
        check("{{< img src=\"a\"\n alt=\"b\" >}}", "", &["img"]);
        check("Mustache {{ name }} and {{<", "Mustache {{ name }} and {{<", &[]);
        check("{{< \u{E9}\u{E9} >}}é", "é", &["\u{E9}\u{E9}"]);
        check("no end {{< a", "no end {{< a", &[]);
    }
}
