//! Decides what stands where before anything is written: common words, shards, the home of each term, completions. Sizes are estimated
//! from how frequent terms are, so that directories can be written first.

use super::TextOptions;
use super::vocabulary::Words;
use crate::format::terms::{CHAMPIONS, Directory, INLINE, SHARDS_READ};
use dossier_query::text::{Completions, Term, is_unspaced};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Where words stand.
pub(super) struct Layout {
    /// Whether a term has no positions.
    pub(super) common: Vec<bool>,
    /// The first form of each shard.
    pub(super) shards: Vec<u32>,
    /// The shard in which each term is at home.
    pub(super) homes: Vec<u32>,
    /// All terms in the order of their bytes: by home, then by text.
    pub(super) order: Vec<u32>,
    /// The files of completions.
    pub(super) completions: Vec<Vec<Beginning>>,
    /// Whether a term's record is also wanted elsewhere than at home.
    pub(super) travels: Vec<bool>,
}

/// A beginning, and the terms that complete it, each with a form that begins so.
pub(super) struct Beginning {
    pub(super) text: String,
    /// In the order of the terms.
    pub(super) found: Vec<(u32, u32)>,
}

/// Most characters of the forms of a common word.
const SHORT: usize = 4;
/// Characters from which on a beginning is completed.
const COMPLETES: usize = 3;

impl Layout {
    pub(super) fn new(words: &Words, options: &TextOptions) -> Self {
        let common = common(words, options);
        let shards = shards(words, options);
        let shard = |form: u32| shards.partition_point(|first| *first <= form) as u32 - 1;
        let ends = |term: u32| {
            let mut forms = words.forms_of(term);
            let first = forms.next().map_or(0, shard);
            (first, forms.next_back().map_or(first, shard))
        };
        let (mut homes, mut travels) = (Vec::with_capacity(words.terms.len()), Vec::with_capacity(words.terms.len()));
        for (first, last) in (0..words.terms.len() as u32).map(ends) {
            homes.push(first);
            travels.push(first != last);
        }
        let mut order: Vec<u32> = (0..words.terms.len() as u32).collect();
        order.sort_by_key(|term| homes[*term as usize]);
        let mut layout = Self { common, shards, homes, order, completions: Vec::new(), travels };
        layout.complete(words, options);
        layout
    }

    /// The directory of the dictionary.
    pub(super) fn directory(&self, words: &Words, options: &TextOptions) -> Directory {
        let common = words.terms.iter().zip(&self.common).filter(|(_, common)| **common);
        let first = |file: &Vec<Beginning>| file.first().map(|beginning| beginning.text.clone()).unwrap_or_default();
        Directory {
            items: options.items(),
            common: options.common.clone().unwrap_or_else(|| common.map(|(term, _)| term.to_string()).collect()),
            shards: self.shards.iter().map(|form| start_of(words, *form)).collect(),
            completions: self.completions.iter().map(first).collect(),
        }
    }

    /// The forms of a shard.
    pub(super) fn forms(&self, shard: usize, words: &Words) -> std::ops::Range<u32> {
        let end = self.shards.get(shard + 1).copied().unwrap_or(words.forms.len() as u32);
        self.shards[shard]..end
    }

    /// Finds the beginnings that lie in too many shards, and what completes them.
    fn complete(&mut self, words: &Words, options: &TextOptions) {
        let directory = self.directory(words, options);
        let mut size = usize::MAX;
        for text in long_beginnings(&directory) {
            let beginning = completions(text, words);
            let cost = |term: &(u32, u32)| record(term.0, words, options) + words.terms[term.0 as usize].len() + 10;
            let more = 6 + beginning.found.iter().map(cost).sum::<usize>();
            if size.saturating_add(more) > options.sizes.shard {
                self.completions.push(Vec::new());
                size = 0;
            }
            size += more;
            for (term, _) in &beginning.found {
                self.travels[*term as usize] = true;
            }
            if let Some(file) = self.completions.last_mut() {
                file.push(beginning);
            }
        }
    }
}

