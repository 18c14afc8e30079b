//! Where a writer puts what it makes: the only way out of it. The writer itself opens no file.

use super::text::Scratch;
use std::io;

/// What a writer is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Putting everything in order, and writing the tables.
    Tables,
    /// Cards and bodies.
    Items,
    /// Words.
    Text,
    /// Proofs.
    Seals,
}

/// Keeps scratch data and finished files. Called from several threads at once, for different files.
pub trait Store: Scratch + Sync {
    /// The content of file `place` of a folder that still has a name of its own, not its final one. Each file comes once.
    fn file(&self, folder: &str, place: u32, content: &[u8]) -> io::Result<()>;

    /// All files of a folder have come. Adds to each its proof and gives the folder its final name. A folder of that name that is
    /// there already has the same files.
    fn seal(&self, folder: &str, name: &str, proofs: &[Vec<u8>]) -> io::Result<()>;

    /// How far a step is.
    fn progress(&self, step: Step, done: u64, of: u64) {
        let _ = (step, done, of);
    }
}
