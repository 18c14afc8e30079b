//! The index of a part: what its numbers mean. Small, and needed before anything else.

use crate::{Damage, Take};
use dossier_bundle::lean::ToList;
use dossier_bundle::{Kind, Language};

/// The tables of a part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// Stretches of newest order, the newest first; their counts add up to the part's items.
    pub buckets: Vec<Bucket>,
    /// Languages of items.
    pub languages: Vec<Language>,
    /// Sets of publishers, as places in the bundle's dictionary, sorted.
    pub publishers: Vec<Vec<u16>>,
    /// Languages of items and of their works.
    pub editions: Vec<Edition>,
    /// The keys of items, ascending.
    pub keys: Vec<Key>,
    /// Rows of each topic, those of the topics below it included.
    pub topics: Vec<u32>,
    /// Alphabets for which titles are ordered, in the order of their files.
    pub alphabets: Vec<u8>,
    /// Items of a file of cards.
    pub card_block: u32,
    /// Items of a file of bodies.
    pub body_block: u32,
    /// Bits of an id's hash that tell the file it is in.
    pub id_bits: u32,
}

/// Items that stand together in newest order: dated alike, and so few that they can be put in order at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// When they are from.
    pub when: When,
    /// Its first place and first number: how many items stand in the buckets before it.
    pub start: u32,
    /// How many items it has; at least 1.
    pub count: u32,
}

/// What is known of a bucket's dates. Months are counted from January of year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Days of a month.
    Days(u32),
    /// A month, no more.
    Month(u32),
    /// A year, no more.
    Year(u16),
    /// Nothing.
    Undated,
}

/// The language of an item, and the languages of all versions of its work of the same kind within a topic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    /// Place in the languages.
    pub language: u32,
    /// Places of all of them, this one included, sorted.
    pub of: Vec<u32>,
}

/// What facets ask of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Its list.
    pub kind: Kind,
    /// Place of its type in the bundle's dictionary.
    pub type_of: Option<u16>,
    /// Place of its set of publishers.
    pub publishers: u32,
    /// Place of its edition.
    pub edition: u32,
}

/// Rows of a file of numbers, places or titles.
pub const ROWS: u32 = 4096;
/// Places of a file of the site's.
pub const SITE_ROWS: u32 = 1024;
/// Most items of a bucket.
pub const BUCKET: u32 = 16_384;

impl Index {
    /// Reads the index of a part of `items` items under a dictionary of `types` types.
    pub fn read(bytes: &[u8], items: u32, types: usize) -> Result<Self, Damage> {
        let mut take = Take(bytes);
        let mut index = Self { card_block: block(&mut take)?, body_block: block(&mut take)?, id_bits: take.below(25)?, ..Self::default() };
        index.buckets = buckets(&mut take, items)?;
        for _ in 0..take.count()? {
            index.languages.push(Language::new(take.text()?).ok_or(Damage::of("a language tag is none"))?);
        }
        let languages = index.languages.len() as u32;
        for _ in 0..take.count()? {
            index.publishers.push(list(&mut take, 1 << 16)?.into_iter().map(|place| place as u16).to_list());
        }
        for _ in 0..take.count()? {
            index.editions.push(Edition { language: take.below(languages)?, of: list(&mut take, languages)? });
        }
        index.keys(&mut take, types as u64)?;
        for _ in 0..take.count()? {
            index.topics.push(take.below(items + 1)?);
        }
        for _ in 0..take.count()? {
            index.alphabets.push(take.below(3)? as u8);
        }
        take.end()?;
        Ok(index)
    }

    fn keys(&mut self, take: &mut Take<'_>, types: u64) -> Result<(), Damage> {
        let (publishers, editions) = (self.publishers.len() as u64, self.editions.len() as u64);
        let mut code = 0_u64;
        for _ in 0..take.count()? {
            code = code.checked_add(take.long()?).ok_or(NO_KEY)?;
            let (rest, edition) = (code.checked_div(editions), code.checked_rem(editions));
            let (Some(rest), Some(edition)) = (rest, edition) else { return Err(NO_KEY) };
            let (Some(kind), Some(set)) = (rest.checked_div(publishers), rest.checked_rem(publishers)) else { return Err(NO_KEY) };
            let type_of = (kind % (types + 1)).checked_sub(1).map(|place| place as u16);
            let kind = match kind / (types + 1) {
                0 => Kind::News,
                1 => Kind::Document,
                _ => return Err(NO_KEY),
            };
            self.keys.push(Key { kind, type_of, publishers: set as u32, edition: edition as u32 });
            code = code.checked_add(1).ok_or(NO_KEY)?;
        }
        Ok(())
    }

    /// How many items there are.
    pub fn items(&self) -> u32 {
        self.buckets.last().map_or(0, |last| last.start + last.count)
    }

