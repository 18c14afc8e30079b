//! Continues a bundle: what is imported comes to what is there. An item of an id that is there takes the other's place; nothing is ever
//! lost because a source no longer has it. Knows nothing of sources.

use super::mapping::Mapping;
use super::report::Continued;
use super::translations;
use anyhow::{Context, Result, bail};
use dossier_bundle::{Bundle, Item, Language, Localized, PublisherIx, Severity, Site, Topic, TopicIx, TypeIx};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The bundle at `path`; none if there is no file. One that is not whole is not continued, since what is missing would be lost for good.
pub(super) fn read(path: &Path) -> Result<Option<Bundle>> {
    if !path.exists() {
        return Ok(None);
    }
    let (bundle, found) = crate::check::parsed(&path.display().to_string(), &crate::check::read(path)?);
    if bundle.archive.is_some() {
        bail!("{} belongs to an archive, which cannot be continued by an import", path.display());
    }
    if let Some(problem) = found.problems.iter().find(|problem| problem.severity >= Severity::Error) {
        bail!("{} has faults and is not continued; dossier check shows them. The first: {}", path.display(), problem.text);
    }
    Ok(Some(bundle))
}

/// The old bundle continued by the new one. `titled` says whether the title of the site was given for this run; `lost` hears of
/// translations that cannot be joined.
pub(super) fn join(
    old: Bundle,
    new: Bundle,
    mapping: &Mapping,
    titled: bool,
    lost: &mut dyn FnMut(&'static str),
) -> Result<(Bundle, Continued)> {
    let (types, type_places) = listed(
        old.types,
        new.types,
        |of| &of.id,
        |old, new| {
            if mapped(mapping.types.values(), &new.id) {
                *old = new;
            }
        },
    )?;
    let (publishers, publisher_places) = listed(
        old.publishers,
        new.publishers,
        |of| &of.id,
        |old, new| {
            if mapped(mapping.publishers.values(), &new.id) {
                *old = new;
            }
        },
    )?;
    let (topics, topic_places) = topics(old.topics, new.topics, !mapping.topics.is_empty())?;
    let moved = |item: &Item| Item {
        type_ix: item.type_ix.and_then(|place| type_places.get(usize::from(place.0))).map(|place| TypeIx(*place)),
        publishers: item
            .publishers
            .iter()
            .filter_map(|place| publisher_places.get(usize::from(place.0)))
            .map(|place| PublisherIx(*place))
            .collect(),
        topics: item.topics.iter().filter_map(|place| topic_places.get(usize::from(place.0))).map(|place| TopicIx(*place)).collect(),
        ..item.clone()
    };
    let mut wanted = partners(&old.items);
    for (id, others) in partners(&new.items) {
        wanted.entry(id).or_default().extend(others);
    }
    let mut items = old.items;
    let mut places: BTreeMap<String, usize> = items.iter().enumerate().map(|(place, item)| (item.id.clone(), place)).collect();
    let mut continued = Continued { kept: items.len() as u64, ..Continued::default() };
    for item in &new.items {
        let item = moved(item);
        match places.get(&item.id) {
            None => {
                continued.added += 1;
                places.insert(item.id.clone(), items.len());
                items.push(Arc::new(item));
            }
            Some(place) => {
                continued.kept -= 1;
                let same = Item { work: items[*place].work, ..item.clone() } == *items[*place];
                if same {
                    continued.same += 1;
                } else {
                    continued.replaced += 1;
                }
                items[*place] = Arc::new(item);
            }
        }
    }
    let joined = translations::join(
        wanted.iter().filter_map(|(id, others)| Some((*places.get(id)?, others.as_slice()))),
        &|id| places.get(id).copied(),
        &|place| &items[place].language,
        &mut |_, reason| lost(reason),
    );
    let items = items
        .into_iter()
        .enumerate()
        .map(|(place, item)| Arc::new(Item { work: joined.get(&place).copied(), ..(*item).clone() }))
        .collect();
    Ok((Bundle { site: site(old.site, new.site, mapping, titled), topics, types, publishers, items, archive: None }, continued))
}

/// The other versions of each item that has some, by ids.
fn partners(items: &[Arc<Item>]) -> BTreeMap<String, Vec<String>> {
    let mut works: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for item in items {
        if let Some(work) = item.work {
            works.entry(work).or_default().push(&item.id);
        }
    }
    // The first of a work names the others.
    works.into_values().filter_map(|ids| Some((ids.first()?.to_string(), ids.iter().skip(1).map(ToString::to_string).collect()))).collect()
}

fn mapped<'m>(mut names: impl Iterator<Item = &'m super::mapping::Name>, id: &str) -> bool {
    names.any(|name| name.title.is_some() && name.id.as_deref().is_none_or(|named| named == id))
}

