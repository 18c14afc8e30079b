//! Lines of files that may be compressed, may be endless, and may not be text. Decides nothing about what they say.

use std::io::{self, BufRead, BufReader};

/// Longest line in bytes; a longer one is passed over.
const LONGEST_LINE: usize = 64 << 20;
/// Most bytes of one file, unpacked; a few kilobytes of zstd can unpack to any size.
const LARGEST_FILE: u64 = 16 << 30;

/// The first bytes of a zstd frame (RFC 8878, section 3.1.1).
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// The lines of one file that are not blank.
pub(crate) struct Lines {
    reader: Box<dyn BufRead + Send>,
    line: Vec<u8>,
    number: u64,
    bytes: u64,
}

/// A line as it was met.
pub(crate) struct Read<'a> {
    /// Its number in the file, from 1.
    pub(crate) number: u64,
    /// Its bytes without the line end; `None` if there are more than can be read.
    pub(crate) bytes: Option<&'a [u8]>,
}

impl Lines {
    /// The lines of a source. Whether it is compressed is told by its first bytes.
    pub(crate) fn new(mut reader: Box<dyn BufRead + Send>) -> io::Result<Self> {
        if reader.fill_buf()?.starts_with(&ZSTD) {
            reader = Box::new(BufReader::with_capacity(1 << 16, zstd::Decoder::with_buffer(reader)?));
        }
        if reader.fill_buf()?.starts_with("\u{FEFF}".as_bytes()) {
            reader.consume('\u{FEFF}'.len_utf8());
        }
        Ok(Self { reader, line: Vec::new(), number: 0, bytes: 0 })
    }

    /// The number of the line read last, from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The next line that is not blank; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Read<'_>>> {
        loop {
            let length = self.fill()?;
            if length == 0 {
                return Ok(None);
            }
            self.number += 1;
            if length > LONGEST_LINE as u64 {
                return Ok(Some(Read { number: self.number, bytes: None }));
            }
            if !self.line.trim_ascii().is_empty() {
                return Ok(Some(Read { number: self.number, bytes: Some(self.line.trim_ascii()) }));
            }
        }
    }

    /// Reads up to and with the next line end; answers how many bytes that were. Bytes over the limit are not kept.
    fn fill(&mut self) -> io::Result<u64> {
        self.line.clear();
        let mut length = 0;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(length);
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(buffer.len(), |at| at + 1);
            let room = (LONGEST_LINE + 1).saturating_sub(self.line.len());
            self.line.extend_from_slice(&buffer[..taken.min(room)]);
            self.reader.consume(taken);
            length += taken as u64;
            self.bytes += taken as u64;
            if self.bytes > LARGEST_FILE {
                return Err(io::Error::other("it unpacks to more than 16 GiB"));
            }
            if end.is_some() {
                return Ok(length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn check(bytes: Vec<u8>, expected: &[(u64, Option<&str>)]) {
        let mut lines = Lines::new(Box::new(Cursor::new(bytes))).unwrap();
        let mut found = Vec::new();
        while let Some(read) = lines.next().unwrap() {
            found.push((read.number, read.bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())));
        }
        let found: Vec<_> = found.iter().map(|(number, text)| (*number, text.as_deref())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lines_are_read() {
        check(b"a\n\n  \r\nb\r\nc".to_vec(), &[(1, Some("a")), (4, Some("b")), (5, Some("c"))]);
        check("\u{FEFF}a\n".into(), &[(1, Some("a"))]);
        check(zstd::encode_all(&b"a\nb"[..], 1).unwrap(), &[(1, Some("a")), (2, Some("b"))]);
        check(Vec::new(), &[]);
        check([vec![b'x'; LONGEST_LINE + 2], b"\nb".to_vec()].concat(), &[(1, None), (2, Some("b"))]);
    }

    #[test]
    fn broken_compression_is_an_error() {
        let mut bytes = zstd::encode_all(&b"a\nb"[..], 1).unwrap();
        bytes.truncate(bytes.len() - 2);
        let read = Lines::new(Box::new(Cursor::new(bytes))).and_then(|mut lines| {
            while lines.next()?.is_some() {}
            Ok(())
        });
        assert!(read.is_err());
    }
}
