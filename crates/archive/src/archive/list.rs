//! Lists: which items stand where, in any order, without looking at more of them than the place asked for needs.
//!
//! A list is a row of *strata*, each of which stands wholly before the next: the buckets of newest order, or for the best match first
//! the scores and within each the buckets. How many items each has is known from the counts; so only those in which the wanted
//! places lie are opened.

use super::Archive;
use super::choice::Reach;
use super::tally::{Tally, View, next_hit};
use crate::format::When;
use crate::format::days::{Days, day_of};
use dossier_bundle::ItemIx;
use dossier_bundle::lean::ToList;
use dossier_bundle::lean::sorted;
use dossier_query::{Neighbours, Question, Sort};
use std::cmp::Ordering;
use std::sync::Arc;

/// A place in newest order: number of the part, place in it.
pub(super) type Item = (u16, u32);

/// Buckets that stand together, of one part or, if they are days of the same month, of several.
struct Stretch {
    /// Where they are among all.
    buckets: std::ops::Range<usize>,
    undated: bool,
}

/// Items that all stand before those of the next stratum.
#[derive(Clone, Copy)]
struct Stratum {
    stretch: usize,
    /// The only score, plus one; none if scores do not matter.
    score: Option<u8>,
    count: u32,
}

/// A list, ready to be opened anywhere.
pub(super) struct List<'a> {
    archive: &'a Archive,
    views: &'a [View],
    tally: &'a Tally,
    /// Views and buckets, in newest order.
    buckets: Vec<(usize, u32)>,
    stretches: Vec<Stretch>,
    strata: Vec<Stratum>,
    sort: Sort,
}

impl<'a> List<'a> {
    /// A list in any order but that of titles.
    pub(super) fn new(archive: &'a Archive, views: &'a [View], tally: &'a Tally, question: &Question) -> Self {
        let (buckets, stretches) = stretches(views);
        let mut list = Self { archive, views, tally, buckets, stretches, strata: Vec::new(), sort: question.sort };
        let places = 0..list.stretches.len();
        if question.sort == Sort::Oldest {
            let undated = list.stretches.iter().position(|stretch| stretch.undated).unwrap_or(places.end);
            (0..undated).rev().chain(undated..places.end).for_each(|place| list.add(place));
        } else {
            places.for_each(|place| list.add(place));
        }
        if question.sort == Sort::BestMatch {
            let strata = &list.strata;
            let order = sorted(strata.len(), &|one, other| strata[other as usize].score.cmp(&strata[one as usize].score));
            list.strata = order.into_iter().map(|place| list.strata[place as usize]).to_list();
        }
        list
    }

    /// Adds the strata of a stretch, one for each score where that matters.
    fn add(&mut self, stretch: usize) {
        let first = self.strata.len();
        for (view, bucket) in &self.buckets[self.stretches[stretch].buckets.clone()] {
            for listed in self.tally.listed(*view, *bucket) {
                let score = (self.sort == Sort::BestMatch).then_some(listed.score);
                match self.strata[first..].iter_mut().find(|stratum| stratum.score == score) {
                    Some(stratum) => stratum.count += listed.count,
                    None => self.strata.push(Stratum { stretch, score, count: listed.count }),
                }
            }
        }
    }

    /// The items from place `start` on, at most `length`.
    pub(super) fn slice(&self, start: u32, length: u32) -> Option<Vec<Item>> {
        let (mut items, mut complete, mut before) = (Vec::new(), true, 0_u32);
        let end = start.saturating_add(length);
        for stratum in &self.strata {
            let (first, last) = (before.max(start), (before + stratum.count).min(end));
            if first < last {
                // What is missing is noted for all strata before giving up.
                match self.open(stratum) {
                    Some(opened) => {
                        let end = opened.len().min((last - before) as usize);
                        items.extend_from_slice(opened.get((first - before) as usize..end).unwrap_or_default());
                    }
                    None => complete = false,
                }
            }
            before += stratum.count;
        }
        complete.then_some(items)
    }

    /// The place of an item, if it is in the list.
    pub(super) fn place_of(&self, item: Item) -> Option<Option<u32>> {
        let mut before = 0;
        for stratum in &self.strata {
            let holds = self.buckets_of(&self.stretches[stratum.stretch]).iter().any(|(view, bucket)| {
                let view = &self.views[*view];
                let bucket = &view.index.buckets[*bucket as usize];
                view.part == item.0 && (bucket.start..bucket.start + bucket.count).contains(&item.1)
            });
            if holds && let Some(place) = self.open(stratum)?.iter().position(|other| *other == item) {
                return Some(Some(before + place as u32));
            }
            before += stratum.count;
        }
        Some(None)
    }

