//! What a publisher or a reader notices of the format, from outside the crate.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

mod archive;
mod corpora;
mod example;
mod hostile;
mod meaning;
mod pieces;
mod problems;
mod random;
mod round_trip;
mod slices;
