//! The settings of a site's folder, read to the end: every key that nobody knows, every value of a wrong sort, every one that means
//! nothing. What can be used of them is handed on, so that one slip does not hide what is wrong with the content.

use super::finding::Finding;
use crate::import::mapping::Mapping;
use dossier_bundle::Severity;
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// Most faults of shape that are looked for: each costs one more reading.
const MOST: usize = 200;

type Table<'t> = DeTable<'t>;

/// Settings with what is wrong with them.
pub(super) struct Settings<'t> {
    /// The file as it was named.
    pub(super) file: &'t str,
    text: &'t str,
    table: Spanned<Table<'t>>,
    pub(super) findings: Vec<Finding>,
    /// What can be used.
    pub(super) mapping: Mapping,
}

impl<'t> Settings<'t> {
    /// Reads settings.
    pub(super) fn read(file: &'t str, text: &'t str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut settings = Self { file, text, table: table.clone(), findings: Vec::new(), mapping: Mapping::default() };
        for error in errors {
            let text = format!("This is not TOML: {}.", error.message());
            settings.add("bad-settings", error.span(), text, Some("What stands there is passed over."));
        }
        // Of what is left of a text that is no TOML, keys may stand in the wrong tables.
        let broken = !settings.findings.is_empty();
        let mut rest = table;
        for _ in 0..MOST {
            match Mapping::deserialize(Deserializer::from(rest.clone())) {
                Ok(mapping) => {
                    settings.mapping = mapping;
                    break;
                }
                Err(error) => {
                    let Some(span) = error.span() else { break };
                    if !broken {
                        settings.misfit(&error, span.clone());
                    }
                    let (span_of_all, inner) = (rest.span(), rest.into_inner());
                    let (without, removed) = without(inner, &span);
                    rest = Spanned::new(span_of_all, without);
                    if !removed {
                        break;
                    }
                }
            }
        }
        for fault in settings.mapping.faults() {
            let span = settings.place(&fault.way);
            settings.add("wrong-setting", span, format!("{}.", capitalised(&fault.text)), None);
        }
        settings
    }

    /// Notes a fault of shape: an unknown key, or a value of a wrong sort.
    fn misfit(&mut self, error: &toml::de::Error, span: Range<usize>) {
        let message = error.message();
        let code = if message.starts_with("unknown field") { "unknown-setting" } else { "wrong-setting" };
        // "unknown field `x`, expected one of …": what is expected is what to do.
        let (what, wanted) = message.split_once(", expected ").map_or((message, None), |(what, wanted)| (what, Some(wanted)));
        let advice = wanted.map(|wanted| format!("There is {}.", wanted.trim_start_matches("one of ")));
        let wanted = wanted.map(|wanted| if matches!(wanted, "u32" | "u64" | "usize") { "a whole number" } else { wanted });
        let advice = if code == "unknown-setting" { advice } else { wanted.map(|wanted| format!("It must be {wanted}.")) };
        self.add(code, Some(span), format!("{}.", capitalised(what)), advice.as_deref());
    }

    /// Notes something about a setting, named by its way.
    pub(super) fn about(&mut self, severity: Severity, code: &'static str, way: &str, text: String, suggestion: Option<&str>) {
        let span = self.place(way);
        self.add(code, span, text, suggestion);
        if let Some(last) = self.findings.last_mut() {
            last.severity = severity;
        }
    }

    fn add(&mut self, code: &'static str, span: Option<Range<usize>>, text: String, suggestion: Option<&str>) {
        let (line, column) = span.map_or((0, 1), |span| place(self.text, span.start));
        let found = Finding::new(Severity::Error, code, (self.file, line), text);
        let found = Finding { column, ..found };
        self.findings.push(match suggestion {
            Some(suggestion) => found.advise(suggestion),
            None => found,
        });
    }

    /// Where a setting is, or the nearest one around it.
    fn place(&self, way: &str) -> Option<Range<usize>> {
        within(self.table.get_ref(), way)
    }
}

/// Where the setting at the end of a way is. Names hold dots too, so the longest that fits is taken.
fn within(table: &Table<'_>, way: &str) -> Option<Range<usize>> {
    let fits = |key: &str| way == key || way.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
    let (key, value) = table.iter().filter(|(key, _)| fits(key.get_ref())).max_by_key(|(key, _)| key.get_ref().len())?;
    let rest = way.get(key.get_ref().len() + 1..).unwrap_or_default();
    Some(inside(value, rest).unwrap_or_else(|| key.span()))
}

fn inside(value: &Spanned<DeValue<'_>>, way: &str) -> Option<Range<usize>> {
    match value.get_ref() {
        _ if way.is_empty() => match value.get_ref() {
            DeValue::Table(_) => None,
            _ => Some(value.span()),
        },
        DeValue::Table(table) => within(table, way),
        DeValue::Array(array) => {
            let (number, rest) = way.split_once('.').unwrap_or((way, ""));
            let one = array.get(number.parse::<usize>().ok()?)?;
            Some(inside(one, rest).unwrap_or_else(|| one.span()))
        }
        _ => None,
    }
}

/// A table without the entry whose key or value is at `span`, or without the innermost one around it; whether there was one.
fn without<'t>(table: Table<'t>, span: &Range<usize>) -> (Table<'t>, bool) {
    let mut kept = Table::new();
    let mut removed = false;
    for (key, value) in table {
        if removed {
            kept.insert(key, value);
            continue;
        }
        if key.span() == *span || value.span() == *span && !matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_)) {
            removed = true;
            continue;
        }
        let (whole, around) = (value.span() == *span, value.span());
        let (inner, taken) = pruned(value.into_inner(), span);
        removed = taken;
        if !taken && (whole || (around.start <= span.start && span.end <= around.end)) {
            removed = true;
            continue;
        }
        kept.insert(key, Spanned::new(around, inner));
    }
    (kept, removed)
}

fn pruned<'t>(value: DeValue<'t>, span: &Range<usize>) -> (DeValue<'t>, bool) {
    match value {
        DeValue::Table(table) => {
            let (table, removed) = without(table, span);
            (DeValue::Table(table), removed)
        }
        DeValue::Array(array) => {
            let mut kept = toml::de::DeArray::new();
            let mut removed = false;
            for value in array {
                let around = value.span();
                if !removed && around == *span {
                    removed = true;
                    continue;
                }
                let (value, taken) = if removed { (value.into_inner(), true) } else { pruned(value.into_inner(), span) };
                removed |= taken;
                kept.push(Spanned::new(around, value));
            }
            (DeValue::Array(kept), removed)
        }
        other => (other, false),
    }
}

/// Line and column of a byte, both from 1.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte.min(text.len()))];
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// A message as a sentence, unless it begins with the name of a setting.
fn capitalised(text: &str) -> String {
    if text.split(' ').next().is_some_and(|word| word.contains('.')) {
        return text.to_owned();
    }
    let mut chars = text.trim_end_matches('.').chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
