//! Sorted texts, each written as how much of the one before it repeats and what is new. So neighbours cost a few bytes, and a list
//! that is out of order is known to be damaged before anyone searches it.

use crate::{Damage, Take};

/// Most bytes of a form, a term or a beginning. Words are cut long before; a list cannot grow by repeating a text that no word is.
pub const LONGEST: usize = 128;

/// The text that was read or written last.
#[derive(Clone, Debug, Default)]
pub(in crate::format) struct Front {
    last: String,
    any: bool,
}

impl Front {
    /// A list whose first text may repeat some of `text`, and may stand before or after it.
    pub(in crate::format) fn beside(text: &str) -> Self {
        Self { last: text.to_owned(), any: false }
    }

    /// The next text; it comes after the one before.
    pub(in crate::format) fn read(&mut self, take: &mut Take<'_>) -> Result<&str, Damage> {
        let shared = take.number()? as usize;
        let rest = take.text()?;
        let kept = self.last.get(..shared).ok_or(Damage::of("a text repeats what was not there"))?;
        if shared + rest.len() > LONGEST {
            return Err(Damage::of("a text is too long"));
        }
        if self.any && self.last.as_bytes().get(shared..).unwrap_or_default() >= rest.as_bytes() {
            return Err(Damage::of("its texts are out of order"));
        }
        // Both are whole characters, so cutting and joining them stays UTF-8.
        let length = kept.len();
        self.last.truncate(length);
        self.last.push_str(rest);
        self.any = true;
        Ok(&self.last)
    }
}

/// Reads a count and so many texts.
pub(in crate::format) fn list(take: &mut Take<'_>) -> Result<Vec<String>, Damage> {
    let (mut front, mut texts) = (Front::default(), Vec::new());
    for _ in 0..take.count()? {
        texts.push(front.read(take)?.to_owned());
    }
    Ok(texts)
}

#[cfg(feature = "write")]
impl Front {
    /// Adds a text that comes after the one before.
    pub(in crate::format) fn write(&mut self, text: &str, put: &mut crate::Put) {
        let same = self.last.chars().zip(text.chars()).take_while(|(one, other)| one == other);
        let shared = same.map(|(one, _)| one.len_utf8()).sum();
        let (kept, rest) = text.split_at(shared);
        put.number(kept.len() as u32);
        put.text(rest);
        self.last.truncate(shared);
        self.last.push_str(rest);
    }
}

/// Writes a count and the texts.
#[cfg(feature = "write")]
pub(in crate::format) fn write_list(texts: &[String], put: &mut crate::Put) {
    let mut front = Front::default();
    put.number(texts.len() as u32);
    for text in texts {
        front.write(text, put);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_come_back(texts in proptest::collection::btree_set("[abø安]{0,5}", 0..30)) {
            let texts: Vec<String> = texts.into_iter().collect();
            let mut put = Put::default();
            write_list(&texts, &mut put);
            let mut take = Take(&put.0);
            prop_assert_eq!(list(&mut take), Ok(texts));
            prop_assert!(take.is_empty());
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>) {
            let _ = list(&mut Take(&bytes));
        }
    }

    #[test]
    fn faults_are_named() {
        let check = |bytes: &[u8], fault: &'static str| assert_eq!(list(&mut Take(bytes)), Err(Damage::of(fault)), "{bytes:?}");
        check(&[2, 0, 1, b'b', 0, 1, b'a'], "its texts are out of order");
        check(&[2, 0, 1, b'b', 1, 0], "its texts are out of order");
        check(&[1, 1, 1, b'b'], "a text repeats what was not there");
        check(&[2, 0, 2, 0xC3, 0xB8, 1, 1, b'b'], "a text repeats what was not there");
        let long = [&[1, 0, 129, 1], [b'a'; 129].as_slice()].concat();
        check(&long, "a text is too long");
    }
}
