//! What a closed element becomes, and where it goes: into the element around it.

use super::Builder;
use super::shifted::{LOWERED, RAISED, shifted};
use crate::body::frame::{Frame, Kind};
use crate::body::inline;
use crate::body::notes::Note;
use dossier_bundle::{Block, Cell, Inline, Language};

impl Builder<'_> {
    /// Makes a paragraph of the running text that the innermost holder has gathered.
    pub(super) fn flush(&mut self) {
        let holder = self.holder();
        let language = self.frames.iter().rev().find_map(|frame| frame.language.clone());
        let frame = &mut self.frames[holder];
        if !frame.kind.holds_blocks() && !matches!(frame.kind, Kind::List { .. } | Kind::Table { .. } | Kind::Row(_)) {
            if !frame.inlines.is_empty() {
                frame.inlines.push(Inline::Break);
            }
            return;
        }
        let content = spanned(inline::tidy(std::mem::take(&mut frame.inlines)), language);
        let images = std::mem::take(&mut frame.images);
        match &mut frame.kind {
            _ if content.is_empty() => {}
            Kind::List { items, .. } => items.push(vec![Block::Paragraph(content)]),
            Kind::Table { rows, .. } => rows.push(vec![Cell { header: false, content }]),
            Kind::Row(cells) => cells.push(Cell { header: false, content }),
            _ => frame.blocks.push(Block::Paragraph(content)),
        }
        frame.blocks.extend(images);
    }

    /// Closes the innermost element and hands what it gathered to the one around it.
    pub(super) fn close_top(&mut self) {
        if self.frames.last().is_some_and(|frame| !frame.kind.is_inline()) {
            self.flush();
        }
        let Some(frame) = self.frames.pop() else { return };
        let Frame { kind, blocks, mut inlines, language, .. } = frame;
        let language = if kind.is_inline() {
            language
        } else {
            language.or_else(|| self.frames.iter().rev().find_map(|frame| frame.language.clone()))
        };
        inlines = spanned(inlines, language);
        let Some(parent) = self.frames.last_mut() else { return };
        match kind {
            Kind::Root => {}
            Kind::Emphasis => inline::push(&mut parent.inlines, Inline::Emphasis(inlines)),
            Kind::Strong => inline::push(&mut parent.inlines, Inline::Strong(inlines)),
            Kind::Code => inline::push(&mut parent.inlines, Inline::Code(inline::plain(&inline::tidy(inlines)))),
            Kind::Link(_) if inlines.is_empty() => self.notes.add(Note::Link, "link around a picture or nothing"),
            Kind::Link(url) => inline::push(&mut parent.inlines, Inline::Link { url, content: inlines }),
            Kind::Span(language) => inline::push(&mut parent.inlines, Inline::Span { language, content: inlines }),
            Kind::Quotation => {
                inline::push(&mut parent.inlines, Inline::Text("\u{201C}".to_owned()));
                for piece in inlines {
                    inline::push(&mut parent.inlines, piece);
                }
                inline::push(&mut parent.inlines, Inline::Text("\u{201D}".to_owned()));
            }
            Kind::Raised => parent.inlines.extend(shifted(inlines, RAISED)),
            Kind::Lowered => parent.inlines.extend(shifted(inlines, LOWERED)),
            Kind::Quote if blocks.is_empty() => {}
            Kind::Quote => parent.blocks.push(Block::Quote(blocks)),
            Kind::List { items, .. } if items.is_empty() => parent.blocks.extend(blocks),
            Kind::List { start, items } => {
                parent.blocks.push(Block::List { start, items });
                parent.blocks.extend(blocks);
            }
            Kind::Item => match &mut parent.kind {
                Kind::List { items, .. } if !blocks.is_empty() => items.push(blocks),
                _ => parent.blocks.extend(blocks),
            },
            Kind::Figure { caption } => parent.blocks.extend(captioned(blocks, caption)),
            Kind::Footnote(label) => self.footnotes.push(Block::Footnote { label, blocks }),
            Kind::Table { caption, rows } => {
                if rows.is_empty() {
                    parent.blocks.extend((!caption.is_empty()).then_some(Block::Paragraph(caption)));
                } else {
                    parent.blocks.push(Block::Table { caption, rows });
                }
                parent.blocks.extend(blocks);
            }
            Kind::Row(cells) => match &mut parent.kind {
                Kind::Table { rows, .. } if cells.iter().any(|cell| !cell.content.is_empty()) => rows.push(cells),
                _ => {}
            },
            Kind::Heading(level) => {
                let content = inline::tidy(inlines);
                if let Some(id) = self.naming.take() {
                    self.named.push((id, inline::plain(&content)));
                }
                parent.blocks.extend((!content.is_empty()).then_some(Block::Heading { level, content }));
            }
            Kind::Cell { header, width } => {
                if let Kind::Row(cells) = &mut parent.kind {
                    cells.push(Cell { header, content: inline::tidy(inlines) });
                    cells.extend((1..width).map(|_| Cell { header, content: Vec::new() }));
                }
            }
            Kind::Caption => match &mut parent.kind {
                Kind::Table { caption, .. } | Kind::Figure { caption } => {
                    *caption = inline::tidy(std::mem::take(caption).into_iter().chain(inlines).collect());
                }
                _ => {}
            },
            Kind::Preformatted(code) => {
                let code = code.strip_prefix('\n').unwrap_or(&code).trim_end();
                parent.blocks.extend((!code.trim().is_empty()).then(|| Block::Code(code.to_owned())));
            }
        }
    }
}

/// Running text with the language it is in, where that is another than around it.
fn spanned(content: Vec<Inline>, language: Option<Language>) -> Vec<Inline> {
    match language {
        Some(language) if !content.is_empty() => vec![Inline::Span { language, content }],
        _ => content,
    }
}

/// A figure's blocks with its caption: on its only picture or table, else below them.
fn captioned(mut blocks: Vec<Block>, caption: Vec<Inline>) -> Vec<Block> {
    if caption.is_empty() {
        return blocks;
    }
    match blocks.last_mut() {
        Some(Block::Image { caption: place, .. } | Block::Table { caption: place, .. }) if place.is_empty() => *place = caption,
        _ => blocks.push(Block::Paragraph(caption)),
    }
    blocks
}
