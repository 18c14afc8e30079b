//! A part laid out: its items in newest order and by number, its index, and the rows of each topic. Writes nothing.

use super::table::Table;
use super::topics::Branches;
use super::works::Works;
use super::{Content, Options};
use crate::format::{Bucket, Cell, Edition, Index, Key, When, cube, index};
use dossier_bundle::Kind;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The layout of a part.
#[derive(Debug)]
pub(super) struct Part {
    /// Its items in newest order.
    pub(super) order: Vec<u32>,
    /// Places from which the item is gone, ascending; only in a part that is kept.
    gone: Vec<u32>,
    pub(super) index: Index,
    /// The site, then each topic.
    pub(super) lists: Vec<Rows>,
}

/// The items of the site or of a topic in order of bucket, key, then newest first.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The place of each row in newest order.
    pub(super) places: Vec<u32>,
    pub(super) cells: Vec<Cell>,
}

impl Part {
    /// Lays out these items, given in the order in which they came.
    pub(super) fn new(mut order: Vec<u32>, content: &Content<'_>, options: &Options) -> Self {
        let table = content.table;
        order.sort_by_key(|item| table.rows[*item as usize].newness());
        let mut index = Index {
            buckets: buckets(&order, table, options.bucket),
            languages: table.languages.values.clone(),
            card_block: options.card_block(order.len()),
            body_block: options.body_block(order.len()),
            id_bits: options.id_bits(order.len()),
            ..Index::default()
        };
        let lists = lists(&order, content, &mut index);
        index.topics = lists.iter().skip(1).map(|rows| rows.places.len() as u32).collect();
        Self { order, gone: Vec::new(), index, lists }
    }

    /// Only the places of these items, for a part whose files are there already, all of whose other items are `gone`.
    pub(super) fn kept(order: Vec<u32>, gone: &[u32]) -> Self {
        Self { order, gone: gone.to_vec(), index: Index::default(), lists: Vec::new() }
    }

    /// How many items it has, those that are gone included.
    pub(super) fn items(&self) -> u32 {
        (self.order.len() + self.gone.len()) as u32
    }

    /// For each place the item there; none where it is gone.
    pub(super) fn places(&self) -> impl Iterator<Item = Option<u32>> {
        let mut items = self.order.iter();
        (0..self.items()).map(move |place| if self.gone.binary_search(&place).is_ok() { None } else { items.next().copied() })
    }

    /// The number of each place.
    pub(super) fn numbers(&self) -> Vec<u32> {
        let mut numbers = vec![0; self.order.len()];
        (0..).zip(&self.lists[0].places).for_each(|(number, place)| numbers[*place as usize] = number);
        numbers
    }
}

/// Stretches of items dated alike, none of more than `most`.
fn buckets(order: &[u32], table: &Table, most: u32) -> Vec<Bucket> {
    let when = |item: &u32| table.rows[*item as usize].when();
    let mut start = 0;
    let alike = order.chunk_by(|one, other| when(one) == when(other));
    let stretches = alike.flat_map(|alike| alike.chunks(most.clamp(1, index::BUCKET) as usize));
    let bucket = |stretch: &[u32]| {
        let count = stretch.len() as u32;
        start += count;
        Bucket { when: stretch.first().map_or(When::Undated, when), start: start - count, count }
    };
    stretches.map(bucket).collect()
}

/// Keys as they are met, before their order is known.
#[derive(Default)]
struct Keys {
    met: Vec<(u32, Edition)>,
    places: BTreeMap<(u32, Edition), u32>,
}

