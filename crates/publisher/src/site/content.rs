//! The content of a site on the disk, asked as the reader asks it: a whole bundle at once, an archive file by file.

use crate::filed::Site;
use anyhow::{Context, Result, anyhow, bail};
use chrono::NaiveDate;
use dossier_archive::Archive;
use dossier_bundle::{Bundle, Item, ItemIx, Language, PartialDate, Severity};
use dossier_query::{Memory, Question, Rejected, Route, Source};
use dossier_view::shown::Shown;
use flate2::read::GzDecoder;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// More bytes than a file of an archive can have, uncompressed; as the reader has it.
const MOST: u64 = 16 << 20;

/// What in a route's address says nothing usable.
const NOTHING: &[Rejected] = &[];

/// What a site says, read once.
pub(super) struct Contents {
    /// The site's folder.
    pub(super) folder: PathBuf,
    /// Its bundle.
    pub(super) bundle: Arc<Bundle>,
    /// How many parts of the bundle have faults, as the reader tells.
    pub(super) faults: usize,
    /// Places of the archive from which the item is gone.
    gone: BTreeSet<u32>,
    /// The day of the newest item: the pages of the same content are the same on every day.
    pub(super) today: NaiveDate,
}

/// Content that can be asked. It belongs to one thread.
pub(super) struct Content<'a> {
    pub(super) contents: &'a Contents,
    source: Box<dyn Source>,
}

impl Contents {
    /// Reads the bundle of the site in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("bundle.json");
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let (bundle, problems) = dossier_bundle::parse(&bytes);
        if let Some(fatal) = problems.iter().find(|problem| problem.severity == Severity::Fatal) {
            bail!("{} cannot be used: {}", path.display(), fatal.text);
        }
        let faults = problems.iter().filter(|problem| problem.severity >= Severity::Warning).count();
        let gone = gone(folder, &bundle)?;
        let mut contents = Self { folder: folder.to_owned(), bundle: Arc::new(bundle), faults, gone, today: NaiveDate::default() };
        contents.today = contents.open().newest_date()?.map(PartialDate::first_day).unwrap_or_default();
        Ok(contents)
    }

    /// Opens the content for one thread.
    pub(super) fn open(&self) -> Content<'_> {
        let bundle = self.bundle.clone();
        let source: Box<dyn Source> = if bundle.archive.is_some() { Box::new(Archive::new(bundle)) } else { Box::new(Memory::new(bundle)) };
        Content { contents: self, source }
    }

    /// How many items there are.
    pub(super) fn items(&self) -> u32 {
        self.places() - self.gone.len() as u32
    }

    /// How many places there are for items.
    pub(super) fn places(&self) -> u32 {
        self.bundle.archive.as_ref().map_or(self.bundle.items.len() as u32, dossier_bundle::Archive::items)
    }

    /// The items at these places.
    pub(super) fn items_at(&self, places: Range<u32>) -> impl Iterator<Item = ItemIx> {
        places.filter(|place| !self.gone.contains(place)).map(ItemIx)
    }
}

/// The places of an archive from which items are gone.
fn gone(folder: &Path, bundle: &Bundle) -> Result<BTreeSet<u32>> {
    let site = Site::new(folder, "", 1);
    let (mut gone, mut start) = (BTreeSet::new(), 0);
    for part in bundle.archive.iter().flat_map(|archive| &archive.parts) {
        gone.extend(site.gone(bundle, part)?.places.iter().map(|place| start + place));
        start += part.items;
    }
    Ok(gone)
}

impl Content<'_> {
    /// Asks until there is an answer; every file that is missing for it is read.
    pub(super) fn ask<T>(&self, question: &dyn Fn(&dyn Source) -> Option<T>) -> Result<T> {
        loop {
            let answer = question(&*self.source);
            let wanted = self.source.wanted();
            if let Some(answer) = answer {
                return Ok(answer);
            }
            if wanted.is_empty() {
                bail!("the content does not answer: {}", self.source.fault().unwrap_or_default());
            }
            wanted.iter().try_for_each(|address| self.put(address))?;
        }
    }

    /// What a page shows, all of it.
    pub(super) fn shown(&self, route: &Route) -> Result<Shown> {
        self.ask(&|source| Shown::of(route, NOTHING, source, self.contents.today).filter(|shown| shown.complete))
    }

    /// The files that are missing for a page.
    pub(super) fn wanted_for(&self, route: &Route) -> Vec<String> {
        let _ = Shown::of(route, NOTHING, &*self.source, self.contents.today);
        self.source.wanted()
    }

    /// What lists show of the items of an answer, and how many items it has in all.
    pub(super) fn newest(&self, question: &Question) -> Result<(u32, Vec<Arc<Item>>)> {
        self.ask(&|source| {
            let answer = source.answer(question, self.contents.today).filter(|answer| !answer.counting)?;
            // All are asked for before giving up, so that what is missing is read in one round.
            let cards: Vec<_> = answer.items.iter().map(|item| source.card(*item)).collect();
            Some((answer.total, cards.into_iter().collect::<Option<_>>()?))
        })
    }

    /// The languages of the items that a question asks for.
    pub(super) fn languages(&self, question: &Question) -> Result<Vec<Language>> {
        let answer = self.ask(&|source| source.answer(question, self.contents.today).filter(|answer| !answer.counting))?;
        Ok(answer.languages.into_iter().map(|count| count.value).collect())
    }

    /// The date of the newest item that has one.
    fn newest_date(&self) -> Result<Option<PartialDate>> {
        let bundle = &self.contents.bundle;
        let question = Question { topic: None, kind: None, page_size: 1, ..Question::of(&Route::default(), bundle) };
        self.ask(&|source| {
            let answer = source.answer(&question, NaiveDate::default())?;
            let Some(first) = answer.items.first() else { return Some(None) };
            source.card(*first).map(|card| card.date)
        })
    }

    fn put(&self, address: &str) -> Result<()> {
        let path = self.contents.folder.join(address);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let damaged = |problem: String| anyhow!("{} is damaged: {problem}", path.display());
        let content = self.source.check(address, &bytes).map_err(damaged)?;
        let mut unpacked = Vec::new();
        let packed = bytes.get(content).unwrap_or_default();
        GzDecoder::new(packed).take(MOST).read_to_end(&mut unpacked).with_context(|| format!("cannot read {}", path.display()))?;
        self.source.put(address, unpacked).map_err(damaged)
    }
}
