//! Walks over JSON that has been found to be well formed. Must not be given any other text: it judges nothing of the grammar,
//! and reads nonsense from nonsense, though without a panic and always to an end.

use super::number;
use super::{Json, Node};
use std::borrow::Cow;

/// Levels of lists and objects within a part of a bundle.
const LEVELS: usize = 127;

/// A place in a source.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    source: &'a str,
    pub(super) at: usize,
}

/// What grammar allows and a reader cannot use, and the byte at which it stands.
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) what: What,
}

/// See [`Fault`].
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum What {
    /// More than [`LEVELS`] levels.
    Deep,
    /// Half of a character (an unpaired surrogate).
    HalfCharacter,
    /// A number beyond what computers commonly count in.
    Endless,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(source: &'a str, at: usize) -> Self {
        Self { source, at }
    }

    /// The next byte that is not white space, a comma or a colon, and its place. In well-formed JSON nothing hangs on those.
    pub(crate) fn peek(&mut self) -> (usize, u8) {
        let bytes = self.source.as_bytes();
        while matches!(bytes.get(self.at), Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b':')) {
            self.at += 1;
        }
        (self.at, bytes.get(self.at).copied().unwrap_or_default())
    }

    /// Steps into a list or an object.
    pub(crate) fn enter(&mut self) {
        self.at += 1;
    }

    /// Whether another element or member follows; otherwise steps behind the list or object.
    pub(crate) fn more(&mut self) -> bool {
        let ended = matches!(self.peek().1, b']' | b'}' | 0);
        self.at += usize::from(ended);
        !ended
    }

    /// Steps over a whole value, however deep, without recursion.
    pub(crate) fn skip(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.peek().1 {
                b'"' => _ = self.raw_text(),
                b'{' | b'[' => (depth, self.at) = (depth + 1, self.at + 1),
                b'}' | b']' => (depth, self.at) = (depth.saturating_sub(1), self.at + 1),
                0 => return,
                _ => _ = self.word(),
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// The value here, `depth` levels below the part that is read.
    pub(crate) fn node(&mut self, depth: usize) -> Result<Node<'a>, Fault> {
        let (start, first) = self.peek();
        if matches!(first, b'[' | b'{') {
            if depth == LEVELS {
                return Err(Fault { at: start, what: What::Deep });
            }
            self.enter();
        }
        let value = match first {
            b'[' => {
                let mut list = Vec::new();
                while self.more() {
                    list.push(self.node(depth + 1)?);
                }
                Json::List(list)
            }
            b'{' => {
                let mut members = Vec::new();
                while self.more() {
                    members.push((self.text()?, self.node(depth + 1)?));
                }
                Json::Object(members)
            }
            b'"' => Json::Text(self.text()?),
            b't' | b'f' | b'n' => match self.word() {
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                _ => Json::Null,
            },
            _ => number::read(self.word()).ok_or(Fault { at: start, what: What::Endless })?,
        };
        Ok(Node { start, value })
    }

    /// A text without its quotes, its escapes resolved.
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, Fault> {
        let start = self.peek().0;
        let raw = self.raw_text();
        if raw.bytes().any(|byte| byte == b'\\') {
            unescaped(raw).map(Cow::Owned).ok_or(Fault { at: start, what: What::HalfCharacter })
        } else {
            Ok(Cow::Borrowed(raw))
        }
    }

    /// What stands between the quotes.
    fn raw_text(&mut self) -> &'a str {
        let bytes = self.source.as_bytes();
        let start = self.at + 1;
        self.at = start;
        while let Some(byte) = bytes.get(self.at).filter(|byte| **byte != b'"') {
            self.at += if *byte == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        self.source.get(start..self.at - 1).unwrap_or_default()
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> &'a str {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let length = rest.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'E' | b'.' | b'+' | b'-')).count();
        // At least one byte, so that every walk ends.
        self.at += length.max(1);
        rest.get(..length).unwrap_or_default()
    }
}

/// A text with its escapes resolved; `None` if one of them is half a character.
fn unescaped(raw: &str) -> Option<String> {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        out.push(if c == '\\' { escaped(&mut chars)? } else { c });
    }
    Some(out)
}

/// The character that an escape stands for, after its backslash.
fn escaped(chars: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match chars.next()? {
        'b' => '\u{8}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let first = hexadecimal(chars)?;
            let mut code = first;
            if first & 0xFC00 == 0xD800 {
                let second = (chars.next()? == '\\' && chars.next()? == 'u').then(|| hexadecimal(chars))??;
                code = 0x1_0000 + ((first & 0x3FF) << 10) + second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            }
            return char::from_u32(code);
        }
        other => other,
    })
}

fn hexadecimal(chars: &mut std::str::Chars<'_>) -> Option<u32> {
    chars.by_ref().take(4).try_fold(0, |number, c| Some(number * 16 + c.to_digit(16)?))
}
