//! The words of an archive: its parts' dictionaries as one vocabulary, and what they say of the terms that a text means.

use super::Archive;
use crate::Damage;
use crate::format::terms::{Completions, Directory, Record, SHARDS_READ, Shard};
use crate::format::{self, Gone, Index, spelling};
use dossier_query::text::{Found, Nearest, Term, Typed, Vocabulary};
use std::cell::RefCell;
use std::sync::Arc;

/// The dictionaries of all parts.
pub(super) struct Words<'a> {
    archive: &'a Archive,
    pub(super) indexes: Vec<Arc<Index>>,
    directories: Vec<Arc<Directory>>,
    /// What is gone from each part.
    pub(super) gone: Vec<Arc<Gone>>,
    /// What was read of terms so far: part, record.
    records: RefCell<Vec<(u16, Record)>>,
}

impl<'a> Words<'a> {
    /// None if a file is missing.
    pub(super) fn new(archive: &'a Archive) -> Option<Self> {
        let (mut indexes, mut directories, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        let parts = archive.files.parts().len();
        for part in 0..parts as u16 {
            let (index, directory) = (archive.index(part), archive.directory(part));
            gone.extend(index.as_ref().and_then(|index| archive.gone(part, index)));
            indexes.extend(index);
            directories.extend(directory);
        }
        let complete = gone.len() == parts && directories.len() == parts;
        complete.then(|| Self { archive, indexes, directories, gone, records: RefCell::default() })
    }

    /// What a part says of a term that a word was found to mean.
    pub(super) fn record(&self, part: u16, term: &str) -> Option<Record> {
        let records = self.records.borrow();
        records.iter().find(|(of, record)| *of == part && record.term == term).map(|(_, record)| record.clone())
    }

    /// Whether all items that have a term are known to be gone: those of a term of many items are not all named with it.
    fn is_gone(&self, part: u16, record: &Record) -> bool {
        let gone = &self.gone[usize::from(part)];
        (record.inline.len() + record.champions.len()) as u32 == record.df
            && record.inline.iter().all(|posting| gone.has(posting.place))
            && record.champions.iter().all(|(_, place)| gone.has(*place))
    }

    fn parts(&self) -> impl Iterator<Item = (u16, &Index, &Directory)> {
        (0..).zip(self.indexes.iter().zip(&self.directories)).map(|(part, (index, directory))| (part, &**index, &**directory))
    }

    /// All forms with this beginning, with the records of their terms, but for those of beginnings so frequent that a file of
    /// completions stands for them.
    fn forms(&self, beginning: &str, each: &mut dyn FnMut(u16, &str, &Record)) -> Option<()> {
        let mut complete = true;
        for (part, index, directory) in self.parts() {
            let shards = directory.shards(beginning);
            if shards.len() as u32 > SHARDS_READ {
                let Some(file) = directory.completions(beginning) else { continue };
                match self.archive.completions(part, index, file) {
                    Some(list) => {
                        for completion in Completions::find(&list, beginning).unwrap_or_default() {
                            if !self.is_gone(part, &completion.term) {
                                each(part, &completion.form, &completion.term);
                            }
                        }
                    }
                    None => complete = false,
                }
                continue;
            }
            for file in shards {
                match self.archive.shard(part, index, file) {
                    Some(shard) => {
                        for form in shard.beginning(beginning) {
                            shard
                                .terms(form)
                                .filter(|record| !self.is_gone(part, record))
                                .for_each(|record| each(part, &form.text, record));
                        }
                    }
                    None => complete = false,
                }
            }
        }
        complete.then_some(())
    }

    fn keep(&self, part: u16, record: &Record) {
        let mut records = self.records.borrow_mut();
        if !records.iter().any(|(of, known)| *of == part && known.term == record.term) {
            records.push((part, record.clone()));
        }
    }
}

impl Vocabulary for Words<'_> {
    fn items(&self) -> u32 {
        self.archive.files.parts().iter().map(|part| part.items).sum()
    }

    fn exact(&self, word: &str) -> Option<Found> {
        let mut found = Found::default();
        let mut complete = true;
        for (part, index, directory) in self.parts() {
            let Some(file) = directory.shard(word) else { continue };
            let Some(shard) = self.archive.shard(part, index, file) else {
                complete = false;
                continue;
            };
            let Some(form) = shard.find(word).map(|place| &shard.forms[place]) else { continue };
            let mut is_there = false;
            for record in shard.terms(form).filter(|record| !self.is_gone(part, record)) {
                self.keep(part, record);
                add(&mut found.terms, record);
                is_there = true;
            }
            if !is_there {
                continue;
            }
            let shares = |other: &&format::terms::Form| other.terms.iter().any(|term| form.terms.contains(term));
            for other in shard.forms.iter().filter(shares) {
                if !found.forms.contains(&other.text) {
                    found.forms.push(other.text.clone());
                }
            }
        }
        complete.then_some(found)
    }

