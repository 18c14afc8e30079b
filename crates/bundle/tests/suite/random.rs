//! Random bundles in their normal form: neighbouring texts merged, nothing empty, works numbered in order.

use dossier_bundle::{
    Archive, Block, Bundle, Cell, File, Folder, Inline, Item, Kind, Language, Licence, Link, Localized, Part, PartialDate, Publisher,
    PublisherIx, SafeUrl, Section, Series, Session, Shelf, Site, Topic, TopicIx, Type, TypeIx,
};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A line of text.
fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9éøß日ع<&\"'/~\\\\-]{1,9}( [a-z0-9<>日:.]{1,6}){0,2}"
}

fn perhaps_name() -> impl Strategy<Value = String> {
    of(name()).prop_map(Option::unwrap_or_default)
}

fn language() -> impl Strategy<Value = Language> {
    prop::sample::select(vec!["en", "nb", "ar", "zh-hant", "und"]).prop_map(|tag| Language::new(tag).unwrap())
}

fn localized() -> impl Strategy<Value = Localized> {
    let by_language = (btree_map(language(), name(), 1..4), any::<prop::sample::Index>()).prop_map(|(by_language, chosen)| {
        let texts: Vec<_> = by_language.values().collect();
        let default = by_language.get(&Language::ENGLISH).unwrap_or(texts[chosen.index(texts.len())]).clone();
        Localized { default, by_language: by_language.into_iter().collect() }
    });
    prop_oneof![name().prop_map(Localized::plain), by_language]
}

fn perhaps_localized() -> impl Strategy<Value = Localized> {
    of(localized()).prop_map(Option::unwrap_or_default)
}

fn url() -> impl Strategy<Value = SafeUrl> {
    "(https://example\\.org/|mailto:|/|#)[a-zA-Z0-9/?&=:%é-]{1,12}".prop_map(|text| SafeUrl::new(&text).unwrap())
}

fn date() -> impl Strategy<Value = PartialDate> {
    let year = || 1..=9999_u16;
    prop_oneof![
        year().prop_map(PartialDate::Year),
        (year(), 1..=12_u8).prop_map(|(year, month)| PartialDate::Month(year, month)),
        (year(), 1..=366_u32).prop_map(|(year, day)| {
            let day = chrono::NaiveDate::from_yo_opt(i32::from(year), day);
            day.map_or(PartialDate::Year(year), PartialDate::Day)
        }),
    ]
}

fn series() -> impl Strategy<Value = Series> {
    let session = (1..=9000_u16, 0..5_u16).prop_map(|(from, more)| Session { from, to: from + more });
    (name(), of(session), any::<u32>(), perhaps_name()).prop_map(|(code, session, number, suffix)| Series { code, session, number, suffix })
}

/// Running text that can be seen: a text first, no two texts side by side.
fn normal(first: String, rest: Vec<Inline>) -> Vec<Inline> {
    let mut out = vec![Inline::Text(first)];
    for inline in rest {
        if !(matches!(inline, Inline::Text(_)) && matches!(out.last(), Some(Inline::Text(_)))) {
            out.push(inline);
        }
    }
    out
}

