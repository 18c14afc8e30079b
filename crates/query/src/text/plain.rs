//! The words of a text without its tree. Says nothing of how they are folded.

use dossier_bundle::{Block, Inline};

/// Appends all words of a text, a line for each block.
pub fn plain_text(tree: &[Block], out: &mut String) {
    for block in tree {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => inlines(content, out),
            Block::List { items, .. } => items.iter().for_each(|item| plain_text(item, out)),
            Block::Table { caption, rows } => {
                inlines(caption, out);
                for cell in rows.iter().flatten() {
                    out.push('\n');
                    inlines(&cell.content, out);
                }
            }
            Block::Quote(inner) | Block::Footnote { blocks: inner, .. } => plain_text(inner, out),
            Block::Code(text) => out.push_str(text),
            Block::Image { alt, caption, .. } => {
                out.push_str(alt);
                out.push('\n');
                inlines(caption, out);
            }
        }
        out.push('\n');
    }
}

fn inlines(content: &[Inline], out: &mut String) {
    for piece in content {
        match piece {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) => inlines(inner, out),
            Inline::Link { content, .. } | Inline::Span { content, .. } => inlines(content, out),
            Inline::NoteRef(_) => {}
            Inline::Break => out.push('\n'),
        }
    }
}
