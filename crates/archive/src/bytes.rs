//! Whole numbers and texts as bytes, and back. What is read may be anything: every fault is a [`Damage`], and nothing is
//! allocated before the bytes for it are there.

/// A file is not what it should be. Says what is wrong with it where archives are written; in the browser, which names the file, the words
/// and their ways through the program would weigh 1 kB for every reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    #[cfg(feature = "write")]
    text: &'static str,
}

impl Damage {
    /// With what is wrong.
    #[cfg(feature = "write")]
    pub const fn of(text: &'static str) -> Self {
        Self { text }
    }

    /// With what is wrong, which is forgotten.
    #[cfg(not(feature = "write"))]
    pub const fn of(_: &'static str) -> Self {
        Self {}
    }

    /// What is wrong.
    #[cfg(feature = "write")]
    pub const fn text(self) -> &'static str {
        self.text
    }

    /// What is wrong, as far as it is known.
    #[cfg(not(feature = "write"))]
    pub const fn text(self) -> &'static str {
        "it is damaged"
    }
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(feature = "write")]
impl std::error::Error for Damage {}

/// A reading position.
#[derive(Clone, Copy, Debug)]
pub struct Take<'a>(pub &'a [u8]);

impl<'a> Take<'a> {
    /// A number of at most 32 bits, seven of them a byte, low ones first (LEB128).
    pub fn number(&mut self) -> Result<u32, Damage> {
        u32::try_from(self.long()?).map_err(|_| Damage::of("a number is too large"))
    }

    /// A number of at most 63 bits, written in the same way.
    pub fn long(&mut self) -> Result<u64, Damage> {
        let mut value = 0;
        for shift in 0..9 {
            let byte = *self.bytes(1)?.first().ok_or(ENDS)?;
            value |= u64::from(byte & 0x7F) << (7 * shift);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Damage::of("a number is too long"))
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u32) -> Result<u32, Damage> {
        let number = self.number()?;
        if number < limit { Ok(number) } else { Err(Damage::of("a number is out of range")) }
    }

    /// How many of something follow, each of which takes a byte at least.
    pub fn count(&mut self) -> Result<usize, Damage> {
        let count = self.number()? as usize;
        if count > self.0.len() { Err(ENDS) } else { Ok(count) }
    }

    /// So many bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Damage> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(ENDS)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A text with its length in front.
    pub fn text(&mut self) -> Result<&'a str, Damage> {
        let length = self.count()?;
        str::from_utf8(self.bytes(length)?).map_err(|_| Damage::of("a text is not UTF-8"))
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Fails if anything is left.
    pub fn end(&self) -> Result<(), Damage> {
        if self.is_empty() { Ok(()) } else { Err(Damage::of("more follows than should")) }
    }
}

const ENDS: Damage = Damage::of("it ends too early");

/// Bytes under way.
#[cfg(feature = "write")]
#[derive(Clone, Debug, Default)]
pub struct Put(pub Vec<u8>);

#[cfg(feature = "write")]
impl Put {
    /// Adds a number.
    pub fn number(&mut self, value: u32) {
        self.long(u64::from(value));
    }

    /// Adds a number of at most 63 bits.
    pub fn long(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// Adds numbers that ascend without repeats: the first, then each step less one.
    pub fn ascending(&mut self, numbers: &[u32]) {
        let mut next = 0;
        for number in numbers {
            self.number(number - next);
            next = number + 1;
        }
    }

    /// Adds a text and its length.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_is_taken(numbers: Vec<u32>, long in 0..1_u64 << 63, text: String) {
            let mut put = Put::default();
            numbers.iter().for_each(|number| put.number(*number));
            numbers.iter().for_each(|number| put.long(u64::from(*number)));
            put.long(long);
            put.text(&text);
            let mut take = Take(&put.0);
            for number in &numbers {
                prop_assert_eq!(take.long(), Ok(u64::from(*number)));
            }
            for number in numbers {
                prop_assert_eq!(take.number(), Ok(number));
            }
            prop_assert_eq!(take.long(), Ok(long));
            prop_assert_eq!(take.text(), Ok(text.as_str()));
            prop_assert_eq!(take.end(), Ok(()));
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>) {
            let mut take = Take(&bytes);
            while take.text().is_ok() && !take.is_empty() {}
            let mut take = Take(&bytes);
            while take.number().is_ok() && !take.is_empty() {}
        }
    }
}
