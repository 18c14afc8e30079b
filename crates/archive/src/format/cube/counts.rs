//! What is believed about counts of which so many are expected. Knows nothing of what is counted.

use crate::format::coder::{Belief, Decoder, Numbers};

/// Steps of a count that have a belief of their own; what lies beyond them is a number.
const STEPS: usize = 10;
/// Expectations told apart: quarters of a power of two.
const CONTEXTS: usize = 160;
/// The quarter of a power of two that a 4,096th is, counted from the least that there are.
const LEAST: u64 = (1023 - 12) * 4;
/// Up to this power of two of 4,096ths chance says something; beyond, what is learned does.
const POWERS: usize = 16;

/// The beliefs about counts, by what is expected.
pub(super) struct Counts {
    steps: Vec<[Belief; STEPS]>,
    beyond: Numbers,
}

impl Counts {
    /// Those of chance: of independent items, as many as expected on average, the counts go as Poisson found (1837).
    pub(super) fn by_chance() -> Self {
        let mut steps = vec![[Belief::EVEN; STEPS]; CONTEXTS];
        for (context, steps) in steps.iter_mut().enumerate().take(POWERS * 4) {
            // The middle of what falls under it, in 4,096ths.
            let (power, quarter) = (context / 4, context as u64 % 4);
            let expected = (1_u64 << power) + (((quarter * 2 + 1) << power) >> 3);
            // How often the count is at least this, as a multiple of how often it is just this; in 65,536ths, from the far end.
            let mut ratio = 1_u64 << 16;
            for count in (0..64).rev() {
                ratio = (1 << 16) + expected * ratio / (4096 * (count as u64 + 1));
                if let Some(belief) = steps.get_mut(count) {
                    *belief = Belief::of(((1 << 32) / ratio).min(u64::from(u16::MAX)) as u16);
                }
            }
        }
        Self { steps, beyond: Numbers::UNKNOWN }
    }

    /// The step beliefs where so many items are expected.
    pub(super) fn expecting(&mut self, expected: f64) -> &mut [Belief; STEPS] {
        // The power of two and its quarter are the first bits of the number as machines write it (IEEE 754).
        let context = (expected.to_bits() >> 50).saturating_sub(LEAST);
        &mut self.steps[(context as usize).min(CONTEXTS - 1)]
    }

    /// One count, of which no more than `most` are possible.
    pub(super) fn read(&mut self, decoder: &mut Decoder<'_>, expected: f64, most: u32) -> u32 {
        let mut count = 0;
        for belief in self.expecting(expected) {
            if count == most || !decoder.bit(belief) {
                return count;
            }
            count += 1;
        }
        // Of damaged bytes it may be more; then the totals will not be met.
        self.beyond.read(decoder).saturating_add(count).min(most)
    }

    #[cfg(feature = "write")]
    pub(super) fn write(&mut self, count: u32, encoder: &mut crate::format::coder::Encoder, expected: f64, most: u32) {
        for (step, belief) in (0..).zip(self.expecting(expected)) {
            if step == most {
                return;
            }
            encoder.bit(belief, step < count);
            if step == count {
                return;
            }
        }
        self.beyond.write(count - STEPS as u32, encoder);
    }
}
