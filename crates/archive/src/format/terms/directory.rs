//! The directory of the dictionary: which file has which words. File 0 of its shelf.

use super::front;
use crate::{Damage, Take};
use std::ops::Range;

/// Where in the dictionary words stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// Items of the part.
    pub items: u32,
    /// Terms without positions, sorted: so common that no phrase is told by them.
    pub common: Vec<String>,
    /// Where each shard begins: a text that its forms do not come before, and those of earlier shards do.
    pub shards: Vec<String>,
    /// The first beginning of each file of completions.
    pub completions: Vec<String>,
}

/// A beginning whose forms may lie in more shards than this has an entry among the completions.
pub const SHARDS_READ: u32 = 2;

impl Directory {
    /// Reads the directory.
    pub fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let mut take = Take(bytes);
        let mut directory = Self { items: take.number()?, ..Self::default() };
        for _ in 0..take.count()? {
            directory.common.push(take.text()?.to_owned());
        }
        directory.shards = front::list(&mut take)?;
        directory.completions = front::list(&mut take)?;
        take.end()?;
        Ok(directory)
    }

    /// How many files the shelf has, this one included.
    pub fn files(&self) -> u32 {
        1 + (self.shards.len() + self.completions.len()) as u32
    }

    /// The file of the shard that has a form, if any has.
    pub fn shard(&self, form: &str) -> Option<u32> {
        holder(&self.shards, form).map(|place| place + 1)
    }

    /// The files of all shards that may have forms that begin so.
    pub fn shards(&self, beginning: &str) -> Range<u32> {
        let range = holders(&self.shards, beginning);
        range.start + 1..range.end + 1
    }

    /// The file that has the completions of a beginning, should they lie in more than [`SHARDS_READ`] shards.
    pub fn completions(&self, beginning: &str) -> Option<u32> {
        holder(&self.completions, beginning).map(|place| place + 1 + self.shards.len() as u32)
    }
}

/// Which of the files that begin with `firsts` has a text; none if it comes before all.
fn holder(firsts: &[String], text: &str) -> Option<u32> {
    firsts.partition_point(|first| first.as_str() <= text).checked_sub(1).map(|place| place as u32)
}

/// Which of the files that begin with `firsts` may have texts with this beginning.
pub(in crate::format) fn holders(firsts: &[String], beginning: &str) -> Range<u32> {
    let start = holder(firsts, beginning).unwrap_or_default();
    let end = firsts.partition_point(|first| first.as_str() <= beginning || first.starts_with(beginning));
    start..end as u32
}

#[cfg(feature = "write")]
impl Directory {
    /// Writes it.
    pub fn write(&self, put: &mut crate::Put) {
        put.number(self.items);
        put.number(self.common.len() as u32);
        for term in &self.common {
            put.text(term);
        }
        front::write_list(&self.shards, put);
        front::write_list(&self.completions, put);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    fn directory() -> Directory {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        Directory {
            items: 90_000,
            common: texts(&["og", "the"]),
            shards: texts(&["a", "nato", "nor", "norge"]),
            completions: texts(&["nor"]),
        }
    }

    #[test]
    fn it_comes_back() {
        let mut put = Put::default();
        directory().write(&mut put);
        assert_eq!(Directory::read(&put.0), Ok(directory()));
        for end in 0..put.0.len() {
            assert!(Directory::read(&put.0[..end]).is_err());
        }
    }

    #[test]
    fn words_are_found() {
        let directory = directory();
        let check = |form: &str, shard: Option<u32>, shards: Range<u32>, completions: Option<u32>| {
            assert_eq!(directory.shard(form), shard, "{form}");
            assert_eq!(directory.shards(form), shards, "{form}");
            assert_eq!(directory.completions(form), completions, "{form}");
        };
        check("a", Some(1), 1..2, None);
        check("", None, 1..5, None);
        check("0", None, 1..1, None);
        check("n", Some(1), 1..5, None);
        check("no", Some(2), 2..5, None);
        check("nor", Some(3), 3..5, Some(5));
        check("norway", Some(4), 4..5, Some(5));
        check("z", Some(4), 4..5, Some(5));
        assert_eq!(Directory::default().shards("a"), 1..1);
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes: Vec<u8>, text: String) {
            if let Ok(directory) = Directory::read(&bytes) {
                let _ = (directory.shard(&text), directory.shards(&text), directory.completions(&text));
            }
        }
    }
}