    /// All items of a stratum in order.
    fn open(&self, stratum: &Stratum) -> Option<Vec<Item>> {
        let stretch = &self.stretches[stratum.stretch];
        let (mut found, mut complete): (Vec<(u32, Item)>, bool) = (Vec::new(), true);
        for (view, bucket) in self.buckets_of(stretch) {
            let listed = self.tally.listed(*view, *bucket);
            if listed.iter().any(|listed| stratum.score.is_none_or(|score| score == listed.score)) {
                let opened = self.open_bucket(*view, *bucket, stratum.score);
                let days = self.days(stretch, *view);
                let (Some(opened), Some(days)) = (opened, days) else {
                    complete = false;
                    continue;
                };
                for place in opened {
                    // The latest day is the smallest number.
                    let day = days.as_ref().map_or(0, |days| 31 - day_of(&days[*bucket as usize], place));
                    found.push((day, (self.views[*view].part, place)));
                }
            }
        }
        if !complete {
            return None;
        }
        if self.buckets_of(stretch).len() > 1 {
            let order = sorted(found.len(), &|one, other| found[one as usize].cmp(&found[other as usize]));
            found = order.into_iter().map(|place| found[place as usize]).to_list();
        }
        if self.sort == Sort::Oldest && !stretch.undated {
            found.reverse();
        }
        Some(found.into_iter().map(|(_, item)| item).to_list())
    }

    fn buckets_of(&self, stretch: &Stretch) -> &[(usize, u32)] {
        &self.buckets[stretch.buckets.clone()]
    }

    /// The days of a part, by which its places compare to those of other parts in a stretch; the inner `None` if there are no others.
    fn days(&self, stretch: &Stretch, view: usize) -> Option<Option<Arc<Days>>> {
        if self.buckets_of(stretch).iter().all(|(other, _)| *other == view) {
            return Some(None);
        }
        let view = &self.views[view];
        self.archive.days(view.part, &view.index).map(Some)
    }

    /// Places, ascending, of the items of a bucket that are in the list, and have the score if one is given.
    fn open_bucket(&self, view: usize, bucket: u32, score: Option<u8>) -> Option<Vec<u32>> {
        let view = &self.views[view];
        let inside = &view.inside[bucket as usize];
        let (mut places, mut complete) = (Vec::new(), true);
        for side in &view.sides {
            let (cells, rows) = side.left().of_bucket(bucket);
            let hits = view.hits(self.archive, side, bucket, &rows)?;
            let (mut hits, mut wanted) = (hits.as_slice(), Vec::new());
            for cell in cells {
                if !view.keys[cell.key as usize].passes() {
                    continue;
                }
                let end = cell.start + cell.count;
                if view.found.is_none() {
                    wanted.extend(cell.start..end);
                }
                while let Some((row, own)) = next_hit(&mut hits, cell.start, end) {
                    if score.is_none_or(|score| u32::from(score) == own) {
                        wanted.push(row);
                    }
                }
            }
            let mut rest = wanted.as_slice();
            while let Some(start) = rest.first() {
                // Rows that follow one another directly are read together.
                let mut length = 1;
                while rest.get(length) == Some(&(start + length as u32)) {
                    length += 1;
                }
                rest = &rest[length..];
                match self.archive.places((view.part, &view.index), view.topic, &side.half.cells, *start..start + length as u32) {
                    Some(read) => places.extend_from_slice(&read),
                    None => complete = false,
                }
            }
        }
        // They come by key. Of so few as a bucket has each can be looked at.
        let mut listed = vec![false; view.index.buckets[bucket as usize].count as usize];
        let start = view.index.buckets[bucket as usize].start;
        for place in places {
            if inside.contains(&place) {
                listed[(place - start) as usize] = true;
            }
        }
        complete.then(|| (start..).zip(listed).filter(|(_, listed)| *listed).map(|(place, _)| place).to_list())
    }
}

