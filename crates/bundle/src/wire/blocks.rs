//! Text as a tree of blocks and pieces.

#[cfg(any(test, feature = "schema"))]
use super::schema::OneOrMany;
use serde::{Serialize, Serializer};

/// A paragraph written as a bare text, or any block with its type.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Any block.
    Structure(Structure),
}

/// A block of text, by its type.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub enum Structure {
    /// A heading within the text.
    Heading {
        /// 2 to 6; 2 without it.
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "Option<u8>"))]
        level: u8,
        /// What it says.
        #[serde(serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// What it says.
        #[serde(serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        content: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether its entries are numbered.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        ordered: bool,
        /// First number of a numbered list; 1 without it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<u32>,
        /// Its entries.
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "Vec<OneOrMany<Block>>"))]
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table {
        /// What the table shows.
        #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        caption: Vec<Inline>,
        /// Rows of cells from top to bottom.
        rows: Vec<Vec<Cell>>,
    },
    /// Words of somebody else.
    Quote {
        /// The words.
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Block>"))]
        content: Vec<Block>,
    },
    /// Text to be kept letter by letter.
    Code {
        /// The text.
        text: String,
    },
    /// A picture.
    Image {
        /// Where it is.
        url: String,
        /// What it shows; empty for decoration.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        alt: String,
        /// What stands below it.
        #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        caption: Vec<Inline>,
        /// Its width in pixels; only with `height`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(any(test, feature = "schema"), schemars(range(min = 1)))]
        width: Option<u16>,
        /// Its height in pixels; only with `width`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(any(test, feature = "schema"), schemars(range(min = 1)))]
        height: Option<u16>,
    },
    /// The text of a footnote.
    Footnote {
        /// Its name, unique within the text.
        label: String,
        /// What it says.
        #[serde(default)]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Block>"))]
        content: Vec<Block>,
    },
}

/// A cell of a table: running text, or an object that can say that it is a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub enum Cell {
    /// A cell that names nothing.
    Plain(
        #[serde(serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "TextOrList"))]
        Vec<Inline>,
    ),
    /// Any cell.
    Full {
        /// Whether it names its row or column.
        #[serde(default)]
        header: bool,
        /// What it says.
        #[serde(default, serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        content: Vec<Inline>,
    },
}

/// Plain characters, or a piece with its type.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub enum Inline {
    /// Plain characters.
    Text(String),
    /// Any piece.
    Piece(Piece),
}

/// A piece of running text, by its type.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema))]
pub enum Piece {
    /// Stressed.
    Emphasis {
        /// The words.
        #[serde(serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        content: Vec<Inline>,
    },
    /// Important.
    Strong {
        /// The words.
        #[serde(serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        content: Vec<Inline>,
    },
    /// Kept letter by letter.
    Code {
        /// The letters.
        text: String,
    },
    /// A link.
    Link {
        /// Where it leads.
        url: String,
        /// What it says; the address without it.
        #[serde(default, serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        content: Vec<Inline>,
    },
    /// Words in another language.
    Span {
        /// Tag of that language.
        language: String,
        /// The words.
        #[serde(serialize_with = "short")]
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "OneOrMany<Inline>"))]
        content: Vec<Inline>,
    },
    /// A reference to a footnote.
    NoteRef {
        /// The label of the footnote.
        label: String,
    },
    /// A line break.
    Break,
}

/// Writes running text that is nothing but characters without brackets.
fn short<S: Serializer>(content: &[Inline], serializer: S) -> Result<S::Ok, S::Error> {
    match content {
        [Inline::Text(text)] => serializer.serialize_str(text),
        _ => serializer.collect_seq(content),
    }
}

/// Running text as a cell holds it; an object there is a cell.
#[cfg(any(test, feature = "schema"))]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum TextOrList {
    Text(String),
    List(Vec<Inline>),
}