/// Terms in so many items that their positions would be most of the archive, and so short that they say little.
fn common(words: &Words, options: &TextOptions) -> Vec<bool> {
    if let Some(given) = &options.common {
        let given: HashSet<&str> = given.iter().map(String::as_str).collect();
        return words.terms.iter().map(|term| given.contains(&**term)).collect();
    }
    let frequent = options.items() / 4;
    let short = |form: u32| words.forms[form as usize].chars().nth(SHORT).is_none();
    let is_common =
        |term: u32| options.items() >= options.sizes.common && words.sums[term as usize].df > frequent && words.forms_of(term).all(short);
    (0..words.terms.len() as u32).map(is_common).collect()
}

/// The shortest text that comes after the form before this one and not after it: enough to tell where a shard begins, in a directory
/// that everyone fetches.
fn start_of(words: &Words, form: u32) -> String {
    let text = &words.forms[form as usize];
    let Some(before) = form.checked_sub(1).map(|before| &words.forms[before as usize]) else { return text.to_string() };
    let end = text.char_indices().map(|(start, c)| start + c.len_utf8()).find(|end| text[..*end] > **before);
    text[..end.unwrap_or(text.len())].to_owned()
}

/// The first form of each shard.
fn shards(words: &Words, options: &TextOptions) -> Vec<u32> {
    let mut firsts = Vec::new();
    // The shard in which each term was last counted.
    let mut counted = vec![0; words.terms.len()];
    let (mut size, mut before) = (0, "");
    for (form, text) in (0..).zip(&words.forms) {
        if firsts.is_empty() || size >= options.sizes.shard {
            firsts.push(form);
            (size, before) = (0, "");
        }
        let same = text.bytes().zip(before.bytes()).take_while(|(one, other)| one == other).count();
        size += 3 + text.len() - same;
        for term in words.terms_of(form) {
            size += 1;
            if std::mem::replace(&mut counted[term as usize], firsts.len()) != firsts.len() {
                size += record(term, words, options);
            }
        }
        before = text;
    }
    firsts
}

/// About how many bytes a record takes.
fn record(term: u32, words: &Words, options: &TextOptions) -> usize {
    let bytes = |number: u32| (number | 1).ilog2() as usize / 7 + 1;
    let (df, items) = (words.sums[term as usize].df.max(1), options.items());
    let places = if df <= INLINE {
        let bucket = items / options.buckets.len().max(1) as u32;
        df as usize * (bytes(items / df) + bytes(bucket) + 1)
    } else {
        CHAMPIONS.min(df as usize) * (bytes(items) + 1) + 4
    };
    places + bytes(df) + 7
}

/// The beginnings, sorted, that lie in more shards than a reader would fetch: what so many neighbouring first forms have in common.
fn long_beginnings(directory: &Directory) -> BTreeSet<&str> {
    let mut beginnings = BTreeSet::new();
    for pair in directory.shards.windows(SHARDS_READ as usize) {
        let [first, .., last] = pair else { continue };
        let same: usize = first.chars().zip(last.chars()).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum();
        let unspaced = first.starts_with(is_unspaced);
        let ends = first.char_indices().map(|(start, c)| start + c.len_utf8()).take_while(|end| *end <= same);
        beginnings.extend(ends.skip(if unspaced { 0 } else { COMPLETES - 1 }).map(|end| &first[..end]));
    }
    beginnings.retain(|beginning| directory.shards(beginning).len() > SHARDS_READ as usize);
    beginnings
}

/// The best completions of a beginning, each with the first form of it.
fn completions(beginning: &str, words: &Words) -> Beginning {
    let range = words.beginning(beginning);
    let name = |term: u32| Term { text: words.terms[term as usize].to_string(), items: words.sums[term as usize].df };
    let itself = range.clone().next().filter(|form| *words.forms[*form as usize] == *beginning);
    let exact: Vec<Term> = itself.iter().flat_map(|form| words.terms_of(*form)).map(name).collect();
    let mut best = Completions::new(&exact);
    let mut forms: BTreeMap<u32, u32> = BTreeMap::new();
    // Its forms are of no concern here: one of each term is looked up at the end.
    for form in range.filter(|form| Some(*form) != itself) {
        for term in words.terms_of(form) {
            best.offer("", &words.terms[term as usize], words.sums[term as usize].df);
        }
    }
    for term in best.found().terms.iter().filter_map(|term| words.term(&term.text)) {
        let form = words.forms_of(term).find(|form| words.forms[*form as usize].starts_with(beginning));
        forms.extend(form.map(|form| (term, form)));
    }
    Beginning { text: beginning.to_owned(), found: forms.into_iter().collect() }
}
