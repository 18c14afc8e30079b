//! Character references, as HTML has them: feeds use its names, which XML does not know. A reference to anything else is left as it is
//! written; entities that a document declares itself are never looked up.

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use std::borrow::Cow;

/// Longest name of a reference in bytes; the longest of HTML has 33.
const LONGEST: usize = 40;

/// The text with its references replaced.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split('&');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.bytes().take(LONGEST).position(|byte| byte == b';');
        if let Some((text, rest)) = end.and_then(|end| Some((reference(&part[..end])?, &part[end + 1..]))) {
            decoded.push_str(&text);
            decoded.push_str(rest);
        } else {
            decoded.push('&');
            decoded.push_str(part);
        }
    }
    Cow::Owned(decoded)
}

/// What stands for `&name;`.
pub(crate) fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        return numbered(number).map(String::from);
    }
    let (first, second) = *NAMED_ENTITIES.get(&format!("{name};"))?;
    [first, second].into_iter().filter(|number| *number != 0).map(char::from_u32).collect()
}

/// The character of a number. Those of Windows-1252's controls mean its signs, as in browsers.
fn numbered(number: &str) -> Option<char> {
    let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    let number = u32::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))?;
    let replaced = number.checked_sub(0x80).and_then(|place| C1_REPLACEMENTS.get(place as usize).copied().flatten());
    let character = replaced.or_else(|| char::from_u32(number)).unwrap_or(char::REPLACEMENT_CHARACTER);
    let usable = !character.is_control() || matches!(character, '\t' | '\n' | '\r');
    Some(if usable { character } else { char::REPLACEMENT_CHARACTER })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(decode(text), expected);
    }

    #[test]
    fn references_are_decoded() {
        check("a &amp;&lt; b", "a &< b");
        check("&chi;&#x3C7;&#X3c7;&#967;", "χχχχ");
        check("&#146;&#8217;", "’’");
        check("&NotEqualTilde;", "≂̸");
        check("?a=1&b=2 &doesnotexist; & &; &#; &#x; &#-1;", "?a=1&b=2 &doesnotexist; & &; &#; &#x; &#-1;");
        check("&#0;&#1;&#xD800;&#x110000;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}");
        check("&amp;chi;", "&chi;");
    }
}
