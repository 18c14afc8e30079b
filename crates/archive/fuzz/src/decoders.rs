//! The reader of each shelf by itself. What it has to know besides the file stands as numbers before it, or is that of the specimen.

use crate::specimen::{main, thinned};
use crate::within;
use dossier_archive::format::terms::{Completions, Directory, Shard};
use dossier_archive::format::{self, Index, positions::Positions, spelling};
use dossier_archive::{Put, Take};
use dossier_bundle::Kind;
use std::sync::{Arc, LazyLock};

/// Takes numbers from the front, and gives them with what follows.
fn numbers<const COUNT: usize>(bytes: &[u8]) -> Option<([u32; COUNT], &[u8])> {
    let (mut take, mut numbers) = (Take(bytes), [0; COUNT]);
    for number in &mut numbers {
        *number = take.number().ok()?;
    }
    Some((numbers, take.0))
}

/// The index; what is read can be written, and is read the same again.
pub fn index(bytes: &[u8]) {
    let (items, types) = (main().items(), main().bundle.types.len());
    let Ok(index) = within(bytes.len(), || Index::read(bytes, items, types)) else { return };
    assert_eq!(index.items(), items);
    let mut put = Put::default();
    index.write(types, &mut put);
    assert_eq!(Index::read(&put.0, items, types).as_ref(), Ok(&index));
    for place in 0..items {
        let bucket = index.buckets[index.bucket_of(place)];
        assert!((bucket.start..bucket.start + bucket.count).contains(&place));
    }
    for topic in [None, Some(0), Some(1), Some(u16::MAX)] {
        let _ = (index.places_file(topic, 0), index.titles_file(0, topic, 0), topic.map(|topic| index.numbers_file(topic, 0)));
    }
}

/// The kind and the number of buckets, then a cube under the keys of the specimen.
pub fn cube(bytes: &[u8]) {
    let Some(([kind, buckets], rest)) = numbers(bytes) else { return };
    let (kind, keys) = (if kind == 0 { Kind::News } else { Kind::Document }, &main().index.keys);
    // A cell may cost less than a bit, so that memory goes by what the totals say, of which the archive's index is the judge.
    let Ok(half) = format::cube::read(rest, buckets.min(1 << 12), keys, kind) else { return };
    let mut start = 0;
    for cell in &half.cells {
        assert!(cell.bucket < buckets && keys[cell.key as usize].kind == kind && cell.count > 0 && cell.start >= start);
        start = cell.start + cell.count;
    }
    assert!(start <= half.rows);
    assert!(half.cells.is_sorted_by(|one, other| (one.bucket, one.key) < (other.bucket, other.key)));
}

/// A topic, the first row and the one after the last; then rows.
pub fn rows(bytes: &[u8]) {
    let Some(([topic, start, end], rest)) = numbers(bytes) else { return };
    let cubes = &main().cubes;
    let cells = &cubes[topic as usize % cubes.len()];
    let buckets = &main().index.buckets;
    let Ok(ways) = within(rest.len(), || format::rows::read(rest, (start..end).len())) else { return };
    for wanted in [start..end, start / 2 + end / 2..end, 0..start] {
        if let Ok(values) = format::rows::values(&ways, start, wanted.clone(), cells, buckets) {
            assert_eq!(values.len(), wanted.len());
            assert!(values.iter().all(|value| *value < main().items()));
        }
    }
}

/// Days.
pub fn days(bytes: &[u8]) {
    let buckets = &main().index.buckets;
    let Ok(days) = within(bytes.len(), || format::days::read(bytes, buckets)) else { return };
    for (starts, bucket) in days.iter().zip(buckets).filter(|(starts, _)| !starts.is_empty()) {
        for place in bucket.start..bucket.start + bucket.count {
            assert!((1..=31).contains(&format::days::day_of(starts, place)));
        }
    }
}

/// What is gone; what is read can be written, is read the same again, and leaves of each cube what it does not name.
pub fn gone(bytes: &[u8]) {
    let specimen = thinned();
    let Ok(gone) = within(bytes.len(), || format::Gone::read(bytes, &specimen.index)) else { return };
    let mut put = Put::default();
    gone.write(&mut put);
    assert_eq!(format::Gone::read(&put.0, &specimen.index).as_ref(), Ok(&gone));
    for (list, cells) in specimen.cubes.iter().enumerate() {
        let topic = list.checked_sub(1).map(|topic| topic as u16);
        let count = |cells: &[format::Cell]| cells.iter().map(|cell| cell.count).sum::<u32>();
        assert_eq!(count(&gone.spare(cells, topic)) + gone.of(topic).len() as u32, count(cells));
    }
}

/// How many entries; then titles.
pub fn titles(bytes: &[u8]) {
    let Some(([entries], rest)) = numbers(bytes) else { return };
    if let Ok(list) = within(rest.len(), || format::titles::read(rest, entries as usize)) {
        assert!(list.len() == entries as usize);
    }
}

/// A hash and the number of items; then ids.
pub fn ids(bytes: &[u8]) {
    let Some(([hash, items], rest)) = numbers(bytes) else { return };
    if let Ok(places) = within(rest.len(), || format::ids::find(rest, hash, items)) {
        assert!(places.iter().all(|place| *place < items));
    }
    for bits in 0..=24 {
        assert!(u64::from(format::ids::file(hash, bits)) < 1 << bits);
    }
}

