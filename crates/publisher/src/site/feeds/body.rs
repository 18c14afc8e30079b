//! An item's text as markup for programs that show it far from its page: plain elements, every address whole, nothing that needs the site's
//! style or script. Made of the same elements as pages, and escaped by the same writer.

use dossier_bundle::{Block, Cell, Inline, SafeUrl};
use dossier_view::node::{IntoNode, Node, NodeIterator, html, to_html};
use url::Url;

/// Where addresses in a text start from.
pub(in crate::site) struct Base<'a> {
    /// The site's root, from which relative ones count.
    pub(in crate::site) site: &'a str,
    /// The item's page, for places in the text itself.
    pub(in crate::site) page: &'a str,
}

impl Base<'_> {
    /// An address as it is named from anywhere; none for one that leads nowhere.
    pub(in crate::site) fn of(&self, url: &SafeUrl) -> Option<String> {
        let from = if url.as_str().starts_with('#') { self.page } else { self.site };
        Some(Url::parse(from).ok()?.join(url.as_str()).ok()?.to_string())
    }
}

/// The markup of a text; empty for an empty one.
pub(in crate::site) fn html(text: &[Block], base: &Base<'_>) -> String {
    let labels = text.iter().filter_map(|block| match block {
        Block::Footnote { label, .. } => Some(label.as_str()),
        _ => None,
    });
    let of = Of { base, labels: labels.collect() };
    let notes = text.iter().filter_map(|block| match block {
        Block::Footnote { blocks, .. } => Some(html::li().child(of.all(blocks))),
        _ => None,
    });
    let notes = notes.into_group();
    let notes = (!of.labels.is_empty()).then(|| html::ol().child(notes));
    to_html((of.all(text), notes).into_node())
}

/// The text that a block is of.
struct Of<'a> {
    base: &'a Base<'a>,
    /// Its footnotes, in order.
    labels: Vec<&'a str>,
}

