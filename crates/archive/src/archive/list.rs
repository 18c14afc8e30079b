//! Lists: which items stand where, in any order, without looking at more of them than the place asked for needs.
//!
//! A list is a row of *strata*, each of which stands wholly before the next: the buckets of newest order, or for the best match first
//! the scores and within each the buckets. How many items each has is known from the counts; so only those in which the wanted
//! places lie are opened.

use super::Archive;
use super::choice::Reach;
use super::tally::{Tally, View};
use crate::format::When;
use crate::format::days::{Days, day_of};
use dossier_bundle::lean::ToList;
use dossier_bundle::lean::sorted;
use dossier_bundle::{ItemIx, Language, PartialDate};
use dossier_query::{Neighbours, Question, Sort};
use std::cmp::Ordering;
use std::sync::Arc;

/// A place in newest order: number of the part, place in it.
pub(super) type Item = (u16, u32);

/// Buckets that stand together, of one part or, if they are days of the same month, of several.
struct Stretch {
    /// Views and buckets.
    buckets: Vec<(usize, u32)>,
    undated: bool,
}

/// Items that all stand before those of the next stratum.
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
    stretches: Vec<Stretch>,
    strata: Vec<Stratum>,
    sort: Sort,
}

impl<'a> List<'a> {
    /// A list in any order but that of titles.
    pub(super) fn new(archive: &'a Archive, views: &'a [View], tally: &'a Tally, question: &Question) -> Self {
        let stretches = stretches(views);
        let mut list = Self { archive, views, tally, stretches, strata: Vec::new(), sort: question.sort };
        if question.sort == Sort::BestMatch {
            for score in (0..super::tally::SCORES as u8).rev() {
                list.add(0..list.stretches.len(), Some(score));
            }
        } else if question.sort == Sort::Oldest {
            let undated = list.stretches.iter().position(|stretch| stretch.undated).unwrap_or(list.stretches.len());
            for place in (0..undated).rev() {
                list.add(place..place + 1, None);
            }
            list.add(undated..list.stretches.len(), None);
        } else {
            list.add(0..list.stretches.len(), None);
        }
        list
    }

