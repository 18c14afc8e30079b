//! What an import did, for people and for programs.

use super::along::Luggage;
use super::losses::Losses;
use crate::body::Note;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What became of the rows: read = shown + refused + merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Rows of all sources: lines that are not blank, items of feeds, rows of tables, pages; and sources that are not what they should be.
    pub read: u64,
    /// Items in the bundle.
    pub shown: u64,
    /// Rows that could not become items.
    pub refused: u64,
    /// Rows that say the same as one before.
    pub merged: u64,
}

/// What became of the items that were there before, with `--append`: all = kept + same + replaced + added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Continued {
    /// Items that the sources do not have, or have no more.
    pub kept: u64,
    /// Items that say the same as before.
    pub same: u64,
    /// Items that say something else than before.
    pub replaced: u64,
    /// Items that are new.
    pub added: u64,
}

/// A row that could not become an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// File and line.
    pub place: String,
    /// Why.
    pub reason: String,
}

/// A feed that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// The file or address.
    pub file: String,
    /// Such as "RSS 2.0".
    pub dialect: String,
}

/// An item whose id another one had before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// File and line.
    pub place: String,
    /// The id in the source.
    pub id: String,
    /// The id in the bundle.
    pub now: String,
    /// File and line of the item that has it.
    pub held: String,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What became of the rows.
    pub counts: Counts,
    /// Items that share their source's id with another.
    pub renamed: Vec<Renamed>,
    /// Rows that could not become items, at most 10,000 of them.
    pub refused: Vec<Refused>,
    /// What could not be carried over.
    pub losses: Losses,
    /// The feeds among the sources, at most 10,000 of them.
    pub feeds: Vec<Feed>,
    /// What became of the items that were there before, if an import continues them.
    pub continued: Option<Continued>,
    /// What comes along with the items.
    pub(crate) luggage: Luggage,
}

impl Report {
    /// The report as JSON, one object.
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.to_value())
    }

    pub(crate) fn to_value(&self) -> serde_json::Value {
        let mut value = json!({ "rows": self.counts, "refused": self.refused, "renamed": self.renamed, "losses": self.losses.list() });
        if !self.feeds.is_empty() {
            value["feeds"] = json!(self.feeds);
        }
        if !self.luggage.files.is_empty() {
            value["beside"] = json!(self.luggage.files.len());
        }
        if let Some(continued) = self.continued {
            value["continued"] = json!(continued);
        }
        value
    }

    /// The report for people: a table of losses and a line of counts.
    pub fn table(&self) -> String {
        let mut table = String::new();
        let losses = self.losses.list();
        if !losses.is_empty() {
            _ = writeln!(table, "Not carried over as it was:");
        }
        let width = losses.iter().map(|loss| loss.count.to_string().len()).max().unwrap_or(0);
        for loss in &losses {
            let what = match loss.sort {
                Note::Row => "row refused",
                Note::Field => "field",
                Note::Value => "value",
                Note::Dropped => "element dropped",
                Note::Unwrapped => "element, text kept",
                Note::Link => "link",
                Note::Shortcode => "shortcode",
                Note::Text => "text",
                Note::Passed => "passed over",
            };
            let held = loss.held.as_ref().map_or_else(String::new, |held| format!("; {held} has it"));
            _ = writeln!(table, "  {:>width$} × {what}: {} (first at {}{held})", loss.count, loss.name, loss.first);
        }
        let mut dialects: BTreeMap<&str, u64> = BTreeMap::new();
        self.feeds.iter().for_each(|feed| *dialects.entry(&feed.dialect).or_default() += 1);
        if !dialects.is_empty() {
            let dialects: Vec<String> = dialects.iter().map(|(dialect, count)| format!("{count} × {dialect}")).collect();
            _ = writeln!(table, "Feeds: {}", dialects.join(", "));
        }
        let Counts { read, shown, refused, merged } = self.counts;
        _ = writeln!(table, "{read} rows read = {shown} items shown + {refused} refused + {merged} merged");
        if let Some(Continued { kept, same, replaced, added }) = self.continued {
            let all = kept + same + replaced + added;
            _ = writeln!(table, "{all} items now = {kept} only from before + {same} unchanged + {replaced} replaced + {added} new");
        }
        table
    }
}
