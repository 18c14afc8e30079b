//! What the first row of a table says: the sign between cells, and which column is which field.

use std::collections::BTreeSet;

/// Headings that people write, and the fields they mean.
const MEANINGS: [(&str, &[&str]); 12] = [
    ("id", &["identifier", "guid"]),
    ("title", &["name", "heading", "headline"]),
    ("summary", &["description", "abstract", "lead", "excerpt", "ingress"]),
    ("date", &["published", "publication date", "date published", "publish date", "published date", "pubdate", "published at"]),
    ("modified", &["updated", "last updated", "date modified", "last modified", "lastmod", "updated at"]),
    ("url", &["link", "address", "web address", "page"]),
    ("body", &["text", "content", "full text"]),
    ("type", &["document type", "content type", "category type"]),
    ("publisher", &["organisation", "organization", "department", "ministry", "agency"]),
    ("language", &["lang", "locale"]),
    ("topics", &["topic"]),
    ("files", &["file", "attachment", "attachments", "document url", "pdf"]),
];

/// The field that a heading means: itself where a mapping speaks of it (`known`), else the usual one, else itself.
pub(super) fn meaning(written: &str, known: &BTreeSet<String>) -> String {
    if known.contains(written) {
        return written.to_owned();
    }
    let plain = written.to_lowercase().replace(['_', '-'], " ");
    let meaning = MEANINGS.iter().find(|(field, words)| *field == plain || words.contains(&plain.as_str()));
    meaning.map_or_else(|| written.to_owned(), |(field, _)| (*field).to_owned())
}

/// The sign between cells: the most frequent one in the first row, outside quotation marks.
pub(super) fn delimiter(text: &str) -> u8 {
    let first = text.trim_start_matches('\u{FEFF}');
    if let Some(named) = first.get(..5).filter(|line| line.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("sep="))) {
        return named.as_bytes()[4];
    }
    let signs = *b",;\t|";
    let (mut counts, mut quoted) = ([0_u32; 4], false);
    for byte in first.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some(place) = signs.iter().position(|sign| *sign == byte) {
                    counts[place] += 1;
                }
            }
            _ => {}
        }
    }
    let most = (0..4).rev().max_by_key(|place| counts[*place]).unwrap_or(0);
    signs[most]
}
