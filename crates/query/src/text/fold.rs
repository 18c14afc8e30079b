//! Folding: lower case, no accents, plain digits and widths, so that words compare as people type them.
//!
//! Tables are small on purpose, since every reader downloads them: Latin, the accents of Greek and Russian, the points of
//! Arabic and Hebrew. Other scripts keep their letters. Folding is for finding only, never for showing.

use dossier_bundle::lean::{is_word, lower};

/// What a character was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Folded {
    /// Part of a word; what it folds to was appended.
    Letter,
    /// A mark on the letter before it, dropped.
    Mark,
    /// Invisible, or an apostrophe: dropped, and does not part words.
    Nothing,
    /// Parts words.
    Break,
}

/// Appends what the character folds to: `Å` gives `a`, `ß` gives `ss`, `Ｎ` gives `n`, `٣` gives `3`.
pub(crate) fn fold_char(c: char, out: &mut String) -> Folded {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        'a'..='z' | '0'..='9' => out.push(c),
        _ if is_silent(c) => return Folded::Nothing,
        '\0'..='\u{7F}' => return Folded::Break,
        _ if is_mark(c) => return Folded::Mark,
        '\u{FF01}'..='\u{FF5E}' => return fold_char(narrow(c), out),
        _ => return fold_other(c, out),
    }
    Folded::Letter
}

/// The words of a text, folded, a space before and after each: `" security policy "`. Empty if there are none.
pub(crate) fn fold_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars() {
        if fold_char(c, &mut out) == Folded::Break && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    if out.len() == 1 { String::new() } else { out }
}

fn fold_other(c: char, out: &mut String) -> Folded {
    let small = lower(c);
    match base(small) {
        Some(letters) => out.push_str(letters),
        None if is_word(small) => out.push(digit(small).unwrap_or(small)),
        None => return Folded::Break,
    }
    Folded::Letter
}

/// Apostrophes, soft hyphens, joiners, direction marks, the Arabic stretch: they do not part words and nobody types them alike.
fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Marks that stand on the letter before them: accents, Hebrew and Arabic points, variants of a glyph.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}')
}

/// The plain form of a full-width character (U+FF01–FF5E stand in the order of ASCII).
fn narrow(c: char) -> char {
    char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
}

/// The ASCII digit of a decimal digit of another script: Arabic, Persian, Devanagari, Bengali, Thai.
fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 5] = [0x660, 0x6F0, 0x966, 0x9E6, 0xE50];
    let value = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// What a lower-case letter with an accent, or a joined one, is typed as by those who lack its key.
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ȁ' | 'ȃ' | 'ạ'..='ặ' | 'ª' => "a",
        'æ' | 'ǽ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ǝ' | 'ə' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǥ' | 'ǧ' => "g",
        'ĥ' | 'ħ' | 'ḥ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ'..='ị' => "i",
        'ĳ' => "ij",
        'ĵ' => "j",
        'ķ' | 'ĸ' | 'ǩ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' | 'ŋ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ǿ' | 'ọ'..='ợ' | 'º' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ſ' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ụ'..='ự' => "u",
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ʒ' | 'ǯ' => "z",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'ς' => "σ",
        'ё' => "е",
        'й' => "и",
        'آ' | 'أ' | 'إ' => "ا",
        'ى' => "ي",
        'ة' => "ه",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, folded: &str) {
        assert_eq!(fold_words(text), folded, "{text:?}");
    }

    #[test]
    fn words_stand_apart() {
        check("Meld. St. 5 (2023–2024)", " meld st 5 2023 2024 ");
        check("  ", "");
        check("", "");
        check("…!", "");
        check("Norway's e-mail", " norways e mail ");
        check("soft\u{AD}hyphen\u{2060}", " softhyphen ");
    }

    #[test]
    fn letters_lose_what_keyboards_lack() {
        check("Blåbærøl på Færøyene", " blabaerol pa faeroyene ");
        check("Ođđajagemánnu Čakča ŋ ŧ", " oddajagemannu cakca n t ");
        check("É e\u{301} İstanbul ĐẶNG Straße", " e e istanbul dang strasse ");
        check("Άνθρωπος ΟΔΌΣ Ёлка", " ανθρωποσ οδοσ елка ");
        check("Ｎａｔｏ　２０２４", " nato 2024 ");
        check("٢٠٢٤ أَمْن", " 2024 امن ");
    }

    #[test]
    fn case_makes_no_difference() {
        for c in ('\0'..'\u{2FFFF}').filter(|c| c.is_uppercase()) {
            let upper = fold_words(&c.to_string());
            let lower = fold_words(&c.to_lowercase().to_string());
            assert_eq!(upper, lower, "{c:?}");
        }
    }
}
