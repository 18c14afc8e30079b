//! One open element and what it has gathered so far.

use dossier_bundle::{Block, Cell, Inline, Language, SafeUrl};

/// What an open element will become.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Root,
    Quote,
    List { start: Option<u32>, items: Vec<Vec<Block>> },
    Item,
    Figure { caption: Vec<Inline> },
    Footnote(String),
    Table { caption: Vec<Inline>, rows: Vec<Vec<Cell>> },
    Row(Vec<Cell>),
    Heading(u8),
    Cell { header: bool, width: usize },
    Caption,
    Preformatted(String),
    Emphasis,
    Strong,
    Code,
    Quotation,
    Raised,
    Lowered,
    Link(SafeUrl),
    Span(Language),
}

impl Kind {
    /// Whether it is a part of running text, not a holder of text.
    pub(super) fn is_inline(&self) -> bool {
        use Kind::{Code, Emphasis, Link, Lowered, Quotation, Raised, Span, Strong};
        matches!(self, Emphasis | Strong | Code | Quotation | Raised | Lowered | Link(_) | Span(_))
    }

    /// Whether blocks can stand in it.
    pub(super) fn holds_blocks(&self) -> bool {
        use Kind::{Figure, Footnote, Item, List, Quote, Root};
        matches!(self, Root | Quote | List { .. } | Item | Figure { .. } | Footnote(_))
    }

    /// Whether an end tag inside it leaves the elements around it alone.
    pub(super) fn is_barrier(&self) -> bool {
        matches!(self, Kind::Cell { .. } | Kind::Caption)
    }

    /// Whether `name` can reach out of a barrier.
    pub(super) fn crosses_barriers(name: &str) -> bool {
        matches!(name, "table" | "tr" | "td" | "th" | "caption" | "figcaption" | "figure")
    }
}

/// An open element.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The tag that opened it, and closes it.
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Blocks that are finished.
    pub(super) blocks: Vec<Block>,
    /// Running text that is not yet a paragraph.
    pub(super) inlines: Vec<Inline>,
    /// Pictures met in that text; they follow its paragraph.
    pub(super) images: Vec<Block>,
    /// Elements of the same name inside that were given no frame; their end tags come first.
    pub(super) nested: u32,
    /// The language its tag names, where that differs from the text around it.
    pub(super) language: Option<Language>,
}

impl Frame {
    pub(super) fn new(name: &str, kind: Kind) -> Self {
        Self { name: name.to_owned(), kind, blocks: Vec::new(), inlines: Vec::new(), images: Vec::new(), nested: 0, language: None }
    }
}
