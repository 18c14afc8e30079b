//! Running text: white space as a browser shows it, and the text alone.

use dossier_bundle::{Block, Inline};

/// Collapses white space, joins neighbouring texts, drops what is empty, and trims both ends.
pub(super) fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut after_space = true;
    let mut tidied = collapse(inlines, &mut after_space);
    trim_end(&mut tidied);
    tidied
}

fn collapse(inlines: Vec<Inline>, after_space: &mut bool) -> Vec<Inline> {
    let mut kept: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let inline = match inline {
            Inline::Text(text) => Inline::Text(collapse_text(text, after_space)),
            Inline::Emphasis(content) => Inline::Emphasis(collapse(content, after_space)),
            Inline::Strong(content) => Inline::Strong(collapse(content, after_space)),
            Inline::Link { url, content } => Inline::Link { url, content: collapse(content, after_space) },
            Inline::Span { language, content } => Inline::Span { language, content: collapse(content, after_space) },
            Inline::Break => {
                trim_end(&mut kept);
                *after_space = true;
                Inline::Break
            }
            other @ (Inline::Code(_) | Inline::NoteRef(_)) => {
                *after_space = false;
                other
            }
        };
        push(&mut kept, inline);
    }
    kept
}

/// Pages are padded with it; between words it is kept.
const NO_BREAK_SPACE: char = '\u{A0}';

fn collapse_text(text: String, after_space: &mut bool) -> String {
    if let Some(ends_with_space) = is_collapsed(&text, *after_space) {
        *after_space = ends_with_space;
        return text;
    }
    let mut collapsed = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}' | NO_BREAK_SPACE) {
            if !*after_space {
                collapsed.push(if c == NO_BREAK_SPACE { c } else { ' ' });
            }
            *after_space = true;
        } else if !is_invisible(c) {
            collapsed.push(c);
            *after_space = false;
        }
    }
    collapsed
}

/// Whether a text ends with a space, if there is plainly nothing to collapse in it: most texts are so, and a look at their bytes is quick.
fn is_collapsed(text: &str, after_space: bool) -> Option<bool> {
    let mut space = after_space;
    for byte in text.bytes() {
        // With the three bytes above ASCII begin all control characters, spaces and joiners that are looked for beyond it.
        if byte < b' ' || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xEF) || (byte == b' ' && space) {
            return None;
        }
        space = byte == b' ';
    }
    Some(space)
}

/// Control characters, and joiners that only the source's typesetting needed and that would hide a word from a search.
pub(super) fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{2060}' | '\u{FEFF}')
}

/// Adds to running text, joining texts and leaving out what says nothing.
pub(super) fn push(inlines: &mut Vec<Inline>, inline: Inline) {
    if is_empty(&inline) || (inline == Inline::Break && inlines.is_empty()) {
        return;
    }
    match (inlines.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => inlines.push(inline),
    }
}

fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.is_empty(),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } => {
            content.is_empty()
        }
        Inline::NoteRef(_) | Inline::Break => false,
    }
}

fn trim_end(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text(text) => text.truncate(text.trim_end_matches([' ', NO_BREAK_SPACE]).len()),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } => {
                trim_end(content);
            }
            Inline::Break => {
                inlines.pop();
                continue;
            }
            Inline::Code(_) | Inline::NoteRef(_) => return,
        }
        if !is_empty(last) {
            return;
        }
        inlines.pop();
    }
}

/// The words of running text without any mark.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    append(inlines, &mut text);
    text
}

fn append(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } => {
                append(content, text);
            }
            Inline::Break => text.push(' '),
            Inline::NoteRef(_) => {}
        }
    }
}

/// The words of blocks on one line, footnotes left out.
pub fn text_of(blocks: &[Block]) -> String {
    let mut parts = Vec::new();
    gather(blocks, &mut parts);
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn gather(blocks: &[Block], parts: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => parts.push(plain(content)),
            Block::List { items, .. } => items.iter().for_each(|item| gather(item, parts)),
            Block::Table { caption, rows } => {
                parts.push(plain(caption));
                parts.extend(rows.iter().flatten().map(|cell| plain(&cell.content)));
            }
            Block::Quote(blocks) => gather(blocks, parts),
            Block::Code(text) => parts.push(text.clone()),
            Block::Image { caption, .. } => parts.push(plain(caption)),
            Block::Footnote { .. } => {}
        }
    }
}
