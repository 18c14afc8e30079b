//! Meaning: which terms each word of a search text stands for, by what the content has. The one place that decides when a word is
//! taken as typed, completed, or taken for one of other spelling. Looks at no item.

use super::score::weight;
use super::sought::{Sought, Thing};
use super::spelling::Typed;
use super::tokens::is_unspaced;
use dossier_bundle::lean::ToList;
use dossier_bundle::lean::sort_by;

/// What is subtracted from a term's impact when the word was completed to it, and when it is of other spelling.
const COMPLETED: u8 = 1;
const MISSPELT: u8 = 3;

/// Characters from which on a word of a spaced script is completed.
const COMPLETES: usize = 3;

/// A term and how many items of all the content have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What names it: equal texts are one term.
    pub text: String,
    /// At least 1.
    pub items: u32,
}

/// What a vocabulary has for a word; nothing of it twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Terms.
    pub terms: Vec<Term>,
    /// Forms, to be marked where they are shown.
    pub forms: Vec<String>,
}

/// The forms of some content and their terms. `None` from any method means: not at hand yet. It is then asked no less: whoever has to
/// fetch learns in one go of as much as can be known.
pub trait Vocabulary {
    /// How many items there are in all, whatever their topic.
    fn items(&self) -> u32;

    /// The terms of the form that is equal to `word`, and all forms of those terms. Nothing if no item has the form.
    fn exact(&self, word: &str) -> Option<Found>;

    /// The best completions of `word`, as [`super::Completions`] keeps them, of all forms that are longer and begin with it.
    fn beginning(&self, word: &str) -> Option<Found>;

    /// The best near forms of `word`, as [`super::Nearest`] keeps them, best first, of all forms for which [`Typed::edits`] says so;
    /// and the terms of those forms.
    fn near(&self, word: &str) -> Option<Found>;

    /// Whether a term is so frequent that in a phrase it only keeps the place of a word.
    fn is_common(&self, term: &str) -> bool;
}

/// What a search text means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Each must be found.
    pub wanted: Vec<MeantThing>,
    /// None may be found.
    pub unwanted: Vec<MeantThing>,
    /// For [`crate::Search::instead`].
    pub instead: Vec<(String, Vec<String>)>,
    /// For [`crate::Search::hits`]: in the order of their texts, each once.
    pub hits: Vec<String>,
}

/// What one word or phrase means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeantThing {
    /// How its words must stand.
    pub shape: Shape,
    /// At least one.
    pub words: Vec<MeantWord>,
    /// What it counts for in a score.
    pub weight: u32,
}

/// How the words of a thing must stand in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One word, anywhere.
    Word,
    /// At their offsets from one another. Its tier is [`super::phrase_tier`] of the lowest of its words'.
    Phrase,
    /// Common words only: anywhere, but all of them. Its tier is the lowest of theirs.
    Together,
}

/// What one word means: any of its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeantWord {
    /// Its place after the first word of the thing.
    pub offset: u32,
    /// Each once, with its penalty: see [`super::word_tier`]. May be empty: then nothing has it.
    pub terms: Vec<(Term, u8)>,
}

/// How a word may be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// As typed, else completed, else of other spelling.
    Loosely,
    /// As typed or completed, since it may still be being typed; else of other spelling.
    Open,
    /// Of a phrase: as typed, else of the one nearest spelling.
    InPhrase,
    /// As typed.
    Exactly,
}

/// What a search text means to a vocabulary. `None` if that cannot be said before more of it is at hand.
pub fn meaning(sought: &Sought, vocabulary: &dyn Vocabulary) -> Option<Meaning> {
    let mut meaning = Meaning::default();
    let mut complete = true;
    // All things, even after one that lacks something, so that a source notes everything it lacks.
    for (things, unwanted) in [(&sought.wanted, false), (&sought.unwanted, true)] {
        for thing in things {
            match meaning.thing(thing, unwanted, vocabulary) {
                Some(meant) if unwanted => meaning.unwanted.push(meant),
                Some(meant) => meaning.wanted.push(meant),
                None => complete = false,
            }
        }
    }
    meaning.order_hits();
    complete.then_some(meaning)
}

