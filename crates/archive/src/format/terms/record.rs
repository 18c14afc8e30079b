//! What the dictionary says of a term: how many items have it, the best of them, and where the rest is written. A rare term has all its
//! items here, so that it needs no other file.

use super::front::Front;
use crate::format::Bucket;
use crate::{Damage, Take};

/// A term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What its forms have in common.
    pub term: String,
    /// Whether its bytes stand among those of another shard.
    pub guest: bool,
    /// How many items have it; at least 1.
    pub df: u32,
    /// All items that have it by their numbers, ascending, if they are at most [`INLINE`]; else none.
    pub inline: Vec<Posting>,
    /// Else the best of them: impact, then place, the highest impact first and the first place among equals. At most [`CHAMPIONS`].
    pub champions: Vec<(u8, u32)>,
    /// Where the numbers of all are, unless they are here.
    pub postings: Option<Span>,
    /// Where the impacts of all are, unless they are here.
    pub tiers: Option<Span>,
    /// Where the positions are, if any are known.
    pub positions: Option<Span>,
}

/// An item that has a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Its number.
    pub number: u32,
    /// Its place in newest order.
    pub place: u32,
    /// How well it has the term, 1–15.
    pub impact: u8,
}

/// Bytes in a file of a shelf; of positions, items in the order of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub file: u32,
    /// The first of them.
    pub start: u32,
    /// How many.
    pub length: u32,
}

/// Most items of a term that stand in its record.
pub const INLINE: u32 = 8;
/// How many of its best items a record names.
pub const CHAMPIONS: usize = 24;

/// Where the next home record's bytes begin, in the order of [`Record::spans`].
pub(super) type Cursors = [Span; 3];

const GUEST: u32 = 1;
const INLINED: u32 = 2;
const POSITIONED: u32 = 4;
/// Its bytes on a shelf begin the next file; for each shelf twice that.
const FRESH: u32 = 8;
const ALL_FLAGS: u32 = 64;

impl Span {
    /// Its bytes in the content of its file.
    pub fn of<'a>(&self, content: &'a [u8]) -> Result<&'a [u8], Damage> {
        let rest = content.get(self.start as usize..);
        rest.and_then(|rest| rest.get(..self.length as usize)).ok_or(Damage::of("a word's bytes are beyond its file"))
    }
}

impl Record {
    pub(super) fn read(take: &mut Take<'_>, front: &mut Front, homes: &mut Cursors, buckets: &[Bucket]) -> Result<Self, Damage> {
        let items = buckets.last().map_or(0, |last| last.start + last.count);
        let mut record = Self { term: front.read(take)?.to_owned(), ..Self::default() };
        let flags = take.below(ALL_FLAGS)?;
        record.guest = flags & GUEST != 0;
        record.df = take.below(items.saturating_add(1))?;
        let inlined = flags & INLINED != 0;
        if record.df == 0 || inlined != (record.df <= INLINE) {
            return Err(Damage::of("a word is in no items, or in too many"));
        }
        let used = [!inlined, !inlined, flags & POSITIONED != 0];
        let mut guest = Cursors::default();
        if record.guest {
            for (cursor, _) in guest.iter_mut().zip(used).filter(|(_, used)| *used) {
                *cursor = start(take)?;
            }
        }
        if inlined {
            record.inline = inline(take, record.df, buckets)?;
        } else {
            record.champions = champions(take, CHAMPIONS.min(record.df as usize), items)?;
        }
        let cursors = if record.guest { &mut guest } else { homes };
        let df = record.df;
        for (stream, (span, cursor)) in record.spans().into_iter().zip(cursors).enumerate() {
            if used[stream] {
                let length = match stream {
                    0 => take.number()?,
                    1 => df.div_ceil(2),
                    _ => df,
                };
                *span = Some(advance(flags & FRESH << stream != 0, length, cursor)?);
            }
        }
        Ok(record)
    }

    /// Where its bytes are in each stream.
    fn spans(&mut self) -> [&mut Option<Span>; 3] {
        [&mut self.postings, &mut self.tiers, &mut self.positions]
    }
}

