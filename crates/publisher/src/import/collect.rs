//! Brings the drafts together: what is the same is merged, what shares an id gets one of its own, and all of it becomes a bundle.

use super::draft::{Desk, Draft};
use super::losses::{Losses, Place};
use super::mapping::{Mapping, Text};
use super::names::Names;
use super::report::{Counts, Refused, Renamed, Report};
use super::row::Row;
use super::translations;
use crate::body::{Note, Notes};
use dossier_bundle::{Bundle, Item, Language, Licence, Localized, Publisher, SafeUrl, Site, Topic, TopicIx, Type};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Refused rows that are listed one by one; all are counted.
const LISTED: usize = 10_000;

pub(super) struct Collector<'m> {
    mapping: &'m Mapping,
    desk: Desk<'m>,
    drafts: Vec<Draft>,
    rows: Vec<Place>,
    /// Drafts by the source's id.
    ids: BTreeMap<String, Vec<usize>>,
    counts: Counts,
    refused: Vec<Refused>,
    losses: Losses,
}

impl<'m> Collector<'m> {
    pub(super) fn new(mapping: &'m Mapping) -> Self {
        let languages = mapping.languages();
        let desk = Desk {
            mapping,
            // The mapping was checked when it was read.
            zone: mapping.zone().unwrap_or_default(),
            language: languages.first().cloned().unwrap_or(Language::UNKNOWN),
            languages,
            types: Names::new("type"),
            publishers: Names::new("publisher"),
        };
        let (drafts, rows, ids) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { mapping, desk, drafts, rows, ids, counts: Counts::default(), refused: Vec::new(), losses: Losses::default() }
    }

    /// Takes one line.
    pub(super) fn row(&mut self, bytes: &[u8], place: &Place) {
        let mut notes = Notes::default();
        match Row::read(bytes).and_then(|row| self.desk.draft(&row, bytes, &mut notes)) {
            Ok(draft) => self.add(draft, &notes, place),
            Err(reason) => self.refuse(reason, place),
        }
    }

    /// Counts a line that cannot become an item.
    pub(super) fn refuse(&mut self, reason: &str, place: &Place) {
        self.counts.read += 1;
        self.counts.refused += 1;
        self.losses.add(Note::Row, reason, place);
        if self.refused.len() < LISTED {
            self.refused.push(Refused { place: place.to_string(), reason: reason.to_owned() });
        }
    }

    fn add(&mut self, draft: Draft, notes: &Notes, place: &Place) {
        self.counts.read += 1;
        let same = self.ids.entry(draft.item.id.clone()).or_default();
        if same.iter().any(|other| self.drafts[*other].item == draft.item && self.drafts[*other].translations == draft.translations) {
            self.counts.merged += 1;
            return;
        }
        same.push(self.drafts.len());
        self.losses.absorb(notes, place);
        self.drafts.push(draft);
        self.rows.push(place.clone());
    }

    /// The bundle of everything taken, and what happened. `title` replaces the mapping's, `name` stands in where there is none.
    pub(super) fn finish(mut self, title: Option<&str>, name: &str) -> (Bundle, Report) {
        let renamed = self.separate();
        let firsts: BTreeMap<String, usize> = self.ids.iter().filter_map(|(id, places)| Some((id.clone(), *places.first()?))).collect();
        let (mut items, wanted): (Vec<Item>, Vec<_>) = self.drafts.into_iter().map(|draft| (draft.item, draft.translations)).unzip();
        translations::join(&mut items, &wanted, &firsts, &self.rows, &mut self.losses);
        self.counts.shown = items.len() as u64;
        let languages = if self.desk.languages.is_empty() { usual_languages(&items) } else { self.desk.languages };
        let site = site(self.mapping, title, name, languages);
        let topics = topics(self.mapping, &site);
        let types = self.desk.types.into_entries().into_iter().map(|(id, title)| Type { id, title }).collect();
        let publishers = self.desk.publishers.into_entries().into_iter().map(|(id, title)| Publisher { id, title }).collect();
        let report = Report { counts: self.counts, renamed, refused: self.refused, losses: self.losses };
        let items = items.into_iter().map(Arc::new).collect();
        (Bundle { site, topics, types, publishers, items, archive: None }, report)
    }

    /// Gives items that share an id ids of their own: `id`, `id-2`, `id-3` in the order of the rows, past ids that are taken.
    fn separate(&mut self) -> Vec<Renamed> {
        let mut taken: BTreeSet<String> = self.ids.keys().cloned().collect();
        let mut renamed = Vec::new();
        for (id, places) in &self.ids {
            let mut number = 1;
            for place in places.iter().skip(1) {
                let fresh = loop {
                    number += 1;
                    let candidate = format!("{id}-{number}");
                    if taken.insert(candidate.clone()) {
                        break candidate;
                    }
                };
                self.losses.add(Note::Value, "id: used before by another item; a number was added", &self.rows[*place]);
                self.drafts[*place].item.id.clone_from(&fresh);
                renamed.push(Renamed { place: self.rows[*place].to_string(), id: id.clone(), now: fresh });
            }
        }
        renamed
    }
}

/// The languages of at least one item in twenty, the most frequent first.
fn usual_languages(items: &[Item]) -> Vec<Language> {
    let mut counts: BTreeMap<&Language, usize> = BTreeMap::new();
    for item in items.iter().filter(|item| item.language != Language::UNKNOWN) {
        *counts.entry(&item.language).or_default() += 1;
    }
    let mut usual: Vec<_> = counts.into_iter().filter(|(_, count)| count * 20 >= items.len()).collect();
    usual.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let languages: Vec<Language> = usual.into_iter().take(8).map(|(language, _)| language.clone()).collect();
    if languages.is_empty() { vec![Language::ENGLISH] } else { languages }
}

fn site(mapping: &Mapping, title: Option<&str>, name: &str, languages: Vec<Language>) -> Site {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.localized(&languages)).unwrap_or_default();
    let url = |url: &Option<String>| url.as_deref().and_then(SafeUrl::new);
    let named = mapping.site.title.as_ref().map_or_else(|| Localized::plain(name), |title| title.localized(&languages));
    Site {
        title: title.map_or(named, Localized::plain),
        description: text(&mapping.site.description),
        publisher: text(&mapping.site.publisher),
        licence: mapping
            .site
            .licence
            .as_ref()
            .map(|licence| Licence { title: licence.title.localized(&languages), url: url(&licence.url) }),
        home: url(&mapping.site.home),
        timezone: mapping.site.timezone.clone(),
        session_start: mapping.session().unwrap_or_default(),
        languages,
    }
}

fn topics(mapping: &Mapping, site: &Site) -> Vec<Topic> {
    if mapping.topics.is_empty() {
        let id = Names::new("topic").id_of(&site.title.default);
        return vec![Topic {
            id,
            title: site.title.clone(),
            lead: site.description.clone(),
            sections: Vec::new(),
            links: Vec::new(),
            parent: None,
        }];
    }
    let place = |id: &String| mapping.topics.iter().position(|topic| topic.id == *id).map(|place| TopicIx(place as u16));
    let topic = |topic: &super::mapping::Topic| Topic {
        id: topic.id.clone(),
        title: topic.title.localized(&site.languages),
        lead: topic.lead.as_ref().map(|lead| lead.localized(&site.languages)).unwrap_or_default(),
        sections: Vec::new(),
        links: Vec::new(),
        parent: topic.parent.as_ref().and_then(place),
    };
    mapping.topics.iter().map(topic).collect()
}