    /// The bucket that has a place (or number).
    pub fn bucket_of(&self, place: u32) -> usize {
        self.buckets.partition_point(|bucket| bucket.start <= place).saturating_sub(1)
    }

    /// Rows of a topic; of the site without one.
    pub fn rows(&self, topic: Option<u16>) -> u32 {
        match topic {
            None => self.items(),
            Some(topic) => self.topics.get(usize::from(topic)).copied().unwrap_or_default(),
        }
    }

    /// The file of places in which a row of a topic stands, its first row, and how many it has.
    pub fn places_file(&self, topic: Option<u16>, row: u32) -> (u32, std::ops::Range<u32>) {
        match topic {
            None => (row / SITE_ROWS, stretch(row, SITE_ROWS, self.items())),
            Some(topic) => {
                let (file, rows) = self.numbers_file(topic, row);
                (file + self.items().div_ceil(SITE_ROWS), rows)
            }
        }
    }

    /// The file of numbers in which a row of a topic stands, and which rows it has.
    pub fn numbers_file(&self, topic: u16, row: u32) -> (u32, std::ops::Range<u32>) {
        let before: u32 = self.topics.iter().take(usize::from(topic)).map(|rows| rows.div_ceil(ROWS)).sum();
        (before + row / ROWS, stretch(row, ROWS, self.rows(Some(topic))))
    }

    /// The file of titles that has entry `entry` of a topic in an alphabet, and which entries it has; none if titles are not ordered so.
    pub fn titles_file(&self, alphabet: u8, topic: Option<u16>, entry: u32) -> Option<(u32, std::ops::Range<u32>)> {
        let place = self.alphabets.iter().position(|known| *known == alphabet)? as u32;
        let files = |rows: u32| rows.div_ceil(ROWS);
        let each = files(self.items()) + self.topics.iter().map(|rows| files(*rows)).sum::<u32>();
        let before = match topic {
            None => 0,
            Some(topic) => files(self.items()) + self.topics.iter().take(usize::from(topic)).map(|rows| files(*rows)).sum::<u32>(),
        };
        Some((place * each + before + entry / ROWS, stretch(entry, ROWS, self.rows(topic))))
    }
}

const NO_KEY: Damage = Damage::of("a key is none");

fn stretch(row: u32, size: u32, rows: u32) -> std::ops::Range<u32> {
    let start = row / size * size;
    start..(start + size).min(rows)
}

fn block(take: &mut Take<'_>) -> Result<u32, Damage> {
    take.number().and_then(|size| if (1..=4096).contains(&size) { Ok(size) } else { Err(Damage::of("a block has a size that none has")) })
}

fn buckets(take: &mut Take<'_>, items: u32) -> Result<Vec<Bucket>, Damage> {
    let (mut buckets, mut start) = (Vec::new(), 0);
    for _ in 0..take.count()? {
        let (code, count) = (take.number()?, take.below(BUCKET + 1)?);
        let (when, year) = match (code % 4, code / 4) {
            (0, _) => (When::Undated, 1),
            (1, year) => (When::Year(year as u16), year),
            (2, month) => (When::Month(month), month / 12),
            (_, month) => (When::Days(month), month / 12),
        };
        if count == 0 || !(1..=9999).contains(&year) {
            return Err(Damage::of("a bucket is none"));
        }
        buckets.push(Bucket { when, start, count });
        start += count;
        if start > items {
            break;
        }
    }
    if start == items { Ok(buckets) } else { Err(Damage::of("its buckets do not have all items")) }
}

/// A sorted list of different numbers below `limit`.
pub(super) fn list(take: &mut Take<'_>, limit: u32) -> Result<Vec<u32>, Damage> {
    let (mut list, mut next) = (Vec::new(), 0);
    for _ in 0..take.count()? {
        let number = next + take.below(limit - next)?;
        list.push(number);
        next = number + 1;
        if next == limit {
            break;
        }
    }
    Ok(list)
}