impl Meaning {
    fn thing(&mut self, thing: &Thing, unwanted: bool, vocabulary: &dyn Vocabulary) -> Option<MeantThing> {
        let last = thing.words.len() - 1;
        let phrase = last > 0;
        let common = if phrase { common_words(&thing.words, vocabulary) } else { Some(vec![false]) };
        let only_common = common.as_ref().is_some_and(|common| !common.contains(&false));
        let mut words = Vec::new();
        let mut complete = true;
        for (place, word) in thing.words.iter().enumerate() {
            if !only_common && common.as_ref().is_some_and(|common| common[place]) {
                continue;
            }
            let taken = match () {
                () if unwanted => Taken::Exactly,
                () if thing.open && place == last => Taken::Open,
                () if phrase => Taken::InPhrase,
                () => Taken::Loosely,
            };
            match self.word(word, taken, vocabulary) {
                Some(terms) => words.push(MeantWord { offset: place as u32, terms }),
                None => complete = false,
            }
        }
        if common.is_none() || !complete {
            return None;
        }
        let first = words.first().map_or(0, |word| word.offset);
        let mut having = u32::MAX;
        for word in &mut words {
            word.offset -= first;
            having = having.min(word.terms.iter().fold(0, |sum: u32, (term, _)| sum.saturating_add(term.items)));
        }
        let shape = match (phrase, only_common) {
            (false, _) => Shape::Word,
            (true, false) => Shape::Phrase,
            (true, true) => Shape::Together,
        };
        Some(MeantThing { shape, words, weight: weight(vocabulary.items(), having) })
    }

    /// The terms of a word with their penalties.
    fn word(&mut self, word: &str, taken: Taken, vocabulary: &dyn Vocabulary) -> Option<Vec<(Term, u8)>> {
        let exact = vocabulary.exact(word);
        // Asked for before it is known whether the other is at hand.
        let longer = if taken == Taken::Open { completions(word, vocabulary) } else { Some(Found::default()) };
        let mut terms = Vec::new();
        self.take(exact?, 0, taken, &mut terms);
        self.take(longer?, COMPLETED, taken, &mut terms);
        if terms.is_empty() && taken == Taken::Loosely {
            self.take(completions(word, vocabulary)?, COMPLETED, taken, &mut terms);
        }
        if terms.is_empty() && taken != Taken::Exactly && Typed::new(word).may_be_misspelt() {
            let mut near = vocabulary.near(word)?;
            if taken == Taken::InPhrase {
                near.forms.truncate(1);
                near.terms = near.forms.first().map_or(Some(Vec::new()), |form| Some(vocabulary.exact(form)?.terms))?;
            }
            if !near.forms.is_empty() {
                self.instead.push((word.to_owned(), near.forms.clone()));
            }
            self.take(near, MISSPELT, taken, &mut terms);
        }
        Some(terms)
    }

    fn take(&mut self, found: Found, penalty: u8, taken: Taken, terms: &mut Vec<(Term, u8)>) {
        for term in found.terms {
            if !terms.iter().any(|(other, _)| other.text == term.text) {
                terms.push((term, penalty));
            }
        }
        // What is not wanted is not marked.
        if taken != Taken::Exactly {
            self.hits.extend(found.forms);
        }
    }

    fn order_hits(&mut self) {
        let hits = std::mem::take(&mut self.hits);
        let mut order: Vec<u32> = (0..hits.len() as u32).to_list();
        sort_by(&mut order, &|one, other| hits[one as usize].cmp(&hits[other as usize]));
        for place in order {
            let hit = &hits[place as usize];
            if self.hits.last() != Some(hit) {
                self.hits.push(hit.clone());
            }
        }
    }
}

/// For each word of a phrase whether it is known and all its terms are common.
fn common_words(words: &[String], vocabulary: &dyn Vocabulary) -> Option<Vec<bool>> {
    let mut common = Vec::new();
    let mut complete = true;
    for word in words {
        match vocabulary.exact(word) {
            Some(found) => common.push(!found.terms.is_empty() && found.terms.iter().all(|term| vocabulary.is_common(&term.text))),
            None => complete = false,
        }
    }
    complete.then_some(common)
}

/// The completions of a word that is long enough to have any.
fn completions(word: &str, vocabulary: &dyn Vocabulary) -> Option<Found> {
    let long = word.chars().nth(COMPLETES - 1).is_some() || word.chars().next().is_some_and(is_unspaced);
    if long { vocabulary.beginning(word) } else { Some(Found::default()) }
}
