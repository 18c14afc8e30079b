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
    /// Positions, before they are coded: they become half of it.
    pub positions: usize,
    /// Forms for spelling.
    pub spelling: usize,
    /// Items from which on a part may have common words.
    pub common: u32,
    /// Words that are put in order at a time: memory, not files.
    pub memory: u64,
}

/// Items below which most files are larger, so that a small archive has few files.
const FEW: u32 = 32_768;
/// Items from which on the counts of a search weigh more than what its words share their files with.
const MANY: u32 = 262_144;

impl Sizes {
    /// Those for a part of so many items.
    pub fn of(items: u32) -> Self {
        let few = |small: usize, large: usize| if items < FEW { large } else { small };
        Self {
            shard: if items < FEW { 18_000 } else { 12_000 },
            postings: match items {
                ..FEW => 20 << 10,
                FEW..MANY => 7 << 10,
                MANY.. => 16 << 10,
            },
            tiers: few(32 << 10, 64 << 10),
            positions: few(48 << 10, 64 << 10),
            spelling: few(18_000, 28_000),
            common: 8_192,
            memory: 24 << 20,
        }
    }
}
