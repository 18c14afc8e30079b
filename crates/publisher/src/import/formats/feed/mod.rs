//! Feeds: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, and what people write for them. One reader for all dialects, since feeds mix them.
//!
//! 1. `charset` makes text of bytes, `xml` finds tags in it, `node` holds one item at a time;
//! 2. `construct` tells plain text from HTML; `item` makes a row of an item;
//! 3. this module walks the feed and remembers what it says of itself.
//!
//! Every element is used, becomes a field of its own name, or is noted. Nothing is fetched, and no declaration is expanded.

mod construct;
mod item;

use super::charset;
use super::node::Node;
use super::xml::{Element, Step, Xml};
use crate::body::{Note, Notes};
use crate::import::losses::Place;
use crate::import::taken::Taken;
use construct::Construct;
use std::sync::Arc;
use url::Url;

/// What a feed says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct About {
    /// Such as "RSS 2.0".
    pub(crate) dialect: String,
    /// Its title, as HTML.
    pub(crate) title: String,
    /// What it is about, as HTML.
    pub(crate) description: String,
    /// The page it belongs to.
    pub(crate) home: String,
    /// The language of what does not say another.
    pub(crate) language: String,
}

/// What is known of a feed before it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The name in reports.
    pub(crate) file: Arc<str>,
    /// The charset that a server named.
    pub(crate) charset: Option<String>,
    /// Where it was fetched from.
    pub(crate) address: Option<Url>,
}

/// Most rows of one feed.
const MOST: usize = 1_000_000;
/// Most elements within each other that say where addresses lead from.
const MOST_BASES: usize = 100;

/// Reads a feed; `None` if it is none.
pub(crate) fn read(bytes: &[u8], known: &Known) -> Option<(About, Vec<Taken>)> {
    let decoded = charset::decode(bytes, known.charset.as_deref());
    let mut reader = Reading { xml: Xml::new(&decoded.text), known, about: About::default(), notes: Notes::default(), rows: Vec::new() };
    if decoded.damaged {
        reader.notes.add(Note::Value, &format!("bytes that {} does not have", decoded.charset));
    }
    let root = reader.root()?;
    if root.name == "entry" || root.name == "item" {
        let base = base_of(&root, known.address.clone());
        reader.item(root, base);
    } else {
        let base = base_of(&root, known.address.clone());
        reader.container(&root, base);
    }
    Some(reader.finish())
}

/// Whether bytes begin as a feed does, as far as that can be told from the first of them.
pub(crate) fn begins(head: &[u8]) -> bool {
    let decoded = charset::decode(head, None);
    let known = Known::default();
    let mut reader =
        Reading { xml: Xml::new(&decoded.text), known: &known, about: About::default(), notes: Notes::default(), rows: Vec::new() };
    reader.root().is_some()
}

struct Reading<'t> {
    xml: Xml<'t>,
    known: &'t Known,
    about: About,
    notes: Notes,
    rows: Vec<Taken>,
}

