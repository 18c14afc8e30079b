//! Ids of items whose sources name them by addresses: short enough to stand in an address themselves, and the same in every run.

use crate::import::words::slug;
use sha2::{Digest, Sha256};

/// Most characters of the words in an id.
const WORDS: usize = 80;

/// The source's id where it is one word; else the last words of it, and digits that depend on all of it.
pub(super) fn short(id: &str) -> String {
    let id = id.trim();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.chars().count() <= WORDS && id.chars().all(is_word) {
        return id.to_owned();
    }
    let path = id.split(['?', '#']).next().unwrap_or_default();
    let last = path.split(['/', ':', ',']).rev().find(|part| part.chars().any(char::is_alphanumeric)).unwrap_or(id);
    let words: String = slug(last).chars().take(WORDS).collect();
    format!("{}-{}", words.trim_end_matches('-'), digits(id, 8)).trim_start_matches('-').to_owned()
}

/// The first hexadecimal digits of a SHA-256.
pub(super) fn digits(text: &str, count: usize) -> String {
    Sha256::digest(text)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .take(count)
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, expected: &str) {
        assert_eq!(short(id), expected);
    }

    #[test]
    fn ids_are_short_and_their_own() {
        check(" post-12 ", "post-12");
        check("2024.b_c", "2024.b_c");
        check("https://example.org/news/2024/a-report/", "a-report-74158f6b");
        check("https://example.org/?p=12", "example-org-78296f06");
        check("https://example.org/?p=13", "example-org-2f93630a");
        check("tag:example.org,2005:42", "42-6ab28e13");
        check("//", "a2c23396");
        assert_eq!(short(&"å".repeat(500)).chars().count(), WORDS + 9);
    }
}
