//! One item of a feed becomes a row. Where several elements mean the same, the one most to the point is taken, and the others are fields
//! of their own names, so that a mapping can use them and the report tells of them.

use super::super::ids;
use super::super::node::{Node, field};
use super::{About, Construct};
use crate::body::{Note, Notes};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// A description longer than this is the text of the item, not a summary of it.
const LONGEST_SUMMARY: usize = 600;

const DATES: [&str; 7] = ["pubdate", "published", "issued", "dc:date", "dcterms:issued", "created", "dcterms:created"];
const CHANGES: [&str; 3] = ["updated", "modified", "dcterms:modified"];
const BODIES: [&str; 4] = ["content:encoded", "content", "xhtml:body", "body"];
const SUMMARIES: [&str; 6] = ["summary", "description", "abstract", "dc:description", "itunes:summary", "media:description"];
const TITLES: [&str; 4] = ["title", "dc:title", "media:title", "itunes:title"];
const IDS: [&str; 3] = ["guid", "id", "dc:identifier"];

/// The row of an item.
pub(super) fn fields(node: &Node, base: Option<&Url>, about: &About, notes: &mut Notes) -> Map<String, Value> {
    let mut item =
        Item { node, base, home: Url::parse(about.home.trim()).ok(), row: Map::new(), used: vec![false; node.children().count()] };
    let is_atom = about.dialect.starts_with("Atom");
    if let Some(title) = item.first(&TITLES) {
        item.set("title", Construct::read(title, is_atom).field().unwrap_or_else(|| field(&title.text())));
    }
    item.links();
    item.id();
    item.dates();
    item.texts(is_atom, notes);
    item.people(notes);
    item.categories(notes);
    item.files(notes);
    let language = node.get("xml:lang").map(str::to_owned).or_else(|| item.first(&["dc:language", "language"]).map(Node::text));
    item.set("language", language.unwrap_or_else(|| about.language.trim().to_owned()));
    item.rest();
    item.row
}

struct Item<'n> {
    node: &'n Node,
    base: Option<&'n Url>,
    /// The page of the feed: where addresses lead from if nothing says otherwise.
    home: Option<Url>,
    row: Map<String, Value>,
    /// Which children have been used.
    used: Vec<bool>,
}

