//! Archives written of random bundles: every file is sealed, and every table says of each item what the bundle says.

use super::memory::Kept;
use super::{Entry, Options, Planned, Writer, earlier, memory};
use crate::format::{self, Index, When, cube, days, head, ids, rows, titles};
use crate::seal;
use chrono::{Datelike, NaiveDate};
use dossier_bundle::{Archive, Bundle, Item, Kind, Language, Localized, PartialDate, PublisherIx, Topic, TopicIx, Type, TypeIx};
use dossier_query::{Filters, Memory, Question, Sort};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

fn tag(text: &str) -> Language {
    Language::new(text).unwrap()
}

fn date() -> impl Strategy<Value = Option<PartialDate>> {
    prop_oneof![
        1 => Just(None),
        2 => (2022..2024u16).prop_map(|year| Some(PartialDate::Year(year))),
        2 => (2022..2024u16, 1..4u8).prop_map(|(year, month)| Some(PartialDate::Month(year, month))),
        6 => (2022..2024, 1..4u32, 1..5u32).prop_map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day)),
    ]
}

fn item() -> impl Strategy<Value = Item> {
    let facets = (any::<bool>(), proptest::option::of(0..3u16), vec(0..3u16, 0..3), vec(0..4u16, 0..3), 0..3usize, 0..12u32);
    (facets, date(), "[a-cæøå0-9]{0,3}( [a-cå0-9]{1,3})?").prop_map(|((news, type_ix, publishers, topics, language, work), date, title)| {
        Item {
            id: String::new(),
            kind: if news { Kind::News } else { Kind::Document },
            title: format!("t{title}"),
            summary: "s".to_owned(),
            date,
            modified: None,
            deadline: None,
            status: String::new(),
            type_ix: type_ix.map(TypeIx),
            publishers: publishers.into_iter().collect::<BTreeSet<_>>().into_iter().map(PublisherIx).collect(),
            topics: topics.into_iter().collect::<BTreeSet<_>>().into_iter().map(TopicIx).collect(),
            language: ["en", "nb", "de"].map(tag)[language].clone(),
            work: (work < 6).then_some(work),
            url: None,
            series: None,
            files: Vec::new(),
            body: vec![dossier_bundle::Block::Paragraph(vec![dossier_bundle::Inline::Text("b".to_owned())])],
        }
    })
}

pub(super) fn bundle() -> impl Strategy<Value = Bundle> {
    (vec(item(), 0..60), vec(proptest::option::of(0..4u16), 4), 1..4usize).prop_map(|(mut items, parents, languages)| {
        let mut taken = BTreeSet::new();
        for (place, item) in items.iter_mut().enumerate() {
            item.id = format!("i{place}");
            // No work has two versions in one language.
            item.work = item.work.filter(|work| taken.insert((*work, item.language.clone())));
            // No topic is named beside one below it.
            let parent = |topic: &TopicIx| parents[usize::from(topic.0)].filter(|parent| *parent < topic.0).map(TopicIx);
            let above: Vec<TopicIx> = item.topics.iter().flat_map(|topic| std::iter::successors(parent(topic), parent)).collect();
            item.topics.retain(|topic| !above.contains(topic));
        }
        let name = |what: &str, place: usize| (format!("{what}{place}"), Localized::plain(what));
        let topic = |(place, parent): (usize, &Option<u16>)| {
            let (id, title) = name("t", place);
            let parent = parent.filter(|parent| usize::from(*parent) < place).map(TopicIx);
            Topic { id, title, lead: Localized::default(), sections: Vec::new(), links: Vec::new(), parent }
        };
        let mut bundle = Bundle {
            topics: parents.iter().enumerate().map(topic).collect(),
            types: (0..3).map(|place| name("y", place)).map(|(id, title)| Type { id, title }).collect(),
            publishers: (0..3).map(|place| name("p", place)).map(|(id, title)| dossier_bundle::Publisher { id, title }).collect(),
            items: items.into_iter().map(Arc::new).collect(),
            ..Bundle::default()
        };
        bundle.site.languages = ["nb", "en", "sv"].map(tag)[..languages].to_vec();
        bundle
    })
}