/// Reads a file and an offset.
pub(super) fn start(take: &mut Take<'_>) -> Result<Span, Damage> {
    Ok(Span { file: take.number()?, start: take.number()?, length: 0 })
}

/// Moves the cursor, into the next file if one begins, behind what is as long as this.
fn advance(fresh: bool, length: u32, cursor: &mut Span) -> Result<Span, Damage> {
    const FAR: Damage = Damage::of("a word's bytes are beyond all files");
    if fresh {
        *cursor = Span { file: cursor.file.checked_add(1).ok_or(FAR)?, ..Span::default() };
    }
    let span = Span { length, ..*cursor };
    cursor.start = span.start.checked_add(span.length).ok_or(FAR)?;
    Ok(span)
}

fn inline(take: &mut Take<'_>, df: u32, buckets: &[Bucket]) -> Result<Vec<Posting>, Damage> {
    const FAR: Damage = Damage::of("an item is out of range");
    let (mut list, mut next) = (Vec::new(), 0_u32);
    for _ in 0..df {
        let number = next.checked_add(take.number()?).ok_or(FAR)?;
        let bucket = buckets.partition_point(|bucket| bucket.start + bucket.count <= number);
        let bucket = buckets.get(bucket).ok_or(FAR)?;
        let place = bucket.start + take.below(bucket.count)?;
        list.push(Posting { number, place, impact: impact(take.number()?)? });
        next = number + 1;
    }
    Ok(list)
}

fn champions(take: &mut Take<'_>, count: usize, items: u32) -> Result<Vec<(u8, u32)>, Damage> {
    let (mut list, mut highest, mut first) = (Vec::new(), 15, 0);
    for _ in 0..count {
        let step = take.below(15)?;
        let found = impact(highest - step.min(highest))?;
        if step > 0 {
            first = 0;
        }
        let place = take.number()?.checked_add(first).filter(|place| *place < items).ok_or(Damage::of("an item is out of range"))?;
        list.push((found, place));
        (highest, first) = (u32::from(found), place + 1);
    }
    Ok(list)
}

fn impact(number: u32) -> Result<u8, Damage> {
    if (1..=15).contains(&number) { Ok(number as u8) } else { Err(Damage::of("an impact is none")) }
}

#[cfg(feature = "write")]
impl Record {
    /// Writes it; home records in the order of their bytes.
    pub(super) fn write(&self, front: &mut Front, homes: &mut Cursors, buckets: &[Bucket], put: &mut crate::Put) {
        let spans = [self.postings, self.tiers, self.positions];
        let flag = |is: bool, flag: u32| if is { flag } else { 0 };
        front.write(&self.term, put);
        let mut flags = flag(self.guest, GUEST) | flag(!self.inline.is_empty(), INLINED) | flag(self.positions.is_some(), POSITIONED);
        for (stream, (span, cursor)) in spans.iter().zip(homes).enumerate() {
            let Some(span) = span.filter(|_| !self.guest) else { continue };
            flags |= flag(span.file != cursor.file, FRESH << stream);
            *cursor = Span { start: span.start + span.length, ..span };
        }
        put.number(flags);
        put.number(self.df);
        if self.guest {
            for span in spans.iter().flatten() {
                put.number(span.file);
                put.number(span.start);
            }
        }
        if self.inline.is_empty() {
            self.write_champions(put);
        } else {
            self.write_inline(buckets, put);
        }
        self.postings.iter().for_each(|span| put.number(span.length));
    }

    fn write_inline(&self, buckets: &[Bucket], put: &mut crate::Put) {
        let mut next = 0;
        for posting in &self.inline {
            let bucket = buckets.partition_point(|bucket| bucket.start + bucket.count <= posting.number);
            put.number(posting.number - next);
            put.number(posting.place - buckets.get(bucket).map_or(0, |bucket| bucket.start));
            put.number(u32::from(posting.impact));
            next = posting.number + 1;
        }
    }

    fn write_champions(&self, put: &mut crate::Put) {
        let (mut last, mut first) = (15, 0);
        for (impact, place) in &self.champions {
            put.number(u32::from(last - impact));
            put.number(place - if *impact == last { first } else { 0 });
            (last, first) = (*impact, place + 1);
        }
    }
}
