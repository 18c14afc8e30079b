//! Writes the files: directory, spelling, then shard by shard the bytes of its terms and the shard itself, at last the completions.

use super::layout::Layout;
use super::piece::by_worth;
use super::scratch::Scratch;
use super::spread::{Spread, Whole};
use super::stream::{Sink, Stream};
use super::vocabulary::Words;
use super::{Sizes, TextOptions};
use crate::Put;
use crate::format::terms::{CHAMPIONS, Completion, Completions, Form, INLINE, Posting, Record, Shard};
use crate::format::{POSITIONS, POSTINGS, SPELLING, TERMS, TIERS, postings, spelling, tiers};
use std::collections::HashMap;
use std::io;

/// The files under way.
pub(super) struct Files<'a> {
    words: &'a Words,
    layout: &'a Layout,
    options: &'a TextOptions,
    postings: Stream,
    tiers: Stream,
    positions: Stream,
    /// File of the dictionary that comes next.
    file: u32,
    /// Place in the order of the term that comes next.
    next: usize,
    /// Records that are wanted again, by their terms.
    kept: HashMap<u32, Record>,
}

impl<'a> Files<'a> {
    pub(super) fn new(words: &'a Words, layout: &'a Layout, options: &'a TextOptions) -> Self {
        let Sizes { postings, tiers, positions, .. } = options.sizes;
        Self {
            words,
            layout,
            options,
            postings: Stream::new(POSTINGS, postings),
            tiers: Stream::new(TIERS, tiers),
            positions: Stream::new(POSITIONS, positions),
            file: 0,
            next: 0,
            kept: HashMap::new(),
        }
    }

    /// Writes all of them.
    pub(super) fn write(mut self, spread: &mut Spread, scratch: &dyn Scratch, sink: &mut Sink<'_>) -> io::Result<()> {
        let mut put = Put::default();
        self.layout.directory(self.words, self.options).write(&mut put);
        self.dictionary(put, sink)?;
        write_spelling(self.words, self.options.sizes.spelling, sink)?;
        for shard in 0..self.layout.shards.len() {
            self.shard(shard, spread, scratch, sink)?;
        }
        for stream in [&mut self.postings, &mut self.tiers, &mut self.positions] {
            stream.end(sink)?;
        }
        for file in &self.layout.completions {
            let list: Vec<Completions> = file.iter().map(|beginning| self.completions(beginning)).collect();
            let mut put = Put::default();
            Completions::write(&list, &self.options.buckets, &mut put);
            self.dictionary(put, sink)?;
        }
        Ok(())
    }

    fn dictionary(&mut self, put: Put, sink: &mut Sink<'_>) -> io::Result<()> {
        self.file += 1;
        sink(TERMS, self.file - 1, put.0)
    }

    /// Writes a shard, and before it the bytes of the terms that are at home in it.
    fn shard(&mut self, number: usize, spread: &mut Spread, scratch: &dyn Scratch, sink: &mut Sink<'_>) -> io::Result<()> {
        let forms = self.layout.forms(number, self.words);
        let mut terms: Vec<u32> = forms.clone().flat_map(|form| self.words.terms_of(form)).collect();
        terms.sort_unstable();
        terms.dedup();
        let mut shard = Shard::default();
        for term in &terms {
            let record = if self.layout.homes[*term as usize] as usize == number {
                let whole = spread.next(scratch)?;
                self.next += 1;
                self.home(*term, whole, spread.positioned(), sink)?
            } else {
                self.guest(*term)
            };
            shard.terms.push(record);
        }
        let places = |form: u32| self.words.terms_of(form).filter_map(|term| terms.binary_search(&term).ok()).map(|place| place as u32);
        let form = |form: u32| Form { text: self.words.forms[form as usize].to_string(), terms: places(form).collect() };
        shard.forms = forms.map(form).collect();
        let mut put = Put::default();
        shard.write(&self.options.buckets, &mut put);
        self.dictionary(put, sink)
    }

    /// Writes the bytes of a term; its record.
    fn home(&mut self, term: u32, whole: Whole, positioned: bool, sink: &mut Sink<'_>) -> io::Result<Record> {
        let Whole { mut joined, positions } = whole;
        let df = joined.numbers.len() as u32;
        let mut record = Record { term: self.words.terms[term as usize].to_string(), df, ..Record::default() };
        if df <= INLINE {
            let items = joined.numbers.iter().zip(joined.best);
            record.inline = items.map(|(number, (impact, place))| Posting { number: *number, place, impact }).collect();
        } else {
            joined.best.sort_unstable_by_key(|one| by_worth(*one));
            joined.best.truncate(CHAMPIONS);
            record.champions = joined.best;
            let mut put = Put::default();
            postings::write(&joined.numbers, self.options.items(), &mut put);
            record.postings = Some(self.postings.put(&put.0, sink)?);
            put.0.clear();
            tiers::write(&joined.impacts, &mut put);
            record.tiers = Some(self.tiers.put(&put.0, sink)?);
        }
        if positioned {
            record.positions = Some(self.positions.put_units(&positions, df, sink)?);
        }
        if self.layout.travels[term as usize] {
            self.kept.insert(term, Record { guest: true, ..record.clone() });
        }
        Ok(record)
    }

    /// The record of a term that was written before.
    fn guest(&self, term: u32) -> Record {
        self.kept.get(&term).cloned().unwrap_or_default()
    }

    fn completions(&self, beginning: &super::layout::Beginning) -> Completions {
        let found = beginning.found.iter();
        let completion =
            |(term, form): &(u32, u32)| Completion { term: self.guest(*term), form: self.words.forms[*form as usize].to_string() };
        Completions { beginning: beginning.text.clone(), found: found.map(completion).collect() }
    }
}

/// Writes the files for spelling. Numbers are near to nothing, and neither are forms too short.
fn write_spelling(words: &Words, size: usize, sink: &mut Sink<'_>) -> io::Result<()> {
    let is_here = |text: &str| text.chars().nth(spelling::SHORTEST - 1).is_some() && !text.bytes().any(|byte| byte.is_ascii_digit());
    let forms = (0..).zip(&words.forms).filter(|(_, text)| is_here(text));
    let (forward, files) = spelling::write(&mut forms.clone().map(|(form, text)| (&**text, words.most(form))), size);
    let mut turned: Vec<(String, u32)> = forms.map(|(form, text)| (spelling::backwards(text), words.most(form))).collect();
    turned.sort_unstable();
    let (backward, more) = spelling::write(&mut turned.iter().map(|(text, items)| (text.as_str(), *items)), size);
    drop(turned);
    let mut put = Put::default();
    spelling::Directory { forward, backward }.write(&mut put);
    sink(SPELLING, 0, put.0)?;
    for (place, file) in (1..).zip(files.into_iter().chain(more)) {
        sink(SPELLING, place, file)?;
    }
    Ok(())
}
