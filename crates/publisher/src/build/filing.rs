//! Rows as they come become an archive: what is the same is merged, what shares an id gets one of its own, translations are joined. Holds
//! a few numbers of each item, never the items.

use super::disk::Disk;
use super::parts::{self, Known};
use super::previous::Previous;
use super::rows::{Ready, Stretch};
use crate::body::{Note, Notes};
use crate::import::along::{Along, Luggage};
use crate::import::collect::{Fresh, LISTED, frame, fresh_ids, note_renamed};
use crate::import::draft::Desk;
use crate::import::losses::{Losses, Place};
use crate::import::mapping::Mapping;
use crate::import::names::Names;
use crate::import::report::{Counts, Refused, Renamed, Report};
use crate::import::taken::Taken;
use crate::import::translations;
use crate::looks::short;
use anyhow::Result;
use dossier_archive::write::{Options, Writer};
use dossier_bundle::{Bundle, Language, Localized, PublisherIx, TopicIx, TypeIx};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// An archive of rows under way.
pub(super) struct Filing<'m, 'p> {
    mapping: &'m Mapping,
    /// The dictionaries of all rows.
    desk: Desk<'m>,
    writer: Writer<Disk<'p>>,
    /// The first item of each id, by a hash of the id.
    firsts: HashMap<[u8; 16], u32>,
    /// Items of one id, where there are several, by the first of them.
    shared: BTreeMap<u32, Vec<usize>>,
    /// What each item says, as a hash.
    digests: Vec<[u8; 16]>,
    /// What each item says after its id, as a hash; only beside a site before.
    contents: Vec<[u8; 16]>,
    previous: Option<&'m Previous>,
    /// New titles of the entries that stand in the lists since the site before.
    titles: [Titles; 3],
    /// File and line of each item.
    places: Vec<(u32, u32)>,
    files: Vec<Arc<str>>,
    /// The language of each item.
    language_of: Vec<u16>,
    languages: Vec<Language>,
    translations: Vec<(usize, Vec<String>)>,
    /// What comes along with items that have something.
    along: Vec<(usize, Along)>,
    counts: Counts,
    refused: Vec<Refused>,
    losses: Losses,
    /// Notes of files beside the content.
    others: Vec<Taken>,
}

/// For each place in a dictionary of a stretch the place in that of all rows; none where there is no room left.
type Places = Vec<Option<u16>>;

/// For each entry of a list of the site before its title in the new one; none as long as no row has named it.
type Titles = Vec<Option<Localized>>;

impl<'m, 'p> Filing<'m, 'p> {
    /// An archive without items. With a site before, its lists of types, publishers and topics go on, so that places in them stay.
    pub(super) fn new(mapping: &'m Mapping, own_topic: &str, disk: Disk<'p>, previous: Option<&'m Previous>) -> Self {
        let mut desk = Desk::new(mapping, own_topic);
        let titles = previous.map(|previous| inherit(&mut desk, mapping, previous)).unwrap_or_default();
        Self {
            mapping,
            desk,
            writer: Writer::new(disk),
            firsts: HashMap::new(),
            shared: BTreeMap::new(),
            digests: Vec::new(),
            contents: Vec::new(),
            previous,
            titles,
            places: Vec::new(),
            files: Vec::new(),
            language_of: Vec::new(),
            languages: Vec::new(),
            translations: Vec::new(),
            along: Vec::new(),
            counts: Counts::default(),
            refused: Vec::new(),
            losses: Losses::default(),
            others: Vec::new(),
        }
    }

    /// The same beside these files, each of which is passed over unless something names it.
    pub(super) fn beside(self, others: Vec<Taken>) -> Self {
        Self { others, ..self }
    }

