//! The head of a topic: the first page of each of its lists, without filters and newest first, with all its counts, and the cards of what
//! it shows. So a topic opens with one file, however much it holds. Of a site in several languages whose works have versions there is a
//! head for each language, in the order of the site's languages.
//!
//! A head counts the whole archive; only the newest part has heads.

use crate::{Damage, Take};

/// Counts and first items of one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Items of the list.
    pub total: u32,
    /// Those without a date.
    pub undated: u32,
    /// Place of each type in the bundle's dictionary and its count, in the order in which they are shown.
    pub types: Vec<(u32, u32)>,
    /// The same for publishers.
    pub publishers: Vec<(u32, u32)>,
    /// The tag of each language and its count.
    pub languages: Vec<(String, u32)>,
    /// The first month, counted from January of year 0.
    pub first_month: u32,
    /// Items of each month from then on.
    pub months: Vec<u32>,
    /// Years and the items of which no more is known, earliest first.
    pub years: Vec<(u32, u32)>,
    /// The first items: number of the part, place in it.
    pub items: Vec<(u32, u32)>,
}

/// The head of a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// Whether readers of all languages see the same, since no work has versions to choose from.
    pub for_all: bool,
    /// News, then documents.
    pub lists: [List; 2],
    /// The cards of all items of both lists, in their order: `{"items": […]}`.
    pub cards: &'a [u8],
}

impl<'a> Head<'a> {
    /// Reads a head.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Damage> {
        let mut take = Take(bytes);
        let for_all = take.below(2)? == 1;
        let lists = [list(&mut take)?, list(&mut take)?];
        Ok(Self { for_all, lists, cards: take.0 })
    }
}

/// Months of the years 0 to 9999.
const MONTHS: u32 = 120_000;

fn list(take: &mut Take<'_>) -> Result<List, Damage> {
    let mut list =
        List { total: take.number()?, undated: take.number()?, types: pairs(take)?, publishers: pairs(take)?, ..List::default() };
    for _ in 0..take.count()? {
        list.languages.push((take.text()?.to_owned(), take.number()?));
    }
    list.first_month = take.below(MONTHS)?;
    for _ in 0..take.count()? {
        list.months.push(take.number()?);
    }
    list.years = pairs(take)?;
    let no_year = |(year, _): &(u32, u32)| !(1..=9999).contains(year);
    if list.months.len() > (MONTHS - list.first_month) as usize || list.years.iter().any(no_year) {
        return Err(Damage::of("a year is none"));
    }
    list.items = pairs(take)?;
    Ok(list)
}

fn pairs(take: &mut Take<'_>) -> Result<Vec<(u32, u32)>, Damage> {
    let mut pairs = Vec::new();
    for _ in 0..take.count()? {
        pairs.push((take.number()?, take.number()?));
    }
    Ok(pairs)
}

#[cfg(feature = "write")]
impl Head<'_> {
    /// Writes it.
    pub fn write(&self, put: &mut crate::Put) {
        put.number(u32::from(self.for_all));
        for list in &self.lists {
            put.number(list.total);
            put.number(list.undated);
            write_pairs(&list.types, put);
            write_pairs(&list.publishers, put);
            put.number(list.languages.len() as u32);
            for (language, count) in &list.languages {
                put.text(language);
                put.number(*count);
            }
            put.number(list.first_month);
            put.number(list.months.len() as u32);
            list.months.iter().for_each(|count| put.number(*count));
            write_pairs(&list.years, put);
            write_pairs(&list.items, put);
        }
        put.0.extend_from_slice(self.cards);
    }
}

#[cfg(feature = "write")]
fn write_pairs(pairs: &[(u32, u32)], put: &mut crate::Put) {
    put.number(pairs.len() as u32);
    for (one, other) in pairs {
        put.number(*one);
        put.number(*other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Put;
    use proptest::prelude::*;

    #[test]
    fn it_comes_back() {
        let list = List {
            total: 300,
            undated: 2,
            types: vec![(1, 200), (0, 100)],
            publishers: vec![(3, 1)],
            languages: vec![("en".to_owned(), 5)],
            first_month: 24_000,
            months: vec![1, 0, 7],
            years: vec![(2019, 3)],
            items: vec![(0, 4), (0, 5)],
        };
        let head = Head { for_all: true, lists: [list.clone(), List::default()], cards: b"{}" };
        let mut put = Put::default();
        head.write(&mut put);
        assert_eq!(Head::read(&put.0), Ok(head));
        assert!(Head::read(&put.0[..10]).is_err());
        let check = |list: List, readable: bool| {
            let mut put = Put::default();
            Head { for_all: true, lists: [list, List::default()], cards: b"{}" }.write(&mut put);
            assert_eq!(Head::read(&put.0).is_ok(), readable);
        };
        check(List { years: vec![(9_999, 1)], ..List::default() }, true);
        check(List { years: vec![(10_000, 1)], ..List::default() }, false);
        check(List { years: vec![(0, 1)], ..List::default() }, false);
        check(List { first_month: 119_999, months: vec![1], ..List::default() }, true);
        check(List { first_month: 119_999, months: vec![1, 1], ..List::default() }, false);
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes: Vec<u8>) {
            let _ = Head::read(&bytes);
        }
    }
}
