//! One small bundle and what each question must find in it. Items are named by their ids.

use crate::make::{item, language, topic};
use chrono::NaiveDate;
use dossier_bundle::{Block, Bundle, Inline, Item, ItemIx, Kind, Localized, Publisher, PublisherIx, Series, TopicIx, Type, TypeIx};
use dossier_query::{Memory, Neighbours, Question, Route, Way};
use std::sync::Arc;

/// An item without words but its title: id, kind, title, date, type, topic, language, work.
type Row = (&'static str, Kind, &'static str, &'static str, u16, u16, &'static str, Option<u32>);

const ROWS: [Row; 9] = [
    ("speech", Kind::News, "Speech on the Arctic", "2024-06-14", 0, 0, "en", None),
    ("tale", Kind::News, "Tale om nordområdene", "2024-06-14", 0, 0, "nb", Some(1)),
    ("talk", Kind::News, "Talk about the High North", "2024-06-14", 0, 0, "en", Some(1)),
    ("press", Kind::News, "Press release: Øvelse Nord", "2024-05", 1, 1, "en", None),
    ("year", Kind::News, "A year in review", "2023", 1, 1, "en", None),
    ("old", Kind::News, "Old speech", "2020-01-01", 0, 2, "en", None),
    ("undated", Kind::News, "No date at all", "", 1, 0, "en", None),
    ("report", Kind::Document, "Long-term plan", "2024-04-05", 2, 0, "en", None),
    ("bill", Kind::Document, "Bill 10", "2022-03-31", 3, 2, "en", None),
];

fn bundle() -> Bundle {
    let mut bundle = Bundle { topics: vec![topic("security", None), topic("north", Some(0)), topic("other", None)], ..Bundle::default() };
    bundle.site.session_start = Some((10, 1));
    for id in ["Speech", "Press release", "Report", "Proposition"] {
        bundle.types.push(Type { id: id.to_lowercase().replace(' ', "-"), title: Localized::plain(id) });
    }
    for (id, title) in [("mfa", "Ministry of Foreign Affairs"), ("mod", "Ministry of Defence")] {
        bundle.publishers.push(Publisher { id: id.to_owned(), title: Localized::plain(title) });
    }
    for (place, (id, kind, title, date, type_ix, topic, tag, work)) in ROWS.into_iter().enumerate() {
        let publishers = vec![PublisherIx((place % 2) as u16)];
        let (type_ix, topics, language) = (Some(TypeIx(type_ix)), vec![TopicIx(topic)], language(tag));
        bundle.items.push(Arc::new(Item { type_ix, topics, language, work, publishers, ..item(id, kind, title, date) }));
    }
    let [.., old, _, report, bill] = bundle.items.as_mut_slice() else { unreachable!() };
    let [old, report, bill] = [old, report, bill].map(|item| Arc::get_mut(item).unwrap());
    report.series = Series::parse("Meld. St. 5 (2023–2024)");
    report.summary.push_str("What the defence needs, about the Arctic too.");
    old.summary.push_str("Conscription before the reform");
    bill.body = vec![Block::Paragraph(vec![Inline::Emphasis(vec![Inline::Text("Conscription".to_owned())])])];
    bundle
}

const TODAY: &str = "2024-07-01";

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

/// The memory of the small bundle and the question of an address.
fn asked(address: &str) -> (Memory, Question) {
    let bundle = Arc::new(bundle());
    let question = Question::of(&Route::parse(address).0, &bundle);
    (Memory::new(bundle), question)
}

fn ids(memory: &Memory, items: &[ItemIx]) -> String {
    items.iter().map(|item| memory.bundle().item(*item).id.as_str()).collect::<Vec<_>>().join(" ")
}

fn check(address: &str, expected: &str) {
    let (memory, question) = asked(address);
    assert_eq!(ids(&memory, &memory.list(&question, today())), expected, "{address:?}");
}

#[test]
fn topics_and_kinds() {
    check("view=news", "speech talk press year undated");
    check("view=documents", "report");
    check("view=documents&topic=other", "bill");
    check("view=news&topic=north", "press year");
    check("view=search", "speech talk press report year bill old undated");
    check("view=search&topic=security", "speech talk press report year undated");
    check("view=search&topic=nowhere", "speech talk press report year bill old undated");
}

#[test]
fn dates() {
    check("view=news&from=2024", "speech talk press");
    check("view=news&from=2024-05-31&to=2024-05-31", "press");
    check("view=news&from=2023-07&to=2023-08", "year");
    check("view=news&to=2023", "year");
    check("view=news&from=2025", "");
    check("view=news&from=2024&to=2023", "");
    check("view=news&from=last-30-days", "speech talk");
    check("view=news&from=this-session", "speech talk press year");
}

#[test]
fn values_of_a_group_widen_and_groups_narrow() {
    check("view=news&type=speech", "speech talk");
    check("view=news&type=speech&type=press-release", "speech talk press year undated");
    check("view=news&type=press-release&publisher=mod", "press");
    check("view=news&type=unheard-of", "");
}

