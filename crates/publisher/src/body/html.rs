//! HTML, as the tokenizer of html5ever reads it: the same tags, attributes and character references that a browser would see.
//!
//! Only the tokenizer is used. A document tree would be thrown away at once, and building one costs time that grows with the
//! square of the depth, which hostile text chooses.

use super::builder::Builder;
use super::elements::{self, Start};
use super::guard;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// Tells `builder` what is in `source`, a page or a part of one.
pub(super) fn read(source: &str, builder: &mut Builder<'_>) {
    let tokenizer = Tokenizer::new(Sink { builder: RefCell::new(builder) }, TokenizerOpts::default());
    feed(&tokenizer, &guard::without_endless_tags(source));
}

/// Gives all of `source` to a tokenizer whose sink never asks it to wait.
pub(crate) fn feed<S: TokenSink>(tokenizer: &Tokenizer<S>, source: &str) {
    let input = BufferQueue::default();
    // In pieces, since one tendril cannot hold more than 4 GiB and a small one is quick to split.
    let mut rest = source;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(1 << 16));
        input.push_back(StrTendril::from(piece));
        // It always reads all there is.
        let _ = tokenizer.feed(&input);
        rest = after;
    }
    tokenizer.end();
}

/// Whether the text begins as HTML: with a comment, a document type, or an element that holds blocks.
pub(super) fn begins_with_block(source: &str) -> bool {
    let Some(rest) = source.trim_start().strip_prefix('<') else { return false };
    if rest.starts_with("!--") || rest.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("!doctype")) {
        return true;
    }
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let blocks = [
        "html",
        "body",
        "div",
        "p",
        "section",
        "article",
        "main",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ];
    blocks.contains(&name.as_str()) && source.contains("</")
}

struct Sink<'a, 'b> {
    builder: RefCell<&'a mut Builder<'b>>,
}

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.builder.borrow_mut();
        match token {
            Token::CharacterTokens(text) => builder.text(&text),
            Token::TagToken(tag) => return tell(&tag, &mut builder),
            Token::CommentToken(_) | Token::DoctypeToken(_) | Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

fn tell(tag: &Tag, builder: &mut Builder<'_>) -> TokenSinkResult<()> {
    let name: &str = &tag.name;
    if tag.kind == TagKind::EndTag {
        elements::end(name, builder);
        return TokenSinkResult::Continue;
    }
    let attributes: Vec<(String, String)> =
        tag.attrs.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect();
    elements::start(&Start { name, attributes: &attributes }, builder);
    if tag.self_closing && matches!(name, "svg" | "math") {
        elements::end(name, builder);
    }
    // What these hold is not markup; the tokenizer must know.
    match name {
        "script" => TokenSinkResult::RawData(ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}
