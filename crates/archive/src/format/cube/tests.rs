//! Cubes come back as they were written, and random bytes are told from them. Nothing but tests.

use super::*;
use crate::Put;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn cells(counts: &BTreeMap<(u32, u32), u32>) -> Vec<Cell> {
    let mut start = 0;
    counts
        .iter()
        .map(|((bucket, key), count)| {
            start += count;
            Cell { bucket: *bucket, key: *key, start: start - count, count: *count }
        })
        .collect()
}

/// Keys of two types and three sets of publishers, news and documents.
fn keys(news: u32, documents: u32) -> Vec<Key> {
    let key = |kind, place: u32| {
        let type_of = (place % 3).checked_sub(1).map(|of| of as u16);
        Key { kind, type_of, publishers: place / 3 % 3, edition: place / 9 }
    };
    (0..news).map(|place| key(Kind::News, place)).chain((0..documents).map(|place| key(Kind::Document, place))).collect()
}

fn halves(cells: &[Cell], buckets: u32, keys: &[Key]) -> [Vec<u8>; 2] {
    [Kind::News, Kind::Document].map(|kind| {
        let mut put = Put::default();
        write(cells, buckets, keys, kind, &mut put);
        put.0
    })
}

proptest! {
    #[test]
    fn cells_come_back(
        counts in proptest::collection::btree_map((0..12u32, 0..9u32), prop_oneof![1..4u32, 1..40u32, 1..3_000_000u32], 0..60),
        news in 0..10u32,
    ) {
        let (cells, keys) = (cells(&counts), keys(news.min(9), 9 - news.min(9)));
        let [news, documents] = halves(&cells, 12, &keys);
        let read = |bytes: &[u8], kind| read(bytes, 12, &keys, kind).unwrap();
        let [news, documents] = [read(&news, Kind::News), read(&documents, Kind::Document)];
        prop_assert!(news.cells.iter().all(|cell| keys[cell.key as usize].kind == Kind::News));
        prop_assert!(documents.cells.iter().all(|cell| keys[cell.key as usize].kind == Kind::Document));
        let half = Half { rows: news.rows + 1, ..news.clone() };
        prop_assert_eq!(joined(&half, &documents), None);
        prop_assert!(!agree(&half, &documents, 12));
        prop_assert!(agree(&news, &documents, 12));
        prop_assert_eq!(joined(&news, &documents), Some(cells));
    }

    #[test]
    fn nothing_panics(bytes: Vec<u8>, buckets in 0..20u32, news in 0..20u32, documents in 0..20u32) {
        let keys = keys(news, documents);
        let [news, documents] = [Kind::News, Kind::Document].map(|kind| read(&bytes, buckets, &keys, kind));
        for half in [&news, &documents].into_iter().flatten() {
            prop_assert!(half.cells.iter().all(|cell| cell.bucket < buckets && (cell.key as usize) < keys.len() && cell.count > 0));
            prop_assert!(half.cells.iter().all(|cell| u64::from(cell.start) + u64::from(cell.count) <= u64::from(half.rows)));
        }
        if let (Ok(news), Ok(documents)) = (news, documents) {
            prop_assert_eq!(joined(&news, &documents).is_some(), agree(&news, &documents, buckets));
        }
    }
}

#[test]
fn a_few_bytes_do_not_become_cells_without_end() {
    // One more row than 4,194,304 cells with one item each: a few kilobytes.
    let (buckets, keys) = (2049, keys(2048, 0));
    let all = (0..buckets).flat_map(|bucket| (0..2048).map(move |key| (bucket, key)));
    let cells: Vec<Cell> = (0..).zip(all).map(|(start, (bucket, key))| Cell { bucket, key, start, count: 1 }).collect();
    let [news, _] = halves(&cells, buckets, &keys);
    assert!(news.len() < 64 << 10, "{}", news.len());
    assert_eq!(read(&news, buckets, &keys, Kind::News), Err(Damage::of("it has too many cells")));
}

#[test]
fn chance_is_what_it_should_be() {
    // Where 1.125 items are expected, some are there in 675 of 1,000 cases: that costs 0.566 bits.
    let mut counts = Counts::by_chance();
    let mut encoder = crate::format::coder::Encoder::default();
    for _ in 0..1000 {
        encoder.bit(&mut counts.expecting(1.12)[0].clone(), true);
    }
    let bits = encoder.finish().len() * 8;
    assert!((550..640).contains(&bits), "{bits}");
}
