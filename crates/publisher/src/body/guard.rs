//! Tags that would be slow to read. The tokenizer compares every attribute of a tag with all before it, so a tag of a million
//! attributes would take hours. Such a thing is not a tag that anyone wrote; its text is kept as text.

use std::borrow::Cow;

/// Most pieces (attributes, roughly) of a tag.
const MOST: usize = 2_000;

/// The source in which `<` is written as `&lt;` where the tag it begins has too many pieces, or no end: the tokenizer would drop
/// all the rest with it.
pub(crate) fn without_endless_tags(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let last_end = source.rfind('>').unwrap_or(0);
    let mut guarded = String::new();
    let (mut copied, mut from) = (0, 0);
    while let Some(start) = source[from..].find('<').map(|at| from + at) {
        let begins = bytes.get(start + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
        let end = match begins {
            true if start > last_end => Err(1),
            true => measure(&bytes[start..]),
            false => Ok(1),
        };
        if end.is_err() {
            guarded.push_str(&source[copied..start]);
            guarded.push_str("&lt;");
            copied = start + 1;
        }
        from = start + end.unwrap_or_else(|read| read);
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    guarded.push_str(&source[copied..]);
    Cow::Owned(guarded)
}

/// The bytes from `<` to and with its `>`. `Err` if it has too many pieces or no end: how many bytes need not be looked at again.
fn measure(bytes: &[u8]) -> Result<usize, usize> {
    let (mut pieces, mut quote, mut before) = (0, None, b' ');
    for (at, &byte) in bytes.iter().enumerate().skip(1) {
        if let Some(open) = quote {
            if byte == open {
                quote = None;
            }
        } else if byte == b'>' {
            return Ok(at + 1);
        } else if matches!(byte, b'"' | b'\'') && before == b'=' {
            quote = Some(byte);
            pieces += 1;
        } else if byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'' | b'=') {
            pieces += 1;
        }
        if pieces > MOST {
            return Err(at);
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    Err(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(without_endless_tags(source), expected);
    }

    #[test]
    fn only_endless_tags_are_text() {
        check("a <b c=\"d", "a &lt;b c=\"d");
        check("<i>a</i> <b", "<i>a</i> &lt;b");
        check("a < b <i title='x > y'>c</i>", "a < b <i title='x > y'>c</i>");
        let picture = format!("<img src=\"data:image/png;base64,{}\">", "a/b ".repeat(100_000));
        check(&picture, &picture);
        for piece in ["a ", "a=1 ", "a/", "a='1'", "a=\"\"", "= "] {
            let tag = format!("<b {}>c", piece.repeat(10_000));
            check(&tag, &format!("&lt;{}", &tag[1..]));
        }
    }
}
