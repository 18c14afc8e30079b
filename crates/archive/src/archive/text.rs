//! Words in an archive.

/// What a text finds in a part: scores plus one by number, 0 where it is not met.
pub(super) struct Found {
    scores: Vec<u8>,
}

impl Found {
    pub(super) fn score(&self, number: u32) -> u8 {
        self.scores.get(number as usize).copied().unwrap_or_default()
    }
}
