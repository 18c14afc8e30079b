//! `dossier publish`: a site becomes what readers see at a folder or an object store.
//!
//! 1. `inventory` takes stock of the site and proves that it is whole; `names` says of each file what it is;
//! 2. `state` looks at the `target`, by the notes of the last publish (`generations`) where they can be trusted;
//! 3. `plan` decides what is written in which order, and what is removed;
//! 4. under a lock, `upload` sends the files stage by stage and makes sure that they arrive;
//! 5. the notes are written, files that no kept generation names are removed, and `report` says what happened.
//!
//! Nothing of the site is changed, nothing is removed that no publish has written, and until `bundle.json` is replaced readers see no change.
//! A publish that was killed is continued by the next one.

mod generations;
mod inventory;
mod names;
mod options;
mod plan;
mod progress;
mod report;
mod state;
mod target;
#[cfg(test)]
mod tests;
mod upload;

pub use names::{ASK, Headers, IMMUTABLE, SHORT, media_type};
pub use options::{HELP, Options};

use crate::command::{Outcome, print};
use crate::work;
use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use generations::{Generations, NOTES};
use inventory::Local;
use names::Kind;
use plan::{Keep, Plan};
use progress::Progress;
use report::Report;
use state::{PENDING, Pending, State, There};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;
use target::{Expect, Guard, Target, Version};
use upload::Sender;

/// Publishes, and tells what happened.
pub fn run(options: &Options) -> Result<Outcome> {
    let target = target::open(options)?;
    refuse_to_nest(options)?;
    let report = publish(options, target, options.time.unwrap_or_else(now))?;
    eprint!("{}", report.text());
    if options.json {
        print(&report.to_json()?)?;
    } else if options.dry_run {
        print(&report.steps())?;
    }
    Ok(Outcome::Fine)
}

/// Publishes at a given time.
fn publish(options: &Options, target: Arc<dyn Target>, now: DateTime<Utc>) -> Result<Report> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let files = inventory::take(&options.site, threads)?;
    let (state, there, plan) = decide(options, &files, target.as_ref(), now)?;
    refuse_to_harm(options, &files, &state, &there, target.as_ref())?;
    if options.dry_run || plan.is_empty(&state) {
        return Ok(Report::new(options, &files, &there, &plan, target.name()));
    }
    let guard = Arc::clone(&target).guard(options)?;
    // Another publisher may have ended meanwhile. From here on nobody else writes.
    let (state, there, plan) = decide(options, &files, target.as_ref(), now)?;
    if let Some(complaint) = &state.complaint {
        eprintln!("dossier: {complaint}");
    }
    let report = Report::new(options, &files, &there, &plan, target.name());
    carry_out(options, &files, &state, plan, (target.as_ref(), guard.as_ref()))?;
    Ok(report)
}

fn decide(options: &Options, files: &[Local], target: &dyn Target, now: DateTime<Utc>) -> Result<(State, Vec<There>, Plan)> {
    let state = State::of(target, options.verify)?;
    let there = state.compare(&options.site, files, target, usize::from(options.parallel))?;
    let keep = Keep { generations: options.keep_generations as usize, days: options.keep_days, withdraw: options.withdraw };
    let plan = Plan::new(files, &there, &state, keep, now);
    Ok((state, there, plan))
}

/// Fails if the target lies in the site, which would then never be the same again.
fn refuse_to_nest(options: &Options) -> Result<()> {
    let site = fs::canonicalize(&options.site).with_context(|| format!("cannot read {}", options.site.display()))?;
    let target = Path::new(".").join(&options.to).ancestors().find_map(|above| fs::canonicalize(above).ok());
    if !options.to.contains("://") && target.is_some_and(|target| target.starts_with(&site)) {
        bail!("{} lies in {}; publish somewhere else", options.to, options.site.display());
    }
    Ok(())
}

/// Fails if files would be replaced that no publish has written.
fn refuse_to_harm(options: &Options, files: &[Local], state: &State, there: &[There], target: &dyn Target) -> Result<()> {
    let others = files.iter().zip(there).filter(|(_, there)| **there == There::Other).map(|(file, _)| file);
    // All of them but the few new ones are in the notes.
    match others.into_iter().find(|file| !options.force && state.is_foreign(file)) {
        Some(file) => bail!("{} has another {}, and no publish has written it; --force replaces such files", target.name(), file.path),
        None => Ok(()),
    }
}

/// Does what was decided.
fn carry_out(options: &Options, files: &[Local], state: &State, plan: Plan, (target, guard): (&dyn Target, &dyn Guard)) -> Result<()> {
    let parallel = usize::from(options.parallel);
    let sender = Sender::new(&options.site, target, guard);
    let headers = names::headers(NOTES, Kind::Bundle, false);
    let keep_note = |path: &str, bytes: Vec<u8>| target.write(path, bytes, &headers, &Expect::Anything);
    if !plan.pending.is_empty() {
        keep_note(PENDING, serde_json::to_vec(&Pending { paths: plan.pending.clone() })?)?;
        target.settle()?;
    }

    let progress = Progress::begin(plan.stages.iter().flatten().map(|place| files[*place].bytes).sum());
    let mut tag = None;
    for stage in &plan.stages {
        let sent = work::each(parallel, stage, &|place: &usize| {
            let file = &files[*place];
            let version = sender.send(file, &expectation(options, file, state))?;
            progress.sent(file.bytes);
            Ok((file.kind == Kind::Bundle).then_some(version))
        })?;
        tag = sent.into_iter().flatten().next().map_or(tag, |version: Version| version.tag);
        target.settle()?;
    }
    progress.finish();

    guard.held()?;
    let mut notes = plan.notes;
    if let Some(newest) = notes.generations.last_mut() {
        newest.tag = tag.or_else(|| state.bundle.clone().and_then(|bundle| bundle.tag));
    }
    let notes = Generations::new(notes.generations, notes.files);
    keep_note(NOTES, notes.text()?)?;
    target.settle()?;
    work::each(parallel, &plan.removes, &|path: &String| {
        guard.held()?;
        target.remove(path)
    })?;
    target.settle()?;
    if !plan.pending.is_empty() || !state.pending.is_empty() {
        target.remove(PENDING)?;
    }
    target.settle()
}

/// What must hold for a file to be written.
fn expectation(options: &Options, file: &Local, state: &State) -> Expect {
    match &state.bundle {
        _ if file.kind != Kind::Bundle || options.unguarded => Expect::Anything,
        Some(version) => Expect::Version(version.clone()),
        None => Expect::Absent,
    }
}

#[expect(clippy::disallowed_methods, reason = "a command may read the clock; a generation says when it was published")]
fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}
