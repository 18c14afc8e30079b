//! The last pass over finished blocks: headings without gaps, footnotes that are defined once and numbered.

use super::inline;
use super::notes::{Note, Notes};
use dossier_bundle::{Block, Inline};
use std::collections::{BTreeMap, BTreeSet};

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
    let mut numbers = Numbers { defined, given: BTreeMap::new() };
    for block in &mut blocks {
        numbers.block(block);
    }
    blocks.retain(|block| !matches!(block, Block::Paragraph(content) if content.is_empty()));
    numbers.name_footnotes(&mut blocks);
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

/// Footnotes are numbered in the order in which they are first referred to; those that never are come last.
struct Numbers {
    defined: BTreeSet<String>,
    given: BTreeMap<String, usize>,
}

impl Numbers {
    fn number(&mut self, label: &str) -> usize {
        let next = self.given.len() + 1;
        *self.given.entry(label.to_owned()).or_insert(next)
    }

    /// Renames the references in a block; one to a footnote that is not there is dropped.
    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Image { caption: content, .. } => self.inlines(content),
            Block::Quote(blocks) | Block::Footnote { blocks, .. } => blocks.iter_mut().for_each(|block| self.block(block)),
            Block::List { items, .. } => items.iter_mut().flatten().for_each(|block| self.block(block)),
            Block::Table { caption, rows } => {
                self.inlines(caption);
                rows.iter_mut().flatten().for_each(|cell| self.inlines(&mut cell.content));
            }
            Block::Code(_) => {}
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        inlines.retain_mut(|piece| match piece {
            Inline::NoteRef(label) => {
                let known = self.defined.contains(label);
                if known {
                    *label = self.number(label).to_string();
                }
                known
            }
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } => {
                self.inlines(content);
                !content.is_empty()
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => true,
        });
    }

    /// Renames the footnotes themselves, which stand at the end, and puts them into order.
    fn name_footnotes(&mut self, blocks: &mut [Block]) {
        let mut order = |block: &mut Block| match block {
            Block::Footnote { label, .. } => {
                let number = self.number(label);
                *label = number.to_string();
                number
            }
            _ => 0,
        };
        let numbers: Vec<usize> = blocks.iter_mut().map(&mut order).collect();
        let first = numbers.iter().position(|number| *number > 0).unwrap_or(blocks.len());
        blocks[first..].sort_by_key(|block| match block {
            Block::Footnote { label, .. } => label.parse().unwrap_or(usize::MAX),
            _ => 0,
        });
    }
}
