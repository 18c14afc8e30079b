//! Where a text is hit. What hits has been decided before: here forms are only recognised.

use super::fold::{Folded, fold_char};
use super::tokens::tokens_at;
use std::ops::Range;

/// The byte ranges of `text` whose tokens are among `hits` ([`crate::Search::hits`]): whole words, in order, not touching; each begins
/// and ends between characters, accents included.
pub fn marks(text: &str, hits: &[String]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    if hits.is_empty() {
        return ranges;
    }
    tokens_at(text, &mut |form, mut range| {
        if !hits.iter().any(|hit| hit == form) {
            return;
        }
        range.end += text[range.end..].chars().take_while(|c| is_mark(*c)).map(char::len_utf8).sum::<usize>();
        match ranges.last_mut() {
            Some(last) if last.end >= range.start => last.end = range.end,
            _ => ranges.push(range),
        }
    });
    ranges
}

fn is_mark(c: char) -> bool {
    fold_char(c, &mut String::new()) == Folded::Mark
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, hits: &[&str], expected: &[&str]) {
        let hits: Vec<String> = hits.iter().map(|hit| (*hit).to_owned()).collect();
        let found: Vec<&str> = marks(text, &hits).into_iter().map(|hit| &text[hit]).collect();
        assert_eq!(found, expected, "{text:?} {hits:?}");
    }

    #[test]
    fn hits_are_whole_words() {
        check("Nato og Natos toppmøte", &["nato"], &["Nato"]);
        check("Nato og Natos toppmøte", &["nato", "natos", "toppmote"], &["Nato", "Natos", "toppmøte"]);
        check("re\u{301}sume\u{301}s, cafe\u{301}", &["resumes", "cafe"], &["re\u{301}sume\u{301}s", "cafe\u{301}"]);
        check("Straße", &["strasse"], &["Straße"]);
        check("Norway’s plan", &["norways"], &["Norway’s"]);
        check("kattemat", &["mat"], &[]);
        check("ab", &[], &[]);
    }

    #[test]
    fn pairs_that_overlap_are_one_hit() {
        check("日本の安全保障", &["安全", "全保"], &["安全保"]);
        check("日本の安全保障", &["日本", "保障"], &["日本", "保障"]);
        check("NATO日本", &["nato", "日本"], &["NATO日本"]);
    }

    proptest! {
        #[test]
        fn ranges_are_sound(text in "[ab é日本\u{301}]{0,12}|\\PC{0,30}", hits in proptest::collection::vec("[abe日本]{1,2}", 0..6)) {
            let mut end = 0;
            for hit in marks(&text, &hits) {
                prop_assert!(hit.start >= end && hit.start < hit.end);
                prop_assert!(text.get(hit.clone()).is_some());
                end = hit.end;
            }
        }
    }
}