/// The rows of the site and of each topic; completes the tables of the index.
fn lists(order: &[u32], content: &Content<'_>, index: &mut Index) -> Vec<Rows> {
    let Content { table, works, branches, bundle, .. } = *content;
    // Kind, type and publishers decide alike everywhere; only the edition depends on the topic. So a key under way is an item that
    // stands for all of its like, and an edition.
    let mut alike = HashMap::new();
    let mut keys = Keys::default();
    let mut lists: Vec<Vec<(u32, u32)>> = vec![Vec::new(); bundle.topics.len() + 1];
    for (place, item) in (0..).zip(order) {
        let row = &table.rows[*item as usize];
        let like = *alike.entry((row.kind, row.type_of, row.publishers)).or_insert(*item);
        let mut add = |list: usize, edition: Edition| {
            let next = keys.met.len() as u32;
            let key = *keys.places.entry((like, edition)).or_insert_with_key(|key| {
                keys.met.push(key.clone());
                next
            });
            lists[list].push((key, place));
        };
        add(0, works.edition(*item, table, &|_| true));
        for topic in branches.of(table, *item) {
            add(usize::from(*topic) + 1, edition_in(*topic, *item, table, works, branches));
        }
    }
    let orders = sort_keys(&keys.met, table, index);
    let buckets = index.buckets.len();
    lists.into_iter().map(|list| rows(list, &orders, &index.buckets[..buckets])).collect()
}

fn edition_in(topic: u16, item: u32, table: &Table, works: &Works, branches: &Branches) -> Edition {
    works.edition(item, table, &|other| branches.has(table, other, topic))
}

/// Fills in publishers, editions and keys of the index; the place of each key there.
fn sort_keys(met: &[(u32, Edition)], table: &Table, index: &mut Index) -> Vec<u32> {
    let set = |item: u32| &table.publishers.values[table.rows[item as usize].publishers as usize];
    let sets: BTreeSet<&Vec<u16>> = met.iter().map(|(item, _)| set(*item)).collect();
    let set_places: BTreeMap<&Vec<u16>, u32> = sets.iter().copied().zip(0..).collect();
    let editions: BTreeSet<&Edition> = met.iter().map(|(_, edition)| edition).collect();
    let edition_places: BTreeMap<&Edition, u32> = editions.iter().copied().zip(0..).collect();
    let key = |(item, edition): &(u32, Edition)| {
        let row = &table.rows[*item as usize];
        Key { kind: row.kind, type_of: row.type_of, publishers: set_places[set(*item)], edition: edition_places[edition] }
    };
    let unsorted: Vec<Key> = met.iter().map(key).collect();
    let places: BTreeMap<Key, u32> = unsorted.iter().copied().collect::<BTreeSet<Key>>().into_iter().zip(0..).collect();
    index.keys = places.keys().copied().collect();
    index.publishers = sets.into_iter().cloned().collect();
    index.editions = editions.into_iter().cloned().collect();
    unsorted.iter().map(|key| places[key]).collect()
}

/// Puts keys and places, which come by place, in order.
fn rows(list: Vec<(u32, u32)>, key_places: &[u32], buckets: &[Bucket]) -> Rows {
    let mut rows = Rows::default();
    let mut rest = list.as_slice();
    for (bucket, of) in (0..).zip(buckets) {
        let (inside, after) = rest.split_at(rest.partition_point(|(_, place)| *place < of.start + of.count));
        rest = after;
        let mut sorted: Vec<(u32, u32)> = inside.iter().map(|(key, place)| (key_places[*key as usize], *place)).collect();
        sorted.sort_unstable();
        for cell in sorted.chunk_by(|one, other| one.0 == other.0) {
            let start = rows.places.len() as u32;
            rows.cells.push(Cell { bucket, key: cell[0].0, start, count: cell.len() as u32 });
            rows.places.extend(cell.iter().map(|(_, place)| *place));
        }
    }
    rows
}

impl Rows {
    /// The content of the file of a kind's cube.
    pub(super) fn cube(&self, index: &Index, kind: Kind) -> Vec<u8> {
        let mut put = crate::Put::default();
        cube::write(&self.cells, index.buckets.len() as u32, &index.keys, kind, &mut put);
        put.0
    }
}
