//! Numbers by chance that are the same on every machine: the generator `SplitMix64` (Steele, Lea, Flood 2014), and Zipf's law by a table.

/// A stream of numbers.
pub(super) struct Random(u64);

impl Random {
    /// The stream of a place in the corpus of a seed.
    pub(super) fn new(seed: u64, place: u64) -> Self {
        let mut own = Self(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ place);
        // One step apart, two places would share all but one of their numbers.
        own.0 = own.next();
        own
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1, evenly.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From `start` on without an end; each number is less frequent than the one before by the square of their ratio.
    pub(super) fn beyond(&mut self, start: u32) -> u64 {
        (u64::from(start) << 32) / ((self.next() >> 32) + 1)
    }

    /// From `low` to `high`, both included, evenly.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + (self.next() % (high - low + 1) as u64) as usize
    }
}

/// Ranks from 0 of which the first is twice as frequent as the second, three times as the third, and so on.
pub(super) struct Zipf(Vec<f64>);

impl Zipf {
    pub(super) fn new(ranks: u32) -> Self {
        let mut sum = 0.0;
        let sums = (1..=ranks).map(|rank| {
            sum += 1.0 / f64::from(rank);
            sum
        });
        Self(sums.collect())
    }

    /// A rank.
    pub(super) fn pick(&self, random: &mut Random) -> usize {
        self.at(random.share() * self.weight())
    }

    /// The weight of all ranks together, where that of the first is 1.
    pub(super) fn weight(&self) -> f64 {
        self.0.last().copied().unwrap_or_default()
    }

    /// The rank at which the weights, added up, pass this.
    pub(super) fn at(&self, weight: f64) -> usize {
        self.0.partition_point(|&sum| sum <= weight).min(self.0.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rank_is_twice_the_second() {
        let (zipf, mut random) = (Zipf::new(30), Random::new(1, 0));
        let mut counts = [0_u32; 30];
        (0..100_000).for_each(|_| counts[zipf.pick(&mut random)] += 1);
        let ratio = f64::from(counts[0]) / f64::from(counts[1]);
        assert!((1.9..2.1).contains(&ratio), "{ratio}");
        assert!(counts[29] > 0);
    }

    #[test]
    fn bounds_are_reached_and_kept() {
        let mut random = Random::new(2, 5);
        let seen: std::collections::BTreeSet<_> = (0..1_000).map(|_| random.between(3, 6)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [3, 4, 5, 6]);
    }
}
