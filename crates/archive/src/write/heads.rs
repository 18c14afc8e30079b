//! Heads: what each topic shows first, with its counts, over all parts. Counts by going over the items, as `query::Memory` does.

use super::entry::push_item;
use super::part::Part;
use super::shelves::{Effort, Shelves};
use super::store::Store;
use super::works::ranks;
use super::{Content, pool};
use crate::Put;
use crate::format::head::{Head, List};
use crate::format::{HEADS, When};
use dossier_bundle::{Kind, Language};
use dossier_query::PAGE_SIZE;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

/// Writes the heads of all topics.
pub(super) fn write(parts: &[Part], content: &Content<'_>, store: &dyn Store, shelves: &Shelves<'_>, threads: usize) -> io::Result<()> {
    let table = content.table;
    let site = &content.bundle.site;
    let languages =
        if content.works.any_choice(table) { site.languages.as_slice() } else { &site.languages[..site.languages.len().min(1)] };
    let readers = if languages.is_empty() { &[Language::ENGLISH] } else { languages };
    let ranks: Vec<Vec<u32>> = readers.iter().map(|reader| ranks(&table.languages.values, reader, site)).collect();
    let stand = Standing::new(parts, content);
    pool::each(threads, content.bundle.topics.len() * ranks.len(), &|file| {
        let (topic, variant) = (file / ranks.len(), file % ranks.len());
        let lists = [Kind::News, Kind::Document].map(|kind| list(&stand, content, topic as u16, kind, &ranks[variant]));
        let mut cards = br#"{"items":["#.to_vec();
        let shown = lists.iter().flat_map(|(_, shown)| shown);
        for (number, item) in shown.enumerate() {
            if number > 0 {
                cards.push(b',');
            }
            push_item(table.id(*item), &table.card(*item, store)?, &mut cards);
        }
        cards.extend_from_slice(b"]}");
        let mut put = Put::default();
        Head { for_all: !content.works.any_choice(table), lists: lists.map(|(list, _)| list), cards: &cards }.write(&mut put);
        shelves.file(HEADS, file as u32, &put.0, Effort::Most)
    })
}

/// All items of all parts in newest order.
struct Standing {
    /// Of each topic: item, part, place in it.
    topics: Vec<Vec<(u32, u32, u32)>>,
}

impl Standing {
    fn new(parts: &[Part], content: &Content<'_>) -> Self {
        let Content { table, branches, .. } = *content;
        let numbered = (0..).zip(parts);
        let mut all: Vec<(u32, u32, u32)> =
            numbered.flat_map(|(part, of)| (0..).zip(of.places()).filter_map(move |(place, item)| Some((item?, part, place)))).collect();
        all.sort_by_key(|(item, ..)| table.rows[*item as usize].newness());
        let mut topics = vec![Vec::new(); content.bundle.topics.len()];
        for one in all {
            for topic in branches.of(table, one.0) {
                topics[usize::from(*topic)].push(one);
            }
        }
        Self { topics }
    }
}

/// The list of one topic and kind for the reader whose language gives these ranks, and the items it shows.
fn list(stand: &Standing, content: &Content<'_>, topic: u16, kind: Kind, ranks: &[u32]) -> (List, Vec<u32>) {
    let Content { table, works, branches, bundle, .. } = *content;
    let (mut list, mut shown) = (List::default(), Vec::new());
    let mut types = Tally::new(bundle.types.len());
    let mut publishers = Tally::new(bundle.publishers.len());
    let mut languages = Tally::new(table.languages.values.len());
    let (mut months, mut years) = (BTreeMap::new(), BTreeMap::new());
    for (item, part, place) in &stand.topics[usize::from(topic)] {
        let row = &table.rows[*item as usize];
        if row.kind != kind {
            continue;
        }
        let seen = works.is_seen(*item, table, ranks, &|other| branches.has(table, other, topic));
        row.type_of.iter().for_each(|place| types.add(u32::from(*place), seen));
        table.publishers.values[row.publishers as usize].iter().for_each(|place| publishers.add(u32::from(*place), seen));
        languages.add(row.language, true);
        if !seen {
            continue;
        }
        list.total += 1;
        match row.when() {
            When::Undated => list.undated += 1,
            When::Year(year) => *years.entry(u32::from(year)).or_default() += 1,
            When::Month(month) | When::Days(month) => *months.entry(month).or_default() += 1,
        }
        if list.items.len() < PAGE_SIZE as usize {
            list.items.push((*part, *place));
            shown.push(*item);
        }
    }
    list.types = types.rows();
    list.publishers = publishers.rows();
    let tag = |(place, count): (u32, u32)| (table.languages.values[place as usize].to_string(), count);
    list.languages = languages.rows().into_iter().map(tag).collect();
    list.languages.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    if let (Some((first, _)), Some((last, _))) = (months.first_key_value(), months.last_key_value()) {
        list.first_month = *first;
        list.months = (*first..=*last).map(|month| months.get(&month).copied().unwrap_or_default()).collect();
    }
    list.years = years.into_iter().collect();
    (list, shown)
}

/// How many items have each value of a dictionary; none for values that no item has.
struct Tally(Vec<Option<u32>>);

impl Tally {
    fn new(values: usize) -> Self {
        Self(vec![None; values])
    }

    fn add(&mut self, value: u32, counted: bool) {
        *self.0[value as usize].get_or_insert(0) += u32::from(counted);
    }

    /// The most frequent first, then in the dictionary's order.
    fn rows(&self) -> Vec<(u32, u32)> {
        let mut rows: Vec<(u32, u32)> = (0..).zip(&self.0).filter_map(|(value, count)| Some((value, (*count)?))).collect();
        rows.sort_by_key(|(_, count)| Reverse(*count));
        rows
    }
}