fn stretches(views: &[View]) -> (Vec<(usize, u32)>, Vec<Stretch>) {
    let mut all: Vec<(usize, u32)> = Vec::new();
    for (place, view) in views.iter().enumerate() {
        for bucket in 0..view.index.buckets.len() as u32 {
            all.push((place, bucket));
        }
    }
    let when = |(view, bucket): (usize, u32)| views[view].index.buckets[bucket as usize].when;
    // Those of one part are in order.
    if views.len() > 1 {
        let order = sorted(all.len(), &|one, other| newest(when(all[one as usize]), when(all[other as usize])));
        all = order.into_iter().map(|place| all[place as usize]).to_list();
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last = None;
    for (place, bucket) in all.iter().enumerate() {
        let now = when(*bucket);
        match stretches.last_mut() {
            Some(stretch) if matches!(now, When::Days(_)) && views.len() > 1 && last == Some(now) => stretch.buckets.end += 1,
            _ => stretches.push(Stretch { buckets: place..place + 1, undated: now == When::Undated }),
        }
        last = Some(now);
    }
    (all, stretches)
}

/// Newest order of buckets; of those alike the earlier part first.
fn newest(one: When, other: When) -> Ordering {
    let key = |when| match when {
        When::Days(month) => (month, 2),
        When::Month(month) => (month, 1),
        When::Year(year) => (u32::from(year) * 12, 0),
        When::Undated => (0, 0),
    };
    key(other).cmp(&key(one))
}

impl Archive {
    /// The items of a page in the order asked for.
    pub(super) fn page(&self, question: &Question, views: &[View], tally: &Tally) -> Option<Vec<Item>> {
        let size = question.page_size.max(1);
        let start = (question.page.max(1) - 1).saturating_mul(size);
        if start >= tally.total {
            // Else the order of titles would be read to its end to find nothing there.
            return Some(Vec::new());
        }
        if question.sort == Sort::Title {
            return self.by_title(question, views, start, size);
        }
        List::new(self, views, tally, question).slice(start, size)
    }

    /// What stands around an item.
    pub(super) fn around(&self, question: &Question, views: &[View], tally: &Tally, item: Item) -> Option<Neighbours> {
        let nowhere = Neighbours { total: tally.total, ..Neighbours::default() };
        if question.sort == Sort::Title {
            let list = self.by_title(question, views, 0, tally.total)?;
            let Some(place) = list.iter().position(|other| *other == item) else { return Some(nowhere) };
            return Some(self.beside(&list, place, Neighbours { position: place as u32 + 1, ..nowhere }));
        }
        let list = List::new(self, views, tally, question);
        let Some(place) = list.place_of(item)? else { return Some(nowhere) };
        let start = place.saturating_sub(1);
        let near = list.slice(start, place - start + 2)?;
        Some(self.beside(&near, (place - start) as usize, Neighbours { position: place + 1, ..nowhere }))
    }

    /// With what stands in a list before and after a place.
    fn beside(&self, list: &[Item], place: usize, neighbours: Neighbours) -> Neighbours {
        let ix = |place: usize| list.get(place).map(|item| self.ix(*item));
        Neighbours { previous: ix(place.wrapping_sub(1)), next: ix(place + 1), ..neighbours }
    }

    /// The places of each bucket inside the range of dates.
    pub(super) fn inside(
        &self,
        part: u16,
        index: &crate::format::Index,
        chosen: &super::choice::Chosen,
    ) -> Option<Vec<std::ops::Range<u32>>> {
        let mut inside = Vec::new();
        for (place, bucket) in index.buckets.iter().enumerate() {
            inside.push(match chosen.bucket(bucket) {
                Reach::Inside => bucket.start..bucket.start + bucket.count,
                Reach::Edge => chosen.inside(bucket, &self.days(part, index)?[place]),
                Reach::Outside => 0..0,
            });
        }
        Some(inside)
    }

    /// An item by the number that pages know it by.
    pub(super) fn ix(&self, item: Item) -> ItemIx {
        ItemIx(self.files.parts()[..usize::from(item.0)].iter().map(|part| part.items).sum::<u32>() + item.1)
    }

    /// The other way round.
    pub(super) fn item_of(&self, ix: ItemIx) -> Option<Item> {
        let mut rest = ix.0;
        for (part, about) in (0..).zip(self.files.parts()) {
            if rest < about.items {
                return Some((part, rest));
            }
            rest -= about.items;
        }
        self.files.set_fault("the archive has no such item".to_owned());
        None
    }
}
