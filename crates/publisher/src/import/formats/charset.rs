//! Bytes to text, whatever the charset. Never fails: what is no text in any charset becomes replacement characters, and is told.
//!
//! The order of trust: a byte order mark, the zero bytes of UTF-16 and UTF-32, the `Content-Type` of a server, what the text says of
//! itself (XML declaration or `meta`), valid UTF-8, and last a guess from the letters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use html5ever::data::C1_REPLACEMENTS;
use std::borrow::Cow;

/// A text and how it was written.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The name of its charset.
    pub(crate) charset: &'static str,
    /// Whether there were bytes that the charset does not have.
    pub(crate) damaged: bool,
    /// Whether there were control characters that meant signs of Windows-1252.
    pub(crate) mended: bool,
}

/// Reads bytes as text. `served` is the charset that a server named.
pub(crate) fn decode(bytes: &[u8], served: Option<&str>) -> Decoded {
    if let Some((order, skip)) = wide(bytes) {
        return without_controls(utf_32(&bytes[skip..], order), "UTF-32", false);
    }
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[skip..]);
    }
    if let Some(encoding) = zeros(bytes) {
        return with(encoding, bytes);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let named = served.and_then(label).or_else(|| declared(head));
    match named {
        Some(encoding) if encoding != UTF_8 => with(encoding, bytes),
        _ if str::from_utf8(bytes).is_ok() => with(UTF_8, bytes),
        Some(_) if mostly_utf_8(bytes) => mixed(bytes),
        _ => with(guess(bytes), bytes),
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    without_controls(text.into_owned(), encoding.name(), damaged)
}

/// Control characters have no meaning in any of the formats; line ends and tabs stay, so that lines keep their numbers. Those from U+0080 on
/// are what is left of Windows-1252 that was taken for Latin-1, and are read as what they were.
fn without_controls(mut text: String, charset: &'static str, damaged: bool) -> Decoded {
    let is_control = |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}') && c != '\r';
    if text.contains(is_control) {
        text = text.replace(is_control, "");
    }
    let is_sign = |c: char| matches!(c, '\u{80}'..='\u{9F}');
    let mended = text.contains(is_sign);
    if mended {
        let sign = |c: char| C1_REPLACEMENTS.get((c as usize).wrapping_sub(0x80)).copied().flatten();
        text = text.chars().filter_map(|c| if is_sign(c) { sign(c) } else { Some(c) }).collect();
    }
    Decoded { text, charset, damaged, mended }
}

/// The charset of a label; none for one that only a server could mean, since text that can be searched for a label is no UTF-16.
fn label(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label.trim().trim_matches(['"', '\'']).as_bytes())?;
    Some(if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding })
}

/// What an XML declaration or a `meta` element says.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head: Cow<'_, str> = String::from_utf8_lossy(head);
    let after = |word: &str, within: &str| -> Option<String> {
        let at = within.to_ascii_lowercase().find(word)? + word.len();
        let rest = within[at..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        Some(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')).collect())
    };
    let xml = head.split("<?xml").nth(1).and_then(|rest| rest.split("?>").next());
    let meta = || {
        head.split('<').find_map(|tag| tag.get(..5).filter(|name| name.eq_ignore_ascii_case("meta ")).and_then(|_| after("charset", tag)))
    };
    xml.and_then(|xml| after("encoding", xml)).or_else(meta).and_then(|name| label(&name))
}

/// UTF-16 without a mark shows in the zero bytes of its first characters.
fn zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [0, a, 0, b] if *a != 0 && *b != 0 => Some(UTF_16BE),
        [a, 0, b, 0] if *a != 0 && *b != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// UTF-32, which browsers do not know and old feeds use: whether the big end comes first, and the bytes of its mark.
fn wide(bytes: &[u8]) -> Option<(bool, usize)> {
    match bytes.get(..4)? {
        [0, 0, 0xFE, 0xFF] => Some((true, 4)),
        [0xFF, 0xFE, 0, 0] => Some((false, 4)),
        [0, 0, 0, a] if *a != 0 => Some((true, 0)),
        [a, 0, 0, 0] if *a != 0 => Some((false, 0)),
        _ => None,
    }
}

fn utf_32(bytes: &[u8], big_end_first: bool) -> String {
    let number = |four: &[u8; 4]| if big_end_first { u32::from_be_bytes(*four) } else { u32::from_le_bytes(*four) };
    let (characters, _) = bytes.as_chunks::<4>();
    characters.iter().map(|four| char::from_u32(number(four)).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Whether bytes are UTF-8 with a few slips, and not another charset: more of what is no ASCII reads as UTF-8 than does not.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        bad += chunk.invalid().len();
    }
    good > bad
}

/// UTF-8 into which pieces of Windows-1252 were pasted.
fn mixed(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    without_controls(text, UTF_8.name(), true)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], served: Option<&str>, text: &str, charset: &str) {
        let decoded = decode(bytes, served);
        assert_eq!((decoded.text.as_str(), decoded.charset), (text, charset));
    }

    #[test]
    fn charsets_are_found() {
        check("é".as_bytes(), None, "é", "UTF-8");
        check(b"\xEF\xBB\xBFa", Some("windows-1252"), "a", "UTF-8");
        check(b"\xFF\xFEa\0\xE9\0", None, "aé", "UTF-16LE");
        check(b"\0<\0?\0\xE9", None, "<?é", "UTF-16BE");
        check(b"\0\0\xFE\xFF\0\0\0a\0\x01\xF6\0", None, "a😀", "UTF-32");
        check(b"<\0\0\0?\0\0\0", None, "<?", "UTF-32");
        check(b"caf\xE9", Some("ISO-8859-1"), "café", "windows-1252");
        check(b"<?xml version='1.0' encoding='koi8-r'?>\xC1", None, "<?xml version='1.0' encoding='koi8-r'?>а", "KOI8-R");
        check(b"<html><meta charset=shift_jis>\x83A", None, "<html><meta charset=shift_jis>ア", "Shift_JIS");
        // A declaration that can be read as ASCII cannot be true when it says UTF-16; an unknown name says nothing.
        check(b"<?xml encoding=\"utf-16\"?>", None, "<?xml encoding=\"utf-16\"?>", "UTF-8");
        check("é".as_bytes(), Some("bogus"), "é", "UTF-8");
        check(b"a\0b\x01\n", None, "ab\n", "UTF-8");
    }

    #[test]
    fn slips_are_told() {
        let mixed = [b"<?xml encoding='utf-8'?>".as_slice(), "æøå ".as_bytes(), b"\x92"].concat();
        let decoded = decode(&mixed, None);
        assert!(decoded.text.ends_with("æøå ’") && decoded.damaged);
        assert!(decode(b"a\xFF\xFE\xFD", Some("shift_jis")).damaged);
    }
}
