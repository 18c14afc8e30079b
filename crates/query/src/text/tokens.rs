//! Tokens: the folded words of a text, one by one. Does not know what they mean, nor of any language.
//!
//! A word is a run of letters and digits. Scripts that put no space between words have no words that could be told apart
//! without a dictionary, so there each two neighbouring characters are a token.

use super::{Folded, fold_char};
use std::ops::Range;

/// Bytes of the longest token; what a longer word has after them is left out.
pub const LONGEST_TOKEN: usize = 64;

/// Gives the tokens of a text in order.
pub fn tokens(text: &str, each: &mut dyn FnMut(&str)) {
    tokens_at(text, &mut |form, _| each(form));
}

/// Gives the tokens of a text, each with the bytes of `text` that it stands in, marks after its last letter left out. Those of two
/// neighbouring tokens of an unspaced script overlap.
pub(super) fn tokens_at(text: &str, each: &mut dyn FnMut(&str, Range<usize>)) {
    let mut run = Run::default();
    for (start, c) in text.char_indices() {
        run.read(c, start, each);
    }
    run.end(each);
}

/// Whether a letter is of a script written without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
pub fn is_unspaced(c: char) -> bool {
    c >= '\u{E00}'
        && matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{30FF}'
            | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}'
            | '\u{20000}'..='\u{3FFFF}')
}

/// Letters under way, all of spaced scripts or all of unspaced ones.
#[derive(Default)]
struct Run {
    /// A spaced word as far as it goes; the last letter of an unspaced run.
    letters: String,
    /// Where they stand.
    range: Range<usize>,
    unspaced: bool,
    /// Whether the letter of an unspaced run has been the second one of a token.
    given: bool,
}

impl Run {
    fn read(&mut self, c: char, start: usize, each: &mut dyn FnMut(&str, Range<usize>)) {
        let mut before = self.letters.len();
        match fold_char(c, &mut self.letters) {
            Folded::Letter => {}
            Folded::Break => return self.end(each),
            Folded::Mark | Folded::Nothing => return,
        }
        let unspaced = c >= '\u{E00}' && self.letters.chars().next_back().is_some_and(is_unspaced);
        if before > 0 && unspaced != self.unspaced {
            let letter = self.letters.split_off(before);
            self.end(each);
            self.letters.push_str(&letter);
            before = 0;
        }
        self.unspaced = unspaced;
        if before == 0 {
            self.range.start = start;
        }
        self.range.end = start + c.len_utf8();
        if unspaced && before > 0 {
            each(&self.letters, self.range.clone());
            self.letters.drain(..before);
            self.range.start = start;
            self.given = true;
        }
    }

    fn end(&mut self, each: &mut dyn FnMut(&str, Range<usize>)) {
        if !self.letters.is_empty() && !self.given {
            let end = self.letters.floor_char_boundary(LONGEST_TOKEN);
            each(&self.letters[..end], self.range.clone());
        }
        self.letters.clear();
        self.given = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let mut found = Vec::new();
        tokens(text, &mut |form| found.push(form.to_owned()));
        assert_eq!(found.join(" "), expected, "{text:?}");
    }

    #[test]
    fn words() {
        check("", "");
        check("…! \u{FFFD} 😀", "");
        check("Meld. St. 5 (2023–2024)", "meld st 5 2023 2024");
        check("Norway's e-mail re\u{301}sume\u{301}", "norways e mail resume");
        check("الأَمْن والدفاع ٢٠٢٤", "الامن والدفاع 2024");
        check("בִּטָּחוֹן לאומי", "בטחון לאומי");
        check("a.*[b]{2} '; DROP TABLE x --", "a b 2 drop table x");
    }

    #[test]
    fn unspaced_scripts_go_in_pairs() {
        check("安", "安");
        check("安全", "安全");
        check("国の安全保障。会議", "国の の安 安全 全保 保障 会議");
        check("NATO日本2024年版x", "nato 日本 2024 年版 x");
        check("ไทยเข้า", "ไท ทย ยเ เข ข\u{e49} \u{e49}า");
        check("安\u{FE00}全", "安全");
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        check(&"a".repeat(200), &"a".repeat(64));
        check(&format!("a{} b", "д".repeat(100)), &format!("a{} b", "д".repeat(31)));
    }

    proptest! {
        #[test]
        fn tokens_are_short_and_stand_in_the_text(text in "[ab日本ไท é\u{301}\u{AD}-]{0,20}|\\PC{0,30}") {
            let mut last = 0;
            tokens_at(&text, &mut |form, range| {
                assert!(!form.is_empty() && form.len() <= LONGEST_TOKEN);
                assert!(range.start >= last && text.get(range.clone()).is_some_and(|part| !part.is_empty()));
                last = range.start;
                // A token of what it stands in is that token again.
                tokens(&text[range], &mut |again| assert_eq!(again, form));
            });
        }
    }
}
