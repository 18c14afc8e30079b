//! What is known of languages: a stemmer and common words, both handed in. This crate carries neither.

use dossier_bundle::Language;
use std::fmt;
use std::sync::Arc;

/// Makes terms of forms, so that forms of one word find each other.
pub trait Stemmer {
    /// Appends the term of a form as written in an item of this language.
    fn stem(&self, language: &Language, form: &str, out: &mut String);
}

/// What is known of the languages of some content.
#[derive(Clone)]
pub struct Lexicon {
    /// Makes terms of forms.
    pub stemmer: Arc<dyn Stemmer + Send + Sync>,
    /// Terms so frequent that in a phrase they only keep the place of a word.
    pub common: Vec<String>,
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon").field("common", &self.common).finish_non_exhaustive()
    }
}
