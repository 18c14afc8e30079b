//! Links that cannot run anything.

use crate::lean::parted;
use std::fmt;

/// An address that is safe as a link: `https`, `http`, `mailto`, `tel`, relative, or a `#fragment`.
///
/// The rule is the browser's own reading of an address (WHATWG URL, basic parser): white space and control characters around
/// it and tabs and line breaks in it are dropped before the scheme is read, so `java\nscript:` is `javascript:`. Any scheme
/// but the four above is refused, whatever its case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// Accepts a safe address; `None` for an empty, over-long (over 8,192 bytes) or unsafe one.
    pub fn new(text: &str) -> Option<Self> {
        let trimmed = text.trim_matches(|c: char| c <= ' ');
        let cleaned: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
        let allowed = match scheme(&cleaned) {
            None => true,
            Some(name) => ["https", "http", "mailto", "tel"].iter().any(|safe| name.eq_ignore_ascii_case(safe)),
        };
        let printable = !cleaned.chars().any(|c| c.is_control() || is_bidi_control(c));
        (allowed && printable && !cleaned.is_empty() && cleaned.len() <= 8192).then_some(Self(cleaned))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it leads to another site or program, not to a place relative to the page.
    pub fn is_absolute(&self) -> bool {
        scheme(&self.0).is_some() || self.0.starts_with("//") || self.0.starts_with("\\\\")
    }
}

/// The scheme as a browser reads it: a letter, then letters, digits, `+`, `-`, `.`, up to the first colon.
fn scheme(url: &str) -> Option<&str> {
    let (name, _) = parted(url, ":")?;
    let mut bytes = name.bytes();
    let starts = bytes.next().is_some_and(|b| b.is_ascii_alphabetic());
    (starts && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))).then_some(name)
}

/// Characters that turn the reading direction and so can disguise where a link leads.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(SafeUrl::new(text).as_ref().map(SafeUrl::as_str), expected, "{text:?}");
    }

    #[test]
    fn safe_ones_pass() {
        check("https://example.org/a?b#c", Some("https://example.org/a?b#c"));
        check(" HTTP://example.org ", Some("HTTP://example.org"));
        check("mailto:a@example.org", Some("mailto:a@example.org"));
        check("tel:+4722249090", Some("tel:+4722249090"));
        check("files/a.pdf", Some("files/a.pdf"));
        check("/a:b", Some("/a:b"));
        check("?a=b:c", Some("?a=b:c"));
        check("#note", Some("#note"));
        check("//example.org/x", Some("//example.org/x"));
    }

    #[test]
    fn unsafe_ones_do_not() {
        for text in [
            "",
            "  ",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "\tjavascript\t:alert(1)",
            "vbscript:x",
            "data:text/html,<script>",
            "blob:https://example.org/1",
            "file:///etc/passwd",
            "intent://x",
            "https://example.org/\u{202E}gpj.exe",
            "https://example.org/\0x",
        ] {
            check(text, None);
        }
    }
}
