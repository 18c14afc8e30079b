//! The native command `dossier`: checks bundles and makes them from other content.
//!
//! The binary is a thin shell around this library, so that tests call what users run. Content is untrusted: everything read is
//! bounded, nothing in it is run or fetched, and what cannot be kept is counted and reported.

pub mod body;
pub mod build;
pub mod check;
mod command;
pub mod diff;
mod filed;
pub mod import;
mod looks;
pub mod new;
mod output;
pub mod publish;
pub mod serve;
pub mod site;
mod work;

pub use command::{Command, run};