/// Two lists as one: old entries first, so that places in them stay. Answers the places of the new entries, too.
fn listed<T>(mut old: Vec<T>, new: Vec<T>, id: impl Fn(&T) -> &String, mut meet: impl FnMut(&mut T, T)) -> Result<(Vec<T>, Vec<u16>)> {
    let mut known: BTreeMap<String, usize> = old.iter().enumerate().map(|(place, entry)| (id(entry).clone(), place)).collect();
    let mut places = Vec::new();
    for entry in new {
        let next = old.len();
        let place = *known.entry(id(&entry).clone()).or_insert(next);
        if place == next {
            old.push(entry);
        } else {
            meet(&mut old[place], entry);
        }
        places.push(u16::try_from(place).context("more than 65,536 types, publishers or topics")?);
    }
    Ok((old, places))
}

/// Topics as the mapping has them where it has some, their texts from before where it has none; then those that only the old bundle has.
fn topics(old: Vec<Topic>, new: Vec<Topic>, from_mapping: bool) -> Result<(Vec<Topic>, Vec<u16>)> {
    let parent =
        |topics: &[Topic], topic: &Topic| topic.parent.and_then(|place| topics.get(usize::from(place.0))).map(|parent| parent.id.clone());
    let mut parents: BTreeMap<String, Option<String>> = old.iter().map(|topic| (topic.id.clone(), parent(&old, topic))).collect();
    for topic in &new {
        let of_new = parent(&new, topic);
        if from_mapping || !parents.contains_key(&topic.id) {
            parents.insert(topic.id.clone(), of_new);
        }
    }
    let (mut topics, places) = listed(
        old,
        new,
        |topic| &topic.id,
        |old, new| {
            if from_mapping {
                let sections = if new.sections.is_empty() { std::mem::take(&mut old.sections) } else { new.sections.clone() };
                let links = if new.links.is_empty() { std::mem::take(&mut old.links) } else { new.links.clone() };
                let lead = if new.lead == Localized::default() { std::mem::take(&mut old.lead) } else { new.lead.clone() };
                *old = Topic { sections, links, lead, ..new };
            }
        },
    )?;
    let by_id: BTreeMap<String, u16> = (0..).zip(&topics).map(|(place, topic): (u16, _)| (topic.id.clone(), place)).collect();
    for (place, topic) in (0_u16..).zip(&mut topics) {
        let parent = parents.get(&topic.id).cloned().flatten().and_then(|id| by_id.get(&id).copied());
        // A parent stands before its children; one that came later would not be one.
        topic.parent = parent.filter(|parent| *parent < place).map(TopicIx);
    }
    Ok((topics, places))
}

/// The site as the mapping says where it says something, else as it was.
fn site(old: Site, new: Site, mapping: &Mapping, titled: bool) -> Site {
    let set = &mapping.site;
    let mut languages: Vec<Language> = if set.languages.is_empty() { old.languages.clone() } else { new.languages.clone() };
    if set.languages.is_empty() {
        let known: Vec<Language> = new.languages.iter().filter(|language| !languages.contains(language)).cloned().collect();
        languages.extend(known);
        languages.truncate(8);
    }
    Site {
        title: if titled || set.title.is_some() { new.title } else { old.title },
        description: if set.description.is_some() { new.description } else { old.description },
        publisher: if set.publisher.is_some() { new.publisher } else { old.publisher },
        licence: if set.licence.is_some() { new.licence } else { old.licence },
        home: if set.home.is_some() { new.home } else { old.home },
        timezone: if set.timezone.is_some() { new.timezone } else { old.timezone },
        session_start: if set.session.is_some() { new.session_start } else { old.session_start },
        languages,
    }
}
