//! A source that lacks something: what is asked for in one round, and what is shown meanwhile.

use super::{Page, Shown};
use chrono::NaiveDate;
use dossier_bundle::{Bundle, Item, ItemIx, parse};
use dossier_query::{Answer, Memory, Neighbours, Question, Route, Source};
use std::cell::RefCell;
use std::sync::Arc;

/// Everything of a bundle but what is named in `lacking`; notes what of that it was asked for.
struct Holes {
    memory: Memory,
    lacking: &'static [&'static str],
    wanted: RefCell<Vec<String>>,
}

impl Holes {
    fn get<T>(&self, name: &str, value: T) -> Option<T> {
        let lacks = self.lacking.iter().any(|lacking| name.starts_with(lacking));
        if lacks {
            self.wanted.borrow_mut().push(name.to_owned());
        }
        (!lacks).then_some(value)
    }
}

impl Source for Holes {
    fn bundle(&self) -> &Arc<Bundle> {
        self.memory.bundle()
    }

    fn answer(&self, question: &Question, today: NaiveDate) -> Option<Answer> {
        let answer = self.get("answer", self.memory.answer(question, today))?;
        let partial = Answer { counting: true, total: 1, items: answer.items.clone(), ..Answer::default() };
        Some(self.get("count", answer).unwrap_or(partial))
    }

    fn neighbours(&self, question: &Question, today: NaiveDate, item: ItemIx) -> Option<Neighbours> {
        self.get("neighbours", self.memory.neighbours(question, today, item))
    }

    fn versions(&self, item: ItemIx) -> Option<Vec<ItemIx>> {
        self.get("versions", self.memory.versions(item))
    }

    fn related(&self, item: ItemIx, limit: usize) -> Option<Vec<ItemIx>> {
        self.get("related", self.memory.related(item, limit))
    }

    fn find(&self, id: &str) -> Option<Option<ItemIx>> {
        self.get("find", self.bundle().find_item(id))
    }

    fn card(&self, item: ItemIx) -> Option<Arc<Item>> {
        self.get(&format!("card {}", item.0), self.bundle().items[item.0 as usize].clone())
    }

    fn whole(&self, item: ItemIx) -> Option<Arc<Item>> {
        self.get(&format!("whole {}", item.0), self.bundle().items[item.0 as usize].clone())
    }
}

/// Four pieces of news, 0 the newest, and a document, 4.
fn content() -> Arc<Bundle> {
    content_of(4)
}

/// So many pieces of news, 0 the newest, and a document.
fn content_of(news: usize) -> Arc<Bundle> {
    let item = |number: usize, kind: &str| {
        let type_ = if number.is_multiple_of(2) { "even" } else { "odd" };
        format!(
            r#"{{"id": "i{number}", "kind": "{kind}", "type": "{type_}", "title": "Item {number}", "date": "{}", "topics": ["t"]}}"#,
            2020 - number
        )
    };
    let items: Vec<String> = (0..news).map(|number| item(number, "news")).chain([item(news, "document")]).collect();
    let text = format!(
        r#"{{"format": "dossier-bundle/1", "site": {{"title": "S", "languages": ["en"]}}, "topics": [{{"id": "t", "title": "T"}}],
            "types": [{{"id": "even", "title": "Even"}}, {{"id": "odd", "title": "Odd"}}], "items": [{}]}}"#,
        items.join(",")
    );
    let (bundle, problems) = parse(text.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    Arc::new(bundle)
}

fn ask(query: &str, lacking: &'static [&'static str]) -> (Option<Shown>, String) {
    ask_of(content(), query, lacking)
}

fn ask_of(content: Arc<Bundle>, query: &str, lacking: &'static [&'static str]) -> (Option<Shown>, String) {
    let source = Holes { memory: Memory::new(content), lacking, wanted: RefCell::default() };
    let shown = Shown::of(&Route::parse(query).0, &[], &source, NaiveDate::from_ymd_opt(2024, 3, 1).unwrap());
    (shown, source.wanted.take().join(", "))
}

/// Whether there is something to show, whether that is all, and what was asked for in vain.
fn check(query: &str, lacking: &'static [&'static str], expected: (Option<bool>, &str)) {
    let (shown, wanted) = ask(query, lacking);
    assert_eq!((shown.map(|shown| shown.complete), wanted.as_str()), expected, "{query:?} without {lacking:?}");
}

