//! From byte offsets to lines and columns, in one pass over the text.

/// Reads a text forward and says where it is.
pub(super) struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> Lines<'a> {
    /// At the beginning of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0, line: 1, column: 1 }
    }

    /// Line and column (in characters), both from 1, of the character at `offset`, which must not lie before the last one asked for.
    pub(super) fn at(&mut self, offset: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        for byte in &bytes[self.offset..offset.min(bytes.len())] {
            match byte {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                // Bytes within a character are not characters of their own.
                0x80..=0xBF => {}
                _ => self.column += 1,
            }
        }
        self.offset = offset.clamp(self.offset, bytes.len());
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let text = "aé\n日x";
        let mut lines = Lines::new(text);
        let found: Vec<_> = text.char_indices().map(|(offset, _)| lines.at(offset)).collect();
        assert_eq!(found, [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]);
        assert_eq!(lines.at(99), (2, 3));
    }
}
