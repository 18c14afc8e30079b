//! A binary arithmetic coder with probabilities that learn (after Martin 1979; carries as in LZMA). Whoever writes and whoever
//! reads must ask for the same bits in the same order.

/// What is believed of a bit: two estimates of how likely a zero is, in 65,536ths, a quick one and a slow one.
#[derive(Clone, Copy, Debug)]
pub struct Belief {
    quick: u16,
    slow: u16,
}

impl Belief {
    /// Both are equally likely.
    pub const EVEN: Self = Self::of(1 << 15);

    /// A zero is this likely, in 65,536ths.
    pub const fn of(zero: u16) -> Self {
        Self { quick: zero, slow: zero }
    }

    fn zero(self) -> u32 {
        // Never certain: both values must stay possible.
        ((u32::from(self.quick) + u32::from(self.slow)) >> 1).clamp(32, 65_536 - 32)
    }

    fn learn(&mut self, bit: bool) {
        if bit {
            self.quick -= self.quick >> 5;
            self.slow -= self.slow >> 8;
        } else {
            self.quick += (u16::MAX - self.quick) >> 5;
            self.slow += (u16::MAX - self.slow) >> 8;
        }
    }
}

/// Reads bits. Beyond the end it reads zeros: what comes of them is for the caller to judge.
#[derive(Debug)]
pub struct Decoder<'a> {
    bytes: std::slice::Iter<'a, u8>,
    range: u32,
    code: u32,
}

impl<'a> Decoder<'a> {
    /// At the beginning of what `Encoder::finish` gave.
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut decoder = Self { bytes: bytes.iter(), range: u32::MAX, code: 0 };
        (0..5).for_each(|_| decoder.shift());
        decoder
    }

    fn shift(&mut self) {
        self.code = self.code << 8 | u32::from(self.bytes.next().copied().unwrap_or_default());
    }

    /// The next bit.
    pub fn bit(&mut self, belief: &mut Belief) -> bool {
        let zero = (self.range >> 16) * belief.zero();
        let bit = self.code >= zero;
        if bit {
            self.code -= zero;
            self.range -= zero;
        } else {
            self.range = zero;
        }
        belief.learn(bit);
        self.normalise();
        bit
    }

    /// So many bits, 31 at most, of which nothing is believed: the next are the low ones.
    pub fn even(&mut self, count: u32) -> u32 {
        let mut bits = 0;
        let mut left = count;
        while left > 0 {
            let now = left.min(STEP);
            self.range >>= now;
            let value = (self.code / self.range).min((1 << now) - 1);
            self.code -= value * self.range;
            bits = bits << now | value;
            left -= now;
            self.normalise();
        }
        bits
    }

    fn normalise(&mut self) {
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
    }
}

/// What is believed of whole numbers of one sort, all of which are below 2^32 - 1: how many bits the number plus one has, and the highest
/// of those.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    /// Bit by bit, the first bit first.
    lengths: [Belief; 32],
    /// By how many bits there are, and by those before.
    highest: [Belief; 128],
}

/// Bits below the highest of which something is believed.
const BELIEVED: u32 = 2;

impl Numbers {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { lengths: [Belief::EVEN; 32], highest: [Belief::EVEN; 128] };

    /// The next number.
    pub fn read(&mut self, decoder: &mut Decoder<'_>) -> u32 {
        let mut node = 1;
        while node < 32 {
            node = node << 1 | usize::from(decoder.bit(&mut self.lengths[node]));
        }
        let (length, mut value) = (node as u32 & 31, 1);
        let believed = length.min(BELIEVED);
        for _ in 0..believed {
            value = value << 1 | u32::from(decoder.bit(&mut self.highest[(length << 2 | value) as usize]));
        }
        (value << (length - believed) | decoder.even(length - believed)) - 1
    }

    /// Adds a number.
    #[cfg(feature = "write")]
    pub fn write(&mut self, number: u32, encoder: &mut Encoder) {
        let value = number + 1;
        let (length, mut node) = (value.ilog2(), 1);
        for place in (0..5).rev() {
            let bit = length >> place & 1 == 1;
            encoder.bit(&mut self.lengths[node], bit);
            node = node << 1 | usize::from(bit);
        }
        let believed = length.min(BELIEVED);
        for place in 1..=believed {
            let before = value >> (length + 1 - place);
            encoder.bit(&mut self.highest[(length << 2 | before) as usize], value >> (length - place) & 1 == 1);
        }
        let rest = length - believed;
        encoder.even(value & ((1 << rest) - 1), rest);
    }
}

/// Bits of which nothing is believed that are coded at once: the range stays far above them.
const STEP: u32 = 12;

