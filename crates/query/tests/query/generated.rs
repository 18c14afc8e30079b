//! Random bundles and questions, small enough that everything collides with everything.

use crate::make::{item, language, topic};
use chrono::NaiveDate;
use dossier_bundle::{Bundle, Item, Kind, Language, Localized, PartialDate, Publisher, PublisherIx, TopicIx, Type, TypeIx};
use dossier_query::{Dates, Filters, Preset, Question, Sort};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeSet;
use std::sync::Arc;

const WORDS: [&str; 6] = ["al", "alpha", "alps", "beta", "bet", "gamma"];
const LANGUAGES: [&str; 5] = ["en", "nb", "nb-no", "nn", "fr"];
const COUNT: u16 = 4;

fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(&WORDS), count).prop_map(|words| words.join(" "))
}

fn tag() -> impl Strategy<Value = Language> {
    select(&LANGUAGES).prop_map(language)
}

fn kind() -> impl Strategy<Value = Kind> {
    select(vec![Kind::News, Kind::Document])
}

fn date() -> impl Strategy<Value = PartialDate> {
    let day = |year, month, day| PartialDate::Day(NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), day).unwrap());
    (2022u16..=2024, 1u8..=12, 1u32..=28, 0..4).prop_map(move |(year, month, number, precision)| match precision {
        0 => PartialDate::Year(year),
        1 => PartialDate::Month(year, month),
        _ => day(year, month, number),
    })
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let places = |most| vec(0..COUNT, 0..most);
    let of_dictionaries = (of(0..COUNT), places(3), places(3));
    let row = (kind(), words(1..4), words(0..3), of(date()), of_dictionaries, tag(), of(0u32..6));
    let made = row.prop_map(|(kind, title, summary, date, (type_ix, publishers, topics), language, work)| {
        let publishers = publishers.into_iter().map(PublisherIx).collect();
        let topics = topics.into_iter().map(TopicIx).collect();
        Item { summary, date, type_ix: type_ix.map(TypeIx), publishers, topics, language, work, ..item("", kind, &title, "") }
    });
    vec(made, 0..40)
}

pub(crate) fn bundle() -> impl Strategy<Value = Bundle> {
    let parents = (of(0u16..1), of(0u16..2), of(0u16..3));
    (items(), parents, subsequence(LANGUAGES.to_vec(), 1..3)).prop_map(|(mut items, (second, third, fourth), site)| {
        let mut versions = BTreeSet::new();
        for (place, item) in items.iter_mut().enumerate() {
            item.id = format!("i{place}");
            // No work has two items in one language.
            item.work = item.work.filter(|work| versions.insert((*work, item.language.clone())));
        }
        let items = items.into_iter().map(Arc::new).collect();
        let topics =
            [None, second, third, fourth].into_iter().enumerate().map(|(place, parent)| topic(&format!("t{place}"), parent)).collect();
        let title = Localized::plain("-");
        let types = (0..COUNT).map(|place| Type { id: format!("y{place}"), title: title.clone() }).collect();
        let publishers = (0..COUNT).map(|place| Publisher { id: format!("p{place}"), title: title.clone() }).collect();
        let mut bundle = Bundle { topics, types, publishers, items, ..Bundle::default() };
        bundle.site.languages = site.into_iter().map(language).collect();
        bundle.site.session_start = Some((10, 1));
        bundle
    })
}

fn dates() -> impl Strategy<Value = Dates> {
    let presets = vec![Preset::Last30Days, Preset::ThisYear, Preset::ThisSession];
    prop_oneof![
        3 => Just(Dates::Any),
        2 => (of(date()), of(date())).prop_map(|(from, to)| Dates::Between { from, to }),
        1 => select(presets).prop_map(Dates::Preset),
    ]
}

fn filters() -> impl Strategy<Value = Filters> {
    // One id of each group is in no bundle.
    let ids = |letter: char| {
        prop_oneof![Just(Vec::new()), subsequence((0..=COUNT).map(|place| format!("{letter}{place}")).collect::<Vec<_>>(), 1..3)]
    };
    let languages = prop_oneof![2 => Just(Vec::new()), 1 => subsequence(LANGUAGES.to_vec(), 1..3)];
    (dates(), ids('y'), ids('p'), languages).prop_map(|(dates, types, publishers, languages)| {
        let languages = languages.into_iter().map(language).collect();
        Filters { dates, types, publishers, languages }
    })
}

pub(crate) fn question() -> impl Strategy<Value = Question> {
    let word =
        (prop::bool::weighted(0.2), select(&WORDS)).prop_map(|(unwanted, word)| format!("{}{word}", if unwanted { "-" } else { "" }));
    let text = prop_oneof![2 => Just(String::new()), 1 => vec(word, 1..3).prop_map(|words| words.join(" "))];
    let sort = select(vec![Sort::Newest, Sort::Oldest, Sort::Title, Sort::BestMatch]);
    let place = (of(0..COUNT), of(kind()), tag());
    (place, text, filters(), sort, 1u32..4, 1u32..7).prop_map(|((topic, kind, language), text, filters, sort, page, page_size)| {
        let topic = topic.map(TopicIx);
        Question { topic, kind, text, filters, sort, page, page_size, language }
    })
}
