//! Records, shards and completions come back as they were written, and random bytes are told from them. Nothing but tests.

use super::*;
use crate::Put;
use crate::format::{Bucket, When};
use proptest::prelude::*;

const BUCKETS: [Bucket; 2] = [Bucket { when: When::Days(5), start: 0, count: 400 }, Bucket { when: When::Undated, start: 400, count: 300 }];

/// A record with what the seeds ask for: its items, its impacts, the lengths of its bytes and where files end.
fn record(term: String, guest: bool, seeds: &[(u16, u8)], bytes: [(u8, bool); 3], cursors: &mut [Span; 3]) -> Record {
    let mut numbers: Vec<(u32, u8)> = seeds.iter().map(|(number, impact)| (u32::from(*number) % 700, impact % 15 + 1)).collect();
    numbers.sort_unstable();
    numbers.dedup_by_key(|(number, _)| *number);
    let df = numbers.len() as u32;
    let mut record = Record { term, guest, df, ..Record::default() };
    let place = |number: u32| if number < 400 { 399 - number } else { 1099 - number };
    if df <= INLINE {
        record.inline =
            numbers.iter().map(|(number, impact)| Posting { number: *number, place: place(*number), impact: *impact }).collect();
    } else {
        record.champions = numbers.iter().map(|(number, impact)| (*impact, place(*number))).collect();
        record.champions.sort_unstable_by_key(|(impact, place)| (15 - impact, *place));
        record.champions.truncate(CHAMPIONS);
    }
    let mut spans = bytes.map(Some);
    if df <= INLINE {
        (spans[0], spans[1]) = (None, None);
    }
    if bytes[2].0.is_multiple_of(4) {
        spans[2] = None;
    }
    let mut place = |stream: usize| {
        let (length, fresh) = spans[stream]?;
        let length = [u32::from(length), df.div_ceil(2), df][stream];
        let mut span = Span { length, file: 7, start: 70 };
        if !guest {
            let cursor = &mut cursors[stream];
            (span.file, span.start) = if fresh { (cursor.file + 1, 0) } else { (cursor.file, cursor.start) };
            *cursor = Span { start: span.start + span.length, ..span };
        }
        Some(span)
    };
    (record.postings, record.tiers, record.positions) = (place(0), place(1), place(2));
    record
}

type Seed = (bool, Vec<(u16, u8)>, [(u8, bool); 3]);

fn seeds() -> impl Strategy<Value = Seed> {
    (any::<bool>(), proptest::collection::vec(any::<(u16, u8)>(), 1..40), any::<[(u8, bool); 3]>())
}

fn records(seeds: std::collections::BTreeMap<String, Seed>) -> Vec<Record> {
    let mut cursors = [Span { file: 3, start: 30, length: 0 }; 3];
    seeds.into_iter().map(|(term, (guest, numbers, bytes))| record(term, guest, &numbers, bytes, &mut cursors)).collect()
}

proptest! {
    #[test]
    fn shards_come_back(
        terms in proptest::collection::btree_map("[abcø]{1,4}", seeds(), 1..12),
        forms in proptest::collection::btree_map("[abcø]{1,4}", proptest::collection::btree_set(any::<u8>(), 1..4), 0..12),
    ) {
        let terms = records(terms);
        let places = |set: std::collections::BTreeSet<u8>| set.into_iter().map(|seed| u32::from(seed) % terms.len() as u32).collect();
        let forms = forms.into_iter().map(|(text, set)| Form { text, terms: places(set) }).collect();
        let shard = Shard { terms, forms };
        let mut put = Put::default();
        shard.write(&BUCKETS, &mut put);
        let read = Shard::read(&put.0, &BUCKETS).unwrap();
        for (place, form) in read.forms.iter().enumerate() {
            prop_assert_eq!(read.find(&form.text), Some(place));
            prop_assert!(read.beginning(&form.text[..1.min(form.text.floor_char_boundary(1))]).contains(form));
        }
        prop_assert_eq!(read, shard);
        for end in 0..put.0.len() {
            prop_assert!(Shard::read(&put.0[..end], &BUCKETS).is_err());
        }
    }

    #[test]
    fn completions_come_back(
        lists in proptest::collection::btree_map("[abcø]{1,4}", proptest::collection::btree_map("[abcø]{1,4}", seeds(), 0..8), 0..6),
    ) {
        let list: Vec<Completions> = lists
            .into_iter()
            .map(|(beginning, found)| {
                let found = records(found.into_iter().map(|(term, (_, numbers, bytes))| (term, (true, numbers, bytes))).collect());
                let found = found.into_iter().map(|term| Completion { form: format!("{beginning}{}", term.term), term }).collect();
                Completions { beginning, found }
            })
            .collect();
        let mut put = Put::default();
        Completions::write(&list, &BUCKETS, &mut put);
        let read = Completions::read(&put.0, &BUCKETS).unwrap();
        for entry in &read {
            prop_assert_eq!(Completions::find(&read, &entry.beginning), Some(entry.found.as_slice()));
        }
        prop_assert_eq!(Completions::find(&read, "x"), None);
        prop_assert_eq!(read, list);
    }

    #[test]
    fn nothing_panics(bytes: Vec<u8>, flips in proptest::collection::vec(any::<(u16, u8)>(), 0..4), seed in seeds()) {
        let _ = Shard::read(&bytes, &BUCKETS);
        let _ = Completions::read(&bytes, &BUCKETS);
        let _ = Shard::read(&bytes, &[]);
        // Damage far inside a file is met only if what stands before it is sound.
        let terms = records([("a".to_owned(), seed.clone()), ("b".to_owned(), seed)].into());
        let shard = Shard { terms, forms: vec![Form { text: "ab".to_owned(), terms: vec![1] }] };
        let mut put = Put::default();
        shard.write(&BUCKETS, &mut put);
        for (place, value) in flips {
            let place = usize::from(place) % put.0.len();
            put.0[place] = value;
        }
        if let Ok(shard) = Shard::read(&put.0, &BUCKETS) {
            for record in &shard.terms {
                let _ = record.postings.map(|span| span.of(&bytes));
            }
        }
    }
}
