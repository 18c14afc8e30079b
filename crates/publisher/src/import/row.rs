//! One row: a JSON object of which every field is either used or accounted for.

use crate::body::{Note, Notes};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

pub(crate) struct Row {
    fields: Map<String, Value>,
    used: RefCell<BTreeSet<String>>,
}

impl Row {
    /// Reads a line; `Err` says why it cannot be a row.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        let text = str::from_utf8(bytes).map_err(|_| "not UTF-8")?;
        match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => Ok(Self { fields, used: RefCell::default() }),
            Ok(_) => Err("JSON, but not an object"),
            Err(_) => Err("not JSON"),
        }
    }

    /// The first of the fields `names` that holds something; it counts as used.
    pub(crate) fn value(&self, names: &[String]) -> Option<&Value> {
        let (name, value) =
            names.iter().find_map(|name| self.fields.get(name).filter(|value| !is_empty(value)).map(|value| (name, value)))?;
        self.used.borrow_mut().insert(name.clone());
        Some(value)
    }

    /// The same as text. A value that is neither text, number nor truth value is noted.
    pub(crate) fn text(&self, names: &[String], notes: &mut Notes) -> Cow<'_, str> {
        let Some(value) = self.value(names) else { return Cow::Borrowed("") };
        scalar(value).unwrap_or_else(|| {
            notes.add(Note::Value, &format!("{}: not a text", names.join("/")));
            Cow::Borrowed("")
        })
    }

    /// The same as a list of texts; a single text is a list of one.
    pub(crate) fn texts(&self, names: &[String], notes: &mut Notes) -> Vec<Cow<'_, str>> {
        let values = match self.value(names) {
            None => return Vec::new(),
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
        };
        let mut texts = Vec::new();
        for value in values.iter().filter(|value| !is_empty(value)) {
            match scalar(value) {
                Some(text) => texts.push(text),
                None => notes.add(Note::Value, &format!("{}: not a text", names.join("/"))),
            }
        }
        texts
    }

    /// Notes every field that holds something and was not used.
    pub(super) fn note_unused(&self, ignored: &[String], notes: &mut Notes) {
        let used = self.used.borrow();
        for (name, value) in &self.fields {
            if !is_empty(value) && !used.contains(name) && !ignored.contains(name) {
                notes.add(Note::Field, name);
            }
        }
    }
}

fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(value) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
