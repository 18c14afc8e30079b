//! Texts with places for values. They are data: a function for each would weigh twice as much in every language.
//!
//! `{}` is the place of the only value; of several, `{0}` is that of the first, and so on, in whatever order a language wants them.

use super::Words;
use dossier_bundle::lean::{number, pieces};

/// A text with places for so many values. One that lacks a place does not compile.
pub struct Pattern<const VALUES: usize>(&'static str);

/// A text that speaks of a number of things, which is its first value.
pub struct Counted<const VALUES: usize> {
    /// For one thing. It may leave the number unsaid.
    one: &'static str,
    /// For none and for several.
    other: Pattern<VALUES>,
}

/// A pattern as written in the file of a language.
pub(super) const fn pattern<const VALUES: usize>(text: &'static str) -> Pattern<VALUES> {
    assert!(places(text) == VALUES, "each value needs one place");
    Pattern(text)
}

/// A counted pattern as written in the file of a language.
pub(super) const fn counted<const VALUES: usize>(one: &'static str, other: &'static str) -> Counted<VALUES> {
    Counted { one, other: pattern(other) }
}

/// How many places a text has.
const fn places(text: &str) -> usize {
    let (mut places, mut at) = (0, 0);
    while at < text.len() {
        if text.as_bytes()[at] == b'{' {
            places += 1;
        }
        at += 1;
    }
    places
}

impl<const VALUES: usize> Pattern<VALUES> {
    /// The text with these values.
    pub fn with(&self, values: [&str; VALUES]) -> String {
        filled(self.0, &values)
    }
}

impl Counted<1> {
    /// The text for so many, in the language of `words`.
    pub fn of(&self, count: u32, words: &Words) -> String {
        let text = if count == 1 { self.one } else { self.other.0 };
        filled(text, &[&words.number(count)])
    }
}

impl Counted<2> {
    /// The text for so many, with another value, in the language of `words`.
    pub fn of(&self, count: u32, other: &str, words: &Words) -> String {
        let text = if count == 1 { self.one } else { self.other.0 };
        filled(text, &[&words.number(count), other])
    }
}

#[inline(never)]
fn filled(pattern: &str, values: &[&str]) -> String {
    let mut out = String::new();
    for (turn, part) in pieces(pattern, "{}").enumerate() {
        // Every other part stands between braces.
        let place = number(part).unwrap_or_default() as usize;
        out.push_str(if turn % 2 == 0 { part } else { values.get(place).copied().unwrap_or_default() });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::en::WORDS as ENGLISH;
    use super::*;

    #[test]
    fn values_take_their_places() {
        assert_eq!(pattern("a {} b").with(["{1}"]), "a {1} b");
        assert_eq!(pattern("{1}, {0}").with(["first", "second"]), "second, first");
        assert_eq!(pattern::<0>("").with([]), "");
    }

    #[test]
    fn numbers_choose_the_text() {
        let items: Counted<1> = counted("one item", "{} items");
        assert_eq!([0, 1, 2000].map(|count| items.of(count, &ENGLISH)), ["0 items", "one item", "2,000 items"]);
        let without: Counted<2> = counted("{1}: 1", "{1}: {0}");
        assert_eq!([1, 7].map(|count| without.of(count, "A", &ENGLISH)), ["A: 1", "A: 7"]);
    }
}
