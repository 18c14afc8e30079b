//! Percent-encoding of the values in an address (WHATWG URL, `application/x-www-form-urlencoded`), kept readable.

/// Appends `value`: a space as `+`, letters, digits and `-._~:/,` as they are, all else as `%XX` of its UTF-8 bytes.
pub(super) fn encode(value: &str, out: &mut String) {
    for byte in value.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b',' => out.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            _ => {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.push(char::from(b"0123456789ABCDEF"[half as usize]));
                }
            }
        }
    }
}

/// Reads a value back. A `%` without two hexadecimal digits stands for itself; bytes that are not UTF-8 become U+FFFD.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| Some((hex(*bytes.get(at + 1)?)?, hex(*bytes.get(at + 2)?)?))).flatten();
        if let Some((high, low)) = escaped {
            out.push(high * 16 + low);
            at += 3;
        } else {
            out.push(if byte == b'+' { b' ' } else { byte });
            at += 1;
        }
    }
    text_of(&out)
}

/// The bytes as text; what is no UTF-8 becomes U+FFFD.
fn text_of(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = bytes;
    while let Err(error) = str::from_utf8(rest) {
        let (valid, after) = rest.split_at(error.valid_up_to());
        out.push_str(str::from_utf8(valid).unwrap_or_default());
        out.push(char::REPLACEMENT_CHARACTER);
        rest = error.error_len().and_then(|length| after.get(length..)).unwrap_or_default();
    }
    out.push_str(str::from_utf8(rest).unwrap_or_default());
    out
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, value: &str, canonical: &str) {
        assert_eq!(decode(text), value, "{text:?}");
        let mut out = String::new();
        encode(value, &mut out);
        assert_eq!(out, canonical, "{value:?}");
    }

    #[test]
    fn values() {
        check("a+b%20c", "a b c", "a+b+c");
        check("1%2B1", "1+1", "1%2B1");
        check("a:b/c,d", "a:b/c,d", "a:b/c,d");
        check("s%C3%B8k", "søk", "s%C3%B8k");
        check("100%", "100%", "100%25");
        check("%zz%4", "%zz%4", "%25zz%254");
        check("%FF", "\u{FFFD}", "%EF%BF%BD");
        check("a%FFb%C3", "a\u{FFFD}b\u{FFFD}", "a%EF%BF%BDb%EF%BF%BD");
        check("%26%3D%23", "&=#", "%26%3D%23");
    }
}
