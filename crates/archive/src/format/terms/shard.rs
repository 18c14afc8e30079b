//! A shard of the dictionary: neighbouring forms, and all terms they belong to. Nothing here knows which form a reader meant.

use super::front::Front;
use super::record::{Cursors, Record, start};
use crate::format::Bucket;
use crate::{Damage, Take};

/// Forms and their terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shard {
    /// Terms of its forms, sorted.
    pub terms: Vec<Record>,
    /// Its forms, sorted.
    pub forms: Vec<Form>,
}

/// A word as it stands in texts, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The word.
    pub text: String,
    /// The places of its terms among those of the shard; at least one.
    pub terms: Vec<u32>,
}

impl Shard {
    /// Reads a shard of a part with these buckets.
    pub fn read(bytes: &[u8], buckets: &[Bucket]) -> Result<Self, Damage> {
        let mut take = Take(bytes);
        let mut homes = Cursors::default();
        for cursor in &mut homes {
            *cursor = start(&mut take)?;
        }
        let mut shard = Self::default();
        let mut front = Front::default();
        for _ in 0..take.count()? {
            shard.terms.push(Record::read(&mut take, &mut front, &mut homes, buckets)?);
        }
        let terms = shard.terms.len() as u32;
        let mut front = Front::default();
        for _ in 0..take.count()? {
            let mut form = Form { text: front.read(&mut take)?.to_owned(), terms: Vec::new() };
            for _ in 0..take.count()? {
                form.terms.push(take.below(terms)?);
            }
            if form.terms.is_empty() {
                return Err(Damage::of("a word has no term"));
            }
            shard.forms.push(form);
        }
        take.end()?;
        Ok(shard)
    }

    /// The place of a form.
    pub fn find(&self, form: &str) -> Option<usize> {
        let place = self.forms.partition_point(|known| known.text.as_str() < form);
        self.forms.get(place).filter(|known| known.text == form).map(|_| place)
    }

    /// All forms that begin so, the beginning itself among them if it is one.
    pub fn beginning(&self, beginning: &str) -> &[Form] {
        let start = self.forms.partition_point(|known| known.text.as_str() < beginning);
        let rest = self.forms.get(start..).unwrap_or_default();
        let end = rest.partition_point(|known| known.text.starts_with(beginning));
        rest.get(..end).unwrap_or_default()
    }

    /// The terms of a form.
    pub fn terms<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = &'a Record> {
        form.terms.iter().filter_map(|place| self.terms.get(*place as usize))
    }
}

#[cfg(feature = "write")]
impl Shard {
    /// Writes it.
    pub fn write(&self, buckets: &[Bucket], put: &mut crate::Put) {
        let homes = || self.terms.iter().filter(|term| !term.guest);
        let firsts = [homes().find_map(|term| term.postings), homes().find_map(|term| term.tiers), homes().find_map(|term| term.positions)];
        let mut cursors = firsts.map(Option::unwrap_or_default);
        for cursor in &cursors {
            put.number(cursor.file);
            put.number(cursor.start);
        }
        put.number(self.terms.len() as u32);
        let mut front = Front::default();
        for term in &self.terms {
            term.write(&mut front, &mut cursors, buckets, put);
        }
        put.number(self.forms.len() as u32);
        let mut front = Front::default();
        for form in &self.forms {
            front.write(&form.text, put);
            put.number(form.terms.len() as u32);
            for place in &form.terms {
                put.number(*place);
            }
        }
    }
}
