//! Items are written and read back; a plain table of what they say must agree with every file.

use super::*;
use crate::format::positions::Positions;
use crate::format::terms::{self, CHAMPIONS, Completions, Directory, INLINE, Record, SHARDS_READ, Shard, Span};
use crate::format::{POSITIONS, POSTINGS, SPELLING, TERMS, TIERS, When, postings, spelling, tiers};
use dossier_bundle::{Block, Inline, Item, Kind, Language};
use dossier_query::Stemmer;
use dossier_query::text::{Counts, Field, Lengths, impact, item_texts, item_tokens};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// In language `xx` a final s is cut off; in any other a form is its term.
struct CutS;

impl Stemmer for CutS {
    fn stem(&self, language: &Language, form: &str, out: &mut String) {
        let cut = form.strip_suffix('s').filter(|_| language.as_str() == "xx");
        out.push_str(cut.unwrap_or(form));
    }
}

pub(super) fn item(language: &str, title: &str, summary: &str, body: &str) -> Item {
    Item {
        id: String::new(),
        kind: Kind::News,
        title: title.to_owned(),
        summary: summary.to_owned(),
        date: None,
        modified: None,
        deadline: None,
        status: String::new(),
        type_ix: None,
        publishers: Vec::new(),
        topics: Vec::new(),
        language: Language::new(language).unwrap(),
        work: None,
        url: None,
        series: None,
        files: Vec::new(),
        body: vec![Block::Paragraph(vec![Inline::Text(body.to_owned())])],
    }
}

/// A part's items: number, place and item, by bucket.
type Part = Vec<(Bucket, Vec<(u32, u32, Item)>)>;

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![3 => "[ab]{1,4}s?", 2 => "abab[a-c]{0,3}", 1 => "ø[ab]s", 1 => "[安全保]{1,3}", 1 => "[12]{1,3}"];
    proptest::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

fn part() -> impl Strategy<Value = Part> {
    let item = (prop_oneof![Just("xx"), Just("yy")], words(), words(), words())
        .prop_map(|(language, title, summary, body)| item(language, &title, &summary, &body));
    proptest::collection::vec(proptest::collection::vec((item, any::<u32>()), 1..40), 0..4).prop_map(|buckets| {
        let mut start = 0;
        let bucket = |items: Vec<(Item, u32)>| {
            let bucket = Bucket { when: When::Undated, start, count: items.len() as u32 };
            start += bucket.count;
            // Numbers are by the random keys, places as they come.
            let mut numbers: Vec<usize> = (0..items.len()).collect();
            numbers.sort_by_key(|place| items[*place].1);
            let items = items.into_iter().enumerate().map(|(place, (item, _))| {
                let number = numbers.iter().position(|other| *other == place).unwrap_or_default() as u32;
                (bucket.start + number, bucket.start + place as u32, item)
            });
            (bucket, items.collect())
        };
        buckets.into_iter().map(bucket).collect()
    })
}

fn options(part: &Part, size: usize) -> TextOptions {
    let sizes = Sizes { shard: size, postings: size, tiers: size, positions: size, spelling: size, common: 20, memory: size as u64 * 10 };
    TextOptions { sizes, ..TextOptions::new(part.iter().map(|(bucket, _)| *bucket).collect()) }
}

type Files = BTreeMap<&'static str, Vec<Vec<u8>>>;

fn write(part: &Part, options: &TextOptions) -> (Files, Vec<String>) {
    let scratch = MemoryScratch::default();
    let mut writer = TextWriter::new(options.clone());
    for (bucket, items) in part {
        let mut gatherer = TextGatherer::new(bucket.start, &CutS);
        for (number, place, item) in items {
            gatherer.add((*number, *place), &item.language, &item_texts(item));
        }
        writer.add(gatherer.finish(), &scratch).unwrap();
    }
    let mut files = Files::new();
    let sink = &mut |shelf_name, place, content| {
        let shelf = files.entry(shelf_name).or_default();
        assert_eq!(shelf.len(), place as usize);
        shelf.push(finished(shelf_name, content).unwrap());
        Ok(())
    };
    let common = writer.finish(&scratch, sink).unwrap();
    (files, common)
}

