//! Addresses in bodies: safe, and absolute, since the page they stand on is not the page they were written for.

use super::notes::{Note, Notes};
use dossier_bundle::SafeUrl;
use url::Url;

/// Reads an address found in a body. A relative one is resolved against `base`; without a base it would lead to a wrong page,
/// so it is not kept. What is not kept is noted under `what`.
pub(super) fn read(address: &str, base: Option<&Url>, what: &str, notes: &mut Notes) -> Option<SafeUrl> {
    let trimmed = address.trim();
    if trimmed.is_empty() {
        notes.add(Note::Link, &format!("{what} without an address"));
        return None;
    }
    let Some(safe) = SafeUrl::new(trimmed) else {
        notes.add_about(Note::Link, &format!("{what} with an unsafe address"), trimmed);
        return None;
    };
    if has_scheme(&safe) {
        return Some(safe);
    }
    let resolved = base.and_then(|base| base.join(safe.as_str()).ok()).and_then(|url| SafeUrl::new(url.as_str()));
    if resolved.is_none() {
        notes.add_about(Note::Link, &format!("{what} relative to an unknown page"), trimmed);
    }
    resolved
}

/// Whether it stands alone; `//host/path` does not, it takes its scheme from the page.
fn has_scheme(url: &SafeUrl) -> bool {
    url.is_absolute() && !url.as_str().starts_with("//") && !url.as_str().starts_with("\\\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, base: &str, expected: Option<&str>) {
        let base = Url::parse(base).ok();
        let mut notes = Notes::default();
        let read = read(address, base.as_ref(), "link", &mut notes);
        assert_eq!(read.as_ref().map(SafeUrl::as_str), expected, "{address:?}");
        assert_eq!(notes.iter().count(), usize::from(expected.is_none()), "{address:?} lost without a note, or noted without loss");
    }

    #[test]
    fn addresses() {
        check("https://example.org/a", "", Some("https://example.org/a"));
        check("mailto:a@example.org", "", Some("mailto:a@example.org"));
        check("/b", "https://example.org/a/", Some("https://example.org/b"));
        check("b.pdf", "https://example.org/a/", Some("https://example.org/a/b.pdf"));
        check("#note", "https://example.org/a", Some("https://example.org/a#note"));
        check("//cdn.example/x", "https://example.org/a", Some("https://cdn.example/x"));
        check("\\\\cdn.example\\x", "https://example.org/a", Some("https://cdn.example/x"));
        check("/b", "", None);
        check("#note", "", None);
        check("//cdn.example/x", "", None);
        check("", "https://example.org/a", None);
        check("javascript:alert(1)", "https://example.org/a", None);
        check("java\tscript:alert(1)", "https://example.org/a", None);
        check("data:text/html,x", "https://example.org/a", None);
    }
}