fn running() -> impl Strategy<Value = String> {
    (name(), "[ \n\ta-z\u{202E}]{0,4}").prop_map(|(name, space)| format!("{space}{name}{space}"))
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![running().prop_map(Inline::Text), name().prop_map(Inline::Code), Just(Inline::Break)];
    let link =
        (url(), running(), vec(leaf.clone(), 0..3)).prop_map(|(url, first, rest)| Inline::Link { url, content: normal(first, rest) });
    let tree = prop_oneof![3 => leaf, 1 => link].prop_recursive(3, 12, 3, |inner| {
        let content = || (running(), vec(inner.clone(), 0..3)).prop_map(|(first, rest)| normal(first, rest));
        prop_oneof![
            content().prop_map(Inline::Emphasis),
            content().prop_map(Inline::Strong),
            (language(), content()).prop_map(|(language, content)| Inline::Span { language, content }),
        ]
    });
    (running(), vec(tree, 0..4)).prop_map(|(first, rest)| normal(first, rest))
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let caption = || of(inlines()).prop_map(Option::unwrap_or_default);
    let cell = (any::<bool>(), caption()).prop_map(|(header, content)| Cell { header, content });
    let leaf = prop_oneof![
        inlines().prop_map(Block::Paragraph),
        (2..=6_u8, inlines()).prop_map(|(level, content)| Block::Heading { level, content }),
        running().prop_map(Block::Code),
        (url(), perhaps_name(), caption(), of((1..=u16::MAX, 1..=u16::MAX))).prop_map(|(url, alt, caption, size)| Block::Image {
            url,
            alt,
            caption,
            size
        }),
        (caption(), vec(vec(cell, 1..3), 1..3)).prop_map(|(caption, rows)| Block::Table { caption, rows }),
    ];
    let tree = leaf.prop_recursive(3, 10, 3, |inner| {
        let content = || vec(inner.clone(), 1..3);
        prop_oneof![
            content().prop_map(Block::Quote),
            (of(any::<u32>()), vec(content(), 1..3)).prop_map(|(start, items)| Block::List { start, items }),
        ]
    });
    let note = (name(), vec(inlines().prop_map(Block::Paragraph), 0..2));
    (vec(tree, 0..4), of(note)).prop_map(|(mut blocks, note)| {
        if let Some((label, content)) = note {
            blocks.push(Block::Paragraph(vec![Inline::Text("see".to_owned()), Inline::NoteRef(label.clone())]));
            blocks.push(Block::Footnote { label, blocks: content });
        }
        blocks
    })
}

fn site() -> impl Strategy<Value = Site> {
    let licence = (localized(), of(url())).prop_map(|(title, url)| Licence { title, url });
    let session = (1..=12_u8, 1..=28_u8);
    let timezone = prop::sample::select(vec!["Europe/Oslo".to_owned(), "Etc/GMT+1".to_owned()]);
    (localized(), perhaps_localized(), perhaps_localized(), of(licence), of(url()), of(timezone), of(session)).prop_map(
        |(title, description, publisher, licence, home, timezone, session_start)| {
            let languages = vec![Language::ENGLISH, Language::new("nb").unwrap()];
            Site { title, description, publisher, languages, licence, home, timezone, session_start }
        },
    )
}

fn topics() -> impl Strategy<Value = Vec<Topic>> {
    let body = btree_map(language(), blocks(), 1..3);
    let section = (localized(), body).prop_map(|(title, body)| Section { title, body: body.into_iter().collect() });
    let link = (localized(), url()).prop_map(|(title, url)| Link { title, url });
    let topic = (name(), localized(), perhaps_localized(), vec(section, 0..2), vec(link, 0..2), 0..4_usize);
    vec(topic, 0..5).prop_map(|drafts| {
        let mut topics: Vec<Topic> = Vec::new();
        for (place, (id, title, lead, sections, links, up)) in drafts.into_iter().enumerate() {
            // The parent is the topic before or one above it, so that the order is that of a tree.
            let mut parent = place.checked_sub(1).map(|before| TopicIx(before as u16));
            for _ in 0..up {
                parent = parent.and_then(|above| topics[above.0 as usize].parent);
            }
            topics.push(Topic { id: format!("{place}{id}"), title, lead, sections, links, parent });
        }
        topics
    })
}

type Draft = (
    (String, bool, String, String, String),
    [Option<PartialDate>; 3],
    (u8, Vec<u8>, Vec<u8>, Language, Option<u32>),
    (Option<SafeUrl>, Option<Series>, Vec<File>, Vec<Block>),
);

fn draft() -> impl Strategy<Value = Draft> {
    let file = (url(), perhaps_name(), perhaps_name(), of(any::<u64>()), of(language()))
        .prop_map(|(url, title, media_type, bytes, language)| File { url, title, media_type, bytes, language });
    (
        (name(), any::<bool>(), name(), perhaps_name(), perhaps_name()),
        [of(date()), of(date()), of(date())],
        (any::<u8>(), vec(any::<u8>(), 0..3), vec(any::<u8>(), 0..3), language(), of(0..3_u32)),
        (of(url()), of(series()), vec(file, 0..2), blocks()),
    )
}

