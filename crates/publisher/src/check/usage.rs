//! Which settings the content makes use of. A rule that holds for nothing is a slip more often than a plan.

use super::settings::Settings;
use crate::body::Notes;
use crate::import::mapping::{Fields, Mapping};
use crate::import::row::Row;
use dossier_bundle::{Bundle, Severity};
use std::collections::BTreeSet;

/// What rows have made use of.
pub(super) struct Usage {
    /// Whether each rule of each topic has held for a row.
    rules: Vec<Vec<bool>>,
    types: BTreeSet<String>,
    publishers: BTreeSet<String>,
    fields: BTreeSet<String>,
    /// Whether there was any row.
    any: bool,
}

impl Usage {
    pub(super) fn new(mapping: &Mapping) -> Self {
        let rules = mapping.topics.iter().map(|topic| vec![false; topic.when.len()]).collect();
        Self { rules, types: BTreeSet::new(), publishers: BTreeSet::new(), fields: BTreeSet::new(), any: false }
    }

    /// Looks at a row.
    pub(super) fn row(&mut self, row: &Row, mapping: &Mapping) {
        self.any = true;
        let texts =
            |names: &[String]| row.texts(names, &mut Notes::default()).into_iter().map(std::borrow::Cow::into_owned).collect::<Vec<_>>();
        for (topic, used) in mapping.topics.iter().zip(&mut self.rules) {
            for (rule, used) in topic.when.iter().zip(used).filter(|(_, used)| !**used) {
                *used = texts(std::slice::from_ref(&rule.field)).iter().any(|text| rule.holds(text));
            }
        }
        // Names that the settings do not speak of are of no interest, and might be many.
        let kinds = &mapping.kind;
        let is_type = |name: &String| mapping.types.contains_key(name) || kinds.documents.contains(name) || kinds.news.contains(name);
        self.types.extend(texts(&mapping.fields.type_).into_iter().filter(is_type));
        self.publishers.extend(texts(&mapping.fields.publisher).into_iter().filter(|name| mapping.publishers.contains_key(name)));
        let wanted = mapping.fields.names().chain(&mapping.ignore);
        self.fields.extend(wanted.filter(|name| row.value(std::slice::from_ref(name)).is_some()).cloned());
    }

    /// Tells of settings that nothing used.
    pub(super) fn tell(&self, settings: &mut Settings<'_>, bundle: &Bundle) {
        if !self.any {
            return;
        }
        let mapping = settings.mapping.clone();
        let mut unused =
            |way: String, text: String, advice: &str| settings.about(Severity::Warning, "unused-setting", &way, text, Some(advice));
        for (place, (topic, used)) in mapping.topics.iter().zip(&self.rules).enumerate() {
            for (number, (rule, _)) in topic.when.iter().zip(used).enumerate().filter(|(_, (_, used))| !**used) {
                let text = format!("This rule holds for no item: no \"{}\" {}.", rule.field, wanted(&rule.is, &rule.contains));
                unused(format!("topics.{place}.when.{number}"), text, "Mind the field's name, and upper and lower case under `is`.");
            }
        }
        for (table, names, met) in [
            ("types", mapping.types.keys().collect::<Vec<_>>(), &self.types),
            ("publishers", mapping.publishers.keys().collect(), &self.publishers),
        ] {
            for name in names.into_iter().filter(|name| !met.contains(*name)) {
                let text = format!("No item has \"{name}\" among its {table}.");
                unused(format!("{table}.{name}"), text, "Write it as the content does, or take it out.");
            }
        }
        let defaults = Mapping::default();
        for (way, names, usual) in
            [("kind.documents", &mapping.kind.documents, &defaults.kind.documents), ("kind.news", &mapping.kind.news, &defaults.kind.news)]
        {
            for name in names.iter().filter(|name| !self.types.contains(*name) && !usual.contains(*name)) {
                unused(way.to_owned(), format!("No item is of the type \"{name}\"."), "Write it as the content does, or take it out.");
            }
        }
        for name in mapping.ignore.iter().filter(|name| !self.fields.contains(*name)) {
            unused("ignore".to_owned(), format!("Nothing has a field \"{name}\"."), "Take it out.");
        }
        for (name, own, usual) in own_names(&mapping.fields, &defaults.fields) {
            if own != usual && !own.iter().any(|name| self.fields.contains(name)) {
                let names: Vec<String> = own.iter().map(|name| format!("\"{name}\"")).collect();
                unused(
                    format!("fields.{name}"),
                    format!("Nothing has a field {}.", names.join(" or ")),
                    "Name a field as the content does.",
                );
            }
        }
        topics(settings, &mapping, bundle);
    }
}

/// What a rule wants, in words.
fn wanted(is: &[String], contains: &[String]) -> String {
    let list = |texts: &[String]| texts.iter().take(5).map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(" or ");
    match (is.is_empty(), contains.is_empty()) {
        (true, true) => "is or contains anything, since it names no text".to_owned(),
        (false, true) => format!("is {}", list(is)),
        (true, false) => format!("contains {}", list(contains)),
        (false, false) => format!("is {} or contains {}", list(is), list(contains)),
    }
}

/// The fields that settings name, beside the usual names.
fn own_names<'f>(own: &'f Fields, usual: &'f Fields) -> Vec<(&'static str, &'f [String], &'f [String])> {
    let pairs = own.named().into_iter().zip(usual.named());
    pairs.filter(|((_, own), _)| !own.is_empty()).map(|((name, own), (_, usual))| (name, own, usual)).collect()
}

/// Topics under which nothing is filed, neither in them nor below them.
fn topics(settings: &mut Settings<'_>, mapping: &Mapping, bundle: &Bundle) {
    let mut used = vec![false; bundle.topics.len()];
    for topic in bundle.items.iter().flat_map(|item| &item.topics) {
        let mut next = Some(*topic);
        while let Some(place) = next.map(|topic| usize::from(topic.0)).filter(|place| !used[*place]) {
            used[place] = true;
            next = bundle.topics[place].parent;
        }
    }
    for (place, (topic, _)) in mapping.topics.iter().zip(used).enumerate().filter(|(_, (_, used))| !used) {
        let text = format!("Nothing is filed under the topic \"{}\".", topic.id);
        let advice = if topic.when.is_empty() && !topic.otherwise {
            "Say what belongs to it: `when = [{ field = \"topics\", is = [\"…\"] }]`, or `otherwise = true`."
        } else {
            "Change its rules, or take it out."
        };
        settings.about(Severity::Warning, "unused-topic", &format!("topics.{place}"), text, Some(advice));
    }
}
