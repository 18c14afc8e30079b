//! What has changed since the site before, for the log that readers see.

use crate::diff;
use crate::site::{Change, Changes, Listed};
use anyhow::Result;
use dossier_view::text::machine_date;
use std::path::Path;

/// Items of a list that are told.
const TOLD: usize = 200;

/// Compares two sites.
pub(super) fn changes(before: &Path, now: &Path) -> Result<Changes> {
    let found = diff::compare(before, now)?;
    Ok(Changes {
        added: listed(found.added.iter().map(|item| change(item, None))),
        withdrawn: listed(found.withdrawn.iter().map(|item| change(item, None))),
        retitled: listed(found.retitled().map(|item| change(&item.now, Some(item.was.title.clone())))),
        redated: listed(found.redated().map(|item| change(&item.now, Some(date(&item.was))))),
    })
}

fn listed(all: impl Iterator<Item = Change>) -> Listed {
    let mut listed = Listed::default();
    for change in all {
        listed.count += 1;
        if listed.items.len() < TOLD {
            listed.items.push(change);
        }
    }
    listed
}

fn change(item: &diff::Item, before: Option<String>) -> Change {
    Change { id: item.id.clone(), title: item.title.clone(), date: date(item), before: before.unwrap_or_default() }
}

fn date(item: &diff::Item) -> String {
    item.date.map(machine_date).unwrap_or_default()
}
