//! The tokens of an item, field by field. What is searched is decided here, and nowhere else.

use super::plain::plain_text;
use super::tokens::tokens;
use dossier_bundle::{Item, Series};
use std::borrow::Cow;

/// Where in an item a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its title.
    Title,
    /// Its place in a series, as shown.
    Series,
    /// Its summary.
    Summary,
    /// Its text.
    Body,
}

/// How many fields there are.
pub const FIELDS: usize = 4;

/// Positions from the one after a field's last token to the first of the next field: no phrase crosses.
pub const FIELD_GAP: u32 = 16;

/// The text of each field of an item, in their order.
pub fn item_texts(item: &Item) -> [Cow<'_, str>; FIELDS] {
    let mut body = String::new();
    plain_text(&item.body, &mut body);
    let series = item.series.as_ref().map(Series::to_string).unwrap_or_default();
    [Cow::Borrowed(&item.title), Cow::Owned(series), Cow::Borrowed(&item.summary), Cow::Owned(body)]
}

/// Gives the tokens of an item in order, as [`text_tokens`] does those of its texts.
pub fn item_tokens(item: &Item, each: &mut dyn FnMut(Field, u32, &str)) {
    text_tokens(&item_texts(item), each);
}

/// Gives the tokens of the texts of an item in order, with their positions: they count up from 0, and on from [`FIELD_GAP`] after the end
/// of each field, also of an empty one.
pub fn text_tokens<T: AsRef<str>>(texts: &[T; FIELDS], each: &mut dyn FnMut(Field, u32, &str)) {
    let mut position = 0;
    for (field, text) in [Field::Title, Field::Series, Field::Summary, Field::Body].into_iter().zip(texts) {
        tokens(text.as_ref(), &mut |form| {
            each(field, position, form);
            position += 1;
        });
        position += FIELD_GAP;
    }
}
