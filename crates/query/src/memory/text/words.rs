//! The forms and terms of a bundle, numbered together in the order in which they are met: a text has one number, whether it is a form,
//! a term, or both. Without a stemmer every form is its own term.

use crate::text::{Completions, Found, Lexicon, Nearest, Term, Typed, Vocabulary};
use dossier_bundle::Language;
use dossier_bundle::lean::Places;
use dossier_bundle::lean::ToList;

/// No number.
const NONE: u32 = u32::MAX;

/// Entries of the short way from text to number: one for each value of 16 bits.
const RECENT: usize = 1 << 16;

/// The numbered texts.
#[derive(Debug, Default)]
pub(super) struct Words {
    places: Places,
    /// All texts one after another, and where each ends.
    texts: String,
    ends: Vec<u32>,
    /// For each text whether it is a form.
    is_form: Vec<bool>,
    /// How many items have it as a term, and the last of those.
    items: Vec<u32>,
    last: Vec<u32>,
    /// For each language the term of each form met in it, [`NONE`] for others; no languages without a stemmer.
    stems: Vec<Vec<u32>>,
    /// Numbers lately looked up, by a hash of their text. `places` takes its time for every token, and most were met before; a hash
    /// that collides, by chance or by design, costs no more than that.
    recent: Vec<u32>,
}

impl Words {
    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The term of a form in an item of this language, the `place`th of the columns.
    pub(super) fn term(&mut self, form: &str, place: u32, language: &Language, lexicon: Option<&Lexicon>) -> u32 {
        let number = self.add(form);
        self.is_form[number as usize] = true;
        let Some(lexicon) = lexicon else { return number };
        while self.stems.len() <= place as usize {
            self.stems.push(Vec::new());
        }
        if let Some(term) = self.stems[place as usize].get(number as usize).filter(|term| **term != NONE) {
            return *term;
        }
        let mut stem = String::new();
        lexicon.stemmer.stem(language, form, &mut stem);
        let term = self.add(&stem);
        let stems = &mut self.stems[place as usize];
        stems.resize(stems.len().max(number as usize + 1), NONE);
        stems[number as usize] = term;
        term
    }

    /// Notes that an item has a term. Items come in order.
    pub(super) fn count(&mut self, term: u32, item: u32) {
        let last = &mut self.last[term as usize];
        if *last != item {
            *last = item;
            self.items[term as usize] += 1;
        }
    }

    /// Gives back what only adding needs.
    pub(super) fn close(&mut self) {
        self.recent = Vec::new();
        self.last = Vec::new();
    }

    /// The number of a text, a new one if it has none.
    fn add(&mut self, text: &str) -> u32 {
        if self.recent.is_empty() {
            self.recent = vec![NONE; RECENT];
        }
        let hash = hash(text);
        let recent = self.recent[hash];
        if recent != NONE && self.text(recent) == text {
            return recent;
        }
        let next = self.len() as u32;
        let number = if self.places.add(text, next) { self.push(text) } else { self.places.get(text).unwrap_or(next) };
        self.recent[hash] = number;
        number
    }

    fn push(&mut self, text: &str) -> u32 {
        self.texts.push_str(text);
        self.ends.push(self.texts.len() as u32);
        self.is_form.push(false);
        self.items.push(0);
        self.last.push(NONE);
        self.len() as u32 - 1
    }

    /// The number of a term.
    pub(super) fn number(&self, text: &str) -> Option<u32> {
        self.places.get(text)
    }

    fn text(&self, number: u32) -> &str {
        let place = number as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[start as usize..self.ends[place] as usize]
    }

    /// The terms of a form, each once.
    fn terms_of(&self, form: u32) -> Vec<u32> {
        if self.stems.is_empty() {
            return vec![form];
        }
        let mut terms = Vec::new();
        for stems in &self.stems {
            let term = stems.get(form as usize).copied().unwrap_or(NONE);
            if term != NONE && !terms.contains(&term) {
                terms.push(term);
            }
        }
        terms
    }

    fn named(&self, term: u32) -> Term {
        Term { text: self.text(term).to_owned(), items: self.items[term as usize] }
    }

    /// Gives all forms and their numbers.
    fn forms(&self, each: &mut dyn FnMut(u32, &str)) {
        let mut start = 0;
        for (place, end) in self.ends.iter().enumerate() {
            if self.is_form[place] {
                each(place as u32, &self.texts[start..*end as usize]);
            }
            start = *end as usize;
        }
    }
}

/// A hash of 16 bits (Fowler, Noll and Vo's of 32, folded).
fn hash(text: &str) -> usize {
    let mut hash = 0x811C_9DC5_u32;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    ((hash >> 16) ^ (hash & 0xFFFF)) as usize
}

/// The words of a whole bundle.
pub(super) struct Known<'a> {
    pub(super) words: &'a Words,
    /// How many items there are.
    pub(super) items: u32,
    pub(super) common: &'a [String],
}

impl Vocabulary for Known<'_> {
    fn items(&self) -> u32 {
        self.items
    }

    fn exact(&self, word: &str) -> Option<Found> {
        let words = self.words;
        let mut found = Found::default();
        let form = words.number(word).filter(|form| words.is_form[*form as usize]);
        let terms = form.map(|form| words.terms_of(form)).unwrap_or_default();
        if words.stems.is_empty() {
            found.forms.extend(form.map(|_| word.to_owned()));
        } else if form.is_some() {
            words.forms(&mut |form, text| {
                if words.terms_of(form).iter().any(|term| terms.contains(term)) {
                    found.forms.push(text.to_owned());
                }
            });
        }
        found.terms = terms.iter().map(|term| words.named(*term)).to_list();
        Some(found)
    }

    fn beginning(&self, word: &str) -> Option<Found> {
        let words = self.words;
        let exact = self.exact(word)?.terms;
        let mut completions = Completions::new(&exact);
        words.forms(&mut |form, text| {
            if text.len() > word.len() && text.starts_with(word) {
                for term in words.terms_of(form) {
                    completions.offer(text, words.text(term), words.items[term as usize]);
                }
            }
        });
        Some(completions.found())
    }

    fn near(&self, word: &str) -> Option<Found> {
        let words = self.words;
        let typed = Typed::new(word);
        let mut nearest = Nearest::default();
        words.forms(&mut |form, text| {
            if let Some(edits) = typed.edits(text) {
                let items = words.terms_of(form).into_iter().map(|term| words.items[term as usize]).max();
                nearest.offer(text, edits, items.unwrap_or_default());
            }
        });
        let mut found = Found { forms: nearest.forms(), terms: Vec::new() };
        for form in found.forms.iter().filter_map(|form| words.number(form)) {
            for term in words.terms_of(form) {
                let term = words.named(term);
                if !found.terms.contains(&term) {
                    found.terms.push(term);
                }
            }
        }
        Some(found)
    }

    fn is_common(&self, term: &str) -> bool {
        self.common.iter().any(|other| other == term)
    }
}
