//! Scores: from tiers and weights to one number. Whole numbers, so that every machine agrees.

use super::impact::MOST_IMPACT;

/// The tier of a word in an item by one of its terms; by all of them, it is the highest.
pub fn word_tier(impact: u8, penalty: u8) -> u8 {
    impact.saturating_sub(penalty).max(1)
}

/// The tier of a phrase in an item by the lowest tier of its words.
pub fn phrase_tier(lowest: u8) -> u8 {
    (lowest + 2).min(MOST_IMPACT)
}

/// How much more a rare thing says than a frequent one: 1 for what more than half of the `items` have, and one more each time it is
/// half as frequent.
pub fn weight(items: u32, having: u32) -> u32 {
    let items = items.max(1);
    1 + (items / having.clamp(1, items)).ilog2()
}

/// The score of an item: four times the mean tier. `found` is the sum of weight times tier over the things found in it, `weights`
/// the sum of the weights of all things wanted, found or not; without any it is 0.
pub fn score(found: u32, weights: u32) -> u32 {
    (4 * found).checked_div(weights).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_double_down() {
        let weights = [0, 1, 2, 500, 501, 999, 1000, 5000].map(|having| weight(1000, having));
        assert_eq!(weights, [10, 10, 9, 2, 1, 1, 1, 1]);
        assert_eq!(weight(0, 0), 1);
        assert_eq!(weight(u32::MAX, 1), 32);
    }

    #[test]
    fn scores_are_means() {
        assert_eq!(score(0, 0), 0);
        assert_eq!(score(3 * 9 + 5, 4), 32);
        assert_eq!(score(3 * 9, 4), 27);
        assert_eq!((word_tier(9, 3), word_tier(2, 3)), (6, 1));
        assert_eq!((phrase_tier(9), phrase_tier(14)), (11, 15));
    }
}