    fn add(&mut self, stretches: std::ops::Range<usize>, score: Option<u8>) {
        for stretch in stretches {
            let mut count = 0;
            for (view, bucket) in &self.stretches[stretch].buckets {
                for (own, listed) in &self.tally.listed[*view][*bucket as usize] {
                    count += if score.is_none_or(|score| score == *own) { *listed } else { 0 };
                }
            }
            if count > 0 {
                self.strata.push(Stratum { stretch, score, count });
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
            let holds = self.stretches[stratum.stretch].buckets.iter().any(|(view, bucket)| {
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
        for (view, bucket) in &stretch.buckets {
            let listed = &self.tally.listed[*view][*bucket as usize];
            if listed.iter().any(|(own, _)| stratum.score.is_none_or(|score| score == *own)) {
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
        let mut order = sorted(found.len(), &|one, other| found[one as usize].cmp(&found[other as usize]));
        if self.sort == Sort::Oldest && !stretch.undated {
            order.reverse();
        }
        Some(order.into_iter().map(|place| found[place as usize].1).to_list())
    }

    /// The days of a part, by which its places compare to those of other parts in a stretch; the inner `None` if there are no others.
    fn days(&self, stretch: &Stretch, view: usize) -> Option<Option<Arc<Days>>> {
        if stretch.buckets.iter().all(|(other, _)| *other == view) {
            return Some(None);
        }
        let view = &self.views[view];
        self.archive.days(view.part, &view.index).map(Some)
    }

    /// Places of the items of a bucket that are in the list, and have the score if one is given.
    fn open_bucket(&self, view: usize, bucket: u32, score: Option<u8>) -> Option<Vec<u32>> {
        let view = &self.views[view];
        let (cells, rows) = view.rows_of(bucket);
        let scores = view.scores(self.archive, &rows)?;
        let inside = &view.inside[bucket as usize];
        let mut wanted = Vec::new();
        for cell in &view.left()[cells] {
            let state = view.keys[cell.key as usize];
            if state.present && state.seen && state.failures == 0 {
                for row in cell.start..cell.start + cell.count {
                    let own = if view.found.is_some() { scores[(row - rows.start) as usize] } else { 0 };
                    if (view.found.is_none() || own > 0) && score.is_none_or(|score| score == own) {
                        wanted.push(row);
                    }
                }
            }
        }
        let (mut places, mut complete) = (Vec::new(), true);
        let mut rest = wanted.as_slice();
        while let Some(start) = rest.first() {
            // Rows that follow one another directly are read together.
            let mut length = 1;
            while rest.get(length) == Some(&(start + length as u32)) {
                length += 1;
            }
            rest = &rest[length..];
            match self.archive.places((view.part, &view.index), view.topic, &view.cells.cells, *start..start + length as u32) {
                Some(read) => places.extend_from_slice(&read),
                None => complete = false,
            }
        }
        places.retain(|place| inside.contains(place));
        complete.then_some(places)
    }
}

fn stretches(views: &[View]) -> Vec<Stretch> {
    let mut all: Vec<(usize, u32)> = Vec::new();
    for (place, view) in views.iter().enumerate() {
        for bucket in 0..view.index.buckets.len() as u32 {
            all.push((place, bucket));
        }
    }
    let when = |place: u32| {
        let (view, bucket) = all[place as usize];
        views[view].index.buckets[bucket as usize].when
    };
    let order = sorted(all.len(), &|one, other| newest(when(one), when(other)));
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last = None;
    for place in order {
        let now = when(place);
        match stretches.last_mut() {
            Some(stretch) if matches!(now, When::Days(_)) && views.len() > 1 && last == Some(now) => {
                stretch.buckets.push(all[place as usize]);
            }
            _ => stretches.push(Stretch { buckets: vec![all[place as usize]], undated: now == When::Undated }),
        }
        last = Some(now);
    }
    stretches
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

    /// Items in the order of titles, from place `start` on.
    fn by_title(&self, question: &Question, views: &[View], start: u32, length: u32) -> Option<Vec<Item>> {
        let end = start.saturating_add(length) as usize;
        let (mut list, mut complete) = (Vec::new(), true);
        for view in views {
            match self.first_by_title(&question.language, view, end) {
                Some(first) => list.extend_from_slice(&first),
                None => complete = false,
            }
        }
        if !complete {
            return None;
        }
        if views.len() != 1 {
            list = self.merge_by_title(&question.language, &list)?;
        }
        Some(list.get(start as usize..end.min(list.len())).unwrap_or_default().to_vec())
    }

    /// The first `length` items of a part in the order of titles.
    fn first_by_title(&self, reader: &Language, view: &View, length: usize) -> Option<Vec<Item>> {
        let alphabet = dossier_query::alphabet(&self.bundle.site, reader);
        let rows = view.index.rows(view.topic);
        let (mut list, mut entry) = (Vec::new(), 0);
        while entry < rows && list.len() < length {
            let Some(entries) = self.titles(view.part, &view.index, alphabet, view.topic, entry)? else {
                self.files.set_fault("the index lacks the order of titles for this language".to_owned());
                return None;
            };
            for (row, way) in &entries.pairs[(entry - entries.held.start) as usize..] {
                let place = self.listed_by_title(view, *row, *way, entries.file)?;
                list.extend(place.map(|place| (view.part, place)));
            }
            entry = entries.held.end;
        }
        list.truncate(length);
        Some(list)
    }

    /// The place of the item of a row, so far from its bucket's start as a file says, if it is in the list.
    fn listed_by_title(&self, view: &View, row: u32, way: u32, file: u32) -> Option<Option<u32>> {
        // A row that is gone is in no cell.
        let Some(cell) = crate::format::rows::cell(view.left(), row) else { return Some(None) };
        let (state, bucket) = (view.keys[cell.key as usize], &view.index.buckets[cell.bucket as usize]);
        if way >= bucket.count {
            self.files.set_damage(crate::format::TITLES, file, crate::Damage::of("a row is out of range"));
            return None;
        }
        let place = bucket.start + way;
        if !state.present || !state.seen || state.failures != 0 || !view.inside[cell.bucket as usize].contains(&place) {
            return Some(None);
        }
        let Some(found) = &view.found else { return Some(Some(place)) };
        let number = self.numbers((view.part, &view.index), view.topic, &view.cells.cells, row..row + 1)?;
        Some(number.first().filter(|number| found.score(**number) > 0).map(|_| place))
    }

    /// Puts items of several parts in the order of titles, and alike ones in newest order.
    fn merge_by_title(&self, reader: &Language, items: &[Item]) -> Option<Vec<Item>> {
        let (mut keys, mut complete) = (Vec::new(), true);
        for item in items {
            match self.card_of(self.ix(*item)) {
                Some(card) => keys.push((dossier_query::title_sort_key(&card.title, &self.bundle.site, reader), card.date)),
                None => complete = false,
            }
        }
        if !complete {
            return None;
        }
        let order = sorted(items.len(), &|one, other| {
            let ((one_key, one_date), (other_key, other_date)) = (&keys[one as usize], &keys[other as usize]);
            one_key.cmp(other_key).then_with(|| by_date(*one_date, *other_date)).then(items[one as usize].cmp(&items[other as usize]))
        });
        Some(order.into_iter().map(|place| items[place as usize]).to_list())
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

/// Newest order of dates: the later first day, then the more precise one; none last.
fn by_date(one: Option<PartialDate>, other: Option<PartialDate>) -> Ordering {
    let key = |date: Option<PartialDate>| date.map(|date| (date.first_day(), std::cmp::Reverse(date.days().end)));
    key(other).cmp(&key(one))
}
