//! Text as nodes: each block becomes the element that means it. Nothing from content is ever read as markup.

use super::inlines::inlines;
use crate::link::outward;
use crate::node::{IntoNode, Node, NodeIterator, html};
use crate::text::Words;
use dossier_bundle::lean::{ToList, numeral};
use dossier_bundle::{Block, Cell as TableCell, Inline};
use std::cell::Cell;

/// What blocks need to know of the text around them: its footnotes, and how deep its headings begin.
pub(crate) struct Notes<'a> {
    /// The label of each, and whether it has been referred to.
    labels: Vec<(String, Cell<bool>)>,
    top: u8,
    shallowest: u8,
    /// Before each id.
    pub(super) prefix: &'a str,
    /// Words of the page.
    pub(super) words: &'static Words,
}

impl Notes<'_> {
    /// The number of the footnote called `label`, from 1.
    pub(super) fn number(&self, label: &str) -> Option<String> {
        self.labels.iter().position(|(known, _)| known == label).map(|place| numeral(place as u32 + 1))
    }

    /// Whether a footnote is referred to for the first time: the way back from it leads there.
    pub(super) fn is_first(&self, label: &str) -> bool {
        self.labels.iter().any(|(known, met)| known == label && !met.replace(true))
    }
}

/// The nodes of a text whose topmost headings shall be of `top` level (2–6), its footnotes at its end. `prefix` keeps its ids apart
/// from those of other texts on the page.
pub(crate) fn blocks(text: &[Block], top: u8, prefix: &str, words: &'static Words) -> Node {
    let labels = text.iter().filter_map(|block| match block {
        Block::Footnote { label, .. } => Some((label.clone(), Cell::new(false))),
        _ => None,
    });
    let levels = text.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let notes = Notes { labels: labels.to_list(), prefix, top, shallowest: levels.min().unwrap_or(2), words };
    let mut headings = 0;
    let body = text.iter().map(|block| {
        headings += usize::from(matches!(block, Block::Heading { .. }));
        node(block, &notes, headings)
    });
    let body = body.into_group();
    (body, footnotes(text, &notes)).into_node()
}

/// The topmost headings of a text: the number in the address `#part-N`, and what each says.
pub(crate) fn contents(text: &[Block]) -> Vec<(usize, String)> {
    let headings = text.iter().filter_map(|block| match block {
        Block::Heading { level, content } => Some((*level, plain(content))),
        _ => None,
    });
    let headings: Vec<(u8, String)> = headings.to_list();
    let top = headings.iter().map(|(level, _)| *level).min();
    headings.into_iter().enumerate().filter(|(_, (level, _))| Some(*level) == top).map(|(place, (_, text))| (place + 1, text)).to_list()
}

/// The letters of running text.
fn plain(content: &[Inline]) -> String {
    content
        .iter()
        .map(|piece| match piece {
            Inline::Text(text) | Inline::Code(text) => text.clone(),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } => {
                plain(content)
            }
            Inline::NoteRef(_) => String::new(),
            Inline::Break => " ".to_owned(),
        })
        .collect()
}

fn all(blocks: &[Block], notes: &Notes<'_>) -> Node {
    blocks.iter().map(|block| node(block, notes, 0)).into_group().into_node()
}

/// One block. `heading` is the number of headings up to here, 0 inside other blocks.
fn node(block: &Block, notes: &Notes<'_>, heading: usize) -> Node {
    match block {
        Block::Heading { level, content } => heading_node(*level, content, notes, heading),
        Block::Paragraph(content) => html::p().child(inlines(content, notes)).into_node(),
        Block::List { start, items } => {
            let entries = items.iter().map(|item| html::li().child(item_content(item, notes))).into_group();
            match start {
                Some(start) => html::ol().attr("start", numeral(*start)).child(entries).into_node(),
                None => html::ul().child(entries).into_node(),
            }
        }
        Block::Table { caption, rows } => table(caption, rows, notes),
        Block::Quote(blocks) => html::blockquote().child(all(blocks, notes)).into_node(),
        Block::Code(text) => html::pre().attr("tabindex", "0").child(html::code().child(text.clone())).into_node(),
        Block::Image { url, alt, caption, size } => {
            // With its size known, its place is kept until it comes.
            let image = html::img()
                .attr("src", outward(url))
                .attr("alt", alt.clone())
                .attr("width", size.map(|(width, _)| numeral(width)))
                .attr("height", size.map(|(_, height)| numeral(height)))
                .attr("loading", "lazy")
                .attr("decoding", "async");
            let caption = (!caption.is_empty()).then(|| html::figcaption().child(inlines(caption, notes)));
            html::figure().child((image, caption)).into_node()
        }
        Block::Footnote { .. } => Node::Nothing,
    }
}

/// A list's entry of a single paragraph needs no paragraph around its words.
fn item_content(item: &[Block], notes: &Notes<'_>) -> Node {
    match item {
        [Block::Paragraph(content)] => inlines(content, notes),
        blocks => all(blocks, notes),
    }
}

fn heading_node(level: u8, content: &[Inline], notes: &Notes<'_>, number: usize) -> Node {
    let id = (number > 0).then(|| [notes.prefix, "part-", &numeral(number as u32)].concat());
    let inside = inlines(content, notes);
    match notes.top + level.saturating_sub(notes.shallowest) {
        0..=2 => html::h2().id(id).child(inside).into_node(),
        3 => html::h3().id(id).child(inside).into_node(),
        4 => html::h4().id(id).child(inside).into_node(),
        5 => html::h5().id(id).child(inside).into_node(),
        _ => html::h6().id(id).child(inside).into_node(),
    }
}

fn table(caption: &[Inline], rows: &[Vec<TableCell>], notes: &Notes<'_>) -> Node {
    let caption = (!caption.is_empty()).then(|| html::caption().child(inlines(caption, notes)));
    let rows = rows.iter().enumerate().map(|(place, row)| {
        let heads_column = place == 0 && row.iter().all(|cell| cell.header);
        let cells = row.iter().map(|cell| {
            let inside = inlines(&cell.content, notes);
            if cell.header {
                html::th().attr("scope", if heads_column { "col" } else { "row" }).child(inside).into_node()
            } else {
                html::td().child(inside).into_node()
            }
        });
        html::tr().child(cells.into_group())
    });
    let table = html::table().child((caption, html::tbody().child(rows.into_group())));
    // Wide tables scroll on their own; focusable, so that the keyboard can scroll them too.
    html::div().class("table").attr("tabindex", "0").child(table).into_node()
}

fn footnotes(text: &[Block], notes: &Notes<'_>) -> Option<Node> {
    if notes.labels.is_empty() {
        return None;
    }
    let entries = text.iter().filter_map(|block| match block {
        Block::Footnote { label, blocks } => Some((label, blocks)),
        _ => None,
    });
    let entries = entries.map(|(label, blocks)| {
        let number = notes.number(label).unwrap_or_default();
        let back = html::a()
            .href(["#", notes.prefix, "note-ref-", &number].concat())
            .attr("role", "doc-backlink")
            .aria_label(notes.words.back_to_text)
            .child("↩");
        html::li().id([notes.prefix, "note-", &number].concat()).child((all(blocks, notes), back))
    });
    let entries = entries.into_group();
    let heading = html::h2().id([notes.prefix, "notes"].concat()).child(notes.words.notes);
    Some(
        html::section()
            .class("notes")
            .attr("role", "doc-endnotes")
            .attr("aria-labelledby", [notes.prefix, "notes"].concat())
            .child((heading, html::ol().child(entries)))
            .into_node(),
    )
}