    /// Takes the next rows.
    pub(super) fn take(&mut self, stretch: Stretch) -> Result<()> {
        let [of_types, of_publishers, of_topics] = &mut self.titles;
        let types = places(&stretch.types, &mut self.desk.types, of_types);
        let publishers = places(&stretch.publishers, &mut self.desk.publishers, of_publishers);
        let topics = places(&stretch.topics, &mut self.desk.topics, of_topics);
        for (place, row, notes) in stretch.rows {
            match row {
                Ok(Some(ready)) => self.add(ready, (&place, &notes), (&types, &publishers, &topics))?,
                Ok(None) => self.losses.absorb(&notes, &place),
                Err(reason) => self.refuse(&reason, &place),
            }
        }
        Ok(())
    }

    fn refuse(&mut self, reason: &str, place: &Place) {
        self.counts.read += 1;
        self.counts.refused += 1;
        self.losses.add(Note::Row, reason, place);
        if self.refused.len() < LISTED {
            self.refused.push(Refused { place: place.to_string(), reason: reason.to_owned() });
        }
    }

    fn add(
        &mut self,
        ready: Ready,
        (place, notes): (&Place, &Notes),
        (types, publishers, topics): (&Places, &Places, &Places),
    ) -> Result<()> {
        let Ready { mut entry, translations, along, content, digest } = ready;
        self.counts.read += 1;
        let item = self.digests.len();
        let first = *self.firsts.entry(id_hash(&entry.id)).or_insert(item as u32);
        if first as usize != item {
            let others = self.shared.get(&first).map_or(&[][..], Vec::as_slice);
            if [first as usize].iter().chain(others).any(|other| self.digests[*other] == digest) {
                self.counts.merged += 1;
                return Ok(());
            }
            self.shared.entry(first).or_insert_with(|| vec![first as usize]).push(item);
        }
        self.losses.absorb(notes, place);
        let mut lost = false;
        let mut found = |places: &Places, place: u16| {
            let found = places.get(usize::from(place)).copied().flatten();
            lost |= found.is_none();
            found
        };
        entry.type_of = entry.type_of.and_then(|place| found(types, place.0)).map(TypeIx);
        entry.publishers = entry.publishers.iter().filter_map(|place| found(publishers, place.0)).map(PublisherIx).collect();
        if self.mapping.topics.is_empty() {
            entry.topics = entry.topics.iter().filter_map(|place| found(topics, place.0)).map(TopicIx).collect();
        }
        if lost {
            self.losses.add(Note::Value, "type, publisher or topic beyond the 65,536th", place);
        }
        self.writer.add(&entry)?;
        self.digests.push(digest);
        if self.previous.is_some() {
            self.contents.push(content);
        }
        let file = self.file(&place.file);
        self.places.push((file, u32::try_from(place.line).unwrap_or(u32::MAX)));
        let language = self.language(&entry.language);
        self.language_of.push(language);
        if !translations.is_empty() {
            self.translations.push((item, translations));
        }
        if along != Along::default() {
            self.along.push((item, along));
        }
        Ok(())
    }

    fn file(&mut self, name: &Arc<str>) -> u32 {
        if self.files.last() != Some(name) {
            self.files.push(name.clone());
        }
        self.files.len() as u32 - 1
    }

    fn language(&mut self, language: &Language) -> u16 {
        let place = self.languages.iter().position(|known| known == language).unwrap_or_else(|| {
            self.languages.push(language.clone());
            self.languages.len() - 1
        });
        place as u16
    }

    fn place(&self, item: usize) -> Place {
        let (file, line) = self.places[item];
        Place { file: self.files[file as usize].clone(), line: u64::from(line) }
    }

    /// Writes the archive; the bundle that names it, and what happened.
    pub(super) fn finish(mut self, (title, name): (Option<&str>, &str), options: &Options) -> Result<(Bundle, Report)> {
        let renamed = self.separate();
        let works = self.join();
        let mut luggage = Luggage::default();
        for (item, along) in std::mem::take(&mut self.along) {
            let place = self.place(item);
            luggage.take(along, self.writer.id(item as u32), &place, &mut self.losses);
        }
        luggage.pass(&self.others, &self.mapping.texts.carried, &mut self.losses);
        self.entitle();
        self.counts.shown = self.digests.len() as u64;
        let mut languages = self.language_of.iter().map(|language| &self.languages[usize::from(*language)]);
        let bundle = frame(self.mapping, &self.desk, (title, name), &mut languages);
        self.mapping.texts.note_unused(&bundle.topics, &mut self.losses);
        let (counts, refused, losses) = (self.counts, self.refused, self.losses);
        let report = Report { counts, renamed, refused, losses, luggage, ..Report::default() };
        let known = Known { contents: &self.contents, works, previous: self.previous };
        let archive = parts::write(self.writer, &bundle, known, options)?;
        Ok((Bundle { archive: Some(archive), ..bundle }, report))
    }

