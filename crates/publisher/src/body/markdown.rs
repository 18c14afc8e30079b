//! Markdown as GitHub reads it. HTML in between goes through the reader of HTML, tag by tag or block by block.

use super::builder::Builder;
use super::frame::Kind;
use super::notes::Note;
use super::{html, shortcodes};
use dossier_bundle::Inline;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Tells `builder` what is in `source`.
pub(super) fn read(source: &str, builder: &mut Builder<'_>) {
    let source = shortcodes::remove(source, builder.notes());
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let mut reader = Reader { builder, paragraph: None, head: false, html: None, image: None };
    for event in Parser::new_ext(&source, options) {
        reader.event(event);
    }
}

struct Reader<'a, 'b> {
    builder: &'a mut Builder<'b>,
    /// How many elements were open where the paragraph, heading or cell began: HTML left open in it ends with it.
    paragraph: Option<usize>,
    /// Whether the row is the head of its table.
    head: bool,
    /// The block of HTML that is being gathered.
    html: Option<String>,
    /// The address of the picture whose words are being gathered, the words, and how many pictures are open.
    image: Option<(String, String, u32)>,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>) {
        if self.image.is_some() {
            return self.picture(event);
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.builder.text(&text),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                self.builder.add_inline(Inline::Code(code.into_string()));
            }
            Event::Html(markup) => match &mut self.html {
                Some(gathered) => gathered.push_str(&markup),
                None => html::read(&markup, self.builder),
            },
            Event::InlineHtml(markup) => html::read(&markup, self.builder),
            Event::FootnoteReference(label) => self.builder.add_inline(Inline::NoteRef(label.into_string())),
            Event::SoftBreak => self.builder.text("\n"),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => {
                self.builder.boundary();
                self.builder.notes().add(Note::Dropped, "hr");
            }
            Event::TaskListMarker(done) => self.builder.text(if done { "\u{2611} " } else { "\u{2610} " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.builder.boundary();
                self.paragraph = Some(self.builder.depth());
            }
            Tag::Heading { level, id, .. } => {
                self.builder.open("heading", Kind::Heading(rank(level)));
                self.builder.name_heading(id.as_deref().unwrap_or_default());
                self.paragraph = Some(self.builder.depth());
            }
            Tag::BlockQuote(_) => self.builder.open("blockquote", Kind::Quote),
            Tag::CodeBlock(_) => self.builder.open("pre", Kind::Preformatted(String::new())),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::List(start) => {
                let name = if start.is_some() { "ol" } else { "ul" };
                let start = start.map(|number| u32::try_from(number).unwrap_or(1));
                self.builder.open(name, Kind::List { start, items: Vec::new() });
            }
            Tag::Item => self.builder.open("li", Kind::Item),
            Tag::FootnoteDefinition(label) => self.builder.open("footnote", Kind::Footnote(label.into_string())),
            Tag::Table(_) => self.builder.open("table", Kind::Table { caption: Vec::new(), rows: Vec::new() }),
            Tag::TableHead | Tag::TableRow => {
                self.head = matches!(tag, Tag::TableHead);
                self.builder.open("tr", Kind::Row(Vec::new()));
            }
            Tag::TableCell => {
                self.builder.open("td", Kind::Cell { header: self.head, width: 1 });
                self.paragraph = Some(self.builder.depth());
            }
            Tag::Emphasis => self.builder.open("em", Kind::Emphasis),
            Tag::Strong => self.builder.open("strong", Kind::Strong),
            Tag::Strikethrough => {
                self.builder.notes().add(Note::Unwrapped, "del");
                self.builder.unframed("del");
            }
            Tag::Superscript => self.builder.open("sup", Kind::Raised),
            Tag::Subscript => self.builder.open("sub", Kind::Lowered),
            Tag::Link { link_type, dest_url, .. } => match self.builder.link(&address(link_type, &dest_url)) {
                Some(url) => self.builder.open("link", Kind::Link(url)),
                None => self.builder.unframed("link"),
            },
            Tag::Image { dest_url, .. } => self.image = Some((dest_url.into_string(), String::new(), 0)),
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell)
            && let Some(depth) = self.paragraph.take()
        {
            self.builder.close_down_to(depth);
        }
        match tag {
            TagEnd::Paragraph => self.builder.boundary(),
            TagEnd::Heading(_) => self.close("heading"),
            TagEnd::BlockQuote(_) => self.close("blockquote"),
            TagEnd::CodeBlock => self.close("pre"),
            TagEnd::HtmlBlock => {
                if let Some(markup) = self.html.take() {
                    html::read(&markup, self.builder);
                }
            }
            TagEnd::List(ordered) => self.close(if ordered { "ol" } else { "ul" }),
            TagEnd::Item => self.close("li"),
            TagEnd::FootnoteDefinition => self.close("footnote"),
            TagEnd::Table => self.close("table"),
            TagEnd::TableHead | TagEnd::TableRow => self.close("tr"),
            TagEnd::TableCell => self.close("td"),
            TagEnd::Emphasis => self.close("em"),
            TagEnd::Strong => self.close("strong"),
            TagEnd::Strikethrough => self.close("del"),
            TagEnd::Superscript => self.close("sup"),
            TagEnd::Subscript => self.close("sub"),
            TagEnd::Link => self.close("link"),
            TagEnd::Image
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.builder.close(name);
    }

    /// Gathers the words of a picture up to its end; other marks in them are left out.
    fn picture(&mut self, event: Event<'_>) {
        let Some((_, words, nested)) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::Start(Tag::Image { .. }) => *nested += 1,
            Event::End(TagEnd::Image) if *nested > 0 => *nested -= 1,
            Event::End(TagEnd::Image) => {
                if let Some((address, words, _)) = self.image.take() {
                    self.builder.image(&address, &words, None);
                }
            }
            _ => {}
        }
    }
}

/// Where a link leads: `<somebody@example.org>` is written without its scheme.
fn address(link_type: LinkType, written: &str) -> Cow<'_, str> {
    if link_type == LinkType::Email { Cow::Owned(["mailto:", written].concat()) } else { Cow::Borrowed(written) }
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
