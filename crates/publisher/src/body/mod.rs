//! From Markdown, HTML or plain text to the typed blocks of the format.
//!
//! 1. `shortcodes` are taken out of Markdown;
//! 2. `markdown` or `html` reads the text and tells a builder what it meets;
//! 3. `builder` keeps the open elements and makes blocks, whatever the order of the tags;
//! 4. `outline` puts headings into order and footnotes at the end, `anchors` has links lead to headings.
//!
//! Both readers drive the same builder, so raw HTML inside Markdown is HTML. No tree of the document is ever built: what has no
//! place in the format is dropped where it is met, with a note, and depth is bounded by construction. Nothing here keeps markup,
//! runs anything or fetches anything.

mod anchors;
mod builder;
mod elements;
mod frame;
mod guard;
mod html;
mod inline;
mod links;
mod markdown;
mod notes;
mod outline;
mod plain;
mod shortcodes;
#[cfg(test)]
mod tests;
pub(crate) mod visit;

use dossier_bundle::{Block, Language};
use serde::Deserialize;
use url::Url;

pub(crate) use anchors::{Headings, NO_HEADING};
pub(crate) use guard::without_endless_tags;
pub(crate) use html::feed;
pub use inline::text_of;
pub(crate) use links::{Lead, Leads};
pub use notes::{Note, Notes};

/// A body longer than this many bytes is cut, with a note.
pub const LONGEST_BODY: usize = 8 << 20;

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// HTML where the text begins with a tag of a block element, else Markdown.
    #[default]
    Auto,
    /// Markdown as GitHub reads it: tables, footnotes, strikethrough, HTML in between.
    Markdown,
    /// HTML, whole pages or parts.
    Html,
    /// Plain text; paragraphs are parted by blank lines.
    Text,
}

/// What is known about a body besides its text.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// Where it was published; relative links lead from there.
    pub base: Option<Url>,
    /// The language of the item; parts in others are marked.
    pub language: Language,
    /// The item's title; a first heading that repeats it is dropped.
    pub title: &'a str,
}

/// Makes blocks of `source` and notes what could not be kept.
pub fn to_blocks(source: &str, format: Format, context: &Context<'_>) -> (Vec<Block>, Notes) {
    to_blocks_among(source, format, context, &links::Nothing)
}

/// The same for a text beside which something stands that its relative addresses lead to.
pub(crate) fn to_blocks_among(source: &str, format: Format, context: &Context<'_>, leads: &dyn Leads) -> (Vec<Block>, Notes) {
    let (mut blocks, headings, mut notes) = made(source, format, context, leads);
    anchors::settle(&mut blocks, &headings, context.base.as_ref(), &mut notes);
    (blocks, notes)
}

/// The headings that `source` will have.
pub(crate) fn headings(source: &str, format: Format, title: &str) -> Headings {
    made(source, format, &Context { base: None, language: Language::UNKNOWN, title }, &links::Nothing).1
}

fn made(source: &str, format: Format, context: &Context<'_>, leads: &dyn Leads) -> (Vec<Block>, Headings, Notes) {
    let mut builder = builder::Builder::new(context, leads);
    let source = cut(source, builder.notes());
    match format {
        Format::Text => plain::read(source, &mut builder),
        Format::Html => html::read(source, &mut builder),
        Format::Auto if html::begins_with_block(source) => html::read(source, &mut builder),
        Format::Markdown | Format::Auto => markdown::read(source, &mut builder),
    }
    let named = builder.take_named();
    let (blocks, mut notes) = builder.finish();
    let blocks = outline::settle(blocks, context.title, &mut notes);
    let headings = Headings::of(&blocks, named);
    (blocks, headings, notes)
}

/// The text without HTML's tags and character references, on one line: for titles and summaries. What only looks like a tag,
/// as in `Vec<T>`, is kept.
pub fn to_plain(source: &str) -> (String, Notes) {
    let context = Context { base: None, language: Language::UNKNOWN, title: "" };
    let mut builder = builder::Builder::new(&context, &links::Nothing);
    html::read(&without_false_tags(source), &mut builder);
    let (blocks, notes) = builder.finish();
    (text_of(&blocks), notes)
}

fn without_false_tags(source: &str) -> String {
    let mut parts = source.split('<');
    let mut escaped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name: String = part.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let is_tag = part.starts_with("!--") || elements::is_known(&name.to_ascii_lowercase());
        escaped.push_str(if is_tag { "<" } else { "&lt;" });
        escaped.push_str(part);
    }
    escaped
}

fn cut<'a>(source: &'a str, notes: &mut Notes) -> &'a str {
    if source.len() <= LONGEST_BODY {
        return source;
    }
    notes.add(Note::Text, "body cut at 8 MiB");
    &source[..source.floor_char_boundary(LONGEST_BODY)]
}
