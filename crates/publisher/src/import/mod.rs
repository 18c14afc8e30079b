//! `dossier import`: content of other systems becomes a bundle.
//!
//! 1. `sources` opens one source after the other: `walk` finds the files of folders, `fetch` gets what is an address, `kind` tells what
//!    each is, and `formats` makes rows of all but JSON Lines, which are rows already (`source`);
//! 2. `row` reads one row as a JSON object and remembers which fields were used;
//! 3. `draft` makes an item of a row as the `mapping` says; `beside` knows the pages and files that its relative addresses lead to;
//! 4. `collect` merges what is the same, gives ids, numbers types and publishers, and joins translations;
//! 5. `report` says what was read, refused, merged and lost.
//!
//! Rows read = items shown + refused + merged, always. A bad row never stops the import. Nothing is fetched but
//! sources given as addresses, and nothing is written but the bundle, the report and the cache of what was fetched.

pub(crate) mod along;
mod append;
pub(crate) mod beside;
pub(crate) mod collect;
mod dates;
pub(crate) mod draft;
pub(crate) mod fetch;
mod files;
mod formats;
pub(crate) mod kept;
mod kind;
pub(crate) mod losses;
pub mod mapping;
pub(crate) mod names;
pub(crate) mod report;
pub(crate) mod row;
mod source;
pub(crate) mod sources;
mod store;
pub(crate) mod taken;
pub(crate) mod texts;
pub(crate) mod translations;
pub(crate) mod walk;
mod words;

use crate::body::{Note, Notes};
use crate::command::Outcome;
use crate::output;
use anyhow::{Result, bail};
use beside::Beside;
use clap::Args;
use collect::Collector;
use dossier_bundle::{Bundle, SafeUrl, Severity};
use fetch::Fetcher;
use indicatif::{ProgressBar, ProgressStyle};
use losses::Place;
use sources::Sources;
use std::path::{Path, PathBuf};
use store::Store;

pub use kind::SourceKind;
pub use losses::{Loss, Losses};
use mapping::{Mapping, Text};
pub use report::{Continued, Counts, Feed, Refused, Renamed, Report};

/// Options of `dossier import`, the same for every format.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Files, folders, or http(s) addresses of feeds and pages; `-` is standard input
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// Where to write the bundle; to a name that ends in .jsonl, rows are written as they are, for a build
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Mapping file (TOML); without it, the usual field names are taken
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Title of the site, in place of the mapping's
    #[arg(long)]
    pub title: Option<String>,
    /// Read no more than this many rows
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,
    /// Write the full report as JSON to this file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Print the full report as JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// Keep the items that are in the bundle already: new ones come to them, and one of the same id takes the other's place
    #[arg(long)]
    pub append: bool,
    /// Keep what was fetched in this folder; by default `.dossier-cache` beside the bundle
    #[arg(long, value_name = "FOLDER")]
    pub cache: Option<PathBuf>,
    /// Replace a file that is no bundle
    #[arg(long)]
    pub force: bool,
    /// Let everything that was not carried over count as a problem
    #[arg(long)]
    pub strict: bool,
}

/// Imports sources of this kind, writes the bundle, tells what happened.
pub fn run(options: &Options, kind: SourceKind) -> Result<Outcome> {
    let mapping = match &options.map {
        Some(path) => Mapping::read(path)?,
        None => Mapping::default(),
    };
    let keeps_rows = options.out.extension().is_some_and(|end| end == "jsonl");
    output::refuse_to_harm(&options.out, &inputs(options), options.force || (options.append && keeps_rows))?;
    let report = if keeps_rows { write_rows(options, kind, &mapping)? } else { write_bundle(options, kind, &mapping)? };
    if let Some(path) = &options.report {
        output::write(path, &report.to_json())?;
    }
    eprint!("{}", report.table());
    match report.luggage.files.len() {
        0 => {}
        files => eprintln!("{files} files beside the content are named where they are; only a build copies them"),
    }
    if options.json {
        crate::command::print(&report.to_json())?;
    }
    let empty = report.counts.shown + report.continued.map_or(0, |continued| continued.kept) == 0;
    let lossy = options.strict && report.losses.matter();
    Ok(if report.counts.refused > 0 || empty || lossy { Outcome::ContentProblems } else { Outcome::Fine })
}

fn write_bundle(options: &Options, kind: SourceKind, mapping: &Mapping) -> Result<Report> {
    let old = if options.append { append::read(&options.out)? } else { None };
    // Rows that name no topic go into that of the site, whatever the source of the day is called.
    let before = old.as_ref().filter(|_| mapping.site.title.is_none()).map(|old| old.site.title.default.clone());
    let (mut bundle, mut report) = import_into(options, kind, mapping, options.title.as_deref().or(before.as_deref()))?;
    if let Some(old) = old {
        let place = Place { file: options.out.display().to_string().into(), line: 0 };
        let mut lost = |reason: &str| report.losses.add(Note::Value, reason, &place);
        let (joined, continued) = append::join(old, bundle, mapping, options.title.is_some(), &mut lost)?;
        (bundle, report.continued) = (joined, Some(continued));
    }
    let text = dossier_bundle::wire::write(&bundle);
    prove(&text, &bundle)?;
    output::write(&options.out, &text)?;
    Ok(report)
}

