//! The report for people: each finding with its line, then a line of counts.

use super::excerpt::{Excerpt, excerpt, harmless};
use super::finding::Finding;
use super::sources::Sources;
use super::{Checked, Counts};
use dossier_bundle::Severity;
use std::fmt::Write;

/// Findings that are shown with their lines, the worst ones if there are more; the rest are counted. `--json` has up to 1,000 of a kind.
const SHOWN: usize = 200;

/// The report on what was checked.
pub(super) fn text(checked: &Checked, sources: &mut Sources, color: bool) -> String {
    let mut report = String::new();
    // Nothing that costs an item is hidden behind what costs nothing.
    let mut worst: Vec<&Finding> = checked.findings.iter().collect();
    if worst.len() > SHOWN {
        worst.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        worst.truncate(SHOWN);
    }
    for finding in worst {
        let excerpt = sources.at(&finding.file, finding.line, finding.column).map(|(source, byte)| excerpt(source, byte));
        show(&mut report, finding, excerpt.as_ref(), color);
    }
    if checked.findings.len() > SHOWN {
        _ = writeln!(
            report,
            "… and {} more problems, none of them worse; --json lists up to 1,000 of a kind\n",
            checked.findings.len() - SHOWN
        );
    }
    _ = writeln!(report, "{}: {}", harmless(&checked.name), summary(&checked.counts));
    report
}

fn show(report: &mut String, finding: &Finding, excerpt: Option<&Excerpt>, color: bool) {
    let hue = match finding.severity {
        Severity::Fatal | Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Note => "\u{1b}[1;36m",
    };
    let (hue, plain) = if color && std::env::var_os("NO_COLOR").is_none() { (hue, "\u{1b}[0m") } else { ("", "") };
    let number = finding.line.to_string();
    let margin = " ".repeat(number.len());
    _ = writeln!(report, "{hue}{}[{}]{plain}: {}", finding.severity, finding.code, harmless(&finding.text));
    let place = match (finding.line, excerpt) {
        (0, _) => String::new(),
        (line, None) => format!(":{line}"),
        (line, Some(_)) => format!(":{line}:{}", finding.column),
    };
    if !finding.file.is_empty() {
        _ = writeln!(report, "{margin}--> {}{place}{}", harmless(&finding.file), context(finding));
    }
    if let Some(excerpt) = excerpt {
        _ = writeln!(report, "{margin} |\n{number} | {}\n{margin} | {hue}{}{plain}", excerpt.line, excerpt.marks);
    }
    if let Some(suggestion) = &finding.suggestion {
        _ = writeln!(report, "{margin} = help: {}", harmless(suggestion));
    }
    report.push('\n');
}

/// The pointer and the item, shortened where they are long.
fn context(finding: &Finding) -> String {
    let short = |text: &str| {
        if text.chars().nth(80).is_some() { format!("{}…", text.chars().take(80).collect::<String>()) } else { text.to_owned() }
    };
    let pointer = if finding.pointer.is_empty() { String::new() } else { format!(" at {}", short(&finding.pointer)) };
    let item = finding.item.as_ref().map(|item| format!(", item \"{}\"", short(item))).unwrap_or_default();
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
