//! Finds the places of JSON pointers in a JSON text that has been read before. Must not be given any other text.

use std::collections::BTreeMap;

/// Pointers that are looked for, as a tree of their parts.
#[derive(Default)]
pub(super) struct Wanted {
    children: BTreeMap<String, Wanted>,
    /// The numbers under which this place is asked for.
    numbers: Vec<usize>,
}

impl Wanted {
    /// Asks for the place of `pointer`, its first `skip` parts left out, under `number`.
    pub(super) fn add(&mut self, pointer: &str, skip: usize, number: usize) {
        let mut node = self;
        for part in pointer.split('/').skip(1 + skip) {
            node = node.children.entry(part.replace("~1", "/").replace("~0", "~")).or_default();
        }
        node.numbers.push(number);
    }

    /// Calls `found` with the number and the byte offset of each place. Of a repeated key the last one counts, as in reading.
    pub(super) fn find(&self, text: &str, found: &mut impl FnMut(usize, usize)) {
        Scanner { bytes: text.as_bytes(), at: 0 }.value(self, text, found);
    }
}

/// Walks over JSON that is known to be well formed.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    fn value(&mut self, wanted: &Wanted, text: &str, found: &mut impl FnMut(usize, usize)) {
        self.space();
        for number in &wanted.numbers {
            found(*number, self.at);
        }
        match self.peek() {
            Some(b'{') if !wanted.children.is_empty() => self.members(wanted, text, found),
            Some(b'[') if !wanted.children.is_empty() => self.elements(wanted, text, found),
            _ => self.skip(),
        }
    }

    fn members(&mut self, wanted: &Wanted, text: &str, found: &mut impl FnMut(usize, usize)) {
        self.at += 1;
        loop {
            self.space();
            let begin = self.at;
            if self.peek() != Some(b'"') {
                break;
            }
            self.skip();
            let key = serde_json::from_str::<String>(&text[begin..self.at]).unwrap_or_default();
            self.space();
            self.at += 1;
            match wanted.children.get(&key) {
                Some(child) => self.value(child, text, found),
                None => self.skip(),
            }
            if !self.comma() {
                break;
            }
        }
        self.at += 1;
    }

    fn elements(&mut self, wanted: &Wanted, text: &str, found: &mut impl FnMut(usize, usize)) {
        self.at += 1;
        let mut index = 0_usize;
        loop {
            self.space();
            if matches!(self.peek(), None | Some(b']')) {
                break;
            }
            match wanted.children.get(&index.to_string()) {
                Some(child) => self.value(child, text, found),
                None => self.skip(),
            }
            index += 1;
            if !self.comma() {
                break;
            }
        }
        self.at += 1;
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Steps over a comma, if there is one.
    fn comma(&mut self) -> bool {
        self.space();
        let comma = self.peek() == Some(b',');
        self.at += usize::from(comma);
        comma
    }

    /// Steps over a whole value, however deep, without recursion.
    fn skip(&mut self) {
        self.space();
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' => (depth, self.at) = (depth + 1, self.at + 1),
                b'}' | b']' if depth > 0 => (depth, self.at) = (depth - 1, self.at + 1),
                b',' | b'}' | b']' | b':' if depth == 0 => return,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, pointer: &str, expected: &str) {
        let mut wanted = Wanted::default();
        wanted.add(pointer, 0, 7);
        let mut places = Vec::new();
        wanted.find(text, &mut |number, offset| places.push((number, offset)));
        let (number, offset) = *places.last().unwrap();
        assert_eq!(number, 7);
        assert!(text[offset..].starts_with(expected), "{pointer} in {text} found {}", &text[offset..]);
    }

    #[test]
    fn places_are_found() {
        let text = r#" { "a" : [ 1, {"b\n": "x]\"" }, [[], {}], true ,-2.5e3 ] , "c/d~" : null, "e": "é", "a2": 9 } "#;
        check(text, "", "{ \"a\"");
        check(text, "/a", "[ 1");
        check(text, "/a/0", "1,");
        check(text, "/a/1/b\n", "\"x]");
        check(text, "/a/2/1", "{}]");
        check(text, "/a/3", "true");
        check(text, "/a/4", "-2.5");
        check(text, "/c~1d~0", "null");
        check(text, "/e", "\"é\"");
        check(text, "/a2", "9 }");
        check(r#"{"a":1,"a":2}"#, "/a", "2");
    }
}
