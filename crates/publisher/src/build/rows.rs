//! Rows of all inputs made ready on several threads, and handed on in their order. No more is held than a few stretches of rows.

use super::previous::content;
use crate::body::Notes;
use crate::import::along::Along;
use crate::import::draft::{Desk, Draft};
use crate::import::losses::Place;
use crate::import::mapping::Mapping;
use crate::import::row::Row;
use crate::import::sources::Sources;
use crate::import::taken::Taken;
use crate::looks::short;
use anyhow::Result;
use dossier_archive::write::Entry;
use dossier_bundle::{Bundle, Localized, Publisher, Topic, Type};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};

/// Bytes of rows that are made ready in one go.
const STRETCH: usize = 256 << 10;

/// Rows made ready, with dictionaries of their own: places in the entries are places there.
pub(super) struct Stretch {
    pub(super) rows: Vec<(Place, MadeReady, Notes)>,
    pub(super) types: Vec<(String, Localized)>,
    pub(super) publishers: Vec<(String, Localized)>,
    pub(super) topics: Vec<(String, Localized)>,
}

/// A row made ready, nothing where a source had only notes, or why there is no row.
pub(super) type MadeReady = Result<Option<Ready>, Cow<'static, str>>;

/// A row made ready. The notes stand beside it.
pub(super) struct Ready {
    pub(super) entry: Entry,
    /// The source's ids of its translations.
    pub(super) translations: Vec<String>,
    /// What comes along with it.
    pub(super) along: Along,
    /// What the item says after its id, as a hash.
    pub(super) content: [u8; 16],
    /// The same for rows that say the same.
    pub(super) digest: [u8; 16],
}

/// Makes all rows ready, those `begun` before those left in `sources`, and gives them to `take` in order.
pub(super) fn each(
    begun: Vec<Taken>,
    sources: Sources,
    (mapping, own_topic): (&Mapping, &str),
    threads: usize,
    take: &mut dyn FnMut(Stretch) -> Result<()>,
) -> Result<()> {
    let (lines_in, lines_out) = channel::<(usize, Vec<Taken>)>();
    let (made_in, made_out) = channel::<Result<(usize, Stretch)>>();
    // A stretch is begun only when one that was begun has been taken.
    let (permit_in, permit_out) = sync_channel::<()>(4 * threads);
    (0..4 * threads).for_each(|_| _ = permit_in.try_send(()));
    let lines_out = Mutex::new(lines_out);
    std::thread::scope(|scope| {
        let failures = made_in.clone();
        scope.spawn(move || {
            if let Err(error) = cut(begun, sources, &permit_out, &lines_in) {
                // Nobody listens only after another failure.
                _ = failures.send(Err(error));
            }
        });
        for _ in 0..threads {
            let (made_in, lines_out) = (made_in.clone(), &lines_out);
            scope.spawn(move || {
                loop {
                    let next = lines_out.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, lines)) = next else { break };
                    if made_in.send(Ok((number, ready(lines, mapping, own_topic)))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(made_in);
        let (mut waiting, mut next) = (BTreeMap::new(), 0);
        for made in made_out {
            let (number, stretch) = made?;
            waiting.insert(number, stretch);
            while let Some(stretch) = waiting.remove(&next) {
                take(stretch)?;
                next += 1;
                // After the last stretch nobody waits for it.
                _ = permit_in.try_send(());
            }
        }
        Ok(())
    })
}

/// Cuts the lines into stretches and sends them, numbered from 0.
fn cut(begun: Vec<Taken>, mut sources: Sources, permits: &Receiver<()>, stretches: &Sender<(usize, Vec<Taken>)>) -> Result<()> {
    let mut begun = begun.into_iter();
    for number in 0.. {
        let (mut stretch, mut bytes) = (Vec::new(), 0);
        while bytes < STRETCH {
            let Some(taken) = begun.next().map_or_else(|| sources.next(), |taken| Ok(Some(taken)))? else { break };
            bytes += taken.size() + 64;
            stretch.push(taken);
        }
        if stretch.is_empty() || permits.recv().is_err() || stretches.send((number, stretch)).is_err() {
            break;
        }
    }
    Ok(())
}

fn ready(taken: Vec<Taken>, mapping: &Mapping, own_topic: &str) -> Stretch {
    let mut desk = Desk::new(mapping, own_topic);
    let mut drafts = Vec::with_capacity(taken.len());
    for Taken { place, mut notes, row } in taken {
        let mut draft =
            |bytes: Vec<u8>| Row::read(&bytes).and_then(|row| desk.draft((&row, &bytes), &place, &mut notes)).map_err(Cow::Borrowed);
        let draft = row.map(|row| row.and_then(&mut draft)).transpose();
        drafts.push((place, draft, notes));
    }
    let names = names(&desk, mapping);
    let ready = |draft: Draft| {
        let entry = Entry::new(&draft.item, &names);
        let content = content(entry.json());
        let digest = digest(content, &draft.translations);
        Ready { entry, translations: draft.translations, along: draft.along, content, digest }
    };
    Stretch {
        rows: drafts.into_iter().map(|(place, draft, notes)| (place, draft.map(|draft| draft.map(ready)), notes)).collect(),
        types: desk.types.entries().to_vec(),
        publishers: desk.publishers.entries().to_vec(),
        topics: desk.topics.entries().to_vec(),
    }
}

/// A bundle with the ids of a desk and nothing else.
fn names(desk: &Desk<'_>, mapping: &Mapping) -> Bundle {
    let topic = |id: &str| Topic {
        id: id.to_owned(),
        title: Localized::default(),
        lead: Localized::default(),
        sections: Vec::new(),
        links: Vec::new(),
        parent: None,
    };
    let named = desk.topics.entries().iter().map(|(id, _)| topic(id));
    let id = |(id, _): &(String, Localized)| (id.clone(), Localized::default());
    Bundle {
        topics: mapping.topics.iter().map(|of| topic(&of.id)).chain(named).collect(),
        types: desk.types.entries().iter().map(id).map(|(id, title)| Type { id, title }).collect(),
        publishers: desk.publishers.entries().iter().map(id).map(|(id, title)| Publisher { id, title }).collect(),
        ..Bundle::default()
    }
}

fn digest(content: [u8; 16], translations: &[String]) -> [u8; 16] {
    let mut hasher = Sha256::new_with_prefix(content);
    for id in translations {
        hasher.update([0]);
        hasher.update(id);
    }
    short(hasher)
}
