//! Items, languages and topics with nothing said of them but what a test says. Shared by the tests of several crates.

use dossier_bundle::{Item, Kind, Language, Localized, PartialDate, Topic, TopicIx};

pub(crate) fn language(tag: &str) -> Language {
    Language::new(tag).unwrap()
}

pub(crate) fn item(id: &str, kind: Kind, title: &str, date: &str) -> Item {
    Item {
        id: id.to_owned(),
        kind,
        title: title.to_owned(),
        summary: String::new(),
        date: PartialDate::parse(date),
        modified: None,
        deadline: None,
        status: String::new(),
        type_ix: None,
        publishers: Vec::new(),
        topics: Vec::new(),
        language: language("en"),
        work: None,
        url: None,
        series: None,
        files: Vec::new(),
        body: Vec::new(),
    }
}

pub(crate) fn topic(id: &str, parent: Option<u16>) -> Topic {
    let title = Localized::plain(id);
    Topic { id: id.to_owned(), title, lead: Localized::default(), sections: Vec::new(), links: Vec::new(), parent: parent.map(TopicIx) }
}
