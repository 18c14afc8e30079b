//! What TOML cannot tell of a mapping: settings that are of the right shape and mean nothing. Finds all of them; a command that needs the
//! mapping stops at the first.

use super::{Mapping, Text};
use dossier_bundle::{Language, SafeUrl};
use std::collections::BTreeSet;

/// A setting that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The names on the way to it, parted by dots; a number is a place in a list.
    pub(crate) way: String,
    /// What is wrong.
    pub(crate) text: String,
}

impl Mapping {
    /// All of them, in the order of the settings.
    pub(crate) fn faults(&self) -> Vec<Fault> {
        let mut found = Found(Vec::new());
        found.site(self);
        if !matches!(self.kind.default.as_str(), "news" | "document") {
            found.add("kind.default", format!("kind.default is \"{}\"; it must be \"news\" or \"document\"", self.kind.default));
        }
        for (table, names) in [("types", &self.types), ("publishers", &self.publishers)] {
            for (text, name) in names {
                let way = format!("{table}.{text}");
                found.text(&format!("{way}.title"), name.title.as_ref());
                found.id(&format!("{way}.id"), name.id.as_deref());
            }
        }
        found.topics(self);
        found.0
    }
}

struct Found(Vec<Fault>);

impl Found {
    fn add(&mut self, way: &str, text: String) {
        self.0.push(Fault { way: way.to_owned(), text });
    }

    fn site(&mut self, mapping: &Mapping) {
        let site = &mapping.site;
        for (way, text) in [("title", &site.title), ("description", &site.description), ("publisher", &site.publisher)] {
            self.text(&format!("site.{way}"), text.as_ref());
        }
        for (place, tag) in site.languages.iter().enumerate() {
            self.language(&format!("site.languages.{place}"), tag);
        }
        let failures = [
            ("site.timezone", mapping.zone().err()),
            ("site.session", mapping.session().err()),
            ("site.address", site.address.as_deref().and_then(|address| crate::site::address(address).err())),
        ];
        for (way, error) in failures {
            if let Some(error) = error {
                self.add(way, format!("{error:#}"));
            }
        }
        self.url("site.home", site.home.as_deref());
        if let Some(licence) = &site.licence {
            self.text("site.licence.title", Some(&licence.title));
            self.url("site.licence.url", licence.url.as_deref());
        }
    }

    fn topics(&mut self, mapping: &Mapping) {
        let mut known = BTreeSet::new();
        for (place, topic) in mapping.topics.iter().enumerate() {
            let way = |name: &str| format!("topics.{place}.{name}");
            self.text(&way("title"), Some(&topic.title));
            self.text(&way("lead"), topic.lead.as_ref());
            self.text(&way("text"), topic.text.as_ref());
            if let Some(parent) = topic.parent.as_deref().filter(|parent| !known.contains(parent)) {
                self.add(&way("parent"), format!("topic \"{}\" has the parent \"{parent}\", which is not an earlier topic", topic.id));
            }
            if topic.id.trim().is_empty() || !known.insert(topic.id.as_str()) {
                self.add(&way("id"), format!("topic id \"{}\" is empty or used twice", topic.id));
            } else {
                self.id(&way("id"), Some(&topic.id));
            }
        }
    }

    fn text(&mut self, way: &str, text: Option<&Text>) {
        if let Some(Text::ByLanguage(texts)) = text {
            texts.keys().for_each(|tag| self.language(&format!("{way}.{tag}"), tag));
        }
    }

    fn language(&mut self, way: &str, tag: &str) {
        if Language::new(tag).is_none() {
            self.add(way, format!("\"{tag}\" is not a language tag, such as \"en\""));
        }
    }

    fn url(&mut self, way: &str, url: Option<&str>) {
        if let Some(url) = url.filter(|url| SafeUrl::new(url).is_none()) {
            self.add(way, format!("\"{url}\" is not an address that may be linked"));
        }
    }

    fn id(&mut self, way: &str, id: Option<&str>) {
        let is_usable = |id: &str| id.trim() == id && !id.is_empty() && id.chars().count() <= 200 && !id.chars().any(char::is_control);
        if let Some(id) = id.filter(|id| !is_usable(id)) {
            self.add(way, format!("\"{id}\" cannot be an id"));
        }
    }
}