#[test]
fn orders() {
    check("view=search&sort=oldest", "old bill year report press talk speech undated");
    check("view=search&sort=title", "year bill report undated old press speech talk");
}

#[test]
fn one_version_of_a_work_is_seen() {
    check("view=news&lang=nb&from=2024-06", "speech tale");
    check("view=news&lang=nb-no&from=2024-06", "speech tale");
    check("view=news&lang=se&from=2024-06", "speech talk");
    check("view=news&language=nb", "tale");
    check("view=news&language=nb&language=en&from=2024-06", "speech talk");
}

#[test]
fn words() {
    check("view=search&q=arctic", "speech report");
    check("view=search&q=ovelse", "press");
    check("view=search&q=meld+st+5", "report");
    check("view=search&q=%222023+2024%22", "report");
    check("view=search&q=conscr", "old bill");
    check("view=search&q=nscription", "old bill");
    check("view=search&q=scription", "");
    check("view=search&q=reform", "old");
    check("view=search&q=speech", "old speech");
    check("view=search&q=speech+-arctic", "old");
    check("view=search&q=%22high+nor%22", "");
    check("view=search&q=%22high+nor", "talk");
    check("view=search&q=%22high+north%22", "talk");
    check("view=search&q=%21%21", "speech talk press report year bill old undated");
}

#[test]
fn an_answer_counts() {
    let (memory, question) = asked("view=news&from=2024&type=speech");
    let answer = memory.answer(&question, today());
    let types: Vec<_> = answer.types.iter().map(|row| (row.value.0, row.count, row.chosen)).collect();
    assert_eq!((answer.total, answer.undated), (2, 0));
    assert_eq!(types, [(1, 1, false), (0, 2, true)], "in the order of the whole list, press releases first");
    let languages: Vec<_> = answer.languages.iter().map(|row| (row.value.to_string(), row.count)).collect();
    assert_eq!(languages, [("en".to_owned(), 2), ("nb".to_owned(), 1)]);
    let months: Vec<_> = answer.timeline.months.iter().map(|month| (month.year, month.month, month.count)).collect();
    assert_eq!(months, [(2024, 6, 2)]);
    assert_eq!(answer.timeline.years, []);
}

#[test]
fn the_timeline_has_no_gaps_and_years_apart() {
    let (memory, question) = asked("view=news&to=1999");
    let answer = memory.answer(&question, today());
    let months: Vec<_> = answer.timeline.months.iter().map(|month| (month.year, month.month, month.count)).collect();
    assert_eq!(months, [(2024, 5, 1), (2024, 6, 2)]);
    assert_eq!(answer.timeline.years, [(2023, 1)]);
    assert_eq!((answer.total, answer.undated), (0, 1));
}

fn check_ways(address: &str, expected: &[Way]) {
    let (memory, question) = asked(address);
    let answer = memory.answer(&question, today());
    assert_eq!(answer.ways_out, expected, "{address:?}");
}

#[test]
fn ways_out_of_an_empty_list() {
    check_ways("view=news&from=2024", &[]);
    check_ways("view=news&from=2025&type=speech", &[Way::Dates(2)]);
    check_ways("view=news&q=review&type=speech", &[Way::Text(2), Way::Types(1)]);
    check_ways("view=news&language=nb&type=press-release", &[Way::Types(1), Way::Languages(3)]);
    check_ways("view=news&q=zebra&from=2025", &[]);
}

#[test]
fn neighbours_follow_the_list() {
    let (memory, question) = asked("view=news&page=9");
    let around = |item| memory.neighbours(&question, today(), ItemIx(item));
    assert_eq!(around(0), Neighbours { previous: None, next: Some(ItemIx(2)), position: 1, total: 5 });
    assert_eq!(around(2), Neighbours { previous: Some(ItemIx(0)), next: Some(ItemIx(3)), position: 2, total: 5 });
    assert_eq!(around(6), Neighbours { previous: Some(ItemIx(4)), next: None, position: 5, total: 5 });
    assert_eq!(around(8), Neighbours { previous: None, next: None, position: 0, total: 5 });
    assert_eq!(around(9999).position, 0);
}

#[test]
fn versions_and_related() {
    let (memory, _) = asked("");
    assert_eq!(memory.versions(ItemIx(1)), [ItemIx(2)]);
    assert_eq!(memory.versions(ItemIx(0)), []);
    assert_eq!(memory.versions(ItemIx(9999)), []);
    assert_eq!(ids(&memory, &memory.related(ItemIx(0), 9)), "talk report undated");
    assert_eq!(ids(&memory, &memory.related(ItemIx(1), 9)), "speech report undated");
    assert_eq!(ids(&memory, &memory.related(ItemIx(3), 1)), "year");
    assert_eq!(memory.related(ItemIx(9999), 9), []);
}

#[test]
fn text_prepared_ahead_changes_nothing() {
    let (memory, question) = asked("view=search&q=arctic");
    memory.prepare(0..3);
    memory.prepare(3..1000);
    assert_eq!(ids(&memory, &memory.list(&question, today())), "speech report");
}
