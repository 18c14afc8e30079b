//! Text within text.

/// A text that is looked for (Knuth, Morris and Pratt): each byte of the other text is read once, whatever the two hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finder {
    text: Box<str>,
    /// For each byte of the text: how many of the bytes up to it are the text's own beginning again.
    again: Vec<usize>,
}

impl Finder {
    /// Prepares to look for `text`.
    pub fn new(text: &str) -> Self {
        let mut finder = Self { text: text.into(), again: vec![0] };
        let mut found = 0;
        // Looking for the text in itself, from its second byte on: what is needed of `again` is always there already.
        for byte in text.bytes().skip(1) {
            while found > 0 && text.as_bytes()[found] != byte {
                found = finder.again[found - 1];
            }
            found += usize::from(text.as_bytes()[found] == byte);
            finder.again.push(found);
        }
        finder
    }

    /// What is looked for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first byte of the first place at or after the byte `from` of `other` where the text stands.
    pub fn find(&self, other: &str, from: usize) -> Option<usize> {
        let (text, other) = (self.text.as_bytes(), other.as_bytes());
        let (mut found, mut place) = (0, from);
        while let Some(wanted) = text.get(found) {
            if wanted == other.get(place)? {
                (found, place) = (found + 1, place + 1);
            } else if found > 0 {
                found = self.again[found - 1];
            } else {
                place += 1;
            }
        }
        Some(place - found)
    }
}

#[cfg(test)]
mod tests {
    use super::Finder;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_the_standard_library_finds(text in "[ab é]{0,6}", other in "[ab é]{0,30}", from in 0..40_usize) {
            let expected = other.get(from..).map(|rest| rest.find(&text).map(|place| from + place));
            if let Some(expected) = expected {
                prop_assert_eq!(Finder::new(&text).find(&other, from), expected);
            }
        }
    }
}
