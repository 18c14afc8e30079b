//! Text as blocks. Nesting is bounded: what lies deeper is kept as plain text.

use super::text::{NAME, running};
use super::{Code, Log, Severity, flat, inlines, values};
use crate::json::At;
use crate::lean::Places;
use crate::lean::ToList;
use crate::problem::quoted;
use crate::{Block, Cell, Inline};

/// Levels of blocks and inlines that are kept as such. With them, what is written back stays within the 127 levels that JSON may have.
pub(super) const LEVELS: usize = 32;

/// A text that is being read.
pub(super) struct Text<'l> {
    pub(super) log: &'l mut Log,
    /// Labels of the footnotes it has.
    labels: Places,
    /// Labels that are referred to, and from where.
    pub(super) references: Vec<Reference>,
    /// Labels of footnotes that are not there: references to them are left out.
    pub(super) lost: Places,
    /// Whether what is being read stands in a link.
    pub(super) in_link: bool,
}

/// "The footnote `label` is referred to here."
pub(super) struct Reference {
    pub(super) label: String,
    pub(super) start: usize,
    pub(super) pointer: String,
}

/// Reads a body: a text with blank lines between its paragraphs, a block, or a list of blocks.
pub(super) fn read(at: &At<'_>, log: &mut Log) -> Vec<Block> {
    let mut text = Text::new(log, Places::default());
    let read = text.blocks(at, 0);
    let Text { labels, references, .. } = text;
    let (mut lost, mut again) = (Places::default(), Log::default());
    let mut any_lost = false;
    for Reference { label, start, pointer } in references {
        if labels.get(&label).is_none() {
            let text = || format!("There is no footnote {}. The reference is left out.", quoted(&label));
            log.note(Severity::Error, Code::UnknownNote, start, || (pointer, text(), None));
            lost.add(&label, 0);
            any_lost = true;
        }
    }
    if !any_lost {
        return read;
    }
    // A reference may stand before its footnote, so only now is it known which ones to leave out; what else is wrong has been noted.
    Text::new(&mut again, lost).blocks(at, 0)
}

impl<'l> Text<'l> {
    fn new(log: &'l mut Log, lost: Places) -> Self {
        Self { log, labels: Places::default(), references: Vec::new(), lost, in_link: false }
    }
}

