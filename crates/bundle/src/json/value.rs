//! A JSON value that borrows its texts, keeps the order of its members and knows where it stands.

use std::borrow::Cow;

/// A JSON value.
#[derive(Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    /// A whole number from 0, however written (`2`, `2.0`).
    Whole(u64),
    /// Any other number. No field wants one.
    Number,
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

/// A value and the byte of the source at which it begins.
#[derive(Debug, PartialEq)]
pub(crate) struct Node<'a> {
    pub(crate) start: usize,
    pub(crate) value: Json<'a>,
}

impl Json<'_> {
    /// What it is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "true or false",
            Json::Whole(_) | Json::Number => "a number",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}
