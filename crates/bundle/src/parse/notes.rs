//! Takes away references to footnotes that are not there, so that none can lead nowhere.

use super::blocks::Text;
use super::{Code, Severity, inlines};
use crate::problem::quoted;
use crate::{Block, Inline};

/// Notes and removes references without a footnote.
pub(super) fn check(blocks: &mut Vec<Block>, text: Text<'_>) {
    let known = |label: &String| text.labels.contains(label);
    let mut lost = false;
    for (label, pointer) in &text.references {
        if !known(label) {
            lost = true;
            let message = format!("There is no footnote {}. The reference is left out.", quoted(label));
            text.log.add_as(Severity::Error, Code::UnknownNote, pointer.clone(), message, None);
        }
    }
    if lost {
        prune(blocks, &known);
    }
}

fn prune(blocks: &mut Vec<Block>, known: &impl Fn(&String) -> bool) {
    for block in blocks.iter_mut() {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } | Block::Image { caption: content, .. } => {
                prune_inlines(content, known);
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| prune(item, known)),
            Block::Table { caption, rows } => {
                prune_inlines(caption, known);
                rows.iter_mut().flatten().for_each(|cell| prune_inlines(&mut cell.content, known));
            }
            Block::Quote(blocks) | Block::Footnote { blocks, .. } => prune(blocks, known),
            Block::Code(_) => {}
        }
    }
    blocks.retain(|block| match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => inlines::is_visible(content),
        _ => true,
    });
}

fn prune_inlines(content: &mut Vec<Inline>, known: &impl Fn(&String) -> bool) {
    content.retain(|inline| !matches!(inline, Inline::NoteRef(label) if !known(label)));
    for inline in content {
        if let Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } = inline {
            prune_inlines(content, known);
        }
    }
}