    /// Gives items that share an id ids of their own.
    fn separate(&mut self) -> Vec<Renamed> {
        let mut shared: Vec<(&str, &[usize])> =
            self.shared.iter().map(|(first, items)| (self.writer.id(*first), items.as_slice())).collect();
        shared.sort_unstable();
        let fresh = fresh_ids(shared.into_iter(), &|id| self.firsts.contains_key(&id_hash(id)));
        let mut renamed = Vec::new();
        for Fresh { place: item, first, id, now } in fresh {
            let (place, held) = (self.place(item), self.place(first));
            note_renamed(self.mapping, &id, (&place, &held), &mut self.losses);
            self.writer.rename(item as u32, now.clone());
            renamed.push(Renamed { place: place.to_string(), id, now, held: held.to_string() });
        }
        renamed
    }

    /// Joins translations into works.
    fn join(&mut self) -> BTreeMap<u32, u32> {
        let mut lost = Vec::new();
        let works = translations::join(
            self.translations.iter().map(|(item, ids)| (*item, ids.as_slice())),
            &|id| self.firsts.get(&id_hash(id)).map(|item| *item as usize),
            &|item| &self.languages[usize::from(self.language_of[item])],
            &mut |item, reason| lost.push((item, reason)),
        );
        for (item, reason) in lost {
            let place = self.place(item);
            self.losses.add(Note::Value, reason, &place);
        }
        works.into_iter().map(|(item, work)| (item as u32, work)).collect()
    }

    /// Gives entries that were in the lists of the site before the titles that rows give them now.
    fn entitle(&mut self) {
        let [types, publishers, topics] = std::mem::take(&mut self.titles);
        let desk = &mut self.desk;
        for (names, titles, what) in
            [(&mut desk.types, types, "type"), (&mut desk.publishers, publishers, "publisher"), (&mut desk.topics, topics, "topic")]
        {
            let mut entitled = Names::new(what);
            for ((id, old), new) in names.entries().iter().zip(titles.into_iter().chain(std::iter::repeat(None))) {
                entitled.find(id, || new.unwrap_or_else(|| old.clone()));
            }
            *names = entitled;
        }
    }
}

/// Begins the lists with those of the site before; their titles, still unknown.
fn inherit(desk: &mut Desk<'_>, mapping: &Mapping, previous: &Previous) -> [Titles; 3] {
    let old = &previous.bundle;
    for of in &old.types {
        desk.types.find(&of.id, || of.title.clone());
    }
    for of in &old.publishers {
        desk.publishers.find(&of.id, || of.title.clone());
    }
    // A mapping's topics are a list of its own, and only one of a mapping has topics below others.
    if mapping.topics.is_empty() && old.topics.iter().all(|topic| topic.parent.is_none()) {
        for of in &old.topics {
            desk.topics.find(&of.id, || of.title.clone());
        }
    }
    [&desk.types, &desk.publishers, &desk.topics].map(|names| vec![None; names.entries().len()])
}

fn places(entries: &[(String, Localized)], names: &mut Names, titles: &mut Titles) -> Places {
    let mut place = |(id, title): &(String, Localized)| {
        let place = names.find(id, || title.clone())?;
        if let Some(now @ None) = titles.get_mut(usize::from(place)) {
            *now = Some(title.clone());
        }
        Some(place)
    };
    entries.iter().map(&mut place).collect()
}

/// Ids are told apart by 128 bits of SHA-256: two with the same cannot be made.
fn id_hash(id: &str) -> [u8; 16] {
    short(Sha256::new_with_prefix(id))
}
