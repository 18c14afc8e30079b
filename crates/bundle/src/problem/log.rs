//! Collects problems while a bundle is read. Lines and columns are worked out last, so that a good bundle pays nothing for them.

use super::lines::Lines;
use super::{Code, EXPLAIN, Problem, Severity, quoted};
use crate::json::At;
use crate::lean::ToList;
use crate::lean::sort_by;

/// Problems listed of one kind; the rest are counted.
const LISTED: usize = 1000;

/// The problems found so far.
pub(crate) struct Log {
    found: Vec<Found>,
    /// For each kind how many there are, listed or not, and the worst severity among them.
    counts: [Count; Code::ALL.len()],
    /// From here on nothing in `found` names its item yet.
    open: usize,
}

#[derive(Clone, Copy)]
struct Count {
    number: usize,
    worst: Severity,
}

impl Default for Log {
    fn default() -> Self {
        Self { found: Vec::new(), counts: [Count { number: 0, worst: Severity::Note }; Code::ALL.len()], open: 0 }
    }
}

/// A problem and the byte of the source at which it is.
struct Found {
    start: usize,
    code: Code,
    severity: Severity,
    /// None where problems are not explained.
    words: Option<Box<Words>>,
}

/// What a problem is called for those who can mend it. Made only where problems are explained.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) pointer: String,
    pub(crate) text: String,
    pub(crate) suggestion: Option<String>,
    item: Option<String>,
}

impl Log {
    /// Notes a problem with the value at `at`.
    #[expect(clippy::inline_always, reason = "see `note`")]
    #[inline(always)]
    pub(crate) fn add(&mut self, code: Code, at: &At<'_>, text: impl FnOnce() -> String) {
        self.note(code.severity(), code, at.start, || (at.pointer(), text(), None));
    }

    /// The same, with what to do about it.
    #[expect(clippy::inline_always, reason = "see `note`")]
    #[inline(always)]
    pub(crate) fn advise(&mut self, code: Code, at: &At<'_>, text: impl FnOnce() -> String, suggestion: impl FnOnce() -> String) {
        self.note(code.severity(), code, at.start, || (at.pointer(), text(), Some(suggestion())));
    }

    /// Notes a problem at a byte of the source; `words` gives its pointer, its text, and what to do about it.
    ///
    /// In the reader the words are no part of the program: they are inlined to where this says that nobody reads them.
    #[expect(clippy::inline_always, reason = "or the reader carries the words of every caller")]
    #[inline(always)]
    pub(crate) fn note(&mut self, severity: Severity, code: Code, start: usize, words: impl FnOnce() -> (String, String, Option<String>)) {
        let listed = self.counts[code as usize].number < LISTED;
        let words = (EXPLAIN && listed).then(|| {
            let (pointer, text, suggestion) = words();
            Box::new(Words { pointer, text, suggestion, item: None })
        });
        self.enter(severity, code, start, words);
    }

    /// Notes that a value is not what its field wants: `wanted` completes "must be …".
    pub(crate) fn wrong_type(&mut self, at: &At<'_>, wanted: &str) {
        self.add(Code::WrongType, at, || format!("{} must be {wanted}, not {}.", quoted(at.name()), at.value.kind()));
    }

    /// Notes that the object at `at` lacks `field`; `loss` is a sentence on what follows from it.
    pub(crate) fn missing(&mut self, at: &At<'_>, field: &str, loss: &str) {
        let text = || format!("\"{field}\" is missing or empty. {loss}");
        self.advise(Code::MissingField, at, text, || format!("Add \"{field}\"."));
    }

    #[inline(never)]
    fn enter(&mut self, severity: Severity, code: Code, start: usize, words: Option<Box<Words>>) {
        let count = &mut self.counts[code as usize];
        *count = Count { number: count.number + 1, worst: count.worst.max(severity) };
        if count.number <= LISTED {
            self.found.push(Found { start, code, severity, words });
        }
    }

    /// Says which item the problems noted since the last call belong to.
    pub(crate) fn close(&mut self, item: Option<&str>) {
        if EXPLAIN {
            for words in self.found[self.open..].iter_mut().filter_map(|found| found.words.as_mut()) {
                words.item = item.map(str::to_owned);
            }
            self.open = self.found.len();
        }
    }

    /// All problems in the order of their places; for each kind of which there were too many, a last one that counts the rest.
    pub(crate) fn finish(mut self, source: &str) -> Vec<Problem> {
        let mut order: Vec<u32> = (0..self.found.len() as u32).to_list();
        sort_by(&mut order, &|one, other| self.found[one as usize].start.cmp(&self.found[other as usize].start));
        let mut lines = Lines::new(source);
        let mut problems = Vec::with_capacity(order.len());
        for place in order {
            let Found { start, code, severity, words } = &mut self.found[place as usize];
            problems.push(problem(*severity, *code, lines.at(*start), words.take()));
        }
        for code in Code::ALL {
            let Count { number, worst } = self.counts[*code as usize];
            if number > LISTED {
                let text = || format!("{} more problems of this kind are not listed.", number - LISTED);
                let words = EXPLAIN.then(|| Box::new(Words { text: text(), ..Words::default() }));
                problems.push(problem(worst, *code, (1, 1), words));
            }
        }
        problems
    }
}

fn problem(severity: Severity, code: Code, (line, column): (usize, usize), words: Option<Box<Words>>) -> Problem {
    let brief = || Words { text: code.brief().to_owned(), ..Words::default() };
    let Words { pointer, text, suggestion, item } = words.map_or_else(brief, |words| *words);
    Problem { code, severity, line, column, pointer, text, suggestion, item }
}
