//! Brings the drafts together: what is the same is merged, what shares an id gets one of its own, and all of it becomes a bundle.

use super::along::Luggage;
use super::draft::{Desk, Draft};
use super::losses::{Losses, Place};
use super::mapping::{Mapping, Text};
use super::names::Names;
use super::report::{Counts, Refused, Renamed, Report};
use super::row::Row;
use super::taken::Taken;
use super::translations;
use crate::body::{Note, Notes};
use dossier_bundle::{Bundle, Item, Language, Licence, Localized, Publisher, SafeUrl, Site, Topic, TopicIx, Type};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Refused rows that are listed one by one; all are counted.
pub(crate) const LISTED: usize = 10_000;

pub(crate) struct Collector<'m> {
    mapping: &'m Mapping,
    desk: Desk<'m>,
    drafts: Vec<Draft>,
    rows: Vec<Place>,
    /// Notes of files beside the content.
    others: Vec<Taken>,
    /// Drafts by the source's id.
    ids: BTreeMap<String, Vec<usize>>,
    counts: Counts,
    refused: Vec<Refused>,
    losses: Losses,
}

impl<'m> Collector<'m> {
    /// `own_topic` is the id of the topic of rows that name none.
    pub(crate) fn new(mapping: &'m Mapping, own_topic: &str) -> Self {
        let (drafts, rows, others, ids) = (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
        let (counts, refused, losses) = (Counts::default(), Vec::new(), Losses::default());
        Self { mapping, desk: Desk::new(mapping, own_topic), drafts, rows, others, ids, counts, refused, losses }
    }

    /// The same, and each loss is kept by itself.
    pub(crate) fn with_each_loss(self) -> Self {
        Self { losses: Losses::with_each(), ..self }
    }

    /// The same beside these files, each of which is passed over unless something names it.
    pub(crate) fn beside(self, others: Vec<Taken>) -> Self {
        Self { others, ..self }
    }

    /// Takes what a source says.
    pub(crate) fn take(&mut self, taken: &Taken) {
        let mut notes = taken.notes.clone();
        match &taken.row {
            None => self.losses.absorb(&notes, &taken.place),
            Some(Err(reason)) => self.refuse(reason, &taken.place),
            Some(Ok(bytes)) => match Row::read(bytes).and_then(|row| self.desk.draft((&row, bytes), &taken.place, &mut notes)) {
                Ok(draft) => self.add(draft, &notes, &taken.place),
                Err(reason) => self.refuse(reason, &taken.place),
            },
        }
    }

    /// Counts a row that cannot become an item.
    fn refuse(&mut self, reason: &str, place: &Place) {
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
    pub(crate) fn finish(self, title: Option<&str>, name: &str) -> (Bundle, Report) {
        let (bundle, report, _) = self.finish_with_places(title, name);
        (bundle, report)
    }

    /// The same, and where each item stands.
    pub(crate) fn finish_with_places(mut self, title: Option<&str>, name: &str) -> (Bundle, Report, Vec<Place>) {
        let renamed = self.separate();
        let mut luggage = Luggage::default();
        for (draft, place) in self.drafts.iter_mut().zip(&self.rows) {
            luggage.take(std::mem::take(&mut draft.along), &draft.item.id, place, &mut self.losses);
        }
        luggage.pass(&self.others, &self.mapping.texts.carried, &mut self.losses);
        let (mut items, wanted): (Vec<Item>, Vec<_>) = self.drafts.into_iter().map(|draft| (draft.item, draft.translations)).unzip();
        let works = translations::join(
            wanted.iter().map(Vec::as_slice).enumerate(),
            &|id| self.ids.get(id)?.first().copied(),
            &|item| &items[item].language,
            &mut |item, reason| self.losses.add(Note::Value, reason, &self.rows[item]),
        );
        for (item, work) in works {
            items[item].work = Some(work);
        }
        self.counts.shown = items.len() as u64;
        let bundle = frame(self.mapping, &self.desk, (title, name), &mut items.iter().map(|item| &item.language));
        self.mapping.texts.note_unused(&bundle.topics, &mut self.losses);
        let (counts, refused, losses) = (self.counts, self.refused, self.losses);
        let report = Report { counts, renamed, refused, losses, luggage, ..Report::default() };
        (Bundle { items: items.into_iter().map(Arc::new).collect(), ..bundle }, report, self.rows)
    }

    /// Gives items that share an id ids of their own.
    fn separate(&mut self) -> Vec<Renamed> {
        let shared = self.ids.iter().map(|(id, places)| (id.as_str(), places.as_slice()));
        let mut renamed = Vec::new();
        for Fresh { place, first, id, now } in fresh_ids(shared, &|id| self.ids.contains_key(id)) {
            let [place_of, held] = [&self.rows[place], &self.rows[first]];
            note_renamed(self.mapping, &id, (place_of, held), &mut self.losses);
            self.drafts[place].item.id.clone_from(&now);
            renamed.push(Renamed { place: place_of.to_string(), id, now, held: held.to_string() });
        }
        renamed
    }
}

/// What is noted of an item whose id another one had before it.
pub(crate) const SHARED_ID: &str = "id: used before by another item; a number was added";

/// What is noted of a link to such an item where it is a page: links name ids, and which of them are taken is known at the end.
const OTHER_PAGE: &str = "link leads to another page, which had the id before";

/// Notes that the item at `place` has another id than it should have, since the one at `held` has that, and which sources link to it.
pub(crate) fn note_renamed(mapping: &Mapping, id: &str, (place, held): (&Place, &Place), losses: &mut Losses) {
    losses.add_held(Note::Value, SHARED_ID, id, (place, held));
    mapping.beside.links_to(&place.file).iter().for_each(|from| losses.add(Note::Value, OTHER_PAGE, from));
}

/// An id for an item that shares its own with an earlier one.
pub(crate) struct Fresh {
    /// Which item it is.
    pub(crate) place: usize,
    /// The item that has the id.
    pub(crate) first: usize,
    /// The id that both want.
    pub(crate) id: String,
    /// The one that it gets.
    pub(crate) now: String,
}

/// Ids for the items that share one with an earlier item: `id`, `id-2`, `id-3` in their order, past ids that are `taken`. `shared` must come
/// in the order of the ids.
pub(crate) fn fresh_ids<'i>(shared: impl Iterator<Item = (&'i str, &'i [usize])>, taken: &dyn Fn(&str) -> bool) -> Vec<Fresh> {
    let mut given: BTreeSet<String> = BTreeSet::new();
    let mut renamed = Vec::new();
    for (id, places) in shared {
        let Some((first, places)) = places.split_first() else { continue };
        let mut number = 1;
        for place in places {
            let fresh = loop {
                number += 1;
                let candidate = format!("{id}-{number}");
                if !taken(&candidate) && given.insert(candidate.clone()) {
                    break candidate;
                }
            };
            renamed.push(Fresh { place: *place, first: *first, id: id.to_owned(), now: fresh });
        }
    }
    renamed
}

/// The bundle around items: site, topics and dictionaries. `languages` are those of its items, one by one.
pub(crate) fn frame(
    mapping: &Mapping,
    desk: &Desk<'_>,
    (title, name): (Option<&str>, &str),
    languages: &mut dyn Iterator<Item = &Language>,
) -> Bundle {
    let languages = if desk.languages.is_empty() { usual_languages(languages) } else { desk.languages.clone() };
    let site = site(mapping, title, name, languages);
    let entries = |names: &Names| names.entries().to_vec().into_iter();
    Bundle {
        topics: if mapping.topics.is_empty() { named_topics(desk, &site) } else { topics(mapping, &site) },
        types: entries(&desk.types).map(|(id, title)| Type { id, title }).collect(),
        publishers: entries(&desk.publishers).map(|(id, title)| Publisher { id, title }).collect(),
        site,
        ..Bundle::default()
    }
}

/// The languages of at least one item in twenty, the most frequent first.
fn usual_languages(of_items: &mut dyn Iterator<Item = &Language>) -> Vec<Language> {
    let mut counts: BTreeMap<&Language, usize> = BTreeMap::new();
    of_items.for_each(|language| *counts.entry(language).or_default() += 1);
    let all: usize = counts.values().sum();
    let known = counts.iter().filter(|(language, _)| ***language != Language::UNKNOWN);
    let mut usual: Vec<_> = known.filter(|(_, count)| **count * 20 >= all).collect();
    usual.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let languages: Vec<Language> = usual.into_iter().take(8).map(|(language, _)| Language::clone(language)).collect();
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

/// Topics as rows named them. That of the rows that named none is the site's own.
fn named_topics(desk: &Desk<'_>, site: &Site) -> Vec<Topic> {
    let (texts, languages) = (&desk.mapping.texts, &site.languages);
    let topic = |id: &String, title: &Localized, lead: &Localized| Topic {
        id: id.clone(),
        title: texts.title(id, languages).unwrap_or_else(|| title.clone()),
        lead: texts.lead(id, languages).unwrap_or_else(|| lead.clone()),
        sections: texts.sections(id, languages),
        links: Vec::new(),
        parent: None,
    };
    let own = || topic(&desk.own_topic, &site.title, &site.description);
    let named = desk.topics.entries().iter();
    let topics: Vec<Topic> =
        named.map(|(id, title)| if *id == desk.own_topic { own() } else { topic(id, title, &Localized::default()) }).collect();
    if topics.is_empty() { vec![own()] } else { topics }
}

/// The id of the topic of rows that name none: made of the site's name, as [`frame`] will give it.
pub(crate) fn own_topic(mapping: &Mapping, title: Option<&str>, name: &str) -> String {
    let site = site(mapping, title, name, mapping.languages());
    Names::new("topic").id_of(&site.title.default)
}

fn topics(mapping: &Mapping, site: &Site) -> Vec<Topic> {
    let place = |id: &String| mapping.topics.iter().position(|topic| topic.id == *id).map(|place| TopicIx(place as u16));
    let lead = |topic: &super::mapping::Topic| {
        let own = topic.lead.as_ref().map(|lead| lead.localized(&site.languages));
        own.or_else(|| mapping.texts.lead(&topic.id, &site.languages)).unwrap_or_default()
    };
    let topic = |topic: &super::mapping::Topic| Topic {
        id: topic.id.clone(),
        title: topic.title.localized(&site.languages),
        lead: lead(topic),
        sections: mapping.texts.sections(&topic.id, &site.languages),
        links: Vec::new(),
        parent: topic.parent.as_ref().and_then(place),
    };
    mapping.topics.iter().map(topic).collect()
}