fn write_rows(options: &Options, kind: SourceKind, mapping: &Mapping) -> Result<Report> {
    let ids = &mapping.fields.id;
    let mut store = if options.append { Store::read(&options.out, ids)? } else { Store::default() };
    let mut sources = open(options, kind, mapping)?;
    let mut report = store.take(&mut sources, ids)?;
    report.continued = report.continued.filter(|_| options.append);
    output::write(&options.out, &store.text())?;
    Ok(report)
}

fn open(options: &Options, kind: SourceKind, mapping: &Mapping) -> Result<Sources> {
    let fetcher = Fetcher::new(options.cache.as_deref(), &options.out);
    Ok(Sources::new(&options.sources, Some(kind), options.limit, fetcher, mapping)?.forgiving(options.append))
}

/// Reads all rows into a bundle; writes nothing.
pub fn import(options: &Options, kind: SourceKind, mapping: &Mapping) -> Result<(Bundle, Report)> {
    import_into(options, kind, mapping, options.title.as_deref())
}

/// The same into a site of this title; without one, that of the mapping or of the sources.
fn import_into(options: &Options, kind: SourceKind, mapping: &Mapping, title: Option<&str>) -> Result<(Bundle, Report)> {
    let beside = Beside::bundle(&options.sources, kind, &output::folder_of(&options.out), &mapping.fields.id);
    let mut mapping = mapping.clone();
    let home = options.map.as_deref().map(output::folder_of).unwrap_or_default();
    mapping.look_around(beside, &options.sources, &home)?;
    let mapping = &mapping;
    let mut sources = open(options, kind, mapping)?;
    let (mapping, name) = named(&mut sources, mapping, title, &options.sources)?;
    let own_topic = collect::own_topic(&mapping, title, &name);
    let mut collector = Collector::new(&mapping, &own_topic).beside(sources.others());
    let bar = ProgressBar::new_spinner()
        .with_style(ProgressStyle::with_template("{pos} rows, {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner()));
    while let Some(taken) = sources.next()? {
        bar.inc(1);
        collector.take(&taken);
    }
    bar.finish_and_clear();
    let (bundle, mut report) = collector.finish(title, &name);
    report.feeds = sources.feeds();
    report.luggage.carry(&mapping.texts.carried);
    Ok((bundle, report))
}

/// The mapping, filled in with what a feed says of itself, and the name of a site whose mapping has none.
pub(crate) fn named(sources: &mut Sources, mapping: &Mapping, title: Option<&str>, inputs: &[PathBuf]) -> Result<(Mapping, String)> {
    let mut mapping = mapping.clone();
    let mut name = title.map(str::to_owned);
    if let Some(about) = sources.about()? {
        let plain = |html: &str, limit: usize| words::clean(html, limit, "", &mut Notes::default());
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        name = name.or_else(|| said(plain(&about.title, words::NAME)));
        let site = &mut mapping.site;
        site.description = site.description.take().or_else(|| said(plain(&about.description, words::NAME)).map(Text::Plain));
        let is_page = |home: &String| home.starts_with("https://") || home.starts_with("http://");
        let home = said(about.home.trim().to_owned()).filter(is_page).filter(|home| SafeUrl::new(home).is_some());
        site.home = site.home.take().or(home);
    }
    Ok((mapping, name.or_else(|| named_after(inputs)).unwrap_or_else(|| UNNAMED.to_owned())))
}

/// What a site is called that nobody has given a name.
pub(crate) const UNNAMED: &str = "Archive";

fn inputs(options: &Options) -> Vec<PathBuf> {
    options.sources.iter().chain(&options.map).cloned().collect()
}

/// The first file's name without what says how it is packed: `news` of `folder/news.jsonl.zst`.
pub(crate) fn named_after(files: &[PathBuf]) -> Option<String> {
    let name = files.first().filter(|file| *file != Path::new("-"))?;
    let host = sources::address(name).and_then(|address| Some(url::Url::parse(address).ok()?.host_str()?.to_owned()));
    if host.is_some() {
        return host;
    }
    let name = name.file_name()?.to_string_lossy().into_owned();
    let stem = name.split('.').find(|part| !part.is_empty())?;
    Some(words::capitalised(&stem.replace(['_', '-'], " ")))
}

/// What is about to be written must read back without a fault, every item of it.
pub(crate) fn prove(text: &str, bundle: &Bundle) -> Result<()> {
    let (read, problems) = dossier_bundle::parse(text.as_bytes());
    if let Some(problem) = problems.iter().find(|problem| problem.severity >= Severity::Error) {
        bail!("the bundle would have a fault, nothing was written: {} at {}: {}", problem.code, problem.pointer, problem.text);
    }
    if read.items.len() != bundle.items.len() {
        bail!("the bundle would show {} of {} items, nothing was written", read.items.len(), bundle.items.len());
    }
    Ok(())
}
