//! A text of a feed may be plain text, HTML in disguise or XHTML, and says so in five ways or not at all.

use super::super::node::{Node, escaped, field};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// How a text is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Construct {
    /// Characters that mean themselves.
    Plain(String),
    /// HTML.
    Html(String),
    /// Something that is no text, of this media type.
    Other(String),
}

const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

impl Construct {
    /// Reads an element that holds text. `plain` says what one is that does not say itself and has no elements in it.
    pub(super) fn read(node: &Node, plain: bool) -> Self {
        let kind = node.get("type").unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let mode = node.get("mode").unwrap_or_default().to_ascii_lowercase();
        let has_elements = node.children().next().is_some();
        if mode == "base64" || is_packed(&kind) && !has_elements {
            return unpacked(&node.text(), kind);
        }
        match kind.as_str() {
            "html" | "text/html" | "application/xhtml+xml" if !has_elements && mode != "xml" => Self::Html(node.text()),
            "text" | "text/plain" if !has_elements && (mode != "escaped" || !plain) => Self::Plain(node.text()),
            // One element that stands for the whole is its frame, not a part of it.
            _ if has_elements => Self::Html(node.inner_html()),
            _ if plain && kind.is_empty() && mode != "escaped" => Self::Plain(node.text()),
            _ => Self::Html(node.text()),
        }
    }

    /// As a field of a row holds it; none if it is no text.
    pub(super) fn field(&self) -> Option<String> {
        match self {
            Self::Plain(text) => Some(field(text)),
            other => other.html(),
        }
    }

    /// As HTML; none if it is no text.
    pub(super) fn html(&self) -> Option<String> {
        match self {
            Self::Plain(text) => Some(escaped(text)),
            Self::Html(html) => Some(html.clone()),
            Self::Other(_) => None,
        }
    }
}

/// Whether content of a media type is packed in base64 (RFC 4287, section 4.1.3.3).
fn is_packed(kind: &str) -> bool {
    kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("+xml") && !kind.ends_with("/xml")
}

fn unpacked(text: &str, kind: String) -> Construct {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = TOLERANT.decode(compact).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    match bytes {
        Some(html) if kind == "text/html" || kind == "application/xhtml+xml" => Construct::Html(html),
        // Bytes of no special kind that are text were meant to be read.
        Some(text) if matches!(kind.as_str(), "" | "text/plain" | "application/octet-stream") => Construct::Html(text),
        _ => Construct::Other(kind),
    }
}
