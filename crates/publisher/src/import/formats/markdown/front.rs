//! Front matter: YAML between `---`, TOML between `+++`, or a JSON object, before the text of a page. What does not parse as a whole is
//! read field by field, so that one bad line costs one field.

use serde_json::{Map, Value, json};

/// Longest front matter in bytes.
const LONGEST: usize = 1 << 20;
/// Most fields that are read one by one where the whole does not parse.
const MOST: usize = 1_000;

/// A page, taken apart.
#[derive(Debug, Default)]
pub(super) struct Front<'t> {
    pub(super) fields: Map<String, Value>,
    /// The text of the page.
    pub(super) body: &'t str,
    /// The line in which the row begins.
    pub(super) line: u64,
    /// What could not be read, and in which line.
    pub(super) problems: Vec<(String, u64)>,
}

impl<'t> Front<'t> {
    /// Takes a file apart.
    pub(super) fn read(text: &'t str) -> Self {
        let trimmed = text.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ', '\t']);
        let before = 1 + text[..text.len() - trimmed.len()].matches('\n').count() as u64;
        let mut front = Self { body: text, line: 1, ..Self::default() };
        let first = trimmed.lines().next().unwrap_or_default().trim_end();
        if trimmed.starts_with('{') {
            front.json(trimmed, before);
        } else if first == "---" || first == "+++" {
            match end_of(trimmed, first) {
                Some((inside, body)) if inside.len() <= LONGEST => {
                    front.body = body;
                    if first == "---" { front.yaml(inside, before + 1) } else { front.toml(inside, before + 1) }
                }
                Some((_, body)) => {
                    front.body = body;
                    front.problems.push(("front matter: longer than 1 MiB".to_owned(), before));
                }
                // A line across the page, not front matter.
                None => {}
            }
        }
        front
    }

    fn json(&mut self, text: &'t str, line: u64) {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        match values.next() {
            Some(Ok(Value::Object(fields))) => {
                self.body = &text[values.byte_offset()..];
                self.fields = fields;
            }
            Some(Err(error)) if !text.starts_with("{{") && !text.starts_with("{%") => {
                self.problems.push(("front matter: not JSON".to_owned(), line + error.line() as u64 - 1));
            }
            _ => {}
        }
    }

    fn toml(&mut self, text: &str, line: u64) {
        match toml::from_str::<toml::Table>(text) {
            Ok(table) => self.fields = table.into_iter().map(|(name, value)| (name, plain(value))).collect(),
            Err(error) => {
                let at = error.span().map_or(0, |span| text[..text.floor_char_boundary(span.start)].matches('\n').count());
                self.problems.push(("front matter: not TOML".to_owned(), line + at as u64));
                self.by_field(text, (line, true), &|field| {
                    toml::from_str::<toml::Table>(field)
                        .ok()
                        .map(|table| table.into_iter().map(|(name, value)| (name, plain(value))).collect())
                });
            }
        }
    }

    fn yaml(&mut self, text: &str, line: u64) {
        match yaml(text) {
            Ok(fields) => self.fields = fields,
            Err((reason, at)) => {
                self.problems.push((format!("front matter: {reason}"), line + at));
                self.by_field(text, (line, false), &|field| yaml(field).ok());
            }
        }
    }

    /// Reads each field by itself: a line that begins with a name (in TOML also that of a table), and what is indented below it.
    fn by_field(&mut self, text: &str, (line, is_toml): (u64, bool), read: &dyn Fn(&str) -> Option<Map<String, Value>>) {
        let mut pieces: Vec<(u64, String)> = Vec::new();
        for (number, written) in text.lines().enumerate() {
            let begins = written.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'' | '_') || (c == '[' && is_toml));
            match pieces.last_mut() {
                Some((_, piece)) if !begins => {
                    piece.push('\n');
                    piece.push_str(written);
                }
                _ => pieces.push((line + number as u64, written.to_owned())),
            }
        }
        for (number, piece) in pieces.iter().take(MOST) {
            let found = read(piece).or_else(|| as_written(piece));
            match found {
                Some(found) => found.into_iter().for_each(|(name, value)| _ = self.fields.entry(name).or_insert(value)),
                None if piece.trim().is_empty() || piece.starts_with('#') => {}
                None => self.problems.push(("front matter: a field that cannot be read".to_owned(), *number)),
            }
        }
        if pieces.len() > MOST {
            self.problems.push(("front matter: fields beyond the 1,000th".to_owned(), pieces[MOST].0));
        }
    }
}

/// A field of one line as it stands, without its quotation marks.
fn as_written(piece: &str) -> Option<Map<String, Value>> {
    let (name, value) = piece.split_once([':', '='])?;
    let (name, value) = (name.trim().trim_matches(['"', '\'']), value.trim());
    let usable = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    // A list, a table or a text of several lines means something else than what is written.
    if !usable || value.is_empty() || value.starts_with(['[', '{', '|', '>', '*', '&', '!']) || piece.trim_end().contains('\n') {
        return None;
    }
    Some(Map::from_iter([(name.to_owned(), json!(value.trim_matches(['"', '\''])))]))
}

/// Where front matter ends: what is inside, and what comes after.
fn end_of<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = line.trim_end();
        if end == mark || (mark == "---" && end == "...") {
            return Some((&text[start..at], &text[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// YAML as an object; the reason why not, and how many lines down.
fn yaml(text: &str) -> Result<Map<String, Value>, (String, u64)> {
    // The budget bounds aliases, depth and events; texts such as `no` and `007` stay what they are.
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::FirstWins,
    };
    match serde_saphyr::from_str_with_options::<Value>(text, options) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(Value::Null) => Ok(Map::new()),
        Ok(_) => Err(("not a list of fields".to_owned(), 0)),
        Err(error) => {
            let line = error.location().map_or(0, |location| location.line().saturating_sub(1));
            Err(("not YAML".to_owned(), line))
        }
    }
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(value) => json!(value),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(list) => Value::Array(list.into_iter().map(plain).collect()),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(name, value)| (name, plain(value))).collect()),
    }
}
