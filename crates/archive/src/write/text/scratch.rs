//! Where words wait until all have come: a pile that only grows. The caller keeps it, in a file or in memory.

use std::io;

/// Bytes put aside.
pub trait Scratch {
    /// Adds bytes; answers where they begin.
    fn stow(&mut self, bytes: &[u8]) -> io::Result<u64>;

    /// Bytes that were added.
    fn fetch(&self, start: u64, length: usize) -> io::Result<Vec<u8>>;
}

/// A pile in memory, for content that fits there.
impl Scratch for Vec<u8> {
    fn stow(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let start = self.len() as u64;
        self.extend_from_slice(bytes);
        Ok(start)
    }

    fn fetch(&self, start: u64, length: usize) -> io::Result<Vec<u8>> {
        let rest = usize::try_from(start).ok().and_then(|start| self.get(start..));
        rest.and_then(|rest| rest.get(..length)).map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}