/// A small archive, opened.
struct Opened {
    archive: Archive,
    files: BTreeMap<String, Vec<u8>>,
}

impl Opened {
    fn content(&self, part: usize, shelf: &str, place: u32) -> Vec<u8> {
        let folder = self.archive.parts[part].shelf(shelf).unwrap().folders[0];
        let file = &self.files[&format!("archive/{}/{place}.bin", folder.name())];
        let end = seal::check(file, place, folder.files, &folder.root).unwrap();
        let mut content = Vec::new();
        flate2::read::GzDecoder::new(&file[..end]).read_to_end(&mut content).unwrap();
        assert_eq!(format::SHELVES[usize::from(content.remove(0))], shelf);
        content
    }

    fn files(&self, part: usize, shelf: &str) -> u32 {
        self.archive.parts[part].shelf(shelf).map_or(0, dossier_bundle::Shelf::files)
    }

    fn index(&self, part: usize) -> Index {
        Index::read(&self.content(part, format::INDEX, 0), self.archive.parts[part].items, 3).unwrap()
    }
}

fn options() -> Options {
    Options { bucket: 7, card_block: Some(3), body_block: Some(4), ids: 5, ..Options::default() }
}

fn written(bundle: &Bundle, parts: &[std::ops::Range<usize>], options: &Options) -> (Opened, Vec<Arc<Item>>) {
    let (files, archive, order) = memory(bundle, parts, options);
    let items = order.iter().map(|place| bundle.items[*place as usize].clone()).collect();
    (Opened { archive, files: files.into_iter().collect() }, items)
}

/// Whether an item stands in a topic or in one below it.
fn stands_in(bundle: &Bundle, item: &Item, topic: u16) -> bool {
    let above = |topic: &TopicIx| bundle.topic(*topic).parent;
    item.topics.iter().any(|own| std::iter::successors(Some(*own), above).any(|own| own.0 == topic))
}

/// What a key says of an item of this edition.
fn check_key(index: &Index, key: u32, item: &Item, versions: &BTreeSet<Language>) {
    let key = index.keys[key as usize];
    assert_eq!((key.kind, key.type_of), (item.kind, item.type_ix.map(|place| place.0)));
    assert_eq!(index.publishers[key.publishers as usize], item.publishers.iter().map(|place| place.0).collect::<Vec<_>>());
    let edition = &index.editions[key.edition as usize];
    assert_eq!(index.languages[edition.language as usize], item.language);
    assert_eq!(edition.of.iter().map(|place| index.languages[*place as usize].clone()).collect::<BTreeSet<_>>(), *versions);
}

fn check_when(when: When, item: &Item) {
    let months = |year: u16, month: u8| u32::from(year) * 12 + u32::from(month) - 1;
    let expected = match item.date {
        None => When::Undated,
        Some(PartialDate::Year(year)) => When::Year(year),
        Some(PartialDate::Month(year, month)) => When::Month(months(year, month)),
        Some(PartialDate::Day(day)) => When::Days(months(u16::try_from(day.year()).unwrap(), day.month() as u8)),
    };
    assert_eq!(when, expected);
}