/// A place in a list of `length` entries; none if it has none.
fn pick(chosen: u8, length: usize) -> Option<u16> {
    usize::from(chosen).checked_rem(length).map(|place| place as u16)
}

fn item(place: usize, draft: Draft, bundle: &Bundle) -> Item {
    let (
        (id, news, title, summary, status),
        [date, modified, deadline],
        (of_type, publishers, topics, language, work),
        (url, series, files, body),
    ) = draft;
    let mut chosen: Vec<TopicIx> = Vec::new();
    for topic in topics.into_iter().filter_map(|topic| pick(topic, bundle.topics.len())) {
        // One topic of each tree: none is above another one.
        let root = |topic: u16| std::iter::successors(Some(TopicIx(topic)), |topic| bundle.topic(*topic).parent).last();
        if chosen.iter().all(|other| root(other.0) != root(topic)) {
            chosen.push(TopicIx(topic));
        }
    }
    let mut publishers: Vec<_> =
        publishers.into_iter().filter_map(|publisher| pick(publisher, bundle.publishers.len()).map(PublisherIx)).collect();
    publishers.dedup();
    publishers.truncate(2);
    Item {
        id: format!("{place}{id}"),
        kind: if news { Kind::News } else { Kind::Document },
        title,
        summary,
        date,
        modified,
        deadline,
        status,
        type_ix: pick(of_type, bundle.types.len()).map(TypeIx),
        publishers,
        topics: chosen,
        language,
        work,
        url,
        series,
        files,
        body,
    }
}

/// Keeps one item for each language in a work, dissolves works of one, and numbers the rest in order.
fn order_works(items: &mut [Item]) {
    for place in 0..items.len() {
        let taken = items[..place].iter().any(|other| other.work == items[place].work && other.language == items[place].language);
        if taken {
            items[place].work = None;
        }
    }
    let mut numbers: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    for work in items.iter().filter_map(|item| item.work).collect::<Vec<_>>() {
        let next = numbers.values().flatten().count() as u32;
        let shared = items.iter().filter(|item| item.work == Some(work)).count() > 1;
        numbers.entry(work).or_insert(shared.then_some(next));
    }
    for item in items {
        item.work = item.work.and_then(|work| numbers[&work]);
    }
}

fn archive() -> impl Strategy<Value = Archive> {
    let shelf = (of(1..=Folder::FULL), vec(any::<[u8; 16]>(), 0..4)).prop_map(|(last, roots)| {
        let mut folders: Vec<_> = roots.into_iter().map(|root| Folder { root, files: Folder::FULL }).collect();
        if let (Some(folder), Some(files)) = (folders.last_mut(), last) {
            folder.files = files;
        }
        folders
    });
    let part = (0..=1_u32 << 29, btree_map(perhaps_name(), shelf, 0..4)).prop_map(|(items, shelves)| {
        let shelves = shelves.into_iter().rev().map(|(name, folders)| Shelf { name, folders }).collect();
        Part { items, shelves }
    });
    vec(part, 0..4).prop_map(|parts| Archive { parts })
}

/// A bundle that is written and read without a change.
pub(crate) fn bundles() -> impl Strategy<Value = Bundle> {
    let names = || vec((name(), localized()), 0..3);
    let items = prop_oneof![9 => vec(draft(), 0..6).prop_map(Ok), 1 => archive().prop_map(Err)];
    (site(), topics(), names(), names(), items).prop_map(|(site, topics, types, publishers, items)| {
        let types = types.into_iter().enumerate().map(|(place, (id, title))| Type { id: format!("{place}{id}"), title }).collect();
        let publishers =
            publishers.into_iter().enumerate().map(|(place, (id, title))| Publisher { id: format!("{place}{id}"), title }).collect();
        let mut bundle = Bundle { site, topics, types, publishers, items: Vec::new(), archive: None };
        let drafts = match items {
            Ok(drafts) => drafts,
            Err(archive) => return Bundle { archive: Some(archive), ..bundle },
        };
        let mut items: Vec<Item> = drafts.into_iter().enumerate().map(|(place, draft)| item(place, draft, &bundle)).collect();
        order_works(&mut items);
        bundle.items = items.into_iter().map(Arc::new).collect();
        bundle
    })
}
