//! An item made ready to be filed, on any thread: what the tables need of it, and what cards and bodies will say. Keeps nothing of the
//! item itself and knows nothing of the others.

use crate::Put;
use dossier_bundle::{Bundle, Item, Kind, Language, PartialDate, PublisherIx, TopicIx, TypeIx, wire};
use dossier_query::text::item_texts;

/// An item made ready.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its list.
    pub kind: Kind,
    /// Its type, as a place in the dictionary of the bundle that the archive will belong to.
    pub type_of: Option<TypeIx>,
    /// Its publishers, likewise.
    pub publishers: Vec<PublisherIx>,
    /// Its topics, likewise.
    pub topics: Vec<TopicIx>,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Its language.
    pub language: Language,
    /// Items of the same number are versions of one work.
    pub work: Option<u32>,
    pub(super) title: String,
    /// What it says after the id: first all that its card says, but for the closing brace, then the rest.
    pub(super) whole: Vec<u8>,
    /// Where the rest begins.
    pub(super) rest: usize,
    /// The texts in which its words stand, one after another.
    pub(super) words: Vec<u8>,
}

/// How the JSON of an item without an id begins.
const NAMELESS: usize = r#"{"id":"""#.len();

impl Entry {
    /// Makes an item ready. Its places are those of `bundle`; if that is not the bundle that the archive will belong to, they have to
    /// be put right before the entry is filed. Ids of types, publishers and topics must be the final ones.
    pub fn new(item: &Item, bundle: &Bundle) -> Self {
        let mut written = wire::Item::of(item, bundle);
        let id = std::mem::take(&mut written.id);
        let (url, files, body) = (std::mem::take(&mut written.url), std::mem::take(&mut written.files), std::mem::take(&mut written.body));
        let mut whole = json(serde_json::to_vec(&written));
        whole.drain(..NAMELESS);
        whole.pop();
        let rest = whole.len();
        let mut field = |name: &str, value: Vec<u8>| {
            whole.extend_from_slice(name.as_bytes());
            whole.extend(value);
        };
        if !url.is_empty() {
            field(r#","url":"#, json(serde_json::to_vec(&url)));
        }
        if !files.is_empty() {
            field(r#","files":"#, json(serde_json::to_vec(&files)));
        }
        if !body.is_empty() {
            field(r#","body":"#, json(serde_json::to_vec(&body)));
        }
        whole.push(b'}');
        let mut words = Put::default();
        item_texts(item).iter().for_each(|text| words.text(text));
        Self {
            id,
            kind: item.kind,
            type_of: item.type_ix,
            publishers: item.publishers.clone(),
            topics: item.topics.clone(),
            date: item.date,
            language: item.language.clone(),
            work: item.work,
            whole,
            rest,
            words: words.0,
            title: written.title,
        }
    }

    /// All that the item says after its id, as JSON: the same for items that are the same but for id, work and translations.
    pub fn json(&self) -> &[u8] {
        &self.whole
    }
}

fn json(written: serde_json::Result<Vec<u8>>) -> Vec<u8> {
    // Fails only for keys that are no texts and for writers that fail; there is neither here.
    written.unwrap_or_else(|error| unreachable!("{error}"))
}

/// What an item says after its id, of what its card says and of the rest.
pub(super) fn joined(card: &[u8], rest: &[u8]) -> Vec<u8> {
    match (card.split_last(), rest.strip_prefix(b"{")) {
        (Some((b'}', card)), Some(rest)) => [card, b",", rest].concat(),
        _ => card.to_vec(),
    }
}

/// Adds the JSON of an item of this id, of which `after_id` is the rest.
pub(super) fn push_item(id: &str, after_id: &[u8], json: &mut Vec<u8>) {
    json.extend_from_slice(br#"{"id":"#);
    serde_json::to_writer(&mut *json, id).unwrap_or_else(|error| unreachable!("{error}"));
    json.extend_from_slice(after_id);
}