    fn beginning(&self, word: &str) -> Option<Found> {
        let exact = self.exact(word);
        let mut offers: Vec<(String, Term)> = Vec::new();
        let mut all: Vec<Term> = Vec::new();
        let mut seen: Vec<(u16, Record)> = Vec::new();
        self.forms(word, &mut |part, form, record| {
            if form == word {
                return;
            }
            if !seen.iter().any(|(of, known)| *of == part && known.term == record.term) {
                seen.push((part, record.clone()));
                add(&mut all, record);
            }
            offers.push((form.to_owned(), Term { text: record.term.clone(), items: 0 }));
        })?;
        let exact = exact?;
        let mut completions = dossier_query::text::Completions::new(&exact.terms);
        for (form, term) in &offers {
            let items = all.iter().find(|known| known.text == term.text).map_or(0, |known| known.items);
            completions.offer(form, &term.text, items);
        }
        let found = completions.found();
        for (part, record) in seen.iter().filter(|(_, record)| found.terms.iter().any(|term| term.text == record.term)) {
            self.keep(*part, record);
        }
        Some(found)
    }

    fn near(&self, word: &str) -> Option<Found> {
        let typed = Typed::new(word);
        let mut offers: Vec<(String, u32)> = Vec::new();
        let mut offer = |form: &str, items: u32| match offers.iter_mut().find(|(known, _)| known == form) {
            Some((_, known)) => *known = (*known).max(items),
            None => offers.push((form.to_owned(), items)),
        };
        let mut complete = true;
        for (part, _, _) in self.parts() {
            let Some(directory) = self.archive.spelling(part) else {
                complete = false;
                continue;
            };
            // The shorter half ends every form that is near by its end: it is the end of the longer one, too.
            let tail = spelling::backwards(typed.tails().1);
            let mut look = |files: std::ops::Range<u32>, begins: &str, turned: bool| {
                for file in files {
                    let Some(bytes) = self.archive.files.bytes(part, format::SPELLING, file) else {
                        complete = false;
                        continue;
                    };
                    let read = spelling::read(&bytes, &mut |form, items| {
                        if form.starts_with(begins) {
                            let form = if turned { spelling::backwards(form) } else { form.to_owned() };
                            if typed.edits(&form).is_some() {
                                offer(&form, items);
                            }
                        }
                    });
                    if let Err(damage) = read {
                        self.archive.files.set_damage(format::SPELLING, file, damage);
                        complete = false;
                    }
                }
            };
            look(directory.beginning(typed.head()), typed.head(), false);
            look(directory.ending(&tail), &tail, true);
        }
        if !complete {
            return None;
        }
        loop {
            let mut nearest = Nearest::default();
            for (form, items) in &offers {
                if let Some(edits) = typed.edits(form) {
                    nearest.offer(form, edits, *items);
                }
            }
            let mut found = Found { forms: nearest.forms(), ..Found::default() };
            let known = offers.len();
            for form in &found.forms {
                match self.exact(form) {
                    // Whatever had it is gone.
                    Some(exact) if exact.terms.is_empty() => offers.retain(|(other, _)| other != form),
                    Some(exact) => {
                        for term in exact.terms {
                            if !found.terms.iter().any(|known| known.text == term.text) {
                                found.terms.push(term);
                            }
                        }
                    }
                    None => complete = false,
                }
            }
            if !complete || offers.len() == known {
                return complete.then_some(found);
            }
        }
    }

    fn is_common(&self, term: &str) -> bool {
        self.directories.first().is_some_and(|directory| directory.common.iter().any(|common| common == term))
    }
}

const OTHER: Damage = Damage::of("it is the directory of other files");

/// Adds a part's items of a term to those of other parts.
fn add(terms: &mut Vec<Term>, record: &Record) {
    match terms.iter_mut().find(|known| known.text == record.term) {
        Some(known) => known.items = known.items.saturating_add(record.df),
        None => terms.push(Term { text: record.term.clone(), items: record.df }),
    }
}

impl Archive {
    fn directory(&self, part: u16) -> Option<Arc<Directory>> {
        self.files.get(part, format::TERMS, 0, &|bytes| {
            let directory = Directory::read(bytes)?;
            let own = directory.items == self.files.items(part) && directory.files() == self.files.count(part, format::TERMS);
            if own { Ok(directory) } else { Err(OTHER) }
        })
    }

    fn shard(&self, part: u16, index: &Index, file: u32) -> Option<Arc<Shard>> {
        self.files.get(part, format::TERMS, file, &|bytes| Shard::read(bytes, &index.buckets))
    }

    fn completions(&self, part: u16, index: &Index, file: u32) -> Option<Arc<Vec<Completions>>> {
        self.files.get(part, format::TERMS, file, &|bytes| Completions::read(bytes, &index.buckets))
    }

    fn spelling(&self, part: u16) -> Option<Arc<spelling::Directory>> {
        self.files.get(part, format::SPELLING, 0, &|bytes| {
            let directory = spelling::Directory::read(bytes)?;
            if directory.files() == self.files.count(part, format::SPELLING) { Ok(directory) } else { Err(OTHER) }
        })
    }
}
