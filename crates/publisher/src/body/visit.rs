//! Walks through blocks and shows every address in them. Changes nothing.

use dossier_bundle::{Block, Inline, SafeUrl};

/// Something in a text that has an address.
pub(crate) enum Piece<'b> {
    /// A link.
    Link(&'b SafeUrl),
    /// A picture.
    Picture {
        /// Where it is.
        url: &'b SafeUrl,
        /// Its words.
        alt: &'b str,
        /// What stands below it.
        caption: &'b [Inline],
    },
}

/// Shows every piece, in the order of the text.
pub(crate) fn each(blocks: &[Block], see: &mut dyn FnMut(Piece<'_>)) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => inlines(content, see),
            Block::List { items, .. } => items.iter().for_each(|item| each(item, see)),
            Block::Table { caption, rows } => {
                inlines(caption, see);
                rows.iter().flatten().for_each(|cell| inlines(&cell.content, see));
            }
            Block::Quote(blocks) | Block::Footnote { blocks, .. } => each(blocks, see),
            Block::Image { url, alt, caption, .. } => {
                see(Piece::Picture { url, alt, caption });
                inlines(caption, see);
            }
            Block::Code(_) => {}
        }
    }
}

fn inlines(content: &[Inline], see: &mut dyn FnMut(Piece<'_>)) {
    for piece in content {
        match piece {
            Inline::Link { url, content } => {
                see(Piece::Link(url));
                inlines(content, see);
            }
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Span { content, .. } => inlines(content, see),
            Inline::Text(_) | Inline::Code(_) | Inline::NoteRef(_) | Inline::Break => {}
        }
    }
}
