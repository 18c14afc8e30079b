//! A row as a source gives it, whatever the source is: a JSON object with the usual field names, and where it stands. Says nothing about
//! what becomes of it.

use super::formats::feed::About;
use super::losses::Place;
use crate::body::Notes;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What a source has to say next.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) place: Place,
    /// What the source has and no field can carry.
    pub(crate) notes: Notes,
    /// `None` where there are only notes.
    pub(crate) row: Option<Content>,
}

/// What a source says that is read whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    /// What a feed says of itself.
    pub(crate) about: Option<About>,
    pub(crate) rows: Vec<Taken>,
}

/// A row as JSON, or why there is none.
pub(crate) type Content = Result<Vec<u8>, Cow<'static, str>>;

impl Taken {
    /// A row.
    pub(crate) fn row(fields: &Map<String, Value>, notes: Notes, place: Place) -> Self {
        let row = serde_json::to_vec(fields).map_err(|error| Cow::Owned(error.to_string()));
        Self { place, notes, row: Some(row) }
    }

    /// Something that cannot become a row.
    pub(crate) fn refused(reason: impl Into<Cow<'static, str>>, place: Place) -> Self {
        Self { place, notes: Notes::default(), row: Some(Err(reason.into())) }
    }

    /// Notes about the source as a whole.
    pub(crate) fn noted(notes: Notes, place: Place) -> Self {
        Self { place, notes, row: None }
    }

    /// How many bytes its row has.
    pub(crate) fn size(&self) -> usize {
        self.row.as_ref().map_or(0, |row| row.as_ref().map_or(0, Vec::len))
    }
}
