//! Content as a build reads it: the same import, of which each loss is told at its place.

use super::finding::Finding;
use super::usage::Usage;
use crate::body::{NO_HEADING, Note};
use crate::import::beside::{NO_SUCH_HEADING, NOT_SHOWN, NOT_THERE};
use crate::import::collect::{Collector, SHARED_ID, own_topic};
use crate::import::fetch::Fetcher;
use crate::import::losses::{Met, Place};
use crate::import::mapping::Mapping;
use crate::import::row::Row;
use crate::import::sources::Sources;
use crate::import::{Report, SourceKind, named};
use anyhow::Result;
use dossier_bundle::{Bundle, Severity};
use std::path::{Path, PathBuf};

/// Content that was read.
pub(super) struct Content {
    pub(super) bundle: Bundle,
    /// Where each item stands.
    pub(super) places: Vec<Place>,
    pub(super) report: Report,
}

/// Reads all of it. What addresses have is fetched, and kept beside `near`.
pub(super) fn read(inputs: &[PathBuf], mapping: &Mapping, near: &Path, usage: &mut Usage) -> Result<Content> {
    let mut sources = Sources::new(inputs, None, None, Fetcher::new(None, near), mapping)?.forgiving(true);
    let (mapping, name) = named(&mut sources, mapping, None, inputs)?;
    let own_topic = own_topic(&mapping, None, &name);
    let mut collector = Collector::new(&mapping, &own_topic).with_each_loss().beside(sources.others());
    while let Some(taken) = sources.next()? {
        if let Some(Ok(bytes)) = &taken.row
            && let Ok(row) = Row::read(bytes)
        {
            usage.row(&row, &mapping);
        }
        collector.take(&taken);
    }
    let (bundle, report, places) = collector.finish_with_places(None, &name);
    Ok(Content { bundle, places, report })
}

/// Every loss of an import as a finding.
pub(super) fn losses(report: &Report) -> impl Iterator<Item = Finding> {
    report.losses.each().iter().map(finding)
}

/// What a place is as the place of a finding.
pub(super) fn at(place: &Place) -> (&str, usize) {
    (&place.file, usize::try_from(place.line).unwrap_or(usize::MAX))
}

fn finding(met: &Met) -> Finding {
    let Met { place, sort, name, count, about, held } = met;
    if let Some(held) = held {
        return shared(met, held);
    }
    let times = if *count > 1 { format!(", {count} times") } else { String::new() };
    let new = |severity, code, text: String| Finding::new(severity, code, at(place), text);
    let named = |end: &str| format!("{}{times}{end}", capitalised(name));
    let quoted = |end: &str| if about.is_empty() { named(end) } else { format!("{}: \"{about}\"{end}", capitalised(name)) };
    let element = || format!("<{}", name.split(' ').next().unwrap_or_default());
    match sort {
        Note::Row => new(Severity::Error, "refused", named(". It is not shown.")),
        Note::Field => new(Severity::Warning, "unused-field", format!("The field \"{name}\" is not carried over."))
            .advise("Name it in `fields` or in `ignore` in the settings, or take it out.")
            .at(name),
        Note::Value => new(Severity::Warning, "changed-value", quoted(".")).at(about),
        Note::Dropped => {
            // A line across the page holds no text.
            let severity = if name == "hr" { Severity::Note } else { Severity::Warning };
            new(severity, "dropped-element", format!("Left out with all that is in it: {name}{times}.")).at(&element())
        }
        Note::Unwrapped => new(Severity::Note, "unwrapped-element", format!("Only the text is kept of: {name}{times}.")).at(&element()),
        Note::Link => new(Severity::Warning, lost(name, about), quoted(rest(name))).at(about),
        Note::Shortcode => {
            new(Severity::Warning, "lost-shortcode", format!("A shortcode that only its generator can read was left out: {name}{times}."))
                .at(name)
        }
        Note::Text => new(Severity::Note, "changed-text", named(".")).at(about),
        Note::Passed => new(Severity::Note, "passed-over", named(". It was passed over.")),
    }
}

/// Two items that want one id, or one address.
fn shared(met: &Met, held: &Place) -> Finding {
    let about = &met.about;
    let (code, text, advice) = if met.name == SHARED_ID {
        let text = format!(
            "The id \"{about}\" is also that of {held}, which has it: this item is called otherwise, and links lead to the other one."
        );
        ("shared-id", text, "Give one of them another id, slug or name.")
    } else {
        let text = format!("The address \"{about}\" is also one of {held}, where it leads to.");
        ("shared-address", text, "Take it out of the aliases of one of them.")
    };
    Finding::new(Severity::Warning, code, at(&met.place), text).advise(advice).at(about)
}

/// What is left of it.
fn rest(name: &str) -> &'static str {
    match name.split([' ', ':']).next() {
        Some("link") => ". The words stay, without the link.",
        Some("picture") => ". Its words stay in its place.",
        _ => ". It is left out.",
    }
}

/// The kind of a link that was lost.
fn lost(name: &str, about: &str) -> &'static str {
    let ends = |end: &str| name.ends_with(end);
    // What is neither called as a page is nor written as the address of one.
    let is_file = || Path::new(about).extension().is_some() && SourceKind::of_name(Path::new(about)).is_none();
    match () {
        () if ends(NO_SUCH_HEADING) || name == NO_HEADING => "dead-anchor",
        () if ends(NOT_THERE) && (!name.starts_with("link") || is_file()) => "missing-file",
        () if ends(NOT_THERE) || ends(NOT_SHOWN) => "dead-link",
        () => "lost-link",
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
