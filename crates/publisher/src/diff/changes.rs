//! What has changed between two states of a site's content. Pure: content comes in as ids and JSON, and where from is not asked.
//!
//! It works for any size: of each old item 32 bytes are kept, and whole descriptions only of items that have changed.

use anyhow::Result;
use dossier_bundle::{Kind, PartialDate};
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All items of a state of the content.
pub trait Items {
    /// Goes over them in any order, always with the same result: the id of each, and what `dossier_archive::write::Entry::json` gives for
    /// it, the JSON of all that the item says after its id. Items that are sure to be the same in the state this one is compared with may be
    /// left out of both.
    fn each(&self, visit: &mut dyn FnMut(&str, &[u8])) -> Result<()>;
}

/// What has changed. Every list has the newest items first, undated ones last, and those of one date in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Items that were not there.
    pub added: Vec<Item>,
    /// Items that are no longer there.
    pub withdrawn: Vec<Item>,
    /// Items that say something else.
    pub changed: Vec<Changed>,
}

/// What a list shows of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// When it was published.
    #[serde(serialize_with = "date")]
    pub date: Option<PartialDate>,
    /// The list it stands in.
    #[serde(serialize_with = "kind")]
    pub kind: Kind,
    /// Tag of the language it is written in; empty if it is the site's first.
    pub language: String,
}

/// An item that says something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The item as it is now.
    pub now: Item,
    /// The item as it was.
    pub was: Item,
    /// The fields that have changed but for title and date, by their names in the format, in the order of the alphabet.
    pub fields: Vec<String>,
}

impl Changes {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.withdrawn.is_empty() && self.changed.is_empty()
    }

    /// Items with another title.
    pub fn retitled(&self) -> impl Iterator<Item = &Changed> {
        self.changed.iter().filter(|item| item.now.title != item.was.title)
    }

    /// Items with another date.
    pub fn redated(&self) -> impl Iterator<Item = &Changed> {
        self.changed.iter().filter(|item| item.now.date != item.was.date)
    }

    /// Items of which something else has changed than title and date.
    pub fn otherwise(&self) -> impl Iterator<Item = &Changed> {
        self.changed.iter().filter(|item| !item.fields.is_empty())
    }
}

/// A hash that stands for what was hashed.
type Mark = [u8; 16];

/// An item whose state differs, with a mark of each of its fields.
struct Told {
    item: Item,
    fields: BTreeMap<String, Mark>,
}

/// What has changed from `old` to `new`. Goes over `old` twice and over `new` once. Which items are translations of one another is not
/// compared; of two items with one id only the first counts.
pub fn changes(old: &dyn Items, new: &dyn Items) -> Result<Changes> {
    let mut rest: HashMap<Mark, Mark> = HashMap::new();
    old.each(&mut |id, json| {
        rest.entry(mark(id.as_bytes())).or_insert_with(|| mark(json));
    })?;
    // What was there and is not met again has been withdrawn.
    let mut met: BTreeSet<Mark> = BTreeSet::new();
    let mut differs: BTreeMap<Mark, Told> = BTreeMap::new();
    let mut changes = Changes::default();
    new.each(&mut |id, json| {
        let place = mark(id.as_bytes());
        if !met.insert(place) {
            return;
        }
        match rest.get(&place) {
            Some(before) if *before == mark(json) => drop(rest.remove(&place)),
            Some(_) => drop(differs.insert(place, tell(id, json))),
            None => changes.added.push(tell(id, json).item),
        }
    })?;
    drop(met);
    old.each(&mut |id, json| {
        let place = mark(id.as_bytes());
        if rest.remove(&place).is_none() {
            return;
        }
        let was = tell(id, json);
        match differs.remove(&place) {
            Some(now) => changes.changed.push(Changed { fields: different(&was.fields, &now.fields), now: now.item, was: was.item }),
            None => changes.withdrawn.push(was.item),
        }
    })?;
    changes.added.sort_by(newest_first);
    changes.withdrawn.sort_by(newest_first);
    changes.changed.sort_by(|one, other| newest_first(&one.now, &other.now));
    Ok(changes)
}

fn newest_first(one: &Item, other: &Item) -> std::cmp::Ordering {
    let key = |item: &Item| (item.date.is_none(), Reverse(item.date));
    key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
}

fn mark(bytes: &[u8]) -> Mark {
    let mut mark = Mark::default();
    mark.iter_mut().zip(Sha256::digest(bytes)).for_each(|(byte, full)| *byte = full);
    mark
}

/// Reads what an item says. It was checked when it was filed; what can be read no more counts as empty.
fn tell(id: &str, json: &[u8]) -> Told {
    let rest = json.iter().position(|byte| *byte == b',').map_or(&[][..], |comma| &json[comma + 1..]);
    let mut fields: Map<String, Value> = serde_json::from_slice(&[b"{", rest].concat()).unwrap_or_default();
    let mut text = |name: &str| fields.remove(name).and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
    let (title, date) = (text("title"), PartialDate::parse(&text("date")));
    let said = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let kind = if said("kind") == "document" { Kind::Document } else { Kind::News };
    let item = Item { id: id.to_owned(), title, date, kind, language: said("language").to_owned() };
    Told { item, fields: fields.iter().map(|(name, value)| (name.clone(), mark(value.to_string().as_bytes()))).collect() }
}

fn different(one: &BTreeMap<String, Mark>, other: &BTreeMap<String, Mark>) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn date<S: serde::Serializer>(date: &Option<PartialDate>, to: S) -> Result<S::Ok, S::Error> {
    date.map(|date| date.to_string()).serialize(to)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn kind<S: serde::Serializer>(kind: &Kind, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(match kind {
        Kind::News => "news",
        Kind::Document => "document",
    })
}
