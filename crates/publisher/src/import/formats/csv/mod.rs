//! Tables: comma, semicolon, tab or bar between the cells, the names of the fields in the first row. Read as a stream; no cell is held
//! that is larger than a body may be, and none twice.

mod columns;

use super::charset;
use crate::body::{LONGEST_BODY, Note, Notes};
use crate::import::losses::Place;
use crate::import::sources::LARGEST;
use crate::import::taken::Taken;
use anyhow::{Context, Result};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::Arc;

/// Most cells of a row.
const WIDEST: usize = 2_000;
/// Most bytes of a table.
const LARGEST_TABLE: u64 = 16 << 30;
/// Most bytes of all cells of a row.
const LONGEST_ROW: usize = 48 << 20;

/// Cells of these columns may hold several entries.
const LISTS: [&str; 5] = ["topics", "categories", "tags", "publisher", "files"];

/// The rows of one table.
pub(crate) struct Table {
    reader: Box<dyn Read + Send>,
    core: Reader,
    /// Bytes that were read and are not yet parsed.
    buffer: Vec<u8>,
    at: usize,
    all_read: bool,
    /// How many bytes were read.
    bytes: u64,
    name: Arc<str>,
    /// For cells that are not UTF-8.
    fallback: &'static Encoding,
    known: Arc<BTreeSet<String>>,
    columns: Option<Vec<String>>,
    refused: Option<&'static str>,
}

/// A row's cells as far as they can be held, and what is wrong with it.
#[derive(Default)]
struct Record {
    line: u64,
    cells: Vec<Vec<u8>>,
    bytes: usize,
    /// The first cell that is too large, from 0.
    too_large: Option<usize>,
    too_many: bool,
}

impl Table {
    /// Begins with a table; `head` is the beginning of what `reader` gives, `known` are the field names that a mapping speaks of.
    pub(crate) fn open(mut reader: Box<dyn Read + Send>, head: &[u8], name: Arc<str>, known: Arc<BTreeSet<String>>) -> io::Result<Self> {
        let mut refused = None;
        let decoded = charset::decode(head, None);
        if decoded.charset.starts_with("UTF-16") || decoded.charset.starts_with("UTF-32") {
            let mut bytes = Vec::new();
            reader.take(LARGEST + 1).read_to_end(&mut bytes)?;
            refused = (bytes.len() as u64 > LARGEST).then_some("a table in UTF-16 of more than 64 MiB");
            reader = Box::new(io::Cursor::new(charset::decode(&bytes, None).text.into_bytes()));
        }
        let ascii_or_utf_8 = decoded.charset == UTF_8.name() || cut_utf_8(head);
        let fallback = if ascii_or_utf_8 { WINDOWS_1252 } else { Encoding::for_label(decoded.charset.as_bytes()).unwrap_or(WINDOWS_1252) };
        let core = ReaderBuilder::new().delimiter(columns::delimiter(&decoded.text)).build();
        Ok(Self {
            reader,
            core,
            buffer: vec![0; 1 << 16],
            at: 1 << 16,
            all_read: false,
            bytes: 0,
            name,
            fallback,
            known,
            columns: None,
            refused,
        })
    }