/// What a term has, by number: place, impact, positions.
type Having = BTreeMap<u32, (u32, u8, Vec<u32>)>;

/// The plain table.
#[derive(Default)]
struct Table {
    terms: BTreeMap<String, Having>,
    forms: BTreeMap<String, BTreeSet<String>>,
}

impl Table {
    fn new(part: &Part) -> Self {
        let mut table = Self::default();
        for (number, place, item) in part.iter().flat_map(|(_, items)| items) {
            let (mut lengths, mut of_item) = (Lengths::default(), BTreeMap::<String, (Counts, Vec<u32>)>::new());
            item_tokens(item, &mut |field, position, form| {
                let mut term = String::new();
                CutS.stem(&item.language, form, &mut term);
                table.forms.entry(form.to_owned()).or_default().insert(term.clone());
                let (counts, positions) = of_item.entry(term).or_default();
                positions.push(position);
                match field {
                    Field::Title => (counts.title, lengths.title) = (counts.title + 1, lengths.title + 1),
                    Field::Series => counts.series += 1,
                    Field::Summary => (counts.summary, lengths.summary) = (counts.summary + 1, lengths.summary + 1),
                    Field::Body => (counts.body, lengths.body) = (counts.body + 1, lengths.body + 1),
                }
            });
            for (term, (counts, positions)) in of_item {
                table.terms.entry(term).or_default().insert(*number, (*place, impact(counts, lengths), positions));
            }
        }
        table
    }

    fn df(&self, term: &str) -> u32 {
        self.terms[term].len() as u32
    }

    fn common(&self, items: u32) -> Vec<String> {
        let short = |term: &str| self.forms.iter().all(|(form, terms)| !terms.contains(term) || form.chars().count() <= 4);
        let frequent = |term: &&String| items >= 20 && self.df(term) > items / 4 && short(term);
        self.terms.keys().filter(frequent).cloned().collect()
    }

    /// The terms that complete a beginning, and the first form of each.
    fn completions(&self, beginning: &str) -> Vec<(String, String)> {
        let exact = self.forms.get(beginning).cloned().unwrap_or_default();
        let mut found = BTreeMap::new();
        for (form, terms) in self.forms.iter().filter(|(form, _)| form.starts_with(beginning)) {
            for term in terms.iter().filter(|term| !exact.contains(*term)) {
                found.entry(term.clone()).or_insert(form.clone());
            }
        }
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by_key(|(term, _)| (u32::MAX - self.df(term), term.clone()));
        found.truncate(8);
        found.sort();
        found
    }
}

/// A part as read.
struct Read<'a> {
    files: &'a Files,
    table: &'a Table,
    common: &'a [String],
    items: u32,
}

