//! Completions of short beginnings, which lie in so many shards that nobody would fetch them all: for each the best terms, as guests,
//! and a form of each that begins so.

use super::front::Front;
use super::record::{Cursors, Record};
use crate::format::Bucket;
use crate::{Damage, Take};

/// A beginning of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// How the words begin.
    pub beginning: String,
    /// Its best completions in order of their terms; at most [`COMPLETIONS`].
    pub found: Vec<Completion>,
}

/// A term with a form that begins so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The term.
    pub term: Record,
    /// Its first form of those.
    pub form: String,
}

/// Most completions of a beginning.
pub const COMPLETIONS: usize = 8;

impl Completions {
    /// Reads a file of completions of a part with these buckets, in order of the beginnings.
    pub fn read(bytes: &[u8], buckets: &[Bucket]) -> Result<Vec<Self>, Damage> {
        let mut take = Take(bytes);
        let (mut list, mut front) = (Vec::new(), Front::default());
        while !take.is_empty() {
            let mut entry = Self { beginning: front.read(&mut take)?.to_owned(), found: Vec::new() };
            let mut terms = Front::beside(&entry.beginning);
            for _ in 0..take.below(COMPLETIONS as u32 + 1)? {
                let term = Record::read(&mut take, &mut terms, &mut Cursors::default(), buckets)?;
                let mut form = entry.beginning.clone();
                form.push_str(take.text()?);
                entry.found.push(Completion { term, form });
            }
            list.push(entry);
        }
        Ok(list)
    }

    /// The completions of a beginning in a file of them.
    pub fn find<'a>(list: &'a [Self], beginning: &str) -> Option<&'a [Completion]> {
        let place = list.partition_point(|entry| entry.beginning.as_str() < beginning);
        list.get(place).filter(|entry| entry.beginning == beginning).map(|entry| entry.found.as_slice())
    }
}

#[cfg(feature = "write")]
impl Completions {
    /// Writes a file of them.
    pub fn write(list: &[Self], buckets: &[Bucket], put: &mut crate::Put) {
        let mut front = Front::default();
        for entry in list {
            front.write(&entry.beginning, put);
            put.number(entry.found.len() as u32);
            let mut terms = Front::beside(&entry.beginning);
            for Completion { term, form } in &entry.found {
                term.write(&mut terms, &mut Cursors::default(), buckets, put);
                put.text(form.strip_prefix(entry.beginning.as_str()).unwrap_or_default());
            }
        }
    }
}