/// Writes bits.
#[cfg(feature = "write")]
#[derive(Debug)]
pub struct Encoder {
    bytes: Vec<u8>,
    low: u64,
    range: u32,
    held: u8,
    /// Bytes of all ones that a carry may still turn, the held one included.
    waiting: u64,
}

#[cfg(feature = "write")]
impl Default for Encoder {
    fn default() -> Self {
        Self { bytes: Vec::new(), low: 0, range: u32::MAX, held: 0, waiting: 1 }
    }
}

#[cfg(feature = "write")]
impl Encoder {
    /// Adds a bit.
    pub fn bit(&mut self, belief: &mut Belief, bit: bool) {
        let zero = (self.range >> 16) * belief.zero();
        if bit {
            self.low += u64::from(zero);
            self.range -= zero;
        } else {
            self.range = zero;
        }
        belief.learn(bit);
        self.normalise();
    }

    /// Adds the low `count` bits, 31 at most, of which nothing is believed.
    pub fn even(&mut self, bits: u32, count: u32) {
        let mut left = count;
        while left > 0 {
            let now = left.min(STEP);
            self.range >>= now;
            left -= now;
            self.low += u64::from(bits >> left & ((1 << now) - 1)) * u64::from(self.range);
            self.normalise();
        }
    }

    fn normalise(&mut self) {
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
    }

    fn shift(&mut self) {
        if self.low < 0xFF00_0000 || self.low > 0xFFFF_FFFF {
            let carry = (self.low >> 32) as u8;
            let mut byte = self.held;
            while self.waiting > 0 {
                self.bytes.push(byte.wrapping_add(carry));
                byte = 0xFF;
                self.waiting -= 1;
            }
            self.held = (self.low >> 24) as u8;
        }
        self.waiting += 1;
        self.low = (self.low & 0x00FF_FFFF) << 8;
    }

    /// All bytes.
    pub fn finish(mut self) -> Vec<u8> {
        (0..5).for_each(|_| self.shift());
        // What a decoder takes for granted need not be written.
        while self.bytes.last() == Some(&0) {
            self.bytes.pop();
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_come_back(bits in proptest::collection::vec((0..3usize, any::<bool>()), 0..5000), skew in 0..3usize) {
            let bits: Vec<(usize, bool)> = bits.into_iter().map(|(context, bit)| (context, bit && context != skew)).collect();
            let mut encoder = Encoder::default();
            let mut beliefs = [Belief::EVEN; 3];
            bits.iter().for_each(|(context, bit)| encoder.bit(&mut beliefs[*context], *bit));
            let bytes = encoder.finish();
            let mut decoder = Decoder::new(&bytes);
            let mut beliefs = [Belief::EVEN; 3];
            for (context, bit) in bits {
                prop_assert_eq!(decoder.bit(&mut beliefs[context]), bit);
            }
        }
    }

    #[test]
    fn bits_of_which_nothing_is_believed_come_back() {
        let all: Vec<(u32, u32)> = (0..2_000_u32).map(|seed| (seed.wrapping_mul(0x9E37_79B9) >> 3, seed % 32)).collect();
        let low = |(bits, count): &(u32, u32)| bits & ((1_u64 << count) - 1) as u32;
        let mut encoder = Encoder::default();
        let mut belief = Belief::EVEN;
        for one in &all {
            encoder.even(low(one), one.1);
            encoder.bit(&mut belief, one.0 % 9 == 0);
        }
        let bytes = encoder.finish();
        assert!(bytes.len() * 8 < all.iter().map(|(_, count)| *count as usize + 1).sum());
        let mut decoder = Decoder::new(&bytes);
        let mut belief = Belief::EVEN;
        for one in &all {
            assert_eq!(decoder.even(one.1), low(one));
            assert_eq!(decoder.bit(&mut belief), one.0 % 9 == 0);
        }
    }

    #[test]
    fn numbers_come_back() {
        let all: Vec<u32> =
            (0..32).flat_map(|power| [0, 1, 5].map(|more| ((1_u64 << power) - 1 + more).min(u64::from(u32::MAX) - 1) as u32)).collect();
        let (mut encoder, mut numbers) = (Encoder::default(), Numbers::UNKNOWN);
        all.iter().for_each(|number| numbers.write(*number, &mut encoder));
        let (bytes, mut numbers) = (encoder.finish(), Numbers::UNKNOWN);
        let mut decoder = Decoder::new(&bytes);
        all.iter().for_each(|number| assert_eq!(numbers.read(&mut decoder), *number));
    }

    #[test]
    fn what_is_expected_costs_next_to_nothing() {
        let mut encoder = Encoder::default();
        let mut belief = Belief::EVEN;
        (0..80_000).for_each(|_| encoder.bit(&mut belief, false));
        assert!(encoder.finish().len() < 100);
    }
}
