//! The archive as its users see it: written from a bundle, and asked through files.
#![allow(clippy::unwrap_used)]

mod at_hand;
mod equal;
#[path = "../../../query/tests/query/generated.rs"]
mod generated;
#[path = "../../../query/tests/query/half_remembered.rs"]
mod half_remembered;
mod hostile;
mod known_item;
#[path = "../../../query/tests/query/make.rs"]
mod make;
mod wordy;