/// Rows, cubes, days and titles of a part; `items` are its items in newest order.
fn check_tables(bundle: &Bundle, opened: &Opened, part: usize, items: &[Arc<Item>]) {
    let index = opened.index(part);
    assert!(items.is_sorted_by_key(|item| (item.date.is_none(), item.date.map(|date| std::cmp::Reverse(date.days().start)))));
    let lists = std::iter::once(None).chain((0..bundle.topics.len() as u16).map(Some));
    let mut numbers = vec![u32::MAX; items.len()];
    for (file, topic) in (0..).zip(lists) {
        let inside = |item: &Item| topic.is_none_or(|topic| stands_in(bundle, item, topic));
        let expected = items.iter().filter(|item| inside(item)).count() as u32;
        assert_eq!(index.rows(topic), expected);
        let half = |kind| {
            let content = opened.content(part, format::CUBES, file * 2 + u32::from(kind == Kind::Document));
            cube::read(&content, index.buckets.len() as u32, &index.keys, kind).unwrap()
        };
        let cells = cube::joined(&half(Kind::News), &half(Kind::Document)).unwrap();
        assert_eq!(cells.iter().map(|cell| cell.count).sum::<u32>(), expected);
        if expected == 0 {
            continue;
        }
        let values = |content: &[u8], range: std::ops::Range<u32>| {
            rows::values(&rows::read(content, range.len()).unwrap(), range.start, range, &cells, &index.buckets).unwrap()
        };
        let (places_file, range) = index.places_file(topic, 0);
        let places = values(&opened.content(part, format::PLACES, places_file), range);
        if let Some(topic) = topic {
            let (numbers_file, range) = index.numbers_file(topic, 0);
            let found = values(&opened.content(part, format::NUMBERS, numbers_file), range);
            assert_eq!(found, places.iter().map(|place| numbers[*place as usize]).collect::<Vec<_>>());
        } else {
            (0..).zip(&places).for_each(|(number, place)| numbers[*place as usize] = number);
        }
        for cell in &cells {
            let own = &places[cell.start as usize..(cell.start + cell.count) as usize];
            assert!(own.is_sorted());
            for place in own {
                let item = &items[*place as usize];
                let versions = bundle.items.iter().filter(|other| other.id == item.id || (item.work.is_some() && other.work == item.work));
                let versions = versions.filter(|other| other.kind == item.kind && inside(other)).map(|other| other.language.clone());
                check_key(&index, cell.key, item, &versions.collect());
                check_when(index.buckets[cell.bucket as usize].when, item);
            }
        }
        for (number, alphabet) in index.alphabets.iter().enumerate() {
            let (file, entries) = index.titles_file(*alphabet, topic, 0).unwrap();
            let entries = titles::read(&opened.content(part, format::TITLES, file), entries.len()).unwrap();
            let start = |row| index.buckets[rows::cell(&cells, row).unwrap().bucket as usize].start;
            let entries: Vec<(u32, u32)> = entries.into_iter().map(|(row, way)| (row, start(row) + way)).collect();
            assert!(entries.iter().all(|(row, place)| places[*row as usize] == *place));
            let reader = bundle.site.languages.iter().find(|reader| dossier_query::alphabet(&bundle.site, reader) == *alphabet).unwrap();
            let key = |place: u32| (dossier_query::title_sort_key(&items[place as usize].title, &bundle.site, reader), place);
            assert!(entries.is_sorted_by_key(|(_, place)| key(*place)), "alphabet {number}");
        }
    }
    let days = days::read(&opened.content(part, format::DAYS, 0), &index.buckets).unwrap();
    for (place, item) in (0..).zip(items) {
        let bucket = index.bucket_of(place);
        if let Some(PartialDate::Day(day)) = item.date {
            assert_eq!(days::day_of(&days[bucket], place), day.day());
        }
        let hash = ids::hash(&item.id);
        let found = ids::find(&opened.content(part, format::IDS, ids::file(hash, index.id_bits)), hash, items.len() as u32).unwrap();
        assert!(found.contains(&place));
    }
}

fn check_items(bundle: &Bundle, opened: &Opened, part: usize, items: &[Arc<Item>]) {
    let index = opened.index(part);
    let cards = (0..opened.files(part, format::CARDS)).flat_map(|file| {
        let (read, problems) = dossier_bundle::parse_items(&opened.content(part, format::CARDS, file), bundle);
        assert_eq!(problems, []);
        read
    });
    let bare = |item: &Item| Item { work: None, body: Vec::new(), files: Vec::new(), url: None, ..item.clone() };
    assert_eq!(cards.map(|card| (*card).clone()).collect::<Vec<_>>(), items.iter().map(|item| bare(item)).collect::<Vec<_>>());
    let memory = Memory::new(Arc::new(bundle.clone()));
    let mut place = 0;
    for file in 0..opened.files(part, format::BODIES) {
        let content = opened.content(part, format::BODIES, file);
        let count = (items.len() - place).min(index.body_block as usize);
        let pack = format::bodies::read(&content, count, items.len() as u32).unwrap();
        assert_eq!(pack.len(), count);
        for (ways, rest) in pack {
            let item = &items[place];
            let whole = Item { work: None, ..(**item).clone() };
            let has_rest = *item != Arc::new(Item { work: item.work, ..bare(item) });
            assert_eq!(!rest.is_empty(), has_rest);
            if has_rest {
                let (read, problems) = dossier_bundle::complete_item(&Arc::new(bare(item)), rest, bundle);
                assert_eq!((read.as_deref(), problems), (Some(&whole), Vec::new()));
            }
            let id = |place: &u32| items[*place as usize].id.clone();
            let own = bundle.find_item(&item.id).unwrap();
            let here: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
            let versions = memory.versions(own).into_iter().map(|other| bundle.item(other).id.clone());
            assert_eq!(
                ways.versions.iter().map(id).collect::<Vec<_>>(),
                versions.filter(|id| here.contains(id.as_str())).collect::<Vec<_>>()
            );
            assert!(ways.related.len() <= 4);
            let mut works = BTreeSet::from([item.work]);
            for other in ways.related.iter().map(|place| &items[*place as usize]) {
                let shared = item.topics.iter().any(|topic| other.topics.contains(topic));
                assert!(shared || (item.topics.is_empty() && item.type_ix == other.type_ix && item.type_ix.is_some()));
                assert!(item.id != other.id && (other.work.is_none() || works.insert(other.work)));
            }
            place += 1;
        }
    }
    assert_eq!(place, items.len());
}