impl<'n> Item<'n> {
    /// The first child of the first of these names that there is; it counts as used.
    fn first(&mut self, names: &[&str]) -> Option<&'n Node> {
        let children: Vec<&Node> = self.node.children().collect();
        let has_more = |node: &Node| !node.parts.is_empty() || !node.element.attributes.is_empty();
        let place = names.iter().find_map(|name| children.iter().position(|child| child.name() == *name && has_more(child)))?;
        self.used[place] = true;
        Some(children[place])
    }

    /// All children of these names; they count as used.
    fn all(&mut self, names: &[&str]) -> Vec<&'n Node> {
        let mut found = Vec::new();
        for (place, child) in self.node.children().enumerate() {
            if names.contains(&child.name()) && !self.used[place] {
                self.used[place] = true;
                found.push(child);
            }
        }
        found
    }

    fn set(&mut self, name: &str, text: String) {
        if !text.trim().is_empty() {
            self.row.insert(name.to_owned(), Value::String(text));
        }
    }

    /// An address, made whole where the item says from where.
    fn address(&self, text: &str) -> String {
        let compact: String = text.chars().filter(|c| !c.is_control()).collect();
        let compact = compact.trim();
        if Url::parse(compact).is_ok() {
            return compact.to_owned();
        }
        self.base.or(self.home.as_ref()).and_then(|base| base.join(compact).ok()).map_or_else(|| compact.to_owned(), |url| url.to_string())
    }

    fn links(&mut self) {
        let mut page: Option<(u8, String)> = None;
        let mut others: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        let mut files = Vec::new();
        for link in self.all(&["link"]) {
            let (rel, text) = (link.get("rel").unwrap_or("alternate").to_ascii_lowercase(), link.text());
            let href = link.get("href").unwrap_or(text.as_str());
            if href.trim().is_empty() {
                continue;
            }
            let address = self.address(href);
            // A page in HTML rather than the same in another form.
            let rank = link.get("type").map_or(1, |kind| if kind.contains("html") { 0 } else { 2 });
            match rel.as_str() {
                "alternate" if page.as_ref().is_none_or(|(before, _)| rank < *before) => {
                    let before = page.replace((rank, address));
                    others.entry("link".to_owned()).or_default().extend(before.map(|(_, address)| Value::String(address)));
                }
                "alternate" => others.entry("link".to_owned()).or_default().push(Value::String(address)),
                "enclosure" => files.push(self.file(link, href)),
                // How a feed is edited and where it is itself is nothing to readers.
                "self" | "edit" | "edit-media" | "service.edit" | "service.post" | "service.feed" => {}
                rel => others.entry(format!("link {rel}")).or_default().push(Value::String(address)),
            }
        }
        if let Some(original) = self.first(&["feedburner:origlink"]) {
            page = Some((0, self.address(&original.text())));
        }
        let cdf = self.node.get("href").map(|href| self.address(href));
        let permanent = || {
            let guid =
                self.node.child("guid").filter(|guid| !guid.get("ispermalink").is_some_and(|is| is.eq_ignore_ascii_case("false")))?;
            let text = guid.text();
            (text.starts_with("http://") || text.starts_with("https://")).then_some(text)
        };
        let about = || self.node.get("rdf:about").map(|about| self.address(about));
        let url = page.map(|(_, address)| address).or(cdf).or_else(permanent).or_else(about);
        self.set("url", url.unwrap_or_default());
        others.retain(|_, list| !list.is_empty());
        for (name, list) in others {
            self.row.insert(if name == "link" { "other links".to_owned() } else { name }, Value::Array(list));
        }
        if !files.is_empty() {
            self.row.insert("files".to_owned(), Value::Array(files));
        }
    }

    /// Its own id, else its address, else one made of all it says.
    fn id(&mut self) {
        let own = self.first(&IDS).map(Node::text).filter(|id| !id.is_empty());
        let id = own.or_else(|| self.node.get("rdf:about").map(str::to_owned)).or_else(|| Some(self.row.get("url")?.as_str()?.to_owned()));
        let id = id.map_or_else(|| format!("item-{}", ids::digits(&self.node.inner_html(), 16)), |id| ids::short(&id));
        self.set("id", id);
    }

    fn dates(&mut self) {
        let date = self.first(&DATES).map(Node::text);
        let changed = self.first(&CHANGES).map(Node::text).or_else(|| self.node.get("lastmod").map(str::to_owned));
        self.set("date", date.or_else(|| changed.clone()).unwrap_or_default());
        self.set("modified", changed.unwrap_or_default());
    }

    fn texts(&mut self, is_atom: bool, notes: &mut Notes) {
        let body = self.first(&BODIES);
        if let Some(source) = body.and_then(|body| body.get("src")) {
            let kind = body.and_then(|body| body.get("type")).unwrap_or_default().to_owned();
            let file = json!({ "url": self.address(source), "media_type": kind });
            self.push("files", file);
        }
        let summary = self.first(&SUMMARIES);
        let mut read = |node: Option<&Node>| -> Option<Construct> {
            let construct = Construct::read(node?, is_atom);
            if let Construct::Other(kind) = &construct {
                notes.add(Note::Dropped, &format!("content of type {kind}"));
            }
            Some(construct).filter(|construct| construct.html().is_some_and(|html| !html.trim().is_empty()))
        };
        let (text, words) = (read(body), read(summary));
        let (node, text, words) = match (text, words) {
            (Some(text), words) => (body, Some(text), words),
            (None, Some(words)) if is_text(&words.html().unwrap_or_default()) => (summary, Some(words), None),
            (None, words) => (None, None, words),
        };
        self.set("summary", words.and_then(|words| words.field()).unwrap_or_default());
        if let (Some(node), Some(text)) = (node, text.and_then(|text| text.html())) {
            self.set("body", text);
            self.set("body_format", "html".to_owned());
            let own = node.get("xml:base").and_then(|own| self.base.map_or_else(|| Url::parse(own).ok(), |base| base.join(own).ok()));
            if let Some(base) = own.as_ref().or(self.base) {
                self.set("base_url", base.to_string());
            }
        }
    }

    fn people(&mut self, notes: &mut Notes) {
        let mut names = Vec::new();
        for person in self.all(&["author", "dc:creator", "creator", "itunes:author"]) {
            let name = person
                .child("name")
                .map_or_else(|| if person.children().next().is_none() { person.text() } else { String::new() }, Node::text);
            for part in person.children().filter(|part| part.name() != "name") {
                notes.add(Note::Field, &format!("author: {}", part.name()));
            }
            if !name.is_empty() && !names.contains(&json!(field(&name))) {
                names.push(json!(field(&name)));
            }
        }
        if !names.is_empty() {
            self.row.insert("author".to_owned(), Value::Array(names));
        }
    }

    fn categories(&mut self, notes: &mut Notes) {
        for category in self.all(&["category", "dc:subject", "itunes:category"]) {
            let text = category.get("label").or_else(|| category.get("term")).or_else(|| category.get("text")).map(str::to_owned);
            if let Some(scheme) = ["scheme", "domain"].into_iter().find(|name| category.get(name).is_some()) {
                notes.add(Note::Field, &format!("category: {scheme}"));
            }
            let text = text.unwrap_or_else(|| category.text());
            if !text.trim().is_empty() {
                self.push("categories", Value::String(field(text.trim())));
            }
        }
    }

    fn files(&mut self, notes: &mut Notes) {
        for enclosure in self.all(&["enclosure"]) {
            match enclosure.get("url").or_else(|| enclosure.get("href")) {
                Some(url) => {
                    let file = self.file(enclosure, url);
                    self.push("files", file);
                }
                None => notes.add(Note::Link, "enclosure without an address"),
            }
        }
    }

    fn file(&self, node: &Node, address: &str) -> Value {
        let mut file = json!({ "url": self.address(address) });
        for (name, attribute) in [("media_type", "type"), ("title", "title"), ("language", "hreflang")] {
            if let Some(value) = node.get(attribute) {
                file[name] = json!(value);
            }
        }
        // A length of nothing says that nobody knew.
        if let Some(bytes) = node.get("length").and_then(|length| length.parse::<u64>().ok()).filter(|bytes| *bytes > 0) {
            file["bytes"] = json!(bytes);
        }
        file
    }

    fn push(&mut self, name: &str, value: Value) {
        match self.row.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
            Value::Array(list) => list.push(value),
            other => *other = value,
        }
    }

    /// Everything that was not used, by its own name.
    fn rest(&mut self) {
        let taken: BTreeSet<String> = self.row.keys().cloned().collect();
        for (place, child) in self.node.children().enumerate() {
            if self.used[place] {
                continue;
            }
            let text = child.text();
            let value = if text.is_empty() {
                let attributes = child.element.attributes.iter().filter(|(name, _)| !name.starts_with("xmlns"));
                Value::Object(attributes.map(|(name, value)| (name.clone(), json!(value))).collect())
            } else {
                Value::String(text)
            };
            // A second title or date is not the title or the date.
            let name = if taken.contains(child.name()) { format!("other {}", child.name()) } else { child.name().to_owned() };
            match self.row.get_mut(&name) {
                None => {
                    self.row.insert(name, value);
                }
                Some(Value::Array(list)) => list.push(value),
                Some(before) => *before = Value::Array(vec![before.take(), value]),
            }
        }
    }
}

/// Whether a description is the text itself: long, or with more in it than words.
fn is_text(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    let marks = ["<p", "<br", "<a ", "<img", "<ul", "<ol", "<table", "<div", "<h1", "<h2", "<h3", "<blockquote", "<pre"];
    html.chars().count() > LONGEST_SUMMARY || marks.iter().any(|mark| lower.contains(mark))
}