    /// The next row; `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<Taken>> {
        if let Some(reason) = self.refused.take() {
            self.all_read = true;
            return Ok(Some(Taken::refused(reason, self.place(1))));
        }
        loop {
            let read = self.record();
            let Some(cells) = read.with_context(|| format!("cannot read {} after line {}", self.name, self.core.line()))? else {
                return Ok(None);
            };
            if self.columns.is_none() && self.core.line() <= 2 && is_separator_line(&cells) {
                continue;
            }
            if cells.cells.iter().all(|cell| cell.trim_ascii().is_empty()) && cells.too_large.is_none() {
                continue;
            }
            let place = self.place(cells.line);
            match (self.refusal(&cells), &self.columns) {
                (Some(reason), None) => {
                    self.all_read = true;
                    self.at = self.buffer.len();
                    return Ok(Some(Taken::refused(format!("the names of the columns cannot be read: {reason}"), place)));
                }
                (Some(reason), Some(_)) => return Ok(Some(Taken::refused(reason, place))),
                (None, None) => self.columns = Some(self.headings(&cells)),
                (None, Some(columns)) => {
                    let mut notes = Notes::default();
                    let row = self.row(&cells, columns, &mut notes);
                    return Ok(Some(Taken::row(&row, notes, place)));
                }
            }
        }
    }

    fn place(&self, line: u64) -> Place {
        Place { file: self.name.clone(), line }
    }

    fn refusal(&self, cells: &Record) -> Option<String> {
        if let Some(column) = cells.too_large {
            let named =
                self.columns.as_ref().and_then(|columns| columns.get(column)).cloned().unwrap_or_else(|| format!("column {}", column + 1));
            let name: String = named.chars().take(60).collect();
            return Some(format!("cell \"{name}\" longer than 8 MiB (is a quotation mark missing?)"));
        }
        cells.too_many.then(|| "more than 2,000 cells, or 48 MiB of them".to_owned())
    }

    /// One row. `None` at the end.
    fn record(&mut self) -> io::Result<Option<Record>> {
        let mut output = [0; 1 << 12];
        let mut cells = Record::default();
        let mut cell = Vec::new();
        let mut begun = false;
        loop {
            if self.at == self.buffer.len() && !self.all_read {
                self.fill()?;
            }
            let mut input = &self.buffer[self.at..];
            if !begun {
                // Line ends before a row are read one by one, so that the row's own line is known.
                cells.line = self.core.line();
                begun = !matches!(input.first(), Some(b'\n' | b'\r'));
                input = if begun { input } else { &input[..1] };
            }
            let (result, read, written) = self.core.read_field(input, &mut output);
            self.at += read;
            let column = cells.cells.len();
            if cells.too_large.is_none() && !cells.too_many {
                cell.extend_from_slice(&output[..written]);
                cells.bytes += written;
                if cell.len() > LONGEST_BODY {
                    cells.too_large = Some(column);
                    cell = Vec::new();
                } else if cells.bytes > LONGEST_ROW {
                    cells.too_many = true;
                }
            }
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    if column < WIDEST {
                        cells.cells.push(std::mem::take(&mut cell));
                    } else {
                        cells.too_many = true;
                        cell.clear();
                    }
                    if record_end {
                        return Ok(Some(cells));
                    }
                }
                ReadFieldResult::End => return Ok(None),
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.resize(1 << 16, 0);
        let count = loop {
            match self.reader.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.buffer.truncate(count);
        self.at = 0;
        self.all_read = count == 0;
        self.bytes += count as u64;
        if self.bytes > LARGEST_TABLE {
            return Err(io::Error::other("it is larger than 16 GiB"));
        }
        Ok(())
    }

    fn text<'c>(&self, cell: &'c [u8]) -> (Cow<'c, str>, bool) {
        str::from_utf8(cell).map_or_else(|_| self.fallback.decode_without_bom_handling(cell), |text| (Cow::Borrowed(text), false))
    }

    /// The names of the columns: as they are where a mapping speaks of them, else the usual names of what they mean.
    fn headings(&self, cells: &Record) -> Vec<String> {
        let mut columns: Vec<String> = Vec::new();
        for (place, cell) in cells.cells.iter().enumerate() {
            let written = self.text(cell).0.trim().replace(char::is_control, " ");
            let mut name = if written.is_empty() { format!("column {}", place + 1) } else { columns::meaning(&written, &self.known) };
            if columns.contains(&name) {
                name = format!("{written} (column {})", place + 1);
            }
            columns.push(name);
        }
        columns
    }

    fn row(&self, cells: &Record, columns: &[String], notes: &mut Notes) -> Map<String, Value> {
        let mut row = Map::new();
        for (place, cell) in cells.cells.iter().enumerate() {
            let (text, damaged) = self.text(cell);
            if damaged {
                notes.add(Note::Value, &format!("bytes that {} does not have", self.fallback.name()));
            }
            let text = text.trim().replace('\0', "");
            if text.is_empty() {
                continue;
            }
            let name = columns.get(place).cloned().unwrap_or_else(|| format!("column {}", place + 1));
            let value = if LISTS.contains(&name.as_str()) && text.contains([';', '|']) {
                text.split([';', '|'])
                    .map(str::trim)
                    .filter(|entry| !entry.is_empty())
                    .map(|entry| Value::String(entry.to_owned()))
                    .collect()
            } else {
                Value::String(text)
            };
            row.insert(name, value);
        }
        row
    }
}

/// Whether bytes are UTF-8 but for a character that is cut at their end.
fn cut_utf_8(head: &[u8]) -> bool {
    str::from_utf8(head).err().is_none_or(|error| error.error_len().is_none())
}

/// `sep=;`, which spreadsheets write above a table.
fn is_separator_line(cells: &Record) -> bool {
    cells.cells.first().is_some_and(|cell| cell.len() <= 5 && cell.to_ascii_lowercase().starts_with(b"sep="))
}
