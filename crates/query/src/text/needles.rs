//! What a reader's words ask for: words that must begin a word, phrases in quotes, and words not wanted.

use super::fold_words;
use dossier_bundle::lean::Finder;

/// All that a search text asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needles {
    /// All of these must be found.
    pub(crate) wanted: Vec<Needle>,
    /// None of these may be found: a leading minus.
    pub(crate) unwanted: Vec<Needle>,
}

/// One word or phrase to look for in folded text ([`fold_words`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Needle(Finder);

impl Needles {
    /// Reads a search text. Words are parted by white space; quotes of any language hold a phrase together; a minus directly
    /// before a word or phrase excludes it. What has no letters or digits asks for nothing.
    pub(crate) fn read(text: &str) -> Self {
        let mut found = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let unwanted = rest.strip_prefix('-');
            let (needle, after) = next(unwanted.unwrap_or(rest));
            let group = if unwanted.is_some() { &mut found.unwanted } else { &mut found.wanted };
            group.extend(needle.filter(|needle| !group.contains(needle)));
            rest = after.trim_start();
        }
        found
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }
}

impl Needle {
    /// A word or phrase. The last word of a closed phrase is meant whole; any other may go on. Scripts that put no space
    /// between words are looked for anywhere.
    fn new(text: &str, closed: bool) -> Option<Self> {
        let folded = fold_words(text);
        let words = folded.trim();
        let start = if is_unspaced(words.chars().next()?) { "" } else { " " };
        let end = if closed && !is_unspaced(words.chars().next_back()?) { " " } else { "" };
        Some(Self(Finder::new(&[start, words, end].concat())))
    }

    /// Whether folded text holds it.
    pub(crate) fn is_in(&self, folded: &str) -> bool {
        self.0.find(folded, 0).is_some()
    }

    /// Where it stands in folded text, without the spaces around it.
    pub(crate) fn places<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
        let text = self.0.text();
        let inner = text.trim();
        let lead = text.len() - text.trim_start().len();
        let first = self.0.find(folded, 0);
        let places = std::iter::successors(first, move |place| self.0.find(folded, place + text.len()));
        places.map(move |place| place + lead..place + lead + inner.len())
    }
}

/// The first word or phrase of a text that does not begin with white space, and what follows it.
fn next(text: &str) -> (Option<Needle>, &str) {
    if let Some(phrase) = text.strip_prefix(is_quote) {
        return match phrase.split_once(is_quote) {
            Some((inner, after)) => (Needle::new(inner, true), after),
            None => (Needle::new(phrase, false), ""),
        };
    }
    let end = text.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(text.len());
    let (word, after) = text.split_at_checked(end).unwrap_or_default();
    (Needle::new(word, false), after)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

/// Letters of scripts written without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &[&str], unwanted: &[&str]) {
        let needles = Needles::read(text);
        let plain = |group: &[Needle]| group.iter().map(|needle| needle.0.text().to_owned()).collect::<Vec<_>>();
        assert_eq!(plain(&needles.wanted), wanted, "{text:?}");
        assert_eq!(plain(&needles.unwanted), unwanted, "{text:?}");
    }

    #[test]
    fn words_and_phrases() {
        check("", &[], &[]);
        check(" Nato  nato toppmøte ", &[" nato", " toppmote"], &[]);
        check("\"Security Policy\" x", &[" security policy ", " x"], &[]);
        check("«en melding» til", &[" en melding ", " til"], &[]);
        check("\"security pol", &[" security pol"], &[]);
        check("2023-2024 e-post", &[" 2023 2024", " e post"], &[]);
        check("a\"b c\"d", &[" a", " b c ", " d"], &[]);
    }

    #[test]
    fn a_minus_excludes() {
        check("a -b", &[" a"], &[" b"]);
        check("-\"b c\" a", &[" a"], &[" b c "]);
        check("- a", &[" a"], &[]);
        check("--b", &[], &[" b"]);
        check("!! -…", &[], &[]);
    }

    #[test]
    fn unspaced_scripts_are_found_anywhere() {
        check("安全保障", &["安全保障"], &[]);
        check("\"ไทย\"", &["ไทย"], &[]);
    }
}
