//! Content for the tests, and plain answers about it: what a list must hold is worked out here from the rows themselves,
//! without the project's own query code, so that the page is compared with something independent of it.

use crate::harness::List;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An item of generated content.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) kind: &'static str,
    pub(crate) type_id: &'static str,
    pub(crate) publishers: Vec<&'static str>,
    pub(crate) topics: Vec<&'static str>,
    /// A day, `YYYY-MM-DD`; those of the first 8,000 differ, so that newest first is one order only.
    pub(crate) date: String,
}

/// Types: id and title.
pub(crate) const TYPES: [(&str, &str); 4] =
    [("news-story", "News story"), ("speech", "Speech"), ("report", "Report"), ("strategy", "Strategy")];

/// Publishers: id and title.
pub(crate) const PUBLISHERS: [(&str, &str); 3] =
    [("defence", "Ministry of Defence"), ("foreign", "Foreign Office"), ("health", "Health Agency")];

/// Topics: id and title. Each is a tab.
pub(crate) const TOPICS: [(&str, &str); 3] = [("alpha", "Alpha topic"), ("beta", "Beta topic"), ("gamma", "Gamma topic")];

/// `news` pieces of news and `documents` documents, all under the first topic, every third under the second as well.
pub(crate) fn rows(news: usize, documents: usize) -> Vec<Row> {
    let row = |number: usize, kind: &'static str, types: [&'static str; 3]| Row {
        id: format!("{kind}-{number}"),
        title: format!("Item {number:05} of {kind}"),
        kind,
        type_id: types[number * 7 % 5 % 3],
        publishers: match number % 7 {
            0 => vec!["defence", "foreign"],
            1..4 => vec!["defence"],
            4 | 5 => vec!["foreign"],
            _ => vec!["health"],
        },
        topics: if number.is_multiple_of(3) { vec!["alpha", "beta"] } else { vec!["alpha"] },
        date: day(number * 29 % 8000),
    };
    let news = (0..news).map(|number| row(number, "news", ["news-story", "speech", "report"]));
    let documents = (0..documents).map(|number| row(number, "document", ["report", "strategy", "report"]));
    news.chain(documents).collect()
}

/// A day for each number, going back from December 2019, in a calendar of 28-day months that is plain and always valid.
fn day(days: usize) -> String {
    let (months, day) = (days / 28, days % 28 + 1);
    format!("{:04}-{:02}-{day:02}", 2019 - months / 12, 12 - months % 12)
}

/// The rows as a bundle. Bodies are there when `texts`.
pub(crate) fn bundle(rows: &[Row], texts: Texts) -> String {
    let named = |pairs: &[(&str, &str)]| pairs.iter().map(|(id, title)| json!({ "id": id, "title": title })).collect::<Vec<_>>();
    let topics = TOPICS.map(|(id, title)| {
        let body = json!(["A paragraph."]);
        json!({ "id": id, "title": title, "lead": format!("What {title} is about."), "sections": [{ "title": "Aims", "body": body }] })
    });
    let items = rows.iter().map(|row| item(row, texts)).collect::<Vec<_>>();
    json!({
        "format": "dossier-bundle/1",
        "site": { "title": "Test room", "languages": ["en"], "publisher": "The testers" },
        "topics": topics,
        "types": named(&TYPES),
        "publishers": named(&PUBLISHERS),
        "items": items,
    })
    .to_string()
}

/// Whether items carry their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Texts {
    /// They do.
    Whole,
    /// Only titles and facts.
    None,
}

fn item(row: &Row, texts: Texts) -> Value {
    let mut item = json!({
        "id": row.id, "kind": row.kind, "type": row.type_id, "title": row.title, "date": row.date, "topics": row.topics,
        "publisher": row.publishers, "language": "en", "summary": format!("Summary of {}.", row.title),
    });
    if texts == Texts::Whole {
        let heading = |text: &str| json!({ "type": "heading", "level": 2, "content": text });
        let long = "One sentence follows another until there is enough to read. ".repeat(20);
        item["body"] = json!([heading("First part"), long, heading("Second part"), long, heading("Third part"), long]);
    }
    item
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) kind: Option<&'static str>,
    pub(crate) topic: Option<&'static str>,
    pub(crate) types: Vec<&'static str>,
    pub(crate) publishers: Vec<&'static str>,
    /// First day; none for no limit.
    pub(crate) from: Option<&'static str>,
    /// Last day; none for no limit.
    pub(crate) to: Option<&'static str>,
}

impl Wanted {
    /// News only.
    pub(crate) fn news() -> Self {
        Self { kind: Some("news"), ..Self::default() }
    }

    /// The rows that match, newest first.
    pub(crate) fn of<'a>(&self, rows: &'a [Row]) -> Vec<&'a Row> {
        let any = |chosen: &[&str], own: &[&str]| chosen.is_empty() || own.iter().any(|id| chosen.contains(id));
        let mut found: Vec<&Row> = rows
            .iter()
            .filter(|row| self.kind.is_none_or(|kind| row.kind == kind))
            .filter(|row| self.topic.is_none_or(|topic| row.topics.contains(&topic)))
            .filter(|row| any(&self.types, &[row.type_id]) && any(&self.publishers, &row.publishers))
            .filter(|row| self.from.is_none_or(|from| row.date.as_str() >= from) && self.to.is_none_or(|to| row.date.as_str() <= to))
            .collect();
        found.sort_by(|one, other| other.date.cmp(&one.date));
        found
    }

    /// The ids on a page of 20, from page 1.
    pub(crate) fn page(&self, rows: &[Row], page: usize) -> Vec<String> {
        self.of(rows).iter().skip((page - 1) * 20).take(20).map(|row| row.id.clone()).collect()
    }

    /// For each type of the list: how many there would be with it, the other filters applied.
    pub(crate) fn type_counts(&self, rows: &[Row]) -> BTreeMap<String, usize> {
        let whole = Self { kind: self.kind, topic: self.topic, ..Self::default() };
        let others = Self { types: Vec::new(), ..self.clone() };
        let counts = whole
            .of(rows)
            .into_iter()
            .map(|row| row.type_id)
            .map(|id| (id.to_owned(), others.of(rows).iter().filter(|row| row.type_id == id).count()));
        counts.collect()
    }

    /// The same for publishers.
    pub(crate) fn publisher_counts(&self, rows: &[Row]) -> BTreeMap<String, usize> {
        let whole = Self { kind: self.kind, topic: self.topic, ..Self::default() };
        let others = Self { publishers: Vec::new(), ..self.clone() };
        let counts = whole
            .of(rows)
            .into_iter()
            .flat_map(|row| row.publishers.clone())
            .map(|id| (id.to_owned(), others.of(rows).iter().filter(|row| row.publishers.contains(&id)).count()));
        counts.collect()
    }
}

impl List {
    /// Whether it shows the first page of what is wanted, and says how many there are.
    pub(crate) fn shows(&self, wanted: &Wanted, rows: &[Row]) -> bool {
        self.count == wanted.of(rows).len() as u64 && self.ids() == wanted.page(rows, 1)
    }
}