/// A head; what is read can be written, and is read the same again.
pub fn head(bytes: &[u8]) {
    let Ok(head) = within(bytes.len(), || format::head::Head::read(bytes)) else { return };
    let mut put = Put::default();
    head.write(&mut put);
    assert_eq!(format::head::Head::read(&put.0).as_ref(), Ok(&head));
}

/// How many items the pack has and the part; then bodies.
pub fn bodies(bytes: &[u8]) {
    let Some(([count, items], rest)) = numbers(bytes) else { return };
    let Ok(pack) = within(rest.len(), || format::bodies::read(rest, count.min(4096) as usize, items)) else { return };
    for (ways, rest) in pack {
        assert!(ways.versions.iter().chain(&ways.related).all(|place| *place < items));
        let (whole, problems) = within(rest.len(), || dossier_bundle::complete_item(card(), rest, &main().bundle));
        // Blanks are no object, and nothing is wrong with them.
        assert!(whole.is_some() || rest.trim_ascii().is_empty() || !problems.is_empty());
    }
}

/// Some card.
fn card() -> &'static Arc<dossier_bundle::Item> {
    static CARD: LazyLock<Vec<Arc<dossier_bundle::Item>>> =
        LazyLock::new(|| dossier_bundle::parse_items(br#"{"items": [{"id": "a", "title": "A"}]}"#, &main().bundle).0);
    &CARD[0]
}

/// Cards: items as JSON.
pub fn cards(bytes: &[u8]) {
    let (items, problems) = within(bytes.len(), || dossier_bundle::parse_items(bytes, &main().bundle));
    assert!(items.len() <= bytes.len() && problems.len() <= bytes.len() + 1);
}

/// The directory of the dictionary; what is read can be written, and is read the same again.
pub fn terms_directory(bytes: &[u8]) {
    let Ok(directory) = within(bytes.len(), || Directory::read(bytes)) else { return };
    let mut put = Put::default();
    directory.write(&mut put);
    assert_eq!(Directory::read(&put.0).as_ref(), Ok(&directory));
    for form in ["", "s", "安", "zz"].into_iter().chain(directory.shards.iter().map(String::as_str)) {
        let files = [directory.shard(form), directory.completions(form), directory.shards(form).last()];
        assert!(files.into_iter().flatten().all(|file| (1..directory.files()).contains(&file)));
    }
}

/// A shard of the dictionary.
pub fn terms_shard(bytes: &[u8]) {
    let Ok(shard) = within(bytes.len(), || Shard::read(bytes, &main().index.buckets)) else { return };
    for (place, form) in shard.forms.iter().enumerate() {
        assert_eq!(shard.find(&form.text), Some(place));
        assert!(shard.beginning(&form.text).first() == Some(form) && shard.terms(form).count() == form.terms.len());
    }
    for record in &shard.terms {
        assert!(record.df > 0 && record.df <= main().items() && record.champions.len() + record.inline.len() <= record.df as usize);
    }
}

/// A file of completions.
pub fn terms_completions(bytes: &[u8]) {
    let Ok(list) = within(bytes.len(), || Completions::read(bytes, &main().index.buckets)) else { return };
    for entry in &list {
        assert!(Completions::find(&list, &entry.beginning).is_some_and(|found| found.len() == entry.found.len()));
        assert!(entry.found.iter().all(|found| found.form.starts_with(&entry.beginning)));
    }
}

/// How many items have the word and how many there are; then postings.
pub fn postings(bytes: &[u8]) {
    let Some(([df, items], rest)) = numbers(bytes) else { return };
    if let Ok(numbers) = within(rest.len(), || format::postings::read(rest, df, items, |number| number)) {
        assert!(numbers.len() == df as usize && numbers.is_sorted_by(|one, other| one < other));
        assert!(numbers.last().is_none_or(|last| *last < items));
    }
}

/// How many items have the word; then impacts.
pub fn tiers(bytes: &[u8]) {
    let Some(([df], rest)) = numbers(bytes) else { return };
    if let Ok(impacts) = within(rest.len(), || format::tiers::read(rest, df)) {
        assert!(impacts.len() == df as usize && impacts.iter().all(|impact| (1..=15).contains(impact)));
    }
}

/// How many items come before in the file, and how many have the word; then positions.
pub fn positions(bytes: &[u8]) {
    let Some(([start, df], rest)) = numbers(bytes) else { return };
    let Ok(positions) = within(rest.len(), || Positions::read(rest, start, df)) else { return };
    for place in 0..df as usize {
        assert!(!positions.of(place).is_empty() && positions.of(place).is_sorted_by(|one, other| one < other));
    }
}

/// The directory of spelling.
pub fn spelling_directory(bytes: &[u8]) {
    let Ok(directory) = within(bytes.len(), || spelling::Directory::read(bytes)) else { return };
    for form in ["", "s", "安", "zz"].into_iter().chain(directory.backward.iter().map(String::as_str)) {
        for files in [directory.beginning(form), directory.ending(form)] {
            assert!(files.start >= 1 && files.end <= directory.files());
        }
    }
}

/// Forms for spelling.
pub fn spelling_forms(bytes: &[u8]) {
    let mut last = None;
    let _ = within(bytes.len(), || {
        spelling::read(bytes, &mut |form, _| {
            assert!(last.as_deref().is_none_or(|last: &str| last < form));
            last = Some(form.to_owned());
        })
    });
}
