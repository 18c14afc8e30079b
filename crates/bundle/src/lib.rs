//! The content format `dossier-bundle/1`: what a bundle file may say, and what it means.
//!
//! [`parse`] turns untrusted bytes into a checked [`Bundle`] and a list of [`Problem`]s; [`wire`] writes one back.
//! This crate does no I/O, reads no clock, knows no browser and never stops at the first fault:
//! one bad item never costs the reader the others.

mod json;
pub mod lean;
pub mod model;
mod parse;
mod problem;
pub mod wire;

pub use model::*;
pub use parse::{Parsing, Progress, complete_item, parse, parse_items};
pub use problem::{Code, Problem, Severity};
