//! Which file is what: by its name, and where that does not say, by its first bytes.

use super::formats::{feed, jsonfeed};
use std::path::Path;

/// What a source is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// JSON Lines, plain or compressed with zstd.
    Jsonl,
    /// A feed in XML, whatever the dialect.
    Feed,
    /// A JSON Feed.
    JsonFeed,
    /// A table, its fields parted by commas, semicolons or tabs.
    Csv,
    /// A Markdown page with front matter.
    Markdown,
    /// An HTML page.
    Html,
}

impl SourceKind {
    /// What a file of this name usually is.
    pub(crate) fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = name.strip_suffix(".zst").unwrap_or(&name);
        let kind = match name.rsplit_once('.')?.1 {
            "jsonl" | "ndjson" => Self::Jsonl,
            "xml" | "rss" | "atom" | "rdf" | "cdf" => Self::Feed,
            "json" => Self::JsonFeed,
            "csv" | "tsv" | "tab" => Self::Csv,
            "md" | "markdown" | "mdown" | "mkd" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            _ => return None,
        };
        Some(kind)
    }

    /// What a file is. Its first bytes decide where a name is used for several things, and where there is none.
    pub(crate) fn of(path: &Path, head: &[u8]) -> Self {
        match Self::of_name(path) {
            Some(Self::JsonFeed) if !jsonfeed::begins(head) => Self::Jsonl,
            Some(kind) => kind,
            None if jsonfeed::begins(head) => Self::JsonFeed,
            None => Self::of_markup(head).unwrap_or(Self::Jsonl),
        }
    }

    fn of_markup(head: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(&head[..head.len().min(512)]).replace(['\0', '\u{FEFF}'], "");
        let text = text.trim_start().trim_start_matches('\u{FFFD}').trim_start();
        if !text.starts_with('<') {
            return None;
        }
        Some(if feed::begins(head) { Self::Feed } else { Self::Html })
    }
}
