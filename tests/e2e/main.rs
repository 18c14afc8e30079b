//! Dossier in real browsers: what a reader meets when the host is good, bad or hostile.
//!
//! `cargo xtask test` hands over the built reader and the browsers; without them every test here says that it was skipped.
//! A test is what a reader does and what they then see. Nothing here looks into the reader's insides.

mod address;
mod archive;
mod bad_input;
mod content;
mod crash;
mod dates;
mod embed;
mod facets;
mod harness;
mod hosts;
mod journey;
mod keyboard;
mod made_ahead;
mod rest;
mod screenful;
mod seed;
mod self_test;
mod shape;
mod states;
mod stillness;