#[test]
fn everything_is_asked_for_in_one_round() {
    check("", &["answer"], (None, "answer, answer"));
    check("", &["card"], (None, "card 0, card 1, card 2, card 3, card 4"));
    check("view=news", &["answer"], (None, "answer"));
    check("view=news", &["card"], (None, "card 0, card 1, card 2, card 3"));
    check("view=news&item=i0", &["neighbours", "versions", "card"], (Some(false), "neighbours, versions, card 2, card 4, card 1, card 3"));
}

#[test]
fn what_stands_around_an_item_never_holds_it_back() {
    check("item=i0", &[], (Some(true), ""));
    check("item=i0", &["find", "neighbours"], (None, "find"));
    check("item=i0", &["whole", "neighbours"], (None, "whole 0"));
    check("item=i0", &["neighbours"], (Some(false), "neighbours"));
    check("item=i0", &["related"], (Some(false), "related"));
    check("item=i0", &["card 3"], (Some(false), "card 3"));
    check("item=nothing", &["whole"], (Some(true), ""));
}

#[test]
fn counts_may_follow() {
    check("view=news", &["count"], (Some(false), "count"));
    // That nothing matches is not known before everything is counted.
    check("view=news&from=2050", &["count"], (None, "count"));
    let (shown, _) = ask("view=news&page=9", &[]);
    assert_eq!(shown.unwrap().listing(|listing| (listing.question.page, listing.pages, listing.answer.items.len())), (1, 1, 4));
    // A page past the end is not known to be one.
    check("view=news&page=9", &["count"], (None, "count"));
}

#[test]
fn filters_keep_their_places_while_counts_are_on_their_way() {
    let kept = |before: &str, query: &str| {
        let (before, mut now) = (ask(before, &[]).0.unwrap(), ask(query, &["count"]).0.unwrap());
        now.keep_places(&before, &content());
        let Page::List(listing) = &now.page else { panic!("{query} is no list") };
        let types = listing.answer.types.iter().map(|count| format!("{}{}", count.value.0, if count.chosen { "+" } else { "" }));
        (types.collect::<Vec<_>>().join(" "), listing.answer.timeline.years.len(), listing.answer.counting)
    };
    assert_eq!(kept("view=news", "view=news&type=odd"), ("0 1+".to_owned(), 4, true));
    assert_eq!(kept("view=news&type=odd", "view=news"), ("0 1".to_owned(), 2, true));
    assert_eq!(kept("view=documents", "view=news"), (String::new(), 0, true));
    assert_eq!(kept("item=i0", "view=news"), (String::new(), 0, true));
}

#[test]
fn a_screenful_comes_first() {
    let (shown, _) = ask("view=news", &[]);
    let mut shown = shown.unwrap();
    let mut entries = |count: usize, fresh| {
        let Page::List(listing) = &mut shown.page else { panic!("no list") };
        listing.answer.items = vec![ItemIx(0); count];
        let first = shown.screenful(fresh)?;
        Some((first.listing(|listing| (listing.answer.items.len(), listing.answer.types.len(), listing.answer.total)), first.complete))
    };
    assert_eq!(entries(20, false), Some(((6, 2, 4), false)));
    assert_eq!(entries(20, true), Some(((6, 0, 4), false)));
    assert_eq!(entries(12, false), Some(((6, 2, 4), false)));
    assert_eq!(entries(11, false), None);
    assert_eq!(ask("", &[]).0.unwrap().screenful(true), None);
}

#[test]
fn of_a_long_list_the_first_cards_are_enough() {
    let check = |news, lacking, shown: Option<(usize, u32, bool)>, wanted: &str| {
        let (page, noted) = ask_of(content_of(news), "view=news", lacking);
        let seen = page.map(|page| page.listing(|listing| (listing.answer.items.len(), listing.lacking(), page.complete)));
        assert_eq!((seen, noted.as_str()), (shown, wanted), "{news} without {lacking:?}");
    };
    check(13, &["card"], None, "card 0, card 1, card 2, card 3, card 4, card 5");
    check(13, &["card 6", "card 9"], Some((6, 7, false)), "card 6, card 9");
    check(13, &["card 5", "card 9"], None, "card 5");
    check(13, &[], Some((13, 0, true)), "");
    // Of a short one they are not.
    check(11, &["card 6", "card 9"], None, "card 6, card 9");
}
