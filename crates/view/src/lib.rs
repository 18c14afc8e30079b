//! The one renderer: what a reader sees, made of Leptos nodes, for the running page and for prerendered ones alike.
//!
//! Features (`frame`, `pages`, `filters`) read contexts; `parts` take plain values. Nothing here fetches, filters, reads a clock or
//! writes a signal that is not its own. Elements are built by calls rather than by `view!`, whose static parts go through
//! `innerHTML`, which Trusted Types forbid; components are plain functions for the same reason of weight.

pub mod context;
pub mod shown;
pub mod text;

mod filters;
mod frame;
mod link;
pub mod node;
mod pages;
mod parts;
pub mod prelude;
mod signal;

pub use frame::{Failure, Trouble, app, still, trouble};
pub use link::Places;
