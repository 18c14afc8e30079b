//! What is wrong with one bundle, as its parser tells.

use super::Counts;
use super::finding::Finding;
use crate::import::beside::named;
use dossier_bundle::{Bundle, Problem, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// What was found in one file.
#[derive(Clone, Debug)]
pub struct Found {
    /// The file as it was named.
    pub file: String,
    /// Everything that is wrong with it, in the order of places.
    pub problems: Vec<Problem>,
    /// How many there are of what.
    pub counts: Counts,
    /// The relative addresses in it.
    pub(crate) addresses: BTreeSet<String>,
}

/// Checks the bytes of a bundle.
pub fn check(file: &str, bytes: &[u8]) -> Found {
    parsed(file, bytes).1
}

/// The same, and what can be shown.
pub(crate) fn parsed(file: &str, bytes: &[u8]) -> (Bundle, Found) {
    let mut parsing = dossier_bundle::Parsing::start(bytes);
    let written = parsing.step(usize::MAX).total;
    let (bundle, problems) = parsing.finish();
    let counts = count(&bundle, &problems, written);
    let addresses = crate::build::addresses(&bundle);
    (bundle, Found { file: file.to_owned(), problems, counts, addresses })
}

fn count(bundle: &Bundle, problems: &[Problem], written: usize) -> Counts {
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    Counts {
        shown: bundle.items.len(),
        left_out: written.saturating_sub(bundle.items.len()),
        fatal: of(Severity::Fatal),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notes: of(Severity::Note),
    }
}

/// Everything that is wrong with a bundle and with what stands beside it, in one of these folders: there a build looks for its files.
pub(super) fn findings(found: &Found, folders: &[&Path]) -> Vec<Finding> {
    let problems = found.problems.iter().map(|problem| Finding::of_bundle(&found.file, problem));
    let is_there = |address: &str| folders.iter().any(|folder| named(folder, address).is_some());
    let missing = found.addresses.iter().filter(|address| !folders.is_empty() && !is_there(address)).map(|address| {
        let text = format!("There is no file \"{address}\" beside the bundle.");
        // Its host may have it.
        Finding::new(Severity::Note, "missing-file", (&found.file, 1), text).at(address)
    });
    problems.chain(missing).collect()
}

pub(crate) fn to_json(found: &Found) -> Value {
    let problems: Vec<_> = found.problems.iter().map(|problem| Finding::of_bundle(&found.file, problem).to_value()).collect();
    json!({ "file": found.file, "counts": found.counts, "problems": problems })
}