impl Read<'_> {
    fn bytes(&self, shelf: &str, span: Span) -> &[u8] {
        span.of(&self.files[shelf][span.file as usize]).unwrap()
    }

    fn record(&self, record: &Record) {
        let having = &self.table.terms[&record.term];
        let df = having.len() as u32;
        assert_eq!(record.df, df, "{}", record.term);
        if df <= INLINE {
            let inline: Vec<_> = record.inline.iter().map(|item| (item.number, item.place, item.impact)).collect();
            assert_eq!(inline, having.iter().map(|(number, (place, impact, _))| (*number, *place, *impact)).collect::<Vec<_>>());
            assert_eq!((record.postings, record.tiers, record.champions.len()), (None, None, 0));
        } else {
            let numbers = postings::read(self.bytes(POSTINGS, record.postings.unwrap()), df, self.items, |number| number).unwrap();
            assert_eq!(numbers, having.keys().copied().collect::<Vec<_>>());
            let impacts = tiers::read(self.bytes(TIERS, record.tiers.unwrap()), df).unwrap();
            assert_eq!(impacts, having.values().map(|(_, impact, _)| *impact).collect::<Vec<_>>());
            let mut best: Vec<(u8, u32)> = having.values().map(|(place, impact, _)| (*impact, *place)).collect();
            best.sort_by_key(|(impact, place)| (15 - impact, *place));
            best.truncate(CHAMPIONS);
            assert_eq!(record.champions, best);
        }
        assert_eq!(record.positions.is_none(), self.common.contains(&record.term));
        if let Some(span) = record.positions {
            let positions = Positions::read(&self.files[POSITIONS][span.file as usize], span.start, df).unwrap();
            for (place, (_, _, expected)) in having.values().enumerate() {
                assert_eq!(positions.of(place), expected);
            }
        }
    }

    fn dictionary(&self, buckets: &[Bucket]) {
        let files = &self.files[TERMS];
        let directory = Directory::read(&files[0]).unwrap();
        assert_eq!((directory.items, directory.files() as usize), (self.items, files.len()));
        assert_eq!(directory.common, self.common);
        let mut forms = BTreeMap::new();
        let mut homes = Vec::new();
        for (first, file) in directory.shards.iter().zip(&files[1..]) {
            let shard = Shard::read(file, buckets).unwrap();
            let before = forms.last_key_value().map_or("", |(form, _): (&String, &BTreeSet<String>)| form.as_str());
            assert!(before < first.as_str() && *first <= shard.forms[0].text);
            for record in &shard.terms {
                self.record(record);
            }
            homes.extend(shard.terms.iter().filter(|record| !record.guest).map(|record| record.term.clone()));
            for form in &shard.forms {
                forms.insert(form.text.clone(), shard.terms(form).map(|record| record.term.clone()).collect());
                assert_eq!(files[directory.shard(&form.text).unwrap() as usize], *file);
            }
        }
        assert_eq!(forms, self.table.forms);
        homes.sort();
        assert_eq!(homes, self.table.terms.keys().cloned().collect::<Vec<_>>());
        self.completions(&directory, buckets);
    }

    fn completions(&self, directory: &Directory, buckets: &[Bucket]) {
        let files = &self.files[TERMS];
        let lists: Vec<Vec<Completions>> =
            files[1 + directory.shards.len()..].iter().map(|file| Completions::read(file, buckets).unwrap()).collect();
        for entry in lists.iter().flatten() {
            for found in &entry.found {
                self.record(&found.term);
            }
        }
        let prefixes = |form: &String| form.char_indices().map(|(end, _)| form[..end].to_owned()).chain([form.clone()]).collect::<Vec<_>>();
        for beginning in self.table.forms.keys().flat_map(prefixes).collect::<BTreeSet<String>>() {
            let long = beginning.chars().count() >= 3 || beginning.starts_with(dossier_query::text::is_unspaced);
            let expected = (long && directory.shards(&beginning).len() > SHARDS_READ as usize).then(|| self.table.completions(&beginning));
            let list = directory.completions(&beginning).map(|file| &lists[file as usize - 1 - directory.shards.len()]);
            let found = list.and_then(|list| Completions::find(list, &beginning));
            let names = |found: &terms::Completion| (found.term.term.clone(), found.form.clone());
            assert_eq!(found.map(|found| found.iter().map(names).collect::<Vec<_>>()), expected, "{beginning}");
        }
    }

    fn spelling(&self) {
        let files = &self.files[SPELLING];
        let directory = spelling::Directory::read(&files[0]).unwrap();
        assert_eq!(directory.files() as usize, files.len());
        let (mut forward, mut backward) = (BTreeMap::new(), BTreeMap::new());
        for (place, file) in files.iter().enumerate().skip(1) {
            spelling::read(file, &mut |form, items| {
                if place <= directory.forward.len() {
                    forward.insert(form.to_owned(), items);
                    assert!(directory.beginning(form).contains(&(place as u32)));
                } else {
                    backward.insert(spelling::backwards(form), items);
                    assert!(directory.ending(form).contains(&(place as u32)));
                }
            })
            .unwrap();
        }
        let is_here = |form: &String| form.chars().count() >= 3 && !form.contains(|c: char| c.is_ascii_digit());
        let most = |terms: &BTreeSet<String>| terms.iter().map(|term| self.table.df(term)).max().unwrap_or_default();
        let expected = self.table.forms.iter().filter(|(form, _)| is_here(form));
        assert_eq!(forward, expected.map(|(form, terms)| (form.clone(), most(terms))).collect());
        assert_eq!(forward, backward);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read(part in part(), size in 1..400usize) {
        let options = options(&part, size);
        let (files, common) = write(&part, &options);
        let table = Table::new(&part);
        prop_assert_eq!(&common, &table.common(options.items()));
        let read = Read { files: &files, table: &table, common: &common, items: options.items() };
        read.dictionary(&options.buckets);
        read.spelling();
    }

    #[test]
    fn bytes_do_not_depend_on_the_way(part in part(), size in 1..400usize, memory in 1..2000u64) {
        let mut options = options(&part, size);
        let expected = write(&part, &options);
        options.sizes.memory = memory;
        let mut other = part.clone();
        for (_, items) in &mut other {
            items.reverse();
        }
        prop_assert_eq!(write(&other, &options), expected);
    }

    #[test]
    fn later_parts_keep_to_the_common_words_of_the_first(part in part(), size in 1..400usize) {
        let given = vec!["ab".to_owned(), "unknown".to_owned()];
        let options = TextOptions { common: Some(given.clone()), ..options(&part, size) };
        let (files, common) = write(&part, &options);
        prop_assert_eq!(&common, &given);
        let table = Table::new(&part);
        Read { files: &files, table: &table, common: &given, items: options.items() }.dictionary(&options.buckets);
    }
}

