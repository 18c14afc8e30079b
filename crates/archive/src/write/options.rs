//! How an archive is written. None of it changes what the archive answers.

use super::text::Sizes;

/// Sizes and threads.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many threads work; at least one does.
    pub threads: usize,
    /// Most items of a bucket, up to 16,384.
    pub bucket: u32,
    /// Items of a file of cards, up to 4,096; chosen by the number of items if not given.
    pub card_block: Option<u32>,
    /// Items of a file of bodies, likewise.
    pub body_block: Option<u32>,
    /// About how many ids go into a file of ids.
    pub ids: usize,
    /// Sizes of the files of words; chosen by the number of items if not given.
    pub words: Option<Sizes>,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: 1, bucket: crate::format::index::BUCKET, card_block: None, body_block: None, ids: 1000, words: None }
    }
}

impl Options {
    /// Items of a file of cards in a part of so many items: the larger the archive, the further apart are the items of a page.
    pub(super) fn card_block(&self, items: usize) -> u32 {
        block(self.card_block, items, [32, 20, 6])
    }

    /// Items of a file of bodies, likewise.
    pub(super) fn body_block(&self, items: usize) -> u32 {
        block(self.body_block, items, [64, 64, 24])
    }

    /// Bits of a hash that tell the file of ids.
    pub(super) fn id_bits(&self, items: usize) -> u32 {
        items.div_ceil(self.ids.max(1)).max(1).next_power_of_two().trailing_zeros().min(24)
    }
}

fn block(given: Option<u32>, items: usize, [few, some, many]: [u32; 3]) -> u32 {
    let usual = match items {
        0..32_768 => few,
        32_768..200_000 => some,
        _ => many,
    };
    given.unwrap_or(usual).clamp(1, 4096)
}
