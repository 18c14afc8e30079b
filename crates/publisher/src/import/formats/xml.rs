//! XML as it is found: tags that are not closed, prefixes that are not declared, text with bare `&` and `<`. Never fails; where the text
//! ends too early, it says so. Declarations of a document type are passed over, so that nothing they declare can ever expand.
//!
//! quick-xml finds the tags; here open elements are kept, and names get one spelling whatever prefix a document uses.

use super::references;
use super::spaces::Spaces;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::HashMap;

/// Most attributes of an element that are read.
const ATTRIBUTES: usize = 200;

/// What was met next.
#[derive(Debug)]
pub(super) enum Step<'t> {
    /// An element begins.
    Open(Element),
    /// The innermost open element ends.
    Close,
    /// Text, its references decoded.
    Text(Cow<'t, str>),
    /// All is read; every element has been closed.
    End,
}

/// The beginning of an element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name, lower case, with the usual prefix of its namespace; none for those of feeds themselves.
    pub(super) name: String,
    /// Names (lower case, with the prefix as written) and values.
    pub(super) attributes: Vec<(String, String)>,
    /// Where it begins, from 1.
    pub(super) line: u64,
}

impl Element {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a text step by step.
pub(super) struct Xml<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    /// Where the reader's text begins.
    start: usize,
    /// Lines are counted up to here.
    counted: (usize, u64),
    open: Vec<&'t str>,
    /// How many open elements there are of each name: most end tags that fit none are known at once.
    names: HashMap<&'t str, usize>,
    spaces: Spaces,
    /// Elements that are to be closed before anything else is read.
    closing: usize,
    /// Why reading ended before the text did, and in which line.
    fault: Option<(&'static str, u64)>,
    attributes_passed: u64,
    /// How many attributes have a `<` in them, which XML forbids.
    doubtful: u64,
    ended: bool,
}

impl<'t> Xml<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            reader: tolerant(text),
            start: 0,
            counted: (0, 1),
            open: Vec::new(),
            names: HashMap::new(),
            spaces: Spaces::default(),
            closing: 0,
            fault: None,
            attributes_passed: 0,
            doubtful: 0,
            ended: false,
        }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Why reading ended before the text did, and in which line.
    pub(super) fn fault(&self) -> Option<(&'static str, u64)> {
        self.fault
    }

    /// How many attributes were too many to be read.
    pub(super) fn attributes_passed(&self) -> u64 {
        self.attributes_passed
    }

    /// How many attributes have a `<` in them: what follows a missing quotation mark is taken for a part of one.
    pub(super) fn doubtful(&self) -> u64 {
        self.doubtful
    }

    pub(super) fn next(&mut self) -> Step<'t> {
        loop {
            if self.closing > 0 {
                self.closing -= 1;
                self.close_one();
                return Step::Close;
            }
            if self.ended {
                return Step::End;
            }
            let at = self.position();
            if self.is_bare(at) {
                self.restart(at + 1);
                return Step::Text(Cow::Borrowed("<"));
            }
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => return Step::Open(self.enter(&tag, at)),
                Ok(Event::Empty(tag)) => {
                    self.closing = 1;
                    return Step::Open(self.enter(&tag, at));
                }
                Ok(Event::End(tag)) => self.leave(self.text.get(at + 2..at + 2 + tag.name().as_ref().len()).unwrap_or_default()),
                Ok(Event::Text(text)) => return Step::Text(text.into_inner()),
                Ok(Event::CData(text)) => return Step::Text(text.into_inner()),
                Ok(Event::GeneralRef(name)) => {
                    let name = name.into_inner();
                    return Step::Text(Cow::Owned(references::reference(&name).unwrap_or_else(|| format!("&{name};"))));
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Ok(Event::Eof) => self.end(),
                Err(_) => {
                    self.fault = Some(("ends within a tag, a comment or a section", self.line(at)));
                    self.end();
                }
            }
        }
    }

    fn position(&self) -> usize {
        self.start + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Whether there is a `<` that begins no tag.
    fn is_bare(&self, at: usize) -> bool {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        rest.first() == Some(&b'<')
            && !rest.get(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?' | b'_' | b':' | 0x80..))
    }

    fn restart(&mut self, at: usize) {
        self.start = at;
        self.reader = tolerant(&self.text[at..]);
    }

    fn enter(&mut self, tag: &BytesStart<'_>, at: usize) -> Element {
        let line = self.line(at);
        let written = tag.name();
        let name = self.text.get(at + 1..at + 1 + written.as_ref().len()).unwrap_or_default();
        let mut attributes = Vec::new();
        let mut all = tag.html_attributes();
        // What is no attribute is passed over; so is the rest of those that nobody wrote by hand.
        for attribute in all.with_checks(false).flatten() {
            if attributes.len() >= ATTRIBUTES {
                self.attributes_passed += 1;
                continue;
            }
            self.doubtful += u64::from(attribute.value.contains('<'));
            let name = attribute.key.into_inner().to_ascii_lowercase();
            attributes.push((name, references::decode(&attribute.value).into_owned()));
        }
        self.open.push(name);
        *self.names.entry(name).or_default() += 1;
        self.spaces.declare(self.open.len(), &attributes);
        Element { name: self.spaces.name(name), attributes, line }
    }

    /// An end tag closes the elements up to and with the nearest of its name, if there is one.
    fn leave(&mut self, name: &str) {
        if self.names.get(name).is_some_and(|count| *count > 0) {
            let inner = self.open.iter().rev().take_while(|open| **open != name).count();
            self.closing = inner + 1;
        }
    }

    fn close_one(&mut self) {
        self.spaces.forget(self.open.len());
        if let Some(count) = self.open.pop().and_then(|name| self.names.get_mut(name)) {
            *count -= 1;
        }
    }

    fn end(&mut self) {
        self.ended = true;
        self.closing = self.open.len();
        if !self.open.is_empty() && self.fault.is_none() {
            self.fault = Some(("ends before its elements do", self.line(self.text.len())));
        }
    }

    fn line(&mut self, at: usize) -> u64 {
        let (from, line) = self.counted;
        let between = self.text.get(from..at).unwrap_or_default();
        self.counted = (at.max(from), line + between.matches('\n').count() as u64);
        self.counted.1
    }
}

fn tolerant(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}
