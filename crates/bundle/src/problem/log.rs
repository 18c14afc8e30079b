//! Collects problems while a bundle is read. Places are worked out late, so that a good bundle pays nothing for them.

use super::lines::Lines;
use super::locate::Wanted;
use super::{Code, Problem, Severity, quoted};
use crate::json::At;
use std::collections::BTreeMap;

/// Problems listed of one kind; the rest are counted.
const LISTED: usize = 1000;

/// The problems found so far.
#[derive(Default)]
pub(crate) struct Log {
    found: Vec<Found>,
    /// How many there are of each kind, listed or not, and the worst severity among them.
    counts: BTreeMap<Code, (usize, Severity)>,
    /// From here on `found` has no places yet.
    unsettled: usize,
}

/// A problem and the byte offset of its place.
struct Found {
    offset: usize,
    problem: Problem,
}

impl Log {
    /// Notes a problem with the value at `at`.
    pub(crate) fn add(&mut self, code: Code, at: &At<'_>, text: impl Into<String>) {
        self.entry(code, code.severity(), 0, || at.pointer(), text.into(), None);
    }

    /// The same, with what to do about it.
    pub(crate) fn advise(&mut self, code: Code, at: &At<'_>, text: impl Into<String>, suggestion: impl Into<String>) {
        self.entry(code, code.severity(), 0, || at.pointer(), text.into(), Some(suggestion.into()));
    }

    /// Notes a problem by its pointer, at another severity than usual.
    pub(crate) fn add_as(&mut self, severity: Severity, code: Code, pointer: String, text: impl Into<String>, suggestion: Option<String>) {
        self.entry(code, severity, 0, || pointer, text.into(), suggestion);
    }

    /// Notes a problem at a known byte offset; [`Log::settle`] leaves its place alone.
    pub(crate) fn add_at(&mut self, severity: Severity, code: Code, offset: usize, pointer: String, text: impl Into<String>) {
        self.entry(code, severity, offset, || pointer, text.into(), None);
        self.unsettled = self.found.len();
    }

    /// Whether another problem of this kind would be listed, so that advice is worth its cost.
    pub(crate) fn lists(&self, code: Code) -> bool {
        self.counts.get(&code).is_none_or(|(count, _)| *count < LISTED)
    }

    /// Notes that a value is not what its field wants: `wanted` completes "must be …".
    pub(crate) fn wrong_type(&mut self, at: &At<'_>, wanted: &str) {
        let field = at.name();
        self.add(Code::WrongType, at, format!("{} must be {wanted}, not {}.", quoted(&field), at.value.kind()));
    }

    /// Notes that the object at `at` lacks `field`; `loss` is a sentence on what follows from it.
    pub(crate) fn missing(&mut self, at: &At<'_>, field: &str, loss: &str) {
        self.advise(Code::MissingField, at, format!("\"{field}\" is missing or empty. {loss}"), format!("Add \"{field}\"."));
    }

    fn entry(
        &mut self,
        code: Code,
        severity: Severity,
        offset: usize,
        pointer: impl FnOnce() -> String,
        text: String,
        suggestion: Option<String>,
    ) {
        let count = self.counts.entry(code).or_insert((0, severity));
        *count = (count.0 + 1, count.1.max(severity));
        if count.0 <= LISTED {
            let problem = Problem { code, severity, line: 1, column: 1, pointer: pointer(), text, suggestion, item: None };
            self.found.push(Found { offset, problem });
        }
    }

    /// Gives a place to the problems noted since the last call. They all lie in `text`, which begins at `offset` of the source
    /// and at the first `skip` parts of their pointers; `item` names the item they belong to.
    pub(crate) fn settle(&mut self, text: &str, offset: usize, skip: usize, item: Option<&str>) {
        let fresh = &mut self.found[self.unsettled..];
        if !fresh.is_empty() {
            let mut wanted = Wanted::default();
            for (number, found) in fresh.iter_mut().enumerate() {
                found.offset = offset;
                found.problem.item = item.map(str::to_owned);
                wanted.add(&found.problem.pointer, skip, number);
            }
            wanted.find(text, &mut |number, place| fresh[number].offset = offset + place);
        }
        self.unsettled = self.found.len();
    }

    /// All problems in the order of their places; for each kind of which there were too many, a last one that counts the rest.
    pub(crate) fn finish(mut self, source: &str) -> Vec<Problem> {
        self.found.sort_by_key(|found| found.offset);
        let mut lines = Lines::new(source);
        let mut problems = Vec::with_capacity(self.found.len());
        for mut found in self.found {
            (found.problem.line, found.problem.column) = lines.at(found.offset);
            problems.push(found.problem);
        }
        for (code, (count, severity)) in self.counts {
            if count > LISTED {
                let text = format!("{} more problems of this kind are not listed.", count - LISTED);
                let pointer = String::new();
                problems.push(Problem { code, severity, line: 1, column: 1, pointer, text, suggestion: None, item: None });
            }
        }
        problems
    }
}
