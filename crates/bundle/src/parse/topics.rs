//! Topics, read from a tree into a list with parents before their children.

use super::localized::{self, Languages};
use super::text::{NAME, PARAGRAPH};
use super::{Code, Log, blocks, values};
use crate::json::At;
use crate::lean::Places;
use crate::problem::quoted;
use crate::{Block, Language, Link, Localized, Section, Topic, TopicIx};

/// All topics read so far.
#[derive(Default)]
pub(super) struct Topics {
    pub(super) list: Vec<Topic>,
    places: Places,
}

impl Topics {
    /// Those of a bundle, without their texts.
    pub(super) fn of(topics: &[Topic]) -> Self {
        let mut of = Self::default();
        for (place, Topic { id, parent, .. }) in topics.iter().enumerate() {
            of.places.add(id, place as u32);
            let (title, lead) = (Localized::default(), Localized::default());
            of.list.push(Topic { id: id.clone(), title, lead, sections: Vec::new(), links: Vec::new(), parent: *parent });
        }
        of
    }

    /// The topic with this id.
    pub(super) fn find(&self, id: &str) -> Option<TopicIx> {
        self.places.get(id).map(|place| TopicIx(place as u16))
    }

    /// Whether `above` is `topic` or contains it.
    pub(super) fn contains(&self, above: TopicIx, topic: TopicIx) -> bool {
        let mut here = Some(topic);
        while let Some(index) = here {
            if index == above {
                return true;
            }
            here = self.list[index.0 as usize].parent;
        }
        false
    }
}

/// Reads a topic and those below it. One that cannot be used hands those below it to its own parent.
pub(super) fn read(at: &At<'_>, parent: Option<TopicIx>, languages: &Languages, topics: &mut Topics, log: &mut Log) {
    if !at.is_object() {
        log.wrong_type(at, "a list of objects");
        return;
    }
    let place = topic(at, parent, languages, topics, log);
    values::objects(at, "topics", log, &mut |below, log| read(below, place.or(parent), languages, topics, log));
}

fn topic(at: &At<'_>, parent: Option<TopicIx>, languages: &Languages, topics: &mut Topics, log: &mut Log) -> Option<TopicIx> {
    let id = values::id(at, "The topic is left out.", log)?;
    if topics.find(&id).is_some() {
        log.add(Code::DuplicateName, at, || format!("There is already a topic with the id {}. This one is left out.", quoted(&id)));
        return None;
    }
    let title = localized::read(at, "title", NAME, languages, log);
    if title.is_empty() {
        log.missing(at, "title", "The topic is left out.");
        return None;
    }
    let Ok(place) = u16::try_from(topics.list.len()).map(TopicIx) else {
        log.add(Code::TooMany, at, || "There are more than 65,536 topics. This one is left out.".to_owned());
        return None;
    };
    let lead = localized::read(at, "lead", PARAGRAPH, languages, log);
    let (mut sections, mut links) = (Vec::new(), Vec::new());
    values::objects(at, "sections", log, &mut |at, log| sections.extend(section(at, languages, log)));
    values::objects(at, "links", log, &mut |at, log| links.extend(link(at, languages, log)));
    topics.places.add(&id, u32::from(place.0));
    topics.list.push(Topic { id, title, lead, sections, links, parent });
    Some(place)
}

fn section(at: &At<'_>, languages: &Languages, log: &mut Log) -> Option<Section> {
    let title = localized::read(at, "title", NAME, languages, log);
    let mut body = match at.get("body") {
        Some(body) if body.is_object() && body.get("type").is_none() => by_language(&body, log),
        Some(body) => vec![(languages.first.clone(), blocks::read(&body, log))],
        None => Vec::new(),
    };
    if title.is_empty() && body.iter().all(|(_, blocks)| blocks.is_empty()) {
        log.missing(at, "body", "The section is left out.");
        return None;
    }
    if body.is_empty() {
        body.push((languages.first.clone(), Vec::new()));
    }
    Some(Section { title, body: body.into_iter().collect() })
}

fn by_language(at: &At<'_>, log: &mut Log) -> Vec<(Language, Vec<Block>)> {
    let mut body = Vec::new();
    for (key, value) in at.members() {
        if let Some(language) = values::tag(key, &value, log) {
            body.push((language, blocks::read(&value, log)));
        }
    }
    body
}

fn link(at: &At<'_>, languages: &Languages, log: &mut Log) -> Option<Link> {
    let url = values::required_url(at, "The link is left out.", log)?;
    let mut title = localized::read(at, "title", NAME, languages, log);
    if title.is_empty() {
        log.missing(at, "title", "The address is shown instead.");
        title = Localized::plain(url.as_str());
    }
    Some(Link { title, url })
}
