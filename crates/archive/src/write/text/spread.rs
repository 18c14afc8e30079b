//! Brings the words of all batches into the order in which they are written, with little in memory at a time: first each piece goes to
//! the stretch of the order that it belongs to, then a stretch at a time is put in order.

use super::piece::Joined;
use super::scratch::Scratch;
use super::vocabulary::Words;
use crate::{Damage, Put, Take};
use std::io;

/// A batch in scratch.
pub(super) struct Chunk {
    /// The number, and the place, at which its items begin.
    pub(super) first: u32,
    /// How many terms it has, and where their numbers, counts and lengths are, then their bytes.
    pub(super) terms: u32,
    pub(super) start: u64,
    pub(super) head: usize,
    pub(super) bytes: usize,
}

/// All pieces, stretch by stretch of the order.
pub(super) struct Spread {
    stretches: Vec<Stretch>,
    /// Whether a term at a place of the order has positions.
    positioned: Vec<bool>,
    current: Vec<u8>,
    /// The places of its terms, each with where in it a batch's piece begins.
    pieces: std::vec::IntoIter<(u32, usize)>,
    next: usize,
}

/// Neighbouring terms.
#[derive(Default)]
struct Stretch {
    /// What waits to be put aside.
    bytes: Put,
    /// What was put aside: where, and how much.
    aside: Vec<(u64, usize)>,
}

/// A term put together.
pub(super) struct Whole {
    pub(super) joined: Joined,
    /// Nothing if it has no positions.
    pub(super) positions: Vec<u8>,
}

/// Bytes of a stretch that are put aside at once.
const ASIDE: usize = 64 << 10;

impl Spread {
    /// Spreads the chunks over stretches of about `memory` bytes. `order` has all terms as they will be written.
    pub(super) fn new(
        chunks: &[Chunk],
        words: &Words,
        order: &[u32],
        common: &[bool],
        memory: u64,
        scratch: &dyn Scratch,
    ) -> io::Result<Self> {
        let mut places = vec![0; order.len()];
        let (mut stretch_of, mut stretches, mut size) = (Vec::with_capacity(order.len()), Vec::new(), 0);
        for (place, term) in (0..).zip(order) {
            let bytes = words.sums[*term as usize].bytes;
            if stretches.is_empty() || size + bytes > memory {
                stretches.push(Stretch::default());
                size = 0;
            }
            size += bytes;
            places[*term as usize] = place;
            stretch_of.push(stretches.len() - 1);
        }
        let positioned: Vec<bool> = order.iter().map(|term| !common[*term as usize]).collect();
        for chunk in chunks {
            let bytes = scratch.fetch(chunk.start, chunk.head + chunk.bytes)?;
            let (head, mut rest) = bytes.split_at_checked(chunk.head).ok_or(io::ErrorKind::UnexpectedEof)?;
            let mut take = Take(head);
            for _ in 0..chunk.terms {
                let [number, items, head, positions] = lengths(&mut take)?;
                let place = *places.get(words.place(number) as usize).ok_or(io::ErrorKind::InvalidData)?;
                let (piece, after) = rest.split_at_checked(head as usize + positions as usize).ok_or(io::ErrorKind::UnexpectedEof)?;
                rest = after;
                let stretch = &mut stretches[stretch_of[place as usize]];
                let (kept, positions) = if positioned[place as usize] { (piece, positions) } else { (&piece[..head as usize], 0) };
                for number in [place, chunk.first, items, head, positions] {
                    stretch.bytes.number(number);
                }
                stretch.bytes.0.extend_from_slice(kept);
                if stretch.bytes.0.len() >= ASIDE {
                    stretch.put_aside(scratch)?;
                }
            }
        }
        for stretch in &mut stretches {
            stretch.put_aside(scratch)?;
        }
        stretches.reverse();
        Ok(Self { stretches, positioned, current: Vec::new(), pieces: Vec::new().into_iter(), next: 0 })
    }

    /// The next term of the order.
    pub(super) fn next(&mut self, scratch: &dyn Scratch) -> io::Result<Whole> {
        let mut whole = Whole { joined: Joined::default(), positions: Vec::new() };
        if self.pieces.as_slice().is_empty()
            && let Some(stretch) = self.stretches.pop()
        {
            self.current = Vec::new();
            self.open(&stretch, scratch)?;
        }
        while let Some((_, start)) = self.pieces.as_slice().first().filter(|(place, _)| *place as usize == self.next) {
            let mut take = Take(&self.current[*start..]);
            let [first, items, head, positions] = lengths(&mut take)?;
            whole.joined.read(take.bytes(head as usize).map_err(broken)?, items, first).map_err(broken)?;
            whole.positions.extend_from_slice(take.bytes(positions as usize).map_err(broken)?);
            self.pieces.next();
        }
        self.next += 1;
        Ok(whole)
    }

    /// Whether the term that was last given has positions.
    pub(super) fn positioned(&self) -> bool {
        self.next.checked_sub(1).and_then(|place| self.positioned.get(place)).copied().unwrap_or_default()
    }

    fn open(&mut self, stretch: &Stretch, scratch: &dyn Scratch) -> io::Result<()> {
        // As long as it becomes: growing would take the memory twice.
        self.current.reserve_exact(stretch.aside.iter().map(|(_, length)| length).sum());
        for (start, length) in &stretch.aside {
            self.current.extend_from_slice(&scratch.fetch(*start, *length)?);
        }
        let mut take = Take(&self.current);
        let mut pieces = Vec::new();
        while !take.is_empty() {
            let place = take.number().map_err(broken)?;
            pieces.push((place, self.current.len() - take.0.len()));
            let [_, _, head, positions] = lengths(&mut take)?;
            take.bytes(head as usize + positions as usize).map_err(broken)?;
        }
        // The pieces of a term stay as they came, in the order of the batches.
        pieces.sort_unstable();
        self.pieces = pieces.into_iter();
        Ok(())
    }
}

/// What stands before a piece: where its batch begins (or the number of its term), its items, its bytes, and those of its positions.
fn lengths(take: &mut Take<'_>) -> io::Result<[u32; 4]> {
    let mut numbers = [0; 4];
    for number in &mut numbers {
        *number = take.number().map_err(broken)?;
    }
    Ok(numbers)
}

impl Stretch {
    fn put_aside(&mut self, scratch: &dyn Scratch) -> io::Result<()> {
        if !self.bytes.0.is_empty() {
            self.aside.push((scratch.stow(&self.bytes.0)?, self.bytes.0.len()));
            self.bytes.0.clear();
        }
        Ok(())
    }
}

/// Scratch that came back other than it went.
fn broken(damage: Damage) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("scratch data came back damaged: {damage}"))
}
