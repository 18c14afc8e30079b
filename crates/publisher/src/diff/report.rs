//! Changes told to people and to machines.

use super::{Changed, Changes, Item};
use anyhow::Result;
use dossier_bundle::PartialDate;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// For people: a heading with a count for each kind of change, and a line for each item.
pub(super) fn text(changes: &Changes) -> String {
    if changes.is_empty() {
        return "nothing has changed\n".to_owned();
    }
    let mut text = String::new();
    let line = |item: &Item| format!("{:10}  {}  [{}]", date(item.date), item.title, item.id);
    section(&mut text, "added", changes.added.iter().map(line));
    section(&mut text, "withdrawn", changes.withdrawn.iter().map(line));
    let was = |changed: &Changed, was: String| format!("{}\n    {was}", line(&changed.now));
    section(&mut text, "retitled", changes.retitled().map(|item| was(item, format!("was: {}", item.was.title))));
    section(&mut text, "redated", changes.redated().map(|item| was(item, format!("was: {}", date(item.was.date)))));
    section(&mut text, "otherwise changed", changes.otherwise().map(|item| was(item, item.fields.join(", "))));
    text
}

fn section(text: &mut String, name: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let gap = if text.is_empty() { "" } else { "\n" };
    let _ = writeln!(text, "{gap}{name}: {}", lines.len());
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

fn date(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "undated".to_owned(), |date| date.to_string())
}

/// For machines: a list for each kind of change. An item stands in each list that it belongs to.
pub(super) fn json(changes: &Changes) -> Result<String> {
    let with = |item: &Changed, name: &str, value: Value| -> Result<Value> {
        let mut written = serde_json::to_value(&item.now)?;
        written[name] = value;
        Ok(written)
    };
    let was = |item: &Changed| item.was.date.map(|date| date.to_string());
    let said = json!({
        "added": changes.added,
        "withdrawn": changes.withdrawn,
        "retitled": changes.retitled().map(|item| with(item, "was", json!(item.was.title))).collect::<Result<Vec<_>>>()?,
        "redated": changes.redated().map(|item| with(item, "was", json!(was(item)))).collect::<Result<Vec<_>>>()?,
        "otherwise": changes.otherwise().map(|item| with(item, "fields", json!(item.fields))).collect::<Result<Vec<_>>>()?,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&said)?))
}
