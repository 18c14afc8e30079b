//! One thing that is wrong, whatever it is in: settings, content, or a bundle. Says where it is; how it is shown is for the report.

use super::Counts;
use dossier_bundle::{Problem, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Findings of one kind that are listed; the rest are counted.
const LISTED: usize = 1000;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file as it was named.
    pub file: String,
    /// From 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The kind of it; docs/check.md lists them.
    pub code: &'static str,
    /// What it costs.
    pub severity: Severity,
    /// What is wrong, as a sentence.
    pub text: String,
    /// What to do, as a sentence.
    pub suggestion: Option<String>,
    /// Id (else title) of the item concerned.
    pub item: Option<String>,
    /// Where it is in JSON; empty elsewhere.
    pub pointer: String,
    /// The words to look for from its line on, for those who do not know more of its place.
    pub(super) words: Option<String>,
}

impl Finding {
    /// Something about a file, at a line if that is known.
    pub(super) fn new(severity: Severity, code: &'static str, (file, line): (&str, usize), text: String) -> Self {
        let (file, pointer) = (file.to_owned(), String::new());
        Self { file, line, column: 1, code, severity, text, suggestion: None, item: None, pointer, words: None }
    }

    /// The same with what to do about it.
    pub(super) fn advise(self, suggestion: &str) -> Self {
        Self { suggestion: Some(suggestion.to_owned()), ..self }
    }

    /// The same, to be found by these words.
    pub(super) fn at(self, words: &str) -> Self {
        Self { words: Some(words.to_owned()).filter(|words| !words.is_empty()), ..self }
    }

    /// The same about an item.
    pub(super) fn of(self, item: &str) -> Self {
        Self { item: Some(item.to_owned()), ..self }
    }

    /// A problem of a bundle.
    pub(super) fn of_bundle(file: &str, problem: &Problem) -> Self {
        let Problem { code, severity, line, column, pointer, text, suggestion, item } = problem.clone();
        Self { file: file.to_owned(), line, column, code: code.as_str(), severity, text, suggestion, item, pointer, words: None }
    }

    /// For programs.
    pub(super) fn to_value(&self) -> Value {
        json!({
            "file": self.file,
            "code": self.code,
            "severity": self.severity.as_str(),
            "line": self.line,
            "column": self.column,
            "pointer": self.pointer,
            "text": self.text,
            "suggestion": self.suggestion,
            "item": self.item,
        })
    }
}

/// Puts findings into the order of files and lines. Of a kind with very many the first are kept, and one that counts the rest.
pub(super) fn settle(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|one, other| {
        let place = |finding: &Finding| (finding.line, finding.column);
        one.file.cmp(&other.file).then_with(|| place(one).cmp(&place(other))).then_with(|| one.code.cmp(other.code))
    });
    let mut counts: BTreeMap<&'static str, (usize, Severity)> = BTreeMap::new();
    findings.retain(|finding| {
        let (count, worst) = counts.entry(finding.code).or_insert((0, finding.severity));
        *count += 1;
        *worst = finding.severity.max(*worst);
        *count <= LISTED
    });
    for (code, (count, severity)) in counts {
        if count > LISTED {
            let text = format!("{} more of this kind are not listed.", count - LISTED);
            findings.push(Finding::new(severity, code, ("", 0), text));
        }
    }
    findings
}

/// Counts findings by what they cost.
pub(super) fn count(findings: &[Finding], shown: usize, left_out: usize) -> Counts {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    Counts {
        shown,
        left_out,
        fatal: of(Severity::Fatal),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notes: of(Severity::Note),
    }
}
