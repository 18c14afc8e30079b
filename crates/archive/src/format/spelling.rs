//! Words for finding what a mistyped one may have meant: all forms, and all forms backwards, each with how common it is. A form is meant
//! only if one of its halves is as typed, so either its beginning or its end tells which few files to read.
//!
//! File 0 is the [`Directory`]; then come the forward files, then the backward ones. Forms of less than three characters are left out:
//! words of less than four are never taken for others.

use super::terms::{Front, holders, list};
use crate::{Damage, Take};
use std::ops::Range;

/// Which file has which forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// The first form of each forward file.
    pub forward: Vec<String>,
    /// The first form, backwards, of each backward file.
    pub backward: Vec<String>,
}

impl Directory {
    /// Reads the directory.
    pub fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let mut take = Take(bytes);
        let directory = Self { forward: list(&mut take)?, backward: list(&mut take)? };
        take.end()?;
        Ok(directory)
    }

    /// How many files the shelf has, this one included.
    pub fn files(&self) -> u32 {
        1 + (self.forward.len() + self.backward.len()) as u32
    }

    /// The files that may have forms that begin so.
    pub fn beginning(&self, beginning: &str) -> Range<u32> {
        let files = holders(&self.forward, beginning);
        files.start + 1..files.end + 1
    }

    /// The files that may have forms whose characters backwards begin so; the forms in them stand backwards.
    pub fn ending(&self, backwards: &str) -> Range<u32> {
        let (files, before) = (holders(&self.backward, backwards), 1 + self.forward.len() as u32);
        files.start + before..files.end + before
    }
}

/// Reads a file: gives each form, as it stands there, with the number of items that its most frequent term is in.
pub fn read(bytes: &[u8], each: &mut dyn FnMut(&str, u32)) -> Result<(), Damage> {
    let (mut take, mut front) = (Take(bytes), Front::default());
    while !take.is_empty() {
        let form = front.read(&mut take)?;
        each(form, take.number()?);
    }
    Ok(())
}

/// The characters of a form from the last to the first.
pub fn backwards(form: &str) -> String {
    form.chars().rev().collect()
}

/// The fewest characters of a form that is here.
#[cfg(feature = "write")]
pub const SHORTEST: usize = 3;

#[cfg(feature = "write")]
impl Directory {
    /// Writes it.
    pub fn write(&self, put: &mut crate::Put) {
        super::terms::write_list(&self.forward, put);
        super::terms::write_list(&self.backward, put);
    }
}

/// Writes sorted forms as files of about `size` bytes, and gives the first form of each.
#[cfg(feature = "write")]
pub fn write(forms: &mut dyn Iterator<Item = (&str, u32)>, size: usize) -> (Vec<String>, Vec<Vec<u8>>) {
    let (mut firsts, mut files) = (Vec::new(), Vec::<Vec<u8>>::new());
    let (mut put, mut front) = (crate::Put::default(), Front::default());
    for (form, df) in forms {
        if put.0.len() >= size {
            files.push(std::mem::take(&mut put.0));
            front = Front::default();
        }
        if put.0.is_empty() {
            firsts.push(form.to_owned());
        }
        front.write(form, &mut put);
        put.number(df);
    }
    if !put.0.is_empty() {
        files.push(put.0);
    }
    (firsts, files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn forms_are_found(forms in proptest::collection::btree_map("[abø]{1,5}", any::<u32>(), 0..60), size in 1..40usize) {
            let (forward, files) = write(&mut forms.iter().map(|(form, df)| (form.as_str(), *df)), size);
            let turned: std::collections::BTreeMap<String, u32> = forms.iter().map(|(form, df)| (backwards(form), *df)).collect();
            let (backward, more) = write(&mut turned.iter().map(|(form, df)| (form.as_str(), *df)), size);
            let mut put = Put::default();
            Directory { forward, backward }.write(&mut put);
            let directory = Directory::read(&put.0).unwrap();
            let files: Vec<Vec<u8>> = std::iter::once(Vec::new()).chain(files).chain(more).collect();
            prop_assert_eq!(directory.files() as usize, files.len());
            let gather = |range: Range<u32>, beginning: &str| {
                let mut found = Vec::new();
                for file in range {
                    read(&files[file as usize], &mut |form, df| if form.starts_with(beginning) { found.push((form.to_owned(), df)) }).unwrap();
                }
                found
            };
            for beginning in ["", "a", "ab", "øa", "bbb"] {
                let all = |list: &std::collections::BTreeMap<String, u32>| -> Vec<(String, u32)> {
                    list.iter().filter(|(form, _)| form.starts_with(beginning)).map(|(form, df)| (form.clone(), *df)).collect()
                };
                prop_assert_eq!(gather(directory.beginning(beginning), beginning), all(&forms));
                prop_assert_eq!(gather(directory.ending(beginning), beginning), all(&turned));
            }
        }

        #[test]
        fn nothing_panics(bytes: Vec<u8>, text: String) {
            let _ = read(&bytes, &mut |_, _| {});
            if let Ok(directory) = Directory::read(&bytes) {
                let _ = (directory.beginning(&text), directory.ending(&text));
            }
        }
    }
}