impl Text<'_> {
    /// Blocks, `depth` levels below the body.
    fn blocks(&mut self, at: &At<'_>, depth: usize) -> Vec<Block> {
        if let Some(text) = at.text() {
            return paragraphs(&running(text, at, self.log));
        }
        if at.is_object() {
            return self.block(at, depth).into_iter().to_list();
        }
        if !at.is_list() {
            self.log.wrong_type(at, "a text, a block or a list of blocks");
        }
        at.elements().filter_map(|element| self.block(&element, depth)).to_list()
    }

    fn block(&mut self, at: &At<'_>, depth: usize) -> Option<Block> {
        if at.text().is_some() {
            return paragraph(self.inlines(at, depth));
        }
        if !at.is_object() {
            self.log.wrong_type(at, "a list of texts and blocks");
            return None;
        }
        if depth >= LEVELS {
            self.too_deep(at);
            return paragraph(flat::text(at.value));
        }
        match at.get("type").and_then(|at| at.text()).unwrap_or_default() {
            "heading" => self.heading(at, depth),
            "paragraph" => paragraph(self.content(at, "content", depth)),
            "list" => self.list(at, depth),
            "table" => self.table(at, depth),
            "quote" => Some(self.inner(at, "content", depth)).filter(|blocks| !blocks.is_empty()).map(Block::Quote),
            "code" => self.letters(at).map(Block::Code),
            "image" => self.image(at, depth),
            "footnote" => self.footnote(at, depth),
            other => {
                let named = at.get("type");
                let text = || match named {
                    Some(_) => format!("{} is not a type of block. Its text is shown as a paragraph.", quoted(other)),
                    None => "A block must have a \"type\". Its text is shown as a paragraph.".to_owned(),
                };
                self.log.add(Code::UnknownBlock, &named.unwrap_or(*at), text);
                paragraph(flat::text(at.value))
            }
        }
    }

    pub(super) fn too_deep(&mut self, at: &At<'_>) {
        self.log
            .add(Code::TooDeep, at, || format!("The text nests more than {LEVELS} levels deep. What lies deeper is shown as plain text."));
    }

    /// The blocks of a field.
    fn inner(&mut self, at: &At<'_>, key: &str, depth: usize) -> Vec<Block> {
        at.get(key).map(|at| self.blocks(&at, depth + 1)).unwrap_or_default()
    }

    /// The running text of a field.
    pub(super) fn content(&mut self, at: &At<'_>, key: &str, depth: usize) -> Vec<Inline> {
        at.get(key).map(|at| self.inlines(&at, depth + 1)).unwrap_or_default()
    }

    /// The field `text`, letter by letter.
    pub(super) fn letters(&mut self, at: &At<'_>) -> Option<String> {
        let at = at.get("text")?;
        let text = values::text(&at, self.log)?;
        Some(running(text, &at, self.log).into_owned())
    }

    fn heading(&mut self, at: &At<'_>, depth: usize) -> Option<Block> {
        let written = values::whole(at, "level", u64::MAX, self.log).unwrap_or(2);
        let level = written.clamp(2, 6) as u8;
        if written != u64::from(level)
            && let Some(at) = at.get("level")
        {
            self.log.add(Code::OutOfRange, &at, || format!("Levels of headings run from 2 to 6, not to {written}. {level} was taken."));
        }
        let content = self.content(at, "content", depth);
        inlines::is_visible(&content).then_some(Block::Heading { level, content })
    }

    fn list(&mut self, at: &At<'_>, depth: usize) -> Option<Block> {
        let ordered = values::flag(at, "ordered", self.log);
        let start = values::whole(at, "start", u64::from(u32::MAX), self.log).map_or(1, |start| start as u32);
        let list = at.get("items");
        if let Some(list) = list.filter(|list| !list.is_list()) {
            self.log.wrong_type(&list, "a list");
        }
        let entries = list.iter().flat_map(At::elements).map(|entry| self.blocks(&entry, depth + 1));
        let items: Vec<_> = entries.filter(|entry| !entry.is_empty()).to_list();
        (!items.is_empty()).then_some(Block::List { start: ordered.then_some(start), items })
    }

    fn table(&mut self, at: &At<'_>, depth: usize) -> Option<Block> {
        let caption = self.content(at, "caption", depth);
        let list = at.get("rows");
        if let Some(list) = list.filter(|list| !list.is_list()) {
            self.log.wrong_type(&list, "a list of rows");
        }
        let mut rows = Vec::new();
        for row in list.iter().flat_map(At::elements) {
            if !row.is_list() {
                self.log.wrong_type(&row, "a list of rows, each a list of cells");
            }
            let cells: Vec<_> = row.elements().map(|cell| self.cell(&cell, depth)).to_list();
            rows.extend((!cells.is_empty()).then_some(cells));
        }
        (!rows.is_empty()).then_some(Block::Table { caption, rows })
    }

    fn cell(&mut self, at: &At<'_>, depth: usize) -> Cell {
        if at.is_object() {
            return Cell { header: values::flag(at, "header", self.log), content: self.content(at, "content", depth) };
        }
        Cell { header: false, content: self.inlines(at, depth + 1) }
    }

    fn image(&mut self, at: &At<'_>, depth: usize) -> Option<Block> {
        let url = values::required_url(at, "The picture is left out.", self.log)?;
        let alt = values::name(at, "alt", NAME, self.log);
        Some(Block::Image { url, alt, caption: self.content(at, "caption", depth), size: self.size(at) })
    }

    /// Width and height; one alone says nothing.
    fn size(&mut self, at: &At<'_>) -> Option<(u16, u16)> {
        for (here, other) in [("width", "height"), ("height", "width")] {
            if at.get(here).is_some() && at.get(other).is_none() {
                self.log.missing(at, other, "The size of the picture is left out.");
                return None;
            }
        }
        let (width, height) = (self.side(at, "width"), self.side(at, "height"));
        Some((width?, height?))
    }

    fn side(&mut self, at: &At<'_>, key: &str) -> Option<u16> {
        let pixels = values::whole(at, key, u64::from(u16::MAX), self.log)?;
        if pixels == 0 {
            self.log
                .add(Code::OutOfRange, &at.get(key)?, || "A picture is at least 1 pixel wide and high. Its size is left out.".to_owned());
            return None;
        }
        u16::try_from(pixels).ok()
    }

    fn footnote(&mut self, at: &At<'_>, depth: usize) -> Option<Block> {
        let label = values::label(at, self.log);
        if label.is_empty() {
            self.log.missing(at, "label", "The footnote is shown as a paragraph.");
            return paragraph(flat::text(at.value));
        }
        if !self.labels.add(&label, 0) {
            let text = || format!("There is already a footnote {}. This one is left out.", quoted(&label));
            self.log.add(Code::DuplicateNote, at, text);
            return None;
        }
        Some(Block::Footnote { label, blocks: self.inner(at, "content", depth) })
    }
}

/// A paragraph, unless nothing of it can be seen.
fn paragraph(content: Vec<Inline>) -> Option<Block> {
    inlines::is_visible(&content).then_some(Block::Paragraph(content))
}

/// The paragraphs of a plain text, which blank lines separate.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.into_iter().filter_map(|text| paragraph(vec![Inline::Text(text)])).to_list()
}
