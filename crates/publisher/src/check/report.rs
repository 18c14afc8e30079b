//! The report for people: each problem with its line, then a line of counts.

use super::excerpt::{Excerpt, excerpt, harmless};
use super::{Counts, Found};
use dossier_bundle::{Problem, Severity};
use std::fmt::Write;

/// Problems that are shown with their lines; the rest are counted. `--json` has them all.
const SHOWN: usize = 200;

/// The report on `found`; `source` is the text of the file.
pub(super) fn text(found: &Found, source: &str, color: bool) -> String {
    let mut report = String::new();
    let mut cursor = Cursor::new(source.strip_prefix('\u{FEFF}').unwrap_or(source));
    for problem in found.problems.iter().take(SHOWN) {
        let excerpt = excerpt(cursor.source, cursor.find(problem.line, problem.column));
        show(&mut report, problem, &found.file, &excerpt, color);
    }
    if found.problems.len() > SHOWN {
        _ = writeln!(report, "… and {} more problems; --json lists them all\n", found.problems.len() - SHOWN);
    }
    _ = writeln!(report, "{}: {}", harmless(&found.file), summary(&found.counts));
    report
}

/// Finds places going forward, so that many problems on one long line cost one reading of it.
struct Cursor<'a> {
    source: &'a str,
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> Cursor<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, offset: 0, line: 1, column: 1 }
    }

    /// The byte at which this place is, both from 1, the column in characters.
    fn find(&mut self, line: usize, column: usize) -> usize {
        if (line, column) < (self.line, self.column) {
            // Problems stand in the order of their places, but for those about the whole file.
            *self = Self::new(self.source);
        }
        for c in self.source[self.offset..].chars() {
            if (self.line, self.column) >= (line, column) {
                break;
            }
            (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
            self.offset += c.len_utf8();
        }
        self.offset
    }
}

fn show(report: &mut String, problem: &Problem, file: &str, excerpt: &Excerpt, color: bool) {
    let hue = match problem.severity {
        Severity::Fatal | Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Note => "\u{1b}[1;36m",
    };
    let (hue, plain) = if color && std::env::var_os("NO_COLOR").is_none() { (hue, "\u{1b}[0m") } else { ("", "") };
    let number = problem.line.to_string();
    let margin = " ".repeat(number.len());
    _ = writeln!(report, "{hue}{}[{}]{plain}: {}", problem.severity, problem.code, harmless(&problem.text));
    _ = writeln!(report, "{margin}--> {}:{}:{}{}", harmless(file), problem.line, problem.column, context(problem));
    _ = writeln!(report, "{margin} |\n{number} | {}\n{margin} | {hue}{}{plain}", excerpt.line, excerpt.marks);
    if let Some(suggestion) = &problem.suggestion {
        _ = writeln!(report, "{margin} = help: {}", harmless(suggestion));
    }
    report.push('\n');
}

/// The pointer and the item, shortened where they are long.
fn context(problem: &Problem) -> String {
    let short = |text: &str| {
        if text.chars().nth(80).is_some() { format!("{}…", text.chars().take(80).collect::<String>()) } else { text.to_owned() }
    };
    let pointer = if problem.pointer.is_empty() { String::new() } else { format!(" at {}", short(&problem.pointer)) };
    let item = problem.item.as_ref().map(|item| format!(", item \"{}\"", short(item))).unwrap_or_default();
    harmless(&format!("{pointer}{item}"))
}

/// The closing line: what is shown, what is not, and how many problems there are.
fn summary(counts: &Counts) -> String {
    let several = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let mut parts = vec![format!("{} shown", several(counts.shown, "item")), format!("{} left out", counts.left_out)];
    for (count, one) in [(counts.fatal, "fatal problem"), (counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")] {
        if count > 0 || one == "warning" {
            parts.push(several(count, one));
        }
    }
    parts.join(", ")
}
