//! Addresses in bodies: safe, and absolute or known, since the page they stand on is not the page they were written for.

use super::notes::{Note, Notes};
use dossier_bundle::SafeUrl;
use url::Url;

/// What stands beside a text and knows where its relative addresses lead.
pub(crate) trait Leads {
    /// Where an address without a host leads.
    fn lead(&self, address: &str) -> Lead;
}

/// Where an address leads.
pub(crate) enum Lead {
    /// Nobody here knows.
    Unknown,
    /// To a place of the site, from its root.
    To(SafeUrl),
    /// Nowhere, and why.
    Lost(&'static str),
}

/// Nothing stands beside the text.
pub(super) struct Nothing;

impl Leads for Nothing {
    fn lead(&self, _: &str) -> Lead {
        Lead::Unknown
    }
}

/// Reads an address found in a body. A relative one leads to what stands beside, else is resolved against `base`; without a base it would
/// lead to a wrong page, so it is not kept. What is not kept is noted under `what`.
pub(super) fn read(address: &str, (leads, base): (&dyn Leads, Option<&Url>), what: &str, notes: &mut Notes) -> Option<SafeUrl> {
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
    let why = match leads.lead(safe.as_str()) {
        Lead::To(url) => return Some(url),
        Lead::Lost(why) => why,
        Lead::Unknown => "relative to an unknown page",
    };
    let resolved = base.and_then(|base| base.join(safe.as_str()).ok()).and_then(|url| SafeUrl::new(url.as_str()));
    if resolved.is_none() {
        notes.add_about(Note::Link, &format!("{what} {why}"), trimmed);
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
        let read = read(address, (&Nothing, base.as_ref()), "link", &mut notes);
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
