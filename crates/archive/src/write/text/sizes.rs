//! How large files are made. Readers do not need to know: every directory says where things are.

/// About how many bytes of content the files of each kind have.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// A shard of the dictionary, and a file of completions.
    pub shard: usize,
    /// Postings.
    pub postings: usize,
    /// Tiers.
    pub tiers: usize,
    /// Positions.
    pub positions: usize,
    /// Forms for spelling.
    pub spelling: usize,
    /// Items from which on a part may have common words.
    pub common: u32,
    /// Words that are put in order at a time: memory, not files.
    pub memory: u64,
}

/// Items below which the files of tiers and positions are larger, so that a small archive has few files.
const FEW: u32 = 32_768;

impl Sizes {
    /// Those for a part of so many items.
    pub fn of(items: u32) -> Self {
        let large = if items < FEW { 64 << 10 } else { 32 << 10 };
        Self { shard: 18_000, postings: 16 << 10, tiers: large, positions: large, spelling: 18_000, common: 16_384, memory: 12 << 20 }
    }
}
