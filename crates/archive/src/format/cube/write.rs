//! Writes cubes: the mirror of how they are read, bit for bit.

use super::counts::Counts;
use super::{Cell, Margins, OTHERS, SORTS, expected, of, places};
use crate::format::Key;
use crate::format::coder::{Encoder, Numbers};
use dossier_bundle::Kind;

/// Writes the cube of a kind of `buckets` buckets under these keys. `all_cells` are those of both kinds, in order of bucket, then key,
/// none empty.
pub fn write(all_cells: &[Cell], buckets: u32, keys: &[Key], kind: Kind, put: &mut crate::Put) {
    let (own_places, mut encoder) = (of(keys, kind), Encoder::default());
    let own_keys = &keys[own_places.clone()];
    let mut totals = vec![(0_u32, 0_u32); buckets as usize];
    let mut rests = vec![0_u32; own_keys.len()];
    let mut margins = Margins::none(own_keys);
    let mut all = 0_u64;
    for cell in all_cells {
        let total = &mut totals[cell.bucket as usize];
        if !own_places.contains(&(cell.key as usize)) {
            total.1 += cell.count;
            continue;
        }
        total.0 += cell.count;
        let key = cell.key as usize - own_places.start;
        rests[key] += cell.count;
        for (start, place) in margins.starts.into_iter().zip(places(&own_keys[key])) {
            margins.sums[start + place] += cell.count;
        }
        all += u64::from(cell.count);
    }
    let (mut numbers, mut sort) = (vec![Numbers::UNKNOWN; SORTS], 0);
    for (own, other) in &totals {
        numbers[sort].write(*own, &mut encoder);
        numbers[OTHERS].write(*other, &mut encoder);
        sort = (own + 1).ilog2() as usize;
    }
    for (place, sum) in margins.sums.iter().enumerate() {
        numbers[margins.sort(place)].write(*sum, &mut encoder);
    }
    let mut counts = Counts::by_chance();
    for (total, key) in rests.iter().zip(own_keys) {
        let expected = margins.expected(key, all.max(1));
        if expected > 0.0 {
            counts.write(*total, &mut encoder, expected, u32::MAX);
        }
    }
    let mut counts = Counts::by_chance();
    let mut cells = all_cells.iter().filter(|cell| own_places.contains(&(cell.key as usize))).peekable();
    for (bucket, (own, _)) in (0..).zip(totals) {
        let (mut rest, mut others) = (own, all);
        for (key, key_rest) in (own_places.start as u32..).zip(&mut rests) {
            if rest == 0 {
                break;
            }
            let before = *key_rest;
            if before > 0 {
                let count = cells.next_if(|cell| (cell.bucket, cell.key) == (bucket, key)).map_or(0, |cell| cell.count);
                if u64::from(before) != others {
                    counts.write(count, &mut encoder, expected(rest, before, others), rest.min(before));
                }
                *key_rest -= count;
                rest -= count;
                others -= u64::from(before);
            }
        }
        all -= u64::from(own);
    }
    put.0.extend(encoder.finish());
}
