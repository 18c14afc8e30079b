//! Where a text is hit by a reader's words.

use super::{Folded, Needles, fold_char};
use std::ops::Range;

/// The byte ranges of `text` that the words of `query` hit, in order, not overlapping; each begins and ends between
/// characters, accents included. Words not wanted hit nothing.
pub fn marks(text: &str, query: &str) -> Vec<Range<usize>> {
    let needles = Needles::read(query);
    if needles.wanted.is_empty() {
        return Vec::new();
    }
    let mapped = Mapped::new(text);
    // One entry for each byte, and one that ends the last range.
    let mut marked = vec![false; text.len() + 1];
    for needle in &needles.wanted {
        for place in needle.places(&mapped.folded) {
            marked[mapped.original(place)].fill(true);
        }
    }
    let mut start = 0;
    let mut ranges = Vec::new();
    for (place, pair) in (1..).zip(marked.windows(2)) {
        match pair {
            [false, true] => start = place,
            [true, false] => ranges.push(start..place),
            _ => {}
        }
    }
    ranges
}

/// Folded text that remembers where each of its bytes comes from.
struct Mapped {
    folded: String,
    /// For each byte of `folded`: the bytes of the character it comes from, with the marks on it.
    origins: Vec<Range<usize>>,
}

impl Mapped {
    fn new(text: &str) -> Self {
        let mut mapped = Self { folded: String::new(), origins: Vec::new() };
        mapped.add(' ', 0..0);
        for (start, c) in text.char_indices() {
            mapped.add(c, start..start + c.len_utf8());
        }
        mapped.add(' ', text.len()..text.len());
        mapped
    }

    fn add(&mut self, c: char, origin: Range<usize>) {
        match fold_char(c, &mut self.folded) {
            Folded::Break if !self.folded.ends_with(' ') => self.folded.push(' '),
            Folded::Mark => {
                let letter = self.origins.last().map_or(0, |last| last.start);
                self.origins.iter_mut().rev().take_while(|last| last.start == letter).for_each(|last| last.end = origin.end);
            }
            _ => {}
        }
        self.origins.resize(self.folded.len(), origin);
    }

    fn original(&self, place: Range<usize>) -> Range<usize> {
        self.origins[place.start].start..self.origins[place.end - 1].end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, query: &str, expected: &[&str]) {
        let found: Vec<&str> = marks(text, query).into_iter().map(|hit| &text[hit]).collect();
        assert_eq!(found, expected, "{text:?} {query:?}");
    }

    #[test]
    fn hits() {
        check("Nato og Natos toppmøte", "nato", &["Nato", "Nato"]);
        check("Et møte om sikkerhet", "MOTE sikker", &["møte", "sikker"]);
        check("Security policy, security", "\"security policy\"", &["Security policy"]);
        check("re\u{301}sume\u{301}s", "resume", &["re\u{301}sume\u{301}"]);
        check("Straße", "strass", &["Straß"]);
        check("Norway’s plan", "norway", &["Norway"]);
        check("日本の安全保障", "安全", &["安全"]);
        check("a b", "-a", &[]);
        check("kattemat", "mat", &[]);
        check("ab", "a ab", &["ab"]);
    }

    proptest! {
        #[test]
        fn ranges_are_sound(text in "\\PC{0,30}", query in "\\PC{0,8}") {
            let mut end = 0;
            for hit in marks(&text, &query) {
                prop_assert!(hit.start >= end && hit.start < hit.end);
                prop_assert!(text.get(hit.clone()).is_some());
                end = hit.end;
            }
        }

        #[test]
        fn a_word_of_the_text_hits(words in proptest::collection::vec("[a-zæøåéß]{1,6}", 1..5), pick in 0usize..5) {
            let word = &words[pick % words.len()];
            prop_assert!(!marks(&words.join(" "), word).is_empty());
        }
    }
}
