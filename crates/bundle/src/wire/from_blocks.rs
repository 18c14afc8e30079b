//! From checked text to written text.

use super::{Block, Cell, Inline, Piece, Structure};
use crate::model;

/// The written form of blocks.
pub(super) fn blocks(blocks: &[model::Block]) -> Vec<Block> {
    blocks.iter().map(Block::from).collect()
}

fn inlines(inlines: &[model::Inline]) -> Vec<Inline> {
    inlines.iter().map(Inline::from).collect()
}

impl From<&model::Block> for Block {
    fn from(block: &model::Block) -> Self {
        Self::Structure(match block {
            model::Block::Paragraph(content) => match content.as_slice() {
                [model::Inline::Text(text)] => return Self::Text(text.clone()),
                _ => Structure::Paragraph { content: inlines(content) },
            },
            model::Block::Heading { level, content } => Structure::Heading { level: *level, content: inlines(content) },
            model::Block::List { start, items } => {
                let start_written = start.filter(|start| *start != 1);
                Structure::List { ordered: start.is_some(), start: start_written, items: items.iter().map(|item| blocks(item)).collect() }
            }
            model::Block::Table { caption, rows } => {
                let rows = rows.iter().map(|row| row.iter().map(Cell::from).collect()).collect();
                Structure::Table { caption: inlines(caption), rows }
            }
            model::Block::Quote(content) => Structure::Quote { content: blocks(content) },
            model::Block::Code(text) => Structure::Code { text: text.clone() },
            model::Block::Image { url, alt, caption, size } => {
                let (url, (width, height)) = (url.as_str().to_owned(), size.unzip());
                Structure::Image { url, alt: alt.clone(), caption: inlines(caption), width, height }
            }
            model::Block::Footnote { label, blocks: content } => Structure::Footnote { label: label.clone(), content: blocks(content) },
        })
    }
}

impl From<&model::Cell> for Cell {
    fn from(cell: &model::Cell) -> Self {
        let content = inlines(&cell.content);
        if cell.header { Self::Full { header: true, content } } else { Self::Plain(content) }
    }
}

impl From<&model::Inline> for Inline {
    fn from(inline: &model::Inline) -> Self {
        Self::Piece(match inline {
            model::Inline::Text(text) => return Self::Text(text.clone()),
            model::Inline::Emphasis(content) => Piece::Emphasis { content: inlines(content) },
            model::Inline::Strong(content) => Piece::Strong { content: inlines(content) },
            model::Inline::Code(text) => Piece::Code { text: text.clone() },
            model::Inline::Link { url, content } => Piece::Link { url: url.as_str().to_owned(), content: inlines(content) },
            model::Inline::Span { language, content } => Piece::Span { language: language.to_string(), content: inlines(content) },
            model::Inline::NoteRef(label) => Piece::NoteRef { label: label.clone() },
            model::Inline::Break => Piece::Break,
        })
    }
}
