//! One page of a web site becomes one row: what its head says, and what stands in its `main` or `article`. Only the tokenizer is used,
//! as for bodies; what is around the text (menus, headers, footers) is noted and not kept.

mod part;

use super::charset;
use super::feed::Known;
use super::ids;
use super::markdown::names::Family;
use super::node::field;
use crate::body::{Note, Notes, feed, without_endless_tags};
use crate::import::losses::Place;
use crate::import::taken::Taken;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use part::Part;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Names of what a head says, and the fields they mean, the most telling first.
const MEANINGS: [(&str, &[&str]); 6] = [
    ("summary", &["description", "dc.description", "dcterms.description", "og:description"]),
    ("date", &["article:published_time", "dc.date", "dcterms.date", "dcterms.issued", "dc.date.issued", "datepublished", "date", "time"]),
    ("modified", &["article:modified_time", "dcterms.modified", "dc.date.modified", "datemodified", "last-modified", "og:updated_time"]),
    ("url", &["canonical", "og:url"]),
    ("language", &["lang", "dc.language", "content-language"]),
    ("type", &["dc.type", "dcterms.type"]),
];

/// Reads a page.
pub(crate) fn read(bytes: &[u8], known: &Known, relative: &str) -> Vec<Taken> {
    let decoded = charset::decode(bytes, known.charset.as_deref());
    let place = Place { file: known.file.clone(), line: 1 };
    if decoded.text.trim().is_empty() {
        return vec![Taken::refused("empty", place)];
    }
    let mut page = tokens(&decoded.text);
    let mut notes = Notes::default();
    if decoded.damaged {
        notes.add(Note::Value, &format!("bytes that {} does not have", decoded.charset));
    }
    let mut row = Map::new();
    for (name, names) in MEANINGS {
        if let Some(text) = names.iter().find_map(|name| page.said.remove(*name)) {
            row.insert(name.to_owned(), Value::String(if name == "summary" { field(&text) } else { text }));
        }
    }
    let title = page.title();
    if !title.is_empty() {
        row.insert("title".to_owned(), Value::String(field(&title)));
    }
    let id = super::markdown::names::of(relative, &Family::default())
        .id
        .or_else(|| known.address.as_ref().map(|address| ids::short(address.as_str())));
    row.insert("id".to_owned(), json!(id.unwrap_or_else(|| title.clone())));
    let (body, around) = page.body();
    around.into_iter().for_each(|(name, count)| notes.add_many(Note::Dropped, &name, count));
    row.insert("body".to_owned(), Value::String(body));
    row.insert("body_format".to_owned(), json!("html"));
    if let Some(address) = &known.address {
        row.entry("url").or_insert_with(|| json!(address.as_str()));
        row.insert("base_url".to_owned(), json!(address.as_str()));
    }
    for (name, text) in page.said {
        // Said once more in other words, or of no use to readers.
        let again = MEANINGS.iter().any(|(_, names)| names.contains(&name.as_str())) || name == "og:title" || name == "viewport";
        if !again {
            row.insert(format!("meta {name}"), Value::String(text));
        }
    }
    vec![Taken::row(&row, notes, place)]
}

#[derive(Default)]
struct Page {
    /// What the head says, by name in lower case.
    said: BTreeMap<String, String>,
    in_title: bool,
    written_title: String,
    heading: String,
    in_heading: bool,
    /// The text of `main`, of the first `article`, and of the whole.
    main: Part,
    article: Part,
    whole: Part,
}

impl Page {
    fn title(&self) -> String {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (written, heading) = (line(&self.written_title), line(&self.heading));
        let shared = self.said.get("og:title").map(|title| line(title)).unwrap_or_default();
        // Titles of pages carry the site's name; the heading does not.
        if !heading.is_empty() && (written.starts_with(&heading) || written.is_empty()) {
            heading
        } else if shared.is_empty() {
            written
        } else {
            shared
        }
    }

    /// The text of the page, and what was left out of it.
    fn body(&mut self) -> (String, BTreeMap<String, u64>) {
        let parts = [&mut self.main, &mut self.article, &mut self.whole];
        let part = parts.into_iter().find(|part| !part.html.trim().is_empty());
        part.map(|part| (std::mem::take(&mut part.html), std::mem::take(&mut part.left_out))).unwrap_or_default()
    }

    fn tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        let get =
            |wanted: &str| tag.attrs.iter().find(|attribute| &*attribute.name.local == wanted).map(|attribute| attribute.value.to_string());
        let opens = tag.kind == TagKind::StartTag;
        let mut say = |name: &str, text: Option<String>| {
            if let Some(text) = text.filter(|text| !text.trim().is_empty() && self.said.len() < 200) {
                self.said.entry(name.trim().to_lowercase()).or_insert(text.trim().to_owned());
            }
        };
        match name {
            "html" if opens => say("lang", get("lang").or_else(|| get("xml:lang"))),
            "meta" => {
                if let Some(name) = get("name").or_else(|| get("property")).or_else(|| get("itemprop")).or_else(|| get("http-equiv")) {
                    say(&name, get("content"));
                }
            }
            "link" if get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => say("canonical", get("href")),
            "time" if opens => say("time", get("datetime")),
            "title" => self.in_title = opens && self.written_title.is_empty(),
            "h1" => self.in_heading = opens && self.heading.is_empty(),
            _ => {}
        }
        for (part, own) in [(&mut self.main, "main"), (&mut self.article, "article"), (&mut self.whole, "body")] {
            part.tag(tag, own);
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_title {
            self.written_title.push_str(text);
            return;
        }
        if self.in_heading {
            self.heading.push_str(text);
        }
        for part in [&mut self.main, &mut self.article, &mut self.whole] {
            part.text(text);
        }
    }
}

struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => page.text(&text),
            Token::TagToken(tag) => {
                page.tag(&tag);
                if tag.kind == TagKind::StartTag {
                    return match &*tag.name {
                        "script" => TokenSinkResult::RawData(ScriptData),
                        "style" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(Rawtext),
                        "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
                        _ => TokenSinkResult::Continue,
                    };
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn tokens(source: &str) -> Page {
    let tokenizer = Tokenizer::new(Sink(RefCell::default()), TokenizerOpts::default());
    let source = without_endless_tags(source);
    // A page without a body element is all body.
    if !source.to_ascii_lowercase().contains("<body") {
        tokenizer.sink.0.borrow_mut().whole.depth = 1;
    }
    feed(&tokenizer, &source);
    tokenizer.sink.0.take()
}
