//! All forms and terms of a part: first as they come, then in order. Knows nothing of where they will be written.

use super::batch::TextBatch;
use foldhash::{HashMap, HashSet};

/// Forms and terms as they come, each with a number of its own.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// For each form its number and the term it first came with.
    forms: HashMap<Box<str>, (u32, u32)>,
    terms: HashMap<Box<str>, u32>,
    /// Forms and the further terms they came with.
    links: HashSet<(u32, u32)>,
    /// Of each term.
    sums: Vec<Sum>,
}

/// What has come of a term.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    /// Items that have it.
    pub(super) df: u32,
    /// Bytes of its pieces and positions in scratch.
    pub(super) bytes: u64,
}

impl Vocabulary {
    /// Adds the words of a batch; the number of each of its terms.
    pub(super) fn add(&mut self, batch: &mut TextBatch) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(batch.terms.len());
        for term in &mut batch.terms {
            let next = self.terms.len() as u32;
            let number = *self.terms.entry(std::mem::take(&mut term.text)).or_insert(next);
            if self.sums.len() <= number as usize {
                self.sums.push(Sum::default());
            }
            let sum = &mut self.sums[number as usize];
            sum.df += term.items;
            sum.bytes += u64::from(term.piece) + u64::from(term.positions);
            numbers.push(number);
        }
        for (form, term) in std::mem::take(&mut batch.forms) {
            let (next, term) = (self.forms.len() as u32, numbers[term as usize]);
            let (number, first) = *self.forms.entry(form).or_insert((next, term));
            if first != term {
                self.links.insert((number, term));
            }
        }
        numbers
    }
}

/// Forms and terms, sorted; each is named by its place.
pub(super) struct Words {
    pub(super) forms: Vec<Box<str>>,
    pub(super) terms: Vec<Box<str>>,
    pub(super) sums: Vec<Sum>,
    /// Forms and terms that belong together, by form.
    by_form: Vec<(u32, u32)>,
    /// Terms and forms that belong together, by term.
    by_term: Vec<(u32, u32)>,
    /// The place of the term that had a number in the vocabulary.
    places: Vec<u32>,
}

impl Words {
    /// Puts a vocabulary in order.
    pub(super) fn new(vocabulary: Vocabulary) -> Self {
        let mut by_form: Vec<(u32, u32)> = vocabulary.links.into_iter().collect();
        by_form.extend(vocabulary.forms.values());
        let (forms, form_places) = sorted(vocabulary.forms.into_iter().map(|(form, (number, _))| (form, number)));
        let (terms, places) = sorted(vocabulary.terms.into_iter());
        let mut sums = vec![Sum::default(); terms.len()];
        for (sum, place) in vocabulary.sums.into_iter().zip(&places) {
            sums[*place as usize] = sum;
        }
        for (form, term) in &mut by_form {
            (*form, *term) = (form_places[*form as usize], places[*term as usize]);
        }
        by_form.sort_unstable();
        let mut by_term: Vec<(u32, u32)> = by_form.iter().map(|(form, term)| (*term, *form)).collect();
        by_term.sort_unstable();
        Self { forms, terms, sums, by_form, by_term, places }
    }

    /// The place of the term that had this number in the vocabulary; beyond all if none had.
    pub(super) fn place(&self, number: u32) -> u32 {
        self.places.get(number as usize).copied().unwrap_or(u32::MAX)
    }

    /// The terms of a form.
    pub(super) fn terms_of(&self, form: u32) -> impl Iterator<Item = u32> + '_ {
        of(&self.by_form, form)
    }

    /// The forms of a term; at least one.
    pub(super) fn forms_of(&self, term: u32) -> impl DoubleEndedIterator<Item = u32> + '_ {
        of(&self.by_term, term)
    }

    /// How many items the most frequent term of a form is in.
    pub(super) fn most(&self, form: u32) -> u32 {
        self.terms_of(form).map(|term| self.sums[term as usize].df).max().unwrap_or_default()
    }

    /// The place of a term.
    pub(super) fn term(&self, text: &str) -> Option<u32> {
        self.terms.binary_search_by(|term| (**term).cmp(text)).ok().map(|place| place as u32)
    }

    /// The forms that begin so.
    pub(super) fn beginning(&self, beginning: &str) -> std::ops::Range<u32> {
        let start = self.forms.partition_point(|form| **form < *beginning);
        let length = self.forms[start..].partition_point(|form| form.starts_with(beginning));
        start as u32..(start + length) as u32
    }
}

fn of(links: &[(u32, u32)], place: u32) -> impl DoubleEndedIterator<Item = u32> + '_ {
    let start = links.partition_point(|(one, _)| *one < place);
    let length = links[start..].partition_point(|(one, _)| *one == place);
    links[start..start + length].iter().map(|(_, other)| *other)
}

/// The texts sorted, and for each number the place of its text.
fn sorted(numbers: impl Iterator<Item = (Box<str>, u32)>) -> (Vec<Box<str>>, Vec<u32>) {
    let mut pairs: Vec<(Box<str>, u32)> = numbers.collect();
    pairs.sort_unstable();
    let mut places = vec![0; pairs.len()];
    let mut texts = Vec::with_capacity(pairs.len());
    for (place, (text, number)) in (0..).zip(pairs) {
        places[number as usize] = place;
        texts.push(text);
    }
    (texts, places)
}
