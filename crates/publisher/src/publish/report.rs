//! What a publish did, or would do: for people, and as JSON.

use super::Options;
use super::inventory::Local;
use super::names::Headers;
use super::plan::Plan;
use super::state::There;
use anyhow::Result;
use serde::Serialize;
use std::fmt::Write as _;

/// What happened.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    target: String,
    dry_run: bool,
    /// The number of the generation that is now the newest.
    generation: u64,
    /// When each generation that is kept was published.
    kept: Vec<Kept>,
    uploaded: Size,
    unchanged: Size,
    removed: usize,
    /// Everything that was done, in this order; files of one stage in any order.
    writes: Vec<Write>,
    removes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Kept {
    number: u64,
    time: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Size {
    files: u64,
    bytes: u64,
}

#[derive(Clone, Debug, Serialize)]
struct Write {
    path: String,
    bytes: u64,
    stage: usize,
    #[serde(flatten)]
    headers: Headers,
}

impl Report {
    pub(super) fn new(options: &Options, files: &[Local], there: &[There], plan: &Plan, target: String) -> Self {
        let size = |same: bool| {
            let chosen = files.iter().zip(there).filter(|(_, there)| (**there == There::Same) == same);
            chosen.fold(Size::default(), |size, (file, _)| Size { files: size.files + 1, bytes: size.bytes + file.bytes })
        };
        let write = |stage: usize, place: usize| {
            let file = &files[place];
            Write { path: file.path.clone(), bytes: file.bytes, stage, headers: file.headers.clone() }
        };
        let stages = (1..).zip(&plan.stages);
        let kept = plan.notes.generations.iter().map(|of| Kept { number: of.number, time: of.time.to_rfc3339() }).collect();
        Self {
            target,
            dry_run: options.dry_run,
            generation: plan.number,
            kept,
            uploaded: size(false),
            unchanged: size(true),
            removed: plan.removes.len(),
            writes: stages.flat_map(|(stage, places)| places.iter().map(move |place| write(stage, *place))).collect(),
            removes: plan.removes.clone(),
        }
    }

    /// For people.
    pub(super) fn text(&self) -> String {
        let Self { target, generation, uploaded, unchanged, removed, .. } = self;
        if uploaded.files == 0 && *removed == 0 {
            return format!("{target} is up to date: generation {generation}, {} files\n", unchanged.files);
        }
        let verb = if self.dry_run { "would become" } else { "is" };
        let kept = self.kept.len();
        format!(
            "{target} {verb} generation {generation}: {} files ({} bytes) written, {} unchanged, {removed} removed, {kept} generations kept\n",
            uploaded.files, uploaded.bytes, unchanged.files
        )
    }

    /// Each step on a line, as columns parted by tabs.
    pub(super) fn steps(&self) -> String {
        let mut text = String::new();
        for Write { path, bytes, stage, headers } in &self.writes {
            let encoding = headers.encoding.unwrap_or("-");
            let _ = writeln!(text, "write\t{stage}\t{path}\t{bytes}\t{}\t{}\t{encoding}", headers.media_type, headers.cache);
        }
        for path in &self.removes {
            let _ = writeln!(text, "remove\t-\t{path}");
        }
        text
    }

    pub(super) fn to_json(&self) -> Result<String> {
        Ok(format!("{}\n", serde_json::to_string_pretty(self)?))
    }
}