impl Reading<'_> {
    /// The first element, if it is one that a feed begins with.
    fn root(&mut self) -> Option<Element> {
        let root = loop {
            match self.xml.next() {
                Step::Open(element) => break element,
                Step::End => return None,
                Step::Close | Step::Text(_) => {}
            }
        };
        self.about.dialect = dialect(&root)?;
        Some(root)
    }

    /// The elements of a feed, a channel, or of what stands around one.
    fn container(&mut self, element: &Element, base: Option<Url>) {
        if let Some(language) = element.get("xml:lang").filter(|_| self.about.language.is_empty()) {
            self.about.language = language.to_owned();
        }
        // Containers that say where their addresses lead from, with their depth.
        let mut bases: Vec<(usize, Url)> = Vec::new();
        let around = |bases: &[(usize, Url)]| bases.last().map(|(_, base)| base.clone()).or_else(|| base.clone());
        loop {
            match self.xml.next() {
                Step::Open(element) => match element.name.as_str() {
                    "item" | "entry" => self.item(element, around(&bases)),
                    "channel" | "rss" | "feed" | "rdf:rdf" => {
                        if let Some(base) =
                            base_of(&element, around(&bases)).filter(|_| element.get("xml:base").is_some() && bases.len() < MOST_BASES)
                        {
                            bases.push((self.xml.depth(), base));
                        }
                    }
                    _ => {
                        let node = Node::read(element, &mut self.xml, &mut self.notes);
                        self.say(&node);
                    }
                },
                Step::Close => {
                    let depth = self.xml.depth();
                    while bases.last().is_some_and(|(opened, _)| *opened > depth) {
                        bases.pop();
                    }
                }
                Step::Text(_) => {}
                Step::End => break,
            }
        }
    }

    fn item(&mut self, element: Element, base: Option<Url>) {
        let base = base_of(&element, base);
        let place = Place { file: self.known.file.clone(), line: element.line };
        let mut notes = Notes::default();
        let node = Node::read(element, &mut self.xml, &mut notes);
        if self.rows.len() >= MOST {
            self.notes.add(Note::Text, "items beyond the 1,000,000th");
            return;
        }
        let fields = item::fields(&node, base.as_ref(), &self.about, &mut notes);
        self.rows.push(Taken::row(&fields, notes, place));
    }

    /// Something that the feed says of itself.
    fn say(&mut self, node: &Node) {
        let html = |node: &Node, plain: bool| Construct::read(node, plain).field().unwrap_or_default();
        let is_atom = self.about.dialect.starts_with("Atom");
        let about = &mut self.about;
        match node.name() {
            "title" if about.title.is_empty() => about.title = html(node, is_atom),
            "dc:title" if about.title.is_empty() => about.title = html(node, false),
            "description" | "subtitle" | "tagline" | "abstract" | "dc:description" if about.description.is_empty() => {
                about.description = html(node, is_atom);
            }
            "link" => {
                let address = node.get("href").map_or_else(|| node.text(), str::to_owned);
                if node.get("rel").is_none_or(|rel| rel == "alternate") && about.home.is_empty() {
                    about.home = address;
                }
            }
            "language" | "dc:language" => about.language = node.text(),
            // What only matters to those who fetch feeds again.
            "lastbuilddate" | "generator" | "docs" | "ttl" | "cloud" | "id" | "updated" | "modified" | "pubdate" | "skiphours"
            | "skipdays" | "sy:updateperiod" | "sy:updatefrequency" | "sy:updatebase" | "items" | "schedule" | "dc:date" => {}
            other => self.notes.add(Note::Field, &format!("feed: {other}")),
        }
    }

    fn finish(mut self) -> (About, Vec<Taken>) {
        let place = |line: u64| Place { file: self.known.file.clone(), line };
        let fault = self.xml.fault();
        if let Some((reason, line)) = fault {
            let mut notes = Notes::default();
            notes.add(Note::Text, &format!("the feed {reason}"));
            self.rows.push(Taken::noted(notes, place(line)));
        }
        if self.xml.attributes_passed() > 0 {
            self.notes.add_many(Note::Field, "attributes beyond the 200th", self.xml.attributes_passed());
        }
        if self.xml.doubtful() > 0 {
            self.notes.add_many(Note::Text, "attributes with < in them (is a quotation mark missing?)", self.xml.doubtful());
        }
        if self.notes.iter().next().is_some() {
            self.rows.insert(0, Taken::noted(self.notes, place(1)));
        }
        (self.about, self.rows)
    }
}

/// From where addresses in an element lead.
fn base_of(element: &Element, around: Option<Url>) -> Option<Url> {
    // CDF says it without a namespace.
    let own = element.get("xml:base").or_else(|| element.get("base")).filter(|base| !base.trim().is_empty());
    own.and_then(|own| around.as_ref().map_or_else(|| Url::parse(own).ok(), |around| around.join(own).ok())).or(around)
}

/// The dialect of a feed with this first element; `None` if it is none.
fn dialect(root: &Element) -> Option<String> {
    let version = root.get("version").unwrap_or_default().trim();
    let space =
        |part: &str| root.attributes.iter().any(|(name, value)| name.starts_with("xmlns") && value.to_ascii_lowercase().contains(part));
    let name = match root.name.as_str() {
        "rss" if version.is_empty() => "RSS".to_owned(),
        "rss" => format!("RSS {version}"),
        "rdf:rdf" if space("rdf/simple/0.9") => "RSS 0.90".to_owned(),
        "rdf:rdf" if space("/rss1.1") => "RSS 1.1".to_owned(),
        "rdf:rdf" | "rdf" => "RSS 1.0".to_owned(),
        "feed" | "entry" if space("purl.org/atom/ns") || version.starts_with('0') => "Atom 0.3".to_owned(),
        "feed" | "entry" => "Atom 1.0".to_owned(),
        "channel" if root.get("href").is_some() || root.get("base").is_some() || root.get("lastmod").is_some() => "CDF".to_owned(),
        "channel" if space("/rss1.1") => "RSS 1.1".to_owned(),
        "channel" | "item" => "RSS".to_owned(),
        _ => return None,
    };
    Some(name)
}
