//! Random questions over random content: the archive answers what `query::Memory` answers, which is what exact means.

use crate::at_hand::AtHand;
use crate::generated::{bundle, question};
use crate::wordy;
use chrono::NaiveDate;
use dossier_archive::write::Options;
use dossier_archive::write::text::{Sizes, Stems};
use dossier_bundle::{Bundle, ItemIx, Language};
use dossier_query::{Answer, Filters, Lexicon, Memory, Neighbours, Question, Sort, Source};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 1).unwrap()
}

/// Questions asked of each random bundle.
const QUESTIONS: usize = 20;

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn one_part(bundle in bundle(), questions in proptest::collection::vec(question(), QUESTIONS)) {
        let all = 0..bundle.items.len();
        check(&bundle, &[all], &questions)?;
    }

    #[test]
    fn many_words(bundle in wordy::bundle(), questions in proptest::collection::vec(wordy::question(), QUESTIONS)) {
        let all = 0..bundle.items.len();
        check(&bundle, &[all], &questions)?;
    }

    #[test]
    fn several_parts(bundle in bundle(), cut in 0..40usize, questions in proptest::collection::vec(question(), QUESTIONS)) {
        // Words may be written differently in parts that do not know each other; see docs/format.md.
        let questions: Vec<Question> = questions.into_iter().map(|question| Question { text: String::new(), ..question }).collect();
        let cut = cut.min(bundle.items.len());
        check(&bundle, &[0..cut, cut..bundle.items.len()], &questions)?;
    }

    #[test]
    fn items_that_are_gone(bundle in bundle(), fates in proptest::collection::vec(0..4u8, 40), questions in proptest::collection::vec(question(), QUESTIONS)) {
        let questions: Vec<Question> = questions.into_iter().map(|question| Question { text: String::new(), ..question }).collect();
        let fate = |item: &u32| fates[*item as usize % fates.len()];
        let all = || 0..bundle.items.len() as u32;
        let work = |item: &u32| bundle.items[*item as usize].work;
        let hit: BTreeSet<u32> = all().filter(|item| fate(item) < 2).collect();
        // Versions of a work go together.
        let goes = |item: &u32| hit.contains(item) || (work(item).is_some() && hit.iter().any(|other| work(other) == work(item)));
        let gone: BTreeSet<u32> = all().filter(goes).collect();
        // A part of which everything is gone does not stay.
        prop_assume!(gone.len() < bundle.items.len());
        let back = gone.iter().copied().filter(|item| work(item).map_or(fate(item) == 0, |work| work % 2 == 0)).collect();
        check_archive(&AtHand::continued(&bundle, &gone, &back, &options()), &questions)?;
    }
}

fn check(bundle: &Bundle, parts: &[Range<usize>], questions: &[Question]) -> Result<(), TestCaseError> {
    check_archive(&AtHand::new(bundle, parts, &options()), questions)
}

fn check_archive(archive: &AtHand, questions: &[Question]) -> Result<(), TestCaseError> {
    let lexicon = Lexicon { stemmer: Arc::new(Stems), common: Vec::new() };
    let memory = Memory::with_lexicon(archive.ordered.clone(), lexicon);
    for question in questions {
        let mut expected = memory.answer(question, today());
        expected.items = expected.items.iter().map(|item| archive.place(*item)).collect();
        let (answer, _) = archive.ask(|archive| archive.answer(question, today()));
        prop_assert!(!answer.counting);
        prop_assert_eq!(archive.ids(&answer.items), archive.ids(&expected.items), "{:?}", question);
        prop_assert_eq!(without_hits(answer), without_hits(expected), "{:?}", question);
        let list = memory.list(question, today());
        if let Some(item) = list.get(list.len() / 2) {
            let expected = memory.neighbours(question, today(), *item);
            let place = |item: Option<ItemIx>| item.map(|item| archive.place(item));
            let expected = Neighbours { previous: place(expected.previous), next: place(expected.next), ..expected };
            let item = archive.place(*item);
            let (around, _) = archive.ask(|archive| archive.neighbours(question, today(), item));
            prop_assert!(around == expected || around == Neighbours::default(), "{:?}: {:?} {:?}", question, around, expected);
        }
    }
    for (place, item) in (0..).zip(&archive.ordered.items) {
        let (found, _) = archive.ask(|archive| archive.find(&item.id));
        let Some(found) = found else { return Err(TestCaseError::fail(format!("{} is not found", item.id))) };
        prop_assert_eq!(found, archive.place(ItemIx(place)));
        let (whole, _) = archive.ask(|archive| archive.whole(found));
        let (ways, _) = archive.ask(|archive| archive.related(found, 50).zip(archive.versions(found)));
        for way in ways.0.iter().chain(&ways.1) {
            let (other, _) = archive.ask(|archive| archive.whole(*way));
            prop_assert_eq!(archive.ask(|archive| archive.find(&other.id)).0, Some(*way), "what is gone is a way on from {}", item.id);
        }
        prop_assert_eq!(&whole.id, &item.id);
        prop_assert_eq!((&whole.title, &whole.date, &whole.body), (&item.title, &item.date, &item.body));
    }
    prop_assert_eq!(archive.ask(|archive| archive.find("nothing")).0, None);
    Ok(())
}

/// Which forms are marked is not part of the specification: an archive knows only those of the shards that it has read.
pub(crate) fn without_hits(mut answer: Answer) -> Answer {
    answer.search.hits.clear();
    answer
}

/// So small that every border is met.
pub(crate) fn options() -> Options {
    let words = Sizes { shard: 150, postings: 40, tiers: 20, positions: 60, spelling: 60, ..Sizes::of(0) };
    Options { words: Some(words), bucket: 4, card_block: Some(3), body_block: Some(2), ..Options::default() }
}

#[test]
fn words_of_what_is_gone_mean_nothing() {
    let titles = ["Klimarapport", "Klimarapprot", "Klimarapport igjen", "Noe annet", "Klimarapportene", "Noe mer", "Utgått"];
    let items: Vec<String> =
        titles.iter().enumerate().map(|(n, title)| format!(r#"{{"id":"i{n}","title":"{title}","date":"20{n}0"}}"#)).collect();
    let text = format!(r#"{{"format":"dossier-bundle/1","site":{{"title":"Room","languages":["nb"]}},"items":[{}]}}"#, items.join(","));
    let (bundle, problems) = dossier_bundle::parse(text.as_bytes());
    assert_eq!(problems, []);
    let archive = AtHand::continued(&bundle, &BTreeSet::from([1, 6]), &BTreeSet::new(), &options());
    let memory = Memory::with_lexicon(archive.ordered.clone(), Lexicon { stemmer: Arc::new(Stems), common: Vec::new() });
    for text in ["klimarapprot", "klimarappr", "klimaraprot", "klimarapport", "utgått", "utgå", "noe", "klimarapport -utgått"] {
        for sort in [Sort::BestMatch, Sort::Newest] {
            let question = Question {
                topic: None,
                kind: None,
                text: text.to_owned(),
                filters: Filters::default(),
                sort,
                page: 1,
                page_size: 20,
                language: Language::new("nb").unwrap(),
            };
            let mut expected = memory.answer(&question, today());
            expected.items = expected.items.iter().map(|item| archive.place(*item)).collect();
            let (answer, _) = archive.ask(|archive| archive.answer(&question, today()).filter(|answer| !answer.counting));
            assert_eq!(without_hits(answer), without_hits(expected), "{text} {sort:?}");
        }
    }
}
