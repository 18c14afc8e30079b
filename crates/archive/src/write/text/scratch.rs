//! Where words wait until all have come: a pile that only grows. The caller keeps it, in a file or in memory.

use std::io;
use std::sync::{Mutex, PoisonError};

/// Bytes put aside.
pub trait Scratch {
    /// Adds bytes; answers where they begin.
    fn stow(&self, bytes: &[u8]) -> io::Result<u64>;

    /// Bytes that were added.
    fn fetch(&self, start: u64, length: usize) -> io::Result<Vec<u8>>;
}

/// A pile in memory, for content that fits there.
#[derive(Debug, Default)]
pub struct MemoryScratch(Mutex<Vec<u8>>);

impl Scratch for MemoryScratch {
    fn stow(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut pile = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let start = pile.len() as u64;
        pile.extend_from_slice(bytes);
        Ok(start)
    }

    fn fetch(&self, start: u64, length: usize) -> io::Result<Vec<u8>> {
        let pile = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = usize::try_from(start).ok().and_then(|start| pile.get(start..));
        rest.and_then(|rest| rest.get(..length)).map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}