impl Of<'_> {
    fn all(&self, blocks: &[Block]) -> Node {
        blocks.iter().map(|block| self.block(block)).into_group()
    }

    fn block(&self, block: &Block) -> Node {
        match block {
            Block::Heading { level, content } => {
                let inside = self.inlines(content);
                match level {
                    0..=2 => html::h2().child(inside),
                    3 => html::h3().child(inside),
                    4 => html::h4().child(inside),
                    5 => html::h5().child(inside),
                    _ => html::h6().child(inside),
                }
                .into_node()
            }
            Block::Paragraph(content) => html::p().child(self.inlines(content)).into_node(),
            Block::List { start, items } => {
                let entries = items.iter().map(|item| html::li().child(self.entry(item))).into_group();
                match start {
                    Some(start) => html::ol().attr("start", start.to_string()).child(entries).into_node(),
                    None => html::ul().child(entries).into_node(),
                }
            }
            Block::Table { caption, rows } => self.table(caption, rows),
            Block::Quote(blocks) => html::blockquote().child(self.all(blocks)).into_node(),
            Block::Code(text) => html::pre().child(html::code().child(text.clone())).into_node(),
            Block::Image { url, alt, caption, size } => {
                let image = html::img()
                    .attr("src", self.base.of(url))
                    .attr("alt", alt.clone())
                    .attr("width", size.map(|(width, _)| width.to_string()))
                    .attr("height", size.map(|(_, height)| height.to_string()));
                let caption = (!caption.is_empty()).then(|| html::figcaption().child(self.inlines(caption)));
                html::figure().child((image, caption)).into_node()
            }
            Block::Footnote { .. } => Node::Nothing,
        }
    }

    fn entry(&self, item: &[Block]) -> Node {
        match item {
            [Block::Paragraph(content)] => self.inlines(content),
            blocks => self.all(blocks),
        }
    }

    fn table(&self, caption: &[Inline], rows: &[Vec<Cell>]) -> Node {
        let caption = (!caption.is_empty()).then(|| html::caption().child(self.inlines(caption)));
        let row = |row: &Vec<Cell>| {
            let cells = row.iter().map(|cell| {
                let inside = self.inlines(&cell.content);
                if cell.header { html::th().child(inside) } else { html::td().child(inside) }
            });
            html::tr().child(cells.into_group())
        };
        html::table().child((caption, html::tbody().child(rows.iter().map(row).into_group()))).into_node()
    }

    fn inlines(&self, content: &[Inline]) -> Node {
        content.iter().map(|piece| self.inline(piece)).into_group()
    }

    fn inline(&self, piece: &Inline) -> Node {
        match piece {
            Inline::Text(text) => text.clone().into_node(),
            Inline::Emphasis(content) => html::em().child(self.inlines(content)).into_node(),
            Inline::Strong(content) => html::strong().child(self.inlines(content)).into_node(),
            Inline::Code(text) => html::code().child(text.clone()).into_node(),
            Inline::Link { url, content } => match self.base.of(url) {
                Some(address) => html::a().href(address).child(self.inlines(content)).into_node(),
                None => self.inlines(content),
            },
            Inline::Span { language, content } => html::span().lang(language.to_string()).child(self.inlines(content)).into_node(),
            // Other programs rename ids or drop them, so that a reference is a number, as on paper.
            Inline::NoteRef(label) => match self.labels.iter().position(|known| known == label) {
                Some(place) => html::sup().child((place + 1).to_string()).into_node(),
                None => Node::Nothing,
            },
            Inline::Break => html::br().into_node(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_bundle::Language;

    fn url(text: &str) -> SafeUrl {
        SafeUrl::new(text).unwrap()
    }

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    fn link(to: &str) -> Block {
        Block::Paragraph(vec![Inline::Link { url: url(to), content: text("x") }])
    }

    fn check(blocks: &[Block], expected: &str) {
        let base = Base { site: "https://example.org/room/", page: "https://example.org/room/i/a/" };
        assert_eq!(html(blocks, &base), expected, "{blocks:?}");
    }

    #[test]
    fn addresses_are_whole() {
        check(&[link("files/a b.pdf")], "<p><a href=\"https://example.org/room/files/a%20b.pdf\">x</a></p>");
        check(&[link("/top")], "<p><a href=\"https://example.org/top\">x</a></p>");
        check(&[link("//cdn.example.net/x")], "<p><a href=\"https://cdn.example.net/x\">x</a></p>");
        check(&[link("#part-2")], "<p><a href=\"https://example.org/room/i/a/#part-2\">x</a></p>");
        check(&[link("mailto:a@example.org")], "<p><a href=\"mailto:a@example.org\">x</a></p>");
        check(&[link("https://[broken")], "<p>x</p>");
        let image = Block::Image { url: url("a.svg"), alt: "\"A\"".to_owned(), caption: text("c"), size: Some((3, 4)) };
        let expected = "<figure><img src=\"https://example.org/room/a.svg\" alt=\"&quot;A&quot;\" width=\"3\" height=\"4\">\
             <figcaption>c</figcaption></figure>";
        check(&[image], expected);
    }

    #[test]
    fn text_stays_text() {
        check(&[], "");
        check(&[Block::Paragraph(text("<script>&\""))], "<p>&lt;script&gt;&amp;&quot;</p>");
        check(&[Block::Code("</code>".to_owned())], "<pre><code>&lt;/code&gt;</code></pre>");
        let span = Inline::Span { language: Language::new("nb").unwrap(), content: text("ja") };
        let noted = Block::Paragraph(vec![span, Inline::Break, Inline::NoteRef("n".to_owned()), Inline::NoteRef("lost".to_owned())]);
        let note = Block::Footnote { label: "n".to_owned(), blocks: vec![Block::Paragraph(text("why"))] };
        check(&[noted, note], "<p><span lang=\"nb\">ja</span><br><sup>1</sup></p><ol><li><p>why</p></li></ol>");
    }
}