#[cfg(feature = "write")]
impl Index {
    /// Writes it. `types` is the length of the bundle's dictionary of types.
    pub fn write(&self, types: usize, put: &mut crate::Put) {
        [self.card_block, self.body_block, self.id_bits].into_iter().for_each(|number| put.number(number));
        put.number(self.buckets.len() as u32);
        for bucket in &self.buckets {
            put.number(match bucket.when {
                When::Undated => 0,
                When::Year(year) => u32::from(year) * 4 + 1,
                When::Month(month) => month * 4 + 2,
                When::Days(month) => month * 4 + 3,
            });
            put.number(bucket.count);
        }
        put.number(self.languages.len() as u32);
        self.languages.iter().for_each(|language| put.text(language.as_str()));
        put.number(self.publishers.len() as u32);
        for set in &self.publishers {
            let places: Vec<u32> = set.iter().copied().map(u32::from).collect();
            put.number(places.len() as u32);
            put.ascending(&places);
        }
        put.number(self.editions.len() as u32);
        for edition in &self.editions {
            put.number(edition.language);
            put.number(edition.of.len() as u32);
            put.ascending(&edition.of);
        }
        put.number(self.keys.len() as u32);
        let mut next = 0;
        for key in &self.keys {
            let kind = u64::from(key.kind == Kind::Document) * (types as u64 + 1) + key.type_of.map_or(0, |place| u64::from(place) + 1);
            let code =
                (kind * self.publishers.len() as u64 + u64::from(key.publishers)) * self.editions.len() as u64 + u64::from(key.edition);
            put.long(code - next);
            next = code + 1;
        }
        put.number(self.topics.len() as u32);
        self.topics.iter().for_each(|rows| put.number(*rows));
        put.number(self.alphabets.len() as u32);
        self.alphabets.iter().for_each(|alphabet| put.number(u32::from(*alphabet)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    fn index() -> Index {
        let bucket = |when, start, count| Bucket { when, start, count };
        let key = |kind, type_of, publishers, edition| Key { kind, type_of, publishers, edition };
        Index {
            buckets: vec![bucket(When::Days(24_290), 0, 7), bucket(When::Year(2024), 7, 1), bucket(When::Undated, 8, 3)],
            languages: ["en", "nb"].map(|tag| Language::new(tag).unwrap()).to_vec(),
            publishers: vec![vec![], vec![0], vec![2, 5]],
            editions: vec![Edition { language: 0, of: vec![0] }, Edition { language: 1, of: vec![0, 1] }],
            keys: vec![key(Kind::News, None, 0, 0), key(Kind::News, Some(1), 2, 1), key(Kind::Document, Some(0), 1, 0)],
            topics: vec![11, 4],
            alphabets: vec![0, 1],
            card_block: 16,
            body_block: 24,
            id_bits: 3,
        }
    }

    #[test]
    fn it_comes_back() {
        let mut put = Put::default();
        index().write(2, &mut put);
        assert_eq!(Index::read(&put.0, 11, 2), Ok(index()));
        assert!(Index::read(&put.0, 12, 2).is_err());
        for end in 0..put.0.len() {
            assert!(Index::read(&put.0[..end], 11, 2).is_err());
        }
    }

    #[test]
    fn keys_may_lie_far_apart() {
        // More combinations than 32 bits count, of which two occur.
        let (types, sets) = (60_000, 100_000);
        let key = |type_of, publishers| Key { kind: Kind::Document, type_of: Some(type_of), publishers, edition: 1 };
        let far = Index { publishers: vec![vec![]; sets], keys: vec![key(0, 0), key(59_999, 99_999)], ..index() };
        let mut put = Put::default();
        far.write(types, &mut put);
        assert_eq!(Index::read(&put.0, 11, types), Ok(far));
    }

    #[test]
    fn years_are_those_of_the_calendar() {
        let check = |when, readable: bool| {
            let mut put = Put::default();
            let buckets = vec![Bucket { when, start: 0, count: 1 }];
            Index { buckets, ..index() }.write(2, &mut put);
            let read = Index::read(&put.0, 1, 2).map(|read| read.buckets[0].when);
            // The topics of the other index have more rows than that; they stand after the buckets.
            assert_eq!(read == Err(Damage::of("a bucket is none")), !readable, "{when:?}");
        };
        for when in [When::Year(0), When::Year(10_000), When::Year(u16::MAX), When::Month(11), When::Days(0), When::Days(120_000)] {
            check(when, false);
        }
        for when in [When::Year(1), When::Year(9_999), When::Month(12), When::Days(119_999), When::Undated] {
            check(when, true);
        }
    }

    #[test]
    fn files_follow_one_another() {
        let big = Index { topics: vec![5000, 1, 4096], buckets: vec![Bucket { when: When::Undated, start: 0, count: 6000 }], ..index() };
        assert_eq!(big.numbers_file(0, 4096), (1, 4096..5000));
        assert_eq!(big.numbers_file(1, 0), (2, 0..1));
        assert_eq!(big.numbers_file(2, 4095), (3, 0..4096));
        assert_eq!(big.places_file(None, 5999), (5, 5120..6000));
        assert_eq!(big.places_file(Some(1), 0), (8, 0..1));
        assert_eq!(big.titles_file(1, Some(0), 0), Some((8, 0..4096)));
        assert_eq!(big.titles_file(2, None, 0), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes: Vec<u8>, items in 0..50u32, types in 0..5usize) {
            let _ = Index::read(&bytes, items, types);
        }
    }
}
