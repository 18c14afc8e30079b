//! The text of a bundle as numbers: one long column of terms, and the words they stand for.
//!
//! `words` numbers forms and terms; `column` holds one number for each token; `search` goes through the column and finds how well
//! each item matches. Made a slice at a time, and whole before the first search.

mod column;
mod search;
mod words;

pub(super) use search::search;

use super::Memory;
use crate::text::Lexicon;
use column::Column;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The text of a bundle, perhaps not all of it yet.
#[derive(Debug, Default)]
pub(super) struct Texts {
    lexicon: Option<Lexicon>,
    begun: Mutex<Column>,
    whole: OnceLock<Column>,
}

impl Texts {
    pub(super) fn new(lexicon: Option<Lexicon>) -> Self {
        Self { lexicon, ..Self::default() }
    }

    /// Adds the items up to this place.
    pub(super) fn prepare(&self, memory: &Memory, end: usize) {
        if self.whole.get().is_none() {
            let mut column = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
            column.extend(memory, self.lexicon.as_ref(), end);
        }
    }

    /// All of it.
    fn whole(&self, memory: &Memory) -> &Column {
        self.whole.get_or_init(|| {
            let mut column = std::mem::take(&mut *self.begun.lock().unwrap_or_else(PoisonError::into_inner));
            column.extend(memory, self.lexicon.as_ref(), usize::MAX);
            column.close();
            column
        })
    }

    fn common(&self) -> &[String] {
        self.lexicon.as_ref().map_or(&[], |lexicon| &lexicon.common)
    }
}
