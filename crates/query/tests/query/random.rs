//! Random questions over random bundles: the list is the oracle's, and every count is the length of a list.

use crate::generated::{bundle, question};
use crate::oracle;
use chrono::{Datelike, NaiveDate};
use dossier_bundle::{Bundle, Item, ItemIx, PartialDate};
use dossier_query::{Answer, Dates, Filters, Memory, Question, Way};
use proptest::prelude::*;
use std::cmp::Reverse;
use std::sync::Arc;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 1).unwrap()
}

fn with_filters(question: &Question, change: impl Fn(&mut Filters)) -> Question {
    let mut changed = question.clone();
    change(&mut changed.filters);
    changed
}

/// Length of the oracle's list.
fn count(bundle: &Bundle, question: &Question) -> u32 {
    oracle::list(bundle, question, today()).len() as u32
}

fn answered(bundle: Bundle, question: &Question) -> (Memory, Answer) {
    let memory = Memory::new(Arc::new(bundle));
    let answer = memory.answer(question, today());
    (memory, answer)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn the_list_is_the_oracle_s(bundle in bundle(), question in question()) {
        let expected = oracle::list(&bundle, &question, today());
        let (memory, answer) = answered(bundle, &question);
        prop_assert_eq!(memory.list(&question, today()), expected.clone());
        prop_assert_eq!(answer.total as usize, expected.len());
    }

    #[test]
    fn a_value_counts_what_choosing_it_alone_lists(bundle in bundle(), question in question()) {
        let (memory, answer) = answered(bundle, &question);
        let bundle = memory.bundle();
        for row in &answer.types {
            let id = bundle.type_of(row.value).id.clone();
            prop_assert_eq!(row.chosen, question.filters.types.contains(&id));
            prop_assert_eq!(row.count, count(bundle, &with_filters(&question, |filters| filters.types = vec![id.clone()])));
        }
        for row in &answer.publishers {
            let id = bundle.publisher(row.value).id.clone();
            prop_assert_eq!(row.chosen, question.filters.publishers.contains(&id));
            prop_assert_eq!(row.count, count(bundle, &with_filters(&question, |filters| filters.publishers = vec![id.clone()])));
        }
        for row in &answer.languages {
            prop_assert_eq!(row.chosen, question.filters.languages.contains(&row.value));
            prop_assert_eq!(row.count, count(bundle, &with_filters(&question, |filters| filters.languages = vec![row.value.clone()])));
        }
    }

    #[test]
    fn rows_stay_in_place_while_a_reader_chooses(bundle in bundle(), question in question()) {
        let (memory, answer) = answered(bundle, &question);
        let plain = memory.answer(&Question { text: String::new(), filters: Filters::default(), ..question.clone() }, today());
        let kept = |row: &&dossier_query::Count<_>| plain.types.iter().any(|other| other.value == row.value);
        let here: Vec<_> = answer.types.iter().filter(kept).map(|row| row.value).collect();
        let there: Vec<_> = plain.types.iter().map(|row| row.value).collect();
        prop_assert_eq!(here, there);
        prop_assert!(plain.types.is_sorted_by_key(|row| (Reverse(row.count), row.value)));
        prop_assert!(plain.publishers.is_sorted_by_key(|row| (Reverse(row.count), row.value)));
    }

    #[test]
    fn pages_follow_one_another(bundle in bundle(), question in question()) {
        let memory = Memory::new(Arc::new(bundle));
        let mut pages: Vec<ItemIx> = Vec::new();
        for page in 1.. {
            let items = memory.answer(&Question { page, ..question.clone() }, today()).items;
            prop_assert!(items.len() <= question.page_size as usize);
            if items.is_empty() {
                break;
            }
            pages.extend(items);
        }
        prop_assert_eq!(pages, memory.list(&question, today()));
    }

    #[test]
    fn the_timeline_counts_all_dated_matches_once(bundle in bundle(), question in question()) {
        let (memory, answer) = answered(bundle, &question);
        let everywhen = oracle::list(memory.bundle(), &with_filters(&question, |filters| filters.dates = Dates::Any), today());
        let dates: Vec<Option<PartialDate>> = everywhen.iter().map(|item| memory.bundle().item(*item).date).collect();
        for month in &answer.timeline.months {
            let inside = |date: &&Option<PartialDate>| date.is_some_and(|date| (date.year(), date.month()) == (month.year, Some(month.month)));
            prop_assert_eq!(month.count as usize, dates.iter().filter(inside).count());
        }
        let monthly: u32 = answer.timeline.months.iter().map(|month| month.count).sum();
        let yearly: u32 = answer.timeline.years.iter().map(|(_, count)| count).sum();
        prop_assert_eq!((monthly + yearly + answer.undated) as usize, dates.len());
        prop_assert_eq!(answer.undated as usize, dates.iter().filter(|date| date.is_none()).count());
        let numbers: Vec<u16> = answer.timeline.months.iter().map(|month| month.year * 12 + u16::from(month.month)).collect();
        prop_assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1));
    }

    #[test]
    fn every_way_out_leads_out(bundle in bundle(), question in question()) {
        let (memory, answer) = answered(bundle, &question);
        let bundle = memory.bundle();
        let filters = &question.filters;
        let no_text = Question { text: String::new(), ..question.clone() };
        let mut expected = vec![
            (!question.text.is_empty(), Way::Text(count(bundle, &no_text))),
            (filters.dates.days(today(), Some((10, 1))) != (None, None), Way::Dates(count(bundle, &with_filters(&question, |changed| changed.dates = Dates::Any)))),
            (!filters.types.is_empty(), Way::Types(count(bundle, &with_filters(&question, |changed| changed.types.clear())))),
            (!filters.publishers.is_empty(), Way::Publishers(count(bundle, &with_filters(&question, |changed| changed.publishers.clear())))),
            (!filters.languages.is_empty(), Way::Languages(count(bundle, &with_filters(&question, |changed| changed.languages.clear())))),
        ];
        expected.retain(|(used, way)| *used && answer.total == 0 && way.brings() > 0);
        prop_assert_eq!(answer.ways_out, expected.into_iter().map(|(_, way)| way).collect::<Vec<_>>());
    }

    #[test]
    fn neighbours_walk_the_list(bundle in bundle(), question in question()) {
        let memory = Memory::new(Arc::new(bundle));
        let list = memory.list(&question, today());
        for (place, item) in list.iter().enumerate() {
            let around = memory.neighbours(&question, today(), *item);
            prop_assert_eq!(around.position as usize, place + 1);
            prop_assert_eq!(around.previous, place.checked_sub(1).map(|before| list[before]));
            prop_assert_eq!(around.next, list.get(place + 1).copied());
        }
    }

    #[test]
    fn related_items_share_something_and_none_twice(bundle in bundle(), limit in 0usize..10) {
        let memory = Memory::new(Arc::new(bundle));
        for (place, item) in (0..).map(ItemIx).zip(&memory.bundle().items) {
            let related = memory.related(place, usize::MAX);
            prop_assert_eq!(memory.related(place, limit), &related[..limit.min(related.len())]);
            let mut works: Vec<_> = item.work.map(|work| (work, item.kind)).into_iter().collect();
            for other in &related {
                prop_assert_ne!(*other, place);
                let other = memory.bundle().item(*other);
                prop_assert!(shared_topics(item, other) > 0 || (item.topics.is_empty() && other.type_ix == item.type_ix));
                works.extend(other.work.map(|work| (work, other.kind)));
                prop_assert!(other.work.is_none() || other.work != item.work);
            }
            let count = works.len();
            works.sort_unstable();
            works.dedup();
            prop_assert_eq!(works.len(), count);
            let nearest_first = related.is_sorted_by_key(|other| {
                let other = memory.bundle().item(*other);
                let apart = |one: PartialDate, two: PartialDate| (one.days().start - two.days().start).num_days().abs();
                let distance = item.date.zip(other.date).map_or(i64::MAX, |(one, two)| apart(one, two));
                let same_type = item.type_ix.is_some() && item.type_ix == other.type_ix;
                (Reverse(shared_topics(item, other)), Reverse(same_type), distance)
            });
            prop_assert!(nearest_first);
        }
    }
}

/// How many topics two items have in common.
fn shared_topics(one: &Item, other: &Item) -> usize {
    let mut topics = other.topics.clone();
    topics.sort_unstable();
    topics.dedup();
    topics.iter().filter(|topic| one.topics.contains(topic)).count()
}

#[test]
fn the_day_of_today_matters_only_to_presets() {
    let year = |day: &str| day.parse::<NaiveDate>().unwrap().year();
    let question = |dates| Question { filters: Filters { dates, ..Filters::default() }, ..crate::speed::everything() };
    let memory = Memory::new(Arc::new(crate::speed::bundle(200)));
    let absolute = question(Dates::Between { from: PartialDate::parse("2010"), to: None });
    let preset = question(Dates::Preset(dossier_query::Preset::ThisYear));
    let list = |question: &Question, day: &str| memory.list(question, day.parse().unwrap());
    assert_eq!(list(&absolute, "2012-05-05"), list(&absolute, "2019-05-05"));
    for day in ["2012-05-05", "2019-05-05"] {
        let found = list(&preset, day);
        assert!(!found.is_empty());
        assert!(found.iter().all(|item| i32::from(memory.bundle().item(*item).date.unwrap().year()) == year(day)));
    }
}
