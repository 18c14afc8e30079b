//! The last pass over finished blocks: headings without gaps, footnotes that are named once and referred to.

use super::inline;
use super::notes::{Note, Notes};
use dossier_bundle::{Block, Inline};
use std::collections::BTreeSet;

/// Puts headings and footnotes into order. A first heading that only repeats `title` is dropped.
///
/// Levels in sources say how large, not how deep: the first heading becomes 2 whatever it was, and each one after it is at most
/// one deeper than the one before.
pub(super) fn settle(mut blocks: Vec<Block>, title: &str, notes: &mut Notes) -> Vec<Block> {
    if let Some(Block::Heading { content, .. }) = blocks.first()
        && !title.is_empty()
        && same_words(&inline::plain(content), title)
    {
        blocks.remove(0);
        notes.add(Note::Text, "heading that repeats the title");
    }
    level(&mut blocks, &mut Vec::new());
    let mut defined = BTreeSet::new();
    blocks.retain(|block| match block {
        Block::Footnote { label, .. } if !defined.insert(label.clone()) => {
            notes.add(Note::Text, "footnote defined again");
            false
        }
        _ => true,
    });
    blocks.iter_mut().for_each(|block| keep_known_notes(block, &defined));
    blocks.retain(|block| !matches!(block, Block::Paragraph(content) if content.is_empty()));
    blocks
}

fn same_words(one: &str, other: &str) -> bool {
    let words =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}

/// Gives headings their depth; `open` holds the source levels of the headings they stand under.
fn level(blocks: &mut [Block], open: &mut Vec<u8>) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => {
                while open.last().is_some_and(|last| *last >= *level) {
                    open.pop();
                }
                open.push(*level);
                *level = (open.len() as u8 + 1).min(6);
            }
            Block::Quote(blocks) | Block::Footnote { blocks, .. } => level(blocks, open),
            Block::List { items, .. } => items.iter_mut().for_each(|item| level(item, open)),
            Block::Paragraph(_) | Block::Table { .. } | Block::Code(_) | Block::Image { .. } => {}
        }
    }
}

fn keep_known_notes(block: &mut Block, defined: &BTreeSet<String>) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) | Block::Image { caption: content, .. } => keep_in(content, defined),
        Block::Quote(blocks) | Block::Footnote { blocks, .. } => blocks.iter_mut().for_each(|block| keep_known_notes(block, defined)),
        Block::List { items, .. } => items.iter_mut().flatten().for_each(|block| keep_known_notes(block, defined)),
        Block::Table { caption, rows } => {
            keep_in(caption, defined);
            rows.iter_mut().flatten().for_each(|cell| keep_in(&mut cell.content, defined));
        }
        Block::Code(_) => {}
    }
}

fn keep_in(inlines: &mut Vec<Inline>, defined: &BTreeSet<String>) {
    inlines.retain_mut(|piece| match piece {
        Inline::NoteRef(label) => defined.contains(label),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } => {
            keep_in(content, defined);
            !content.is_empty()
        }
        Inline::Text(_) | Inline::Code(_) | Inline::Break => true,
    });
}
