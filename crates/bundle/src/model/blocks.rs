//! Text as a typed tree. There is no place in it for markup, script or style, so none can reach a page.

use super::{Language, SafeUrl};

/// A block of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading within the text.
    Heading {
        /// 2–6; the item's title is 1.
        level: u8,
        /// What it says.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, ordered from `start` or unordered.
    List {
        /// First number of an ordered list; none for bullets.
        start: Option<u32>,
        /// Its entries.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// What the table shows; may be empty.
        caption: Vec<Inline>,
        /// Rows of cells from top to bottom.
        rows: Vec<Vec<Cell>>,
    },
    /// Words of somebody else.
    Quote(Vec<Block>),
    /// Text to be kept letter by letter.
    Code(String),
    /// A picture.
    Image {
        /// Where it is.
        url: SafeUrl,
        /// What it shows, for those who cannot see it; empty for decoration.
        alt: String,
        /// What stands below it; may be empty.
        caption: Vec<Inline>,
        /// Width and height in pixels, each from 1, so that a page can keep its place free.
        size: Option<(u16, u16)>,
    },
    /// The text of a footnote, named by [`Inline::NoteRef`].
    Footnote {
        /// Its name, unique within the text.
        label: String,
        /// What it says.
        blocks: Vec<Block>,
    },
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Whether it names its row or column.
    pub header: bool,
    /// What it says.
    pub content: Vec<Inline>,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain characters.
    Text(String),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Important.
    Strong(Vec<Inline>),
    /// Kept letter by letter.
    Code(String),
    /// A link.
    Link {
        /// Where it leads.
        url: SafeUrl,
        /// What it says.
        content: Vec<Inline>,
    },
    /// Words in another language.
    Span {
        /// That language.
        language: Language,
        /// The words.
        content: Vec<Inline>,
    },
    /// A reference to the [`Block::Footnote`] of this label.
    NoteRef(String),
    /// A line break.
    Break,
}