#[test]
fn nothing_gives_two_empty_directories() {
    let (files, common) = write(&Vec::new(), &TextOptions::new(Vec::new()));
    assert_eq!(files, Files::from([(TERMS, vec![vec![0; 4]]), (SPELLING, vec![vec![0; 2]])]));
    assert!(common.is_empty());
}

#[test]
fn batches_come_in_order() {
    let bucket = |start| Bucket { when: When::Undated, start, count: 1 };
    let batch = |start| TextGatherer::new(start, &CutS).finish();
    let scratch = MemoryScratch::default();
    let mut writer = TextWriter::new(TextOptions::new(vec![bucket(0), bucket(1), bucket(2)]));
    assert!(writer.add(batch(0), &scratch).is_ok());
    assert!(writer.add(batch(2), &scratch).is_ok());
    assert!(writer.add(batch(1), &scratch).is_err());
    assert!(writer.add(batch(2), &scratch).is_err());
    assert!(writer.add(batch(3), &scratch).is_err());
}

#[test]
fn lost_scratch_is_an_error() {
    struct Forgetful;
    impl Scratch for Forgetful {
        fn stow(&self, _: &[u8]) -> io::Result<u64> {
            Ok(0)
        }
        fn fetch(&self, _: u64, length: usize) -> io::Result<Vec<u8>> {
            Ok(vec![0x80; length])
        }
    }
    let bucket = Bucket { when: When::Undated, start: 0, count: 1 };
    let mut gatherer = TextGatherer::new(0, &CutS);
    gatherer.add((0, 0), &Language::new("xx").unwrap(), &["a b", "", "", ""]);
    let mut writer = TextWriter::new(TextOptions::new(vec![bucket]));
    writer.add(gatherer.finish(), &Forgetful).unwrap();
    let error = writer.finish(&Forgetful, &mut |_, _, _| Ok(())).unwrap_err();
    assert_eq!(error.to_string(), "scratch data came back damaged: it ends too early");
}
