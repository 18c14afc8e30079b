//! `dossier diff`: which items were added, withdrawn, retitled, redated or otherwise changed between two states of a site.
//!
//! 1. `state` opens bundles and sites, and goes over their items;
//! 2. `changes` compares them; it is pure, and for whoever has items from elsewhere;
//! 3. `report` tells people and machines.
//!
//! Nothing is written but to standard output.

mod changes;
mod report;
mod state;
#[cfg(test)]
mod tests;

pub use changes::{Changed, Changes, Item, Items, changes};
pub use state::compare;

use crate::command::{Outcome, print};
use anyhow::Result;
use clap::Args;
use std::path::PathBuf;

/// Options of `dossier diff`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// The earlier state: a bundle, or the folder of a site
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The later state, of either shape
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// Print JSON on standard output
    #[arg(long)]
    pub json: bool,
}

/// Compares, and tells what has changed.
pub fn run(options: &Options) -> Result<Outcome> {
    let changes = compare(&options.old, &options.new)?;
    print(&if options.json { report::json(&changes)? } else { report::text(&changes) })?;
    Ok(Outcome::Fine)
}
