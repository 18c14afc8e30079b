//! Lists in the order of titles: gone over from the first entry on, since no count says how many of them are in a list.

use super::Archive;
use super::list::Item;
use super::tally::{Side, View, next_hit};
use dossier_bundle::lean::{ToList, sorted};
use dossier_bundle::{Language, PartialDate};
use dossier_query::Question;
use std::cmp::Ordering;

impl Archive {
    /// Items in the order of titles, from place `start` on.
    pub(super) fn by_title(&self, question: &Question, views: &[View], start: u32, length: u32) -> Option<Vec<Item>> {
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
    fn listed_by_title<'v>(&self, view: &'v View, row: u32, way: u32, file: u32) -> Option<Option<u32>> {
        // A row that is gone is in no cell.
        let of_side = |side: &'v Side| crate::format::rows::cell(&side.left().cells, row).map(|cell| (side, cell));
        let Some((side, cell)) = view.sides.iter().find_map(of_side) else { return Some(None) };
        let (state, bucket) = (view.keys[cell.key as usize], &view.index.buckets[cell.bucket as usize]);
        if way >= bucket.count {
            self.files.set_damage(crate::format::TITLES, file, crate::Damage::of("a row is out of range"));
            return None;
        }
        let place = bucket.start + way;
        if !state.passes() || !view.inside[cell.bucket as usize].contains(&place) {
            return Some(None);
        }
        let hits = view.hits(self, side, cell.bucket, &(row..row + 1))?;
        let met = view.found.is_none() || next_hit(&mut hits.as_slice(), row, row + 1).is_some();
        Some(met.then_some(place))
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
}

/// Newest order of dates: the later first day, then the more precise one; none last.
fn by_date(one: Option<PartialDate>, other: Option<PartialDate>) -> Ordering {
    let key = |date: Option<PartialDate>| date.map(|date| (date.first_day(), std::cmp::Reverse(date.days().end)));
    key(other).cmp(&key(one))
}
