//! The archive as its users see it: written from a bundle, and asked through files.
#![allow(clippy::unwrap_used)]

mod at_hand;
#[path = "../../../query/tests/query/by_hand.rs"]
#[allow(dead_code)]
mod by_hand;
mod equal;
#[path = "../../../query/tests/query/generated.rs"]
mod generated;
mod hostile;
mod known_item;
mod wordy;
