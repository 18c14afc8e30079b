//! Addresses and paths, as text. Opens nothing.

use crate::site::unescaped;
use std::fmt::Write as _;

/// Most bytes of a part of a path that every disk can keep.
const LONGEST: usize = 255;

/// A relative address: its path, and the heading it leads to.
pub(super) fn apart(address: &str) -> (&str, Option<&str>) {
    let (rest, heading) = address.split_once('#').map_or((address, None), |(rest, heading)| (rest, Some(heading)));
    (rest.split('?').next().unwrap_or_default(), heading.filter(|heading| !heading.is_empty()))
}

/// The names on a way from the folder with these names; `None` where it leads out of the root, or to what is hidden or no name at all.
pub(super) fn walk(from: &[String], path: &str) -> Option<Vec<String>> {
    let mut names = if path.starts_with('/') { Vec::new() } else { from.to_vec() };
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." {
            names.pop()?;
            continue;
        }
        let name = unescaped(part);
        if !is_name(&name) {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

/// Whether this is one name of one file that is not hidden, on every system.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.starts_with('.')
        && !name.contains(|c: char| matches!(c, '/' | '\\' | ':' | '\0') || c.is_control())
}

/// Names as an address.
pub(crate) fn address<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(escaped).collect::<Vec<_>>().join("/")
}

/// A name as a part of an address.
fn escaped(name: &str) -> String {
    name.bytes().fold(String::with_capacity(name.len()), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            text.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

/// A place on the publisher's old site as names of a path in this one: `/2024/05/old.html`. None for one on another host, and for what is
/// no path.
pub(in crate::import) fn on_site(address: &str) -> Option<String> {
    let address = address.trim();
    if address.contains("://") || address.starts_with("//") || address.contains(['?', '#']) {
        return None;
    }
    let names = walk(&[], address).filter(|names| !names.is_empty() && names.len() <= 32)?;
    Some(names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &[&str], path: &str, expected: Option<&str>) {
        let from: Vec<String> = from.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(walk(&from, path).map(|names| names.join("/")).as_deref(), expected, "{path}");
    }

    #[test]
    fn ways_stay_inside() {
        check(&["a", "b"], "c.pdf", Some("a/b/c.pdf"));
        check(&["a", "b"], "./../c.pdf", Some("a/c.pdf"));
        check(&["a"], "/c.pdf", Some("c.pdf"));
        check(&["a"], "b%20c.pdf", Some("a/b c.pdf"));
        check(&["a"], "../../c.pdf", None);
        check(&["a"], "%2e%2e/c.pdf", None);
        check(&["a"], "..%2f..%2fetc", None);
        check(&["a"], ".ssh/key", None);
        check(&["a"], "a\\..\\b", None);
        check(&["a"], "c%00.pdf", None);
        check(&["a"], "C:/x", None);
        check(&[], &"x".repeat(256), None);
    }

    #[test]
    fn places_on_the_old_site() {
        for (address, expected) in [
            ("/2024/05/old.html", Some("2024/05/old.html")),
            ("old/", Some("old")),
            ("/", None),
            ("https://example.org/old", None),
            ("//example.org/old", None),
            ("/a/../../b", None),
            ("/a?b=c", None),
            ("/.git/config", None),
        ] {
            assert_eq!(on_site(address).as_deref(), expected, "{address}");
        }
        assert_eq!(address(["a b", "ø#.pdf"]), "a%20b/%C3%B8%23.pdf");
    }
}
