//! The log of changes, for people.

use super::Sheet;
use crate::site::changes::{ADDRESS, Change, Edition, Listed, Log};
use dossier_bundle::PartialDate;
use dossier_query::Route;
use dossier_view::node::{IntoNode, Node, NodeIterator, html};
use dossier_view::text::{date, words_for};

pub(super) fn main(sheet: &Sheet<'_>, log: &Log) -> Node {
    let words = &sheet.words.changes;
    let none = log.editions.is_empty().then(|| html::p().child(words.none));
    let editions = log.editions.iter().map(|of| edition(sheet, log, of)).into_group();
    let data = html::p().child(sheet.link(ADDRESS, words.as_data));
    (html::h1().child(words.title), html::p().class("lead").child(words.what), none, editions, data).into_node()
}

fn edition(sheet: &Sheet<'_>, log: &Log, edition: &Edition) -> Node {
    let words = &sheet.words.changes;
    let of = &edition.changes;
    let heading = (words.edition)(&shown(sheet, &edition.as_of), edition.items);
    let lists = (
        list(sheet, log, words.added, &of.added, &added),
        list(sheet, log, words.withdrawn, &of.withdrawn, &withdrawn),
        list(sheet, log, words.retitled, &of.retitled, &retitled),
        list(sheet, log, words.redated, &of.redated, &redated),
    );
    html::section().child((html::h2().child(heading), lists)).into_node()
}

type Entry = dyn Fn(&Sheet<'_>, &Log, &Change) -> Node;

fn list(sheet: &Sheet<'_>, log: &Log, heading: fn(u64) -> String, list: &Listed, entry: &Entry) -> Option<Node> {
    if list.count == 0 {
        return None;
    }
    let entries = list.items.iter().map(|change| html::li().child(entry(sheet, log, change))).into_group();
    let more = list.count.saturating_sub(list.items.len() as u64);
    let more = (more > 0).then(|| html::li().child((sheet.words.changes.further)(more)));
    Some((html::h3().child(heading(list.count)), html::ul().child((entries, more))).into_node())
}

fn added(sheet: &Sheet<'_>, log: &Log, change: &Change) -> Node {
    (item(sheet, log, change), ", ", shown(sheet, &change.date)).into_node()
}

/// There is no page of it any more.
fn withdrawn(sheet: &Sheet<'_>, _: &Log, change: &Change) -> Node {
    (change.title.clone(), ", ", shown(sheet, &change.date)).into_node()
}

fn retitled(sheet: &Sheet<'_>, log: &Log, change: &Change) -> Node {
    (item(sheet, log, change), "; ", (sheet.words.changes.before)(&change.before)).into_node()
}

fn redated(sheet: &Sheet<'_>, log: &Log, change: &Change) -> Node {
    let before = (sheet.words.changes.before)(&shown(sheet, &change.before));
    (item(sheet, log, change), ", ", shown(sheet, &change.date), "; ", before).into_node()
}

/// The item, as a link to its page as long as it has one.
fn item(sheet: &Sheet<'_>, log: &Log, change: &Change) -> Node {
    let title = if change.title.is_empty() { change.id.clone() } else { change.title.clone() };
    if !log.present.contains(&change.id) {
        return title.into_node();
    }
    let route = Route { item: Some(change.id.clone()), ..sheet.press.home(sheet.language) };
    html::a().href(sheet.route(&route)).child(title).into_node()
}

/// A date as pages show it.
fn shown(sheet: &Sheet<'_>, text: &str) -> String {
    PartialDate::parse(text).map_or_else(|| sheet.words.changes.no_date.to_owned(), |known| date(known, words_for(sheet.language)))
}
