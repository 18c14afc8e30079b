//! Questions over whole bundles: small ones by hand, random ones against a plainer answer, real ones.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says what it skipped or measured, and stops where it cannot go on")]

mod by_hand;
mod corpora;
mod generated;
mod half_remembered;
mod known_item;
mod make;
mod oracle;
mod random;
mod said;
mod search;
mod speed;
mod words;