/// Heads answer as memory does; `items` are those of all parts.
fn check_heads(bundle: &Bundle, opened: &Opened, items: &[Arc<Item>]) {
    let last = opened.archive.parts.len() - 1;
    let memory = Memory::new(Arc::new(bundle.clone()));
    let variants = opened.files(last, format::HEADS) / bundle.topics.len() as u32;
    for (topic, variant) in (0..bundle.topics.len() as u32).flat_map(|topic| (0..variants).map(move |variant| (topic, variant))) {
        let content = opened.content(last, format::HEADS, topic * variants + variant);
        let head = head::Head::read(&content).unwrap();
        let (cards, problems) = dossier_bundle::parse_items(head.cards, bundle);
        assert_eq!(problems, []);
        let mut cards = cards.into_iter();
        for (list, kind) in head.lists.iter().zip([Kind::News, Kind::Document]) {
            let question = Question {
                topic: Some(TopicIx(topic as u16)),
                kind: Some(kind),
                text: String::new(),
                filters: Filters::default(),
                sort: Sort::Newest,
                page: 1,
                page_size: dossier_query::PAGE_SIZE,
                language: bundle.site.languages[variant as usize].clone(),
            };
            let answer = memory.answer(&question, NaiveDate::MIN);
            let starts: Vec<u32> =
                opened.archive.parts.iter().scan(0, |start, part| Some(std::mem::replace(start, *start + part.items))).collect();
            let found: Vec<&str> =
                list.items.iter().map(|(part, place)| items[(starts[*part as usize] + place) as usize].id.as_str()).collect();
            assert_eq!(found, answer.items.iter().map(|item| bundle.item(*item).id.as_str()).collect::<Vec<_>>());
            assert_eq!(cards.by_ref().take(found.len()).map(|card| card.id.clone()).collect::<Vec<_>>(), found);
            assert_eq!((list.total, list.undated), (answer.total, answer.undated));
            assert_eq!(list.types, answer.types.iter().map(|row| (u32::from(row.value.0), row.count)).collect::<Vec<_>>());
            assert_eq!(list.publishers, answer.publishers.iter().map(|row| (u32::from(row.value.0), row.count)).collect::<Vec<_>>());
            assert_eq!(list.languages, answer.languages.iter().map(|row| (row.value.to_string(), row.count)).collect::<Vec<_>>());
            let months = answer.timeline.months.iter().map(|month| month.count).collect::<Vec<_>>();
            assert_eq!(list.months, months);
            let first = answer.timeline.months.first().map_or(0, |month| u32::from(month.year) * 12 + u32::from(month.month) - 1);
            assert_eq!(list.first_month, first);
            assert_eq!(list.years, answer.timeline.years.iter().map(|(year, count)| (u32::from(*year), *count)).collect::<Vec<_>>());
        }
        assert!(cards.next().is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn every_file_says_what_the_bundle_says(bundle in bundle(), cut in 0..60usize) {
        let cut = cut.min(bundle.items.len());
        for parts in [vec![], vec![0..cut, cut..bundle.items.len()]] {
            let (opened, items) = written(&bundle, &parts, &options());
            let mut start = 0;
            for (part, of) in opened.archive.parts.iter().enumerate() {
                let end = start + of.items as usize;
                check_tables(&bundle, &opened, part, &items[start..end]);
                check_items(&bundle, &opened, part, &items[start..end]);
                start = end;
            }
            prop_assert_eq!(start, bundle.items.len());
            check_heads(&bundle, &opened, &items);
        }
    }

    #[test]
    fn what_is_kept_is_as_if_written_again(bundle in bundle(), cut in 0..60usize, last in any::<bool>()) {
        let cut = cut.min(bundle.items.len());
        let ranges = [0..cut, cut..bundle.items.len()];
        let (files, archive, order) = memory(&bundle, &ranges, &options());
        let files: BTreeMap<_, _> = files.into_iter().collect();
        let mut writer = Writer::new(Kept::default());
        for item in &bundle.items {
            writer.add(&Entry::new(item, &bundle)).unwrap();
        }
        let kept = |part: &dossier_bundle::Part| super::Kept { contents: part.clone(), gone: format::Gone::default() };
        let kept = archive.parts.iter().enumerate().map(|(number, part)| (last || number == 0).then(|| kept(part)));
        let places = [&order[..cut], &order[cut..]];
        let planned = kept.zip(places).zip(&ranges).map(|((kept, places), range)| {
            let arrived = range.clone().map(|item| item as u32).collect();
            Planned { items: if kept.is_some() { places.to_vec() } else { arrived }, kept }
        });
        let made = writer.finish_planned(&bundle, planned.collect(), Some(Vec::new()), &options()).unwrap();
        prop_assert_eq!(&made.0, &archive);
        prop_assert_eq!(made.1.iter().map(|item| item.unwrap().0).collect::<Vec<_>>(), order.as_slice());
        let written: BTreeMap<_, _> = made.2.into_files().into_iter().collect();
        prop_assert!(written.iter().all(|(path, file)| files.get(path) == Some(file)));
        // An empty part that is kept may have the same files as an empty one that is written.
        prop_assert!(cut == 0 || written.len() < files.len());
        // The bodies say which items they hold.
        for (part, places) in archive.parts.iter().zip(places) {
            let folders = part.shelf(format::BODIES).map(|shelf| shelf.folders.clone()).unwrap_or_default();
            let file = |place: u32| &files[&format!("archive/{}/{place}.bin", folders[0].name())];
            let (mut read, items) = (Vec::new(), part.items);
            let of_cards = part.shelf(format::CARDS).map(|shelf| shelf.folders.clone()).unwrap_or_default();
            let mut cards = Vec::new();
            for place in 0..of_cards.first().map_or(0, |folder| folder.files) {
                let file = &files[&format!("archive/{}/{place}.bin", of_cards[0].name())];
                let content = earlier::unpack(file, format::CARDS, place, &of_cards[0]).unwrap();
                cards.extend(earlier::cards(&content, 3.min(items as usize - cards.len())).unwrap());
            }
            for place in 0..folders.first().map_or(0, |folder| folder.files) {
                let content = earlier::unpack(file(place), format::BODIES, place, &folders[0]).unwrap();
                prop_assert!(earlier::unpack(file(place), format::CARDS, place, &folders[0]).is_err());
                let own = cards.drain(..4.min(cards.len())).collect();
                read.extend(earlier::filed(&content, own, items).unwrap());
            }
            prop_assert_eq!(read.len(), places.len());
            for (filed, item) in read.iter().zip(places) {
                let item = &bundle.items[*item as usize];
                let entry = Entry::new(item, &bundle);
                prop_assert_eq!((filed.id.as_str(), filed.json.as_slice()), (item.id.as_str(), entry.json()));
            }
        }
    }

    #[test]
    fn threads_change_no_byte(bundle in bundle()) {
        let made = |threads| memory(&bundle, &[], &Options { threads, ..options() });
        let one = made(1);
        for threads in [2, 5] {
            prop_assert_eq!(made(threads), one.clone());
        }
    }
}
