//! The text of a bundle. The same bundle always gives the same text.

use super::Bundle;
use crate::model;
use serde::Serialize;

/// Writes a bundle: two spaces of indent, one topic, type, publisher and item a line, so that differences are easy to read.
pub fn write(bundle: &model::Bundle) -> String {
    Bundle::from(bundle).to_text()
}

impl Bundle {
    /// The text of the bundle, one entry a line.
    pub fn to_text(&self) -> String {
        let mut out = format!("{{\n  \"format\": {},\n  \"site\": {}", json(&self.format), json(&self.site));
        list(&mut out, "topics", &self.topics);
        list(&mut out, "types", &self.types);
        list(&mut out, "publishers", &self.publishers);
        if let Some(archive) = &self.archive {
            out.push_str(",\n  \"archive\": ");
            out.push_str(&json(archive));
        }
        if self.archive.is_none() || !self.items.is_empty() {
            list(&mut out, "items", &self.items);
        }
        out.push_str("\n}\n");
        out
    }
}

fn list(out: &mut String, name: &str, entries: &[impl Serialize]) {
    out.push_str(",\n  \"");
    out.push_str(name);
    out.push_str("\": [");
    for (place, entry) in entries.iter().enumerate() {
        out.push_str(if place == 0 { "\n    " } else { ",\n    " });
        out.push_str(&json(entry));
    }
    out.push_str(if entries.is_empty() { "]" } else { "\n  ]" });
}

fn json(value: &impl Serialize) -> String {
    // Fails only for keys that are no texts and for writers that fail; there is neither here.
    serde_json::to_string(value).unwrap_or_else(|error| unreachable!("{error}"))
}
