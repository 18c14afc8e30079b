//! A shelf of files into which the bytes of terms go one after another.

use crate::format::terms::Span;
use std::io;

/// Takes finished files: the shelf, the number of the file on it, its content. The numbers of a shelf come from 0 up.
pub type Sink<'a> = dyn FnMut(&'static str, u32, Vec<u8>) -> io::Result<()> + 'a;

/// Files of one shelf under way.
pub(super) struct Stream {
    shelf: &'static str,
    target: usize,
    file: u32,
    content: Vec<u8>,
    /// What the content counts for.
    units: u32,
}

impl Stream {
    /// The first file, of about `target` bytes, is file 0.
    pub(super) fn new(shelf: &'static str, target: usize) -> Self {
        Self { shelf, target, file: 0, content: Vec::new(), units: 0 }
    }

    /// Adds the bytes of a term, in a new file if this one would become too large.
    pub(super) fn put(&mut self, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<Span> {
        // No file has as many.
        let length = i32::try_from(bytes.len()).map_err(|_| io::Error::new(io::ErrorKind::FileTooLarge, "a word occurs too often"))?;
        self.put_units(bytes, length.unsigned_abs(), sink)
    }

    /// The same for bytes that count for so many of something else.
    pub(super) fn put_units(&mut self, bytes: &[u8], units: u32, sink: &mut Sink<'_>) -> io::Result<Span> {
        if self.content.len() + bytes.len() > self.target {
            self.end(sink)?;
        }
        let span = Span { file: self.file, start: self.units, length: units };
        self.units += units;
        self.content.extend_from_slice(bytes);
        Ok(span)
    }

    /// Hands over the file under way, if there is one.
    pub(super) fn end(&mut self, sink: &mut Sink<'_>) -> io::Result<()> {
        if !self.content.is_empty() {
            sink(self.shelf, self.file, std::mem::take(&mut self.content))?;
            self.file += 1;
            self.units = 0;
        }
        Ok(())
    }
}
