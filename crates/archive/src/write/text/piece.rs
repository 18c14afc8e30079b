//! What one stretch says of one term, as it waits in scratch: numbers and impacts of its items, and as many of their places as a record may
//! need. Places and numbers count from the start of the stretch.

use crate::format::terms::{CHAMPIONS, Posting};
use crate::format::tiers;
use crate::{Damage, Put, Take};

/// Adds the items of a stretch that have a term, in order of their numbers.
pub(super) fn write(items: &[Posting], put: &mut Put) {
    let numbers: Vec<u32> = items.iter().map(|item| item.number).collect();
    let impacts: Vec<u8> = items.iter().map(|item| item.impact).collect();
    put.ascending(&numbers);
    tiers::write(&impacts, put);
    if items.len() <= CHAMPIONS {
        for item in items {
            put.number(item.place);
        }
    } else {
        let mut best: Vec<(u8, u32)> = items.iter().map(|item| (item.impact, item.place)).collect();
        best.select_nth_unstable_by_key(CHAMPIONS, |one| by_worth(*one));
        for (impact, place) in &best[..CHAMPIONS] {
            put.number(u32::from(*impact));
            put.number(*place);
        }
    }
}

/// The order of champions: the highest impact first, then the first place.
pub(super) fn by_worth((impact, place): (u8, u32)) -> (u8, u32) {
    (u8::MAX - impact, place)
}

/// All items that have a term, put together stretch by stretch.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) numbers: Vec<u32>,
    pub(super) impacts: Vec<u8>,
    /// Impacts and places of all items, or of enough to have the best of them.
    pub(super) best: Vec<(u8, u32)>,
}

impl Joined {
    /// Reads what the next stretch, which begins at `start`, says of its `count` items.
    pub(super) fn read(&mut self, bytes: &[u8], count: u32, start: u32) -> Result<(), Damage> {
        let mut take = Take(bytes);
        let mut next = start;
        for _ in 0..count {
            next += take.number()?;
            self.numbers.push(next);
            next += 1;
        }
        let impacts = tiers::read(take.bytes(count.div_ceil(2) as usize)?, count)?;
        if count as usize <= CHAMPIONS {
            for impact in &impacts {
                self.best.push((*impact, start + take.number()?));
            }
        } else {
            for _ in 0..CHAMPIONS {
                self.best.push((take.number()? as u8, start + take.number()?));
            }
        }
        self.impacts.extend(impacts);
        take.end()
    }
}
