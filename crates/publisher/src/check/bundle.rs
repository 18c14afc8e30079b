//! What is wrong with one bundle, as its parser tells.

use super::Counts;
use super::finding::Finding;
use dossier_bundle::{Bundle, Problem, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;

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

pub(crate) fn to_json(found: &Found) -> Value {
    let problems: Vec<_> = found.problems.iter().map(|problem| Finding::of_bundle(&found.file, problem).to_value()).collect();
    json!({ "file": found.file, "counts": found.counts, "problems": problems })
}
