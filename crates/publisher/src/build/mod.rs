//! `dossier build`: content becomes a folder of static files that a web server can show.
//!
//! 1. `rows` reads rows and makes them ready on all cores; or `bundles` reads a bundle;
//! 2. content that is small becomes one whole bundle; of the rest `filing` makes an archive, an item at a time;
//! 3. `previous` knows the site before, `plan` says what of it stays, `parts` has the rest written;
//! 4. `disk` keeps its files, `reader` copies the reader's beside them, `site` adds the pages, `beside` the files that items name,
//!    and `site` again what leads from older addresses;
//! 5. `folder` puts all of it in place at once; `report` says what happened, `upload` how much is new.
//!
//! The same input after the same site gives the same bytes, whatever the threads. Nothing is fetched, and nothing is written but the site.

mod beside;
mod bundles;
mod disk;
mod filing;
mod folder;
mod home;
mod kinds;
mod log;
mod options;
mod parts;
mod plan;
mod previous;
mod progress;
mod reader;
mod report;
mod rows;
mod standing;
mod upload;

pub(crate) use beside::addresses;
pub(crate) use bundles::is_bundle;
pub use home::{OUTPUT, PREVIEW, SETTINGS};
pub(crate) use home::{inputs, is_there, public};
pub use options::Options;

use crate::command::{Outcome, print};
use crate::import::collect::{Collector, own_topic};
use crate::import::fetch::Fetcher;
use crate::import::sources::Sources;
use crate::import::taken::Taken;
use crate::import::{named, prove};
use crate::looks;
use crate::site;
use anyhow::{Context, Result, bail};
use disk::Disk;
use dossier_archive::write;
use dossier_bundle::Bundle;
use filing::Filing;
use folder::Folder;
use home::Order;
use previous::{Previous, Unusable};
use progress::Progress;
use report::{Built, Input};
use standing::Standing;
use std::fs;
use std::path::{Path, PathBuf};

/// Content with fewer items and fewer bytes than these is one bundle.
const FEW_ITEMS: usize = 500;
const FEW_BYTES: usize = 256 << 10;

/// Builds, and tells what happened. Where nothing has changed since the site that is there was built, it stays, and that is told.
pub fn run(options: &Options) -> Result<Outcome> {
    let progress = Progress::begin();
    let begun = standing::begin(home::cache(options).as_deref());
    let order = home::order(options)?;
    let standing = Standing::of(&order, begun);
    let (text, json, problems) = if let Some(told) = standing.as_ref().and_then(Standing::told) {
        let seconds = progress.finish().into_values().sum();
        (told.text(seconds), told.to_json(seconds, order.options.previous.is_some()), told.problems)
    } else {
        let (built, _) = make(&order, progress, standing.as_ref())?;
        (built.text(&order.out), built.to_json(), built.has_problems())
    };
    eprint!("{text}");
    if options.json {
        print(&json)?;
    }
    Ok(if problems { Outcome::ContentProblems } else { Outcome::Fine })
}

/// Builds the site of a folder for a preview, without pages: what those are made with, and what is wrong with the content.
pub(crate) fn preview(folder: &Path) -> Result<(site::Options, Option<String>)> {
    let options =
        Options { inputs: vec![folder.to_owned()], out: Some(folder.join(PREVIEW)), no_pages: true, no_copies: true, ..Options::default() };
    let mut order = Order { preview: true, ..home::order(&options)? };
    // The preview before this one is continued: an edit writes a tail and leaves the rest. It is nobody's work, so a damaged one is let go.
    let before = folder.join(PREVIEW);
    order.options.previous = before.join("bundle.json").is_file().then_some(before);
    let (built, pages) = match make(&order, Progress::begin(), None) {
        // What is wrong with the content would be wrong again.
        Err(error) if error.is::<Unusable>() && order.options.previous.take().is_some() => make(&order, Progress::begin(), None)?,
        made => made?,
    };
    let text = built.text(&folder.join(PREVIEW));
    eprint!("{text}");
    Ok((pages, built.has_problems().then_some(text)))
}

/// Builds; what happened, and what pages are made with.
fn make(order: &Order, progress: Progress, standing: Option<&Standing>) -> Result<(Built, site::Options)> {
    let Order { options, out, mapping, public, .. } = order;
    let reader = if options.content_only { None } else { Some(reader::find()?) };
    let mut pages = options.pages(mapping)?;
    let inputs: Vec<PathBuf> =
        options.inputs.iter().chain(&options.site).chain(reader.as_ref().and_then(reader::Reader::folder)).cloned().collect();
    let folder = Folder::begin(out, &inputs, options.force)?;
    let mut built = build(order, &folder, &progress)?;
    if let Input::Rows(report) = &mut built.input {
        pages.aliases = std::mem::take(&mut report.luggage.aliases).into_iter().map(|(alias, (id, _))| (alias, id)).collect();
        report.luggage.carry(&mapping.texts.carried);
    }
    let reader_is_there = reader.is_some();
    if let Some(reader) = reader {
        reader::copy(&reader, folder.path())?;
        if let Some(public) = public {
            home::copy_public(public, folder.path())?;
        }
        if let Some(previous) = options.previous.as_ref().filter(|_| !options.no_pages) {
            progress.enter("changes", 1);
            pages.changes = Some(log::changes(previous, folder.path())?);
        }
        if !options.no_pages {
            built.site = Some(site::write(folder.path(), &pages, &|step, done, of| progress.count(step, done, of))?);
        } else if !order.preview {
            site::announce(folder.path())?;
        }
        if let Some(previous) = &options.previous {
            home::keep_pinned(previous, folder.path()).context(Unusable)?;
        }
    }
    built.beside = beside::copy(&order.options.inputs, &built.input, folder.path())?;
    if let Some(written) = &mut built.site {
        site::finish(folder.path(), &pages, written)?;
    }
    if reader_is_there && !options.no_copies {
        site::compress(folder.path(), pages.threads, &|step, done, of| progress.count(step, done, of))?;
    }
    built.measure(folder.path())?;
    if let Some(previous) = options.previous.as_ref().filter(|_| !order.preview) {
        built.uploaded = Some(upload::size(folder.path(), previous).context(Unusable)?);
    }
    progress.enter("disk", 1);
    let looks = standing.and_then(|_| looks::written(folder.path(), folder::LOCK).ok());
    folder.finish(!order.preview)?;
    if let Some(Err(error)) = standing.zip(looks).map(|(standing, looks)| standing.keep(looks, &built)) {
        eprintln!("dossier: what was built cannot be kept for the next time: {error:#}");
    }
    built.seconds = progress.finish();
    Ok((built, pages))
}

/// Writes the content.
fn build(order: &Order, folder: &Folder, progress: &Progress) -> Result<Built> {
    let Order { options, out, mapping, cache, .. } = order;
    let archive = write::Options { threads: options.threads(), ..write::Options::default() };
    let site = folder.path();
    let previous = options.previous.as_ref().filter(|_| !options.anew);
    let previous = previous.map(|site| Previous::read(site, archive.threads)).transpose().context(Unusable)?;
    let previous = previous.as_ref();
    let disk = || Disk::new(site, progress).context("the archive cannot be written");
    let (bundle, items, input) = if let [path] = options.inputs.as_slice()
        && bundles::is_bundle(path)?
    {
        let (bundle, found, bytes) = bundles::read(path)?;
        let items = bundle.items.len() as u64;
        let few = bundle.items.len() < FEW_ITEMS && bytes < FEW_BYTES;
        let bundle = if options.is_whole(few) { bundle } else { bundles::file(bundle, disk()?, previous, &archive, progress)? };
        (bundle, items, Input::Bundle(found))
    } else {
        let title = options.title.as_deref();
        let fetcher = Fetcher::new(options.cache.as_deref(), out);
        let mut sources = Sources::new(&options.inputs, None, options.limit, fetcher, mapping)?;
        if let Some(cache) = cache {
            sources = sources.keeping(cache);
        }
        let (mapping, name) = &named(&mut sources, mapping, title, &options.inputs)?;
        let own_topic = own_topic(mapping, title, name);
        let (begun, few) = begin(&mut sources, options.whole)?;
        let (bundle, report) = if options.is_whole(few) {
            let mut collector = Collector::new(mapping, &own_topic).beside(sources.others());
            progress.read(begun.len() as u64);
            begun.iter().for_each(|taken| collector.take(taken));
            collector.finish(title, name)
        } else {
            let mut filing = Filing::new(mapping, &own_topic, disk()?, previous).beside(sources.others());
            rows::each(begun, sources, (mapping, &own_topic), archive.threads, &mut |stretch| {
                progress.read(stretch.rows.len() as u64);
                filing.take(stretch)
            })?;
            filing.finish((title, name), &archive)?
        };
        (bundle, report.counts.shown, Input::Rows(report))
    };
    write_bundle(&bundle, site)?;
    Built::new(input, items, &bundle, site)
}

/// The first rows, and whether those are all and few. All rows if everything is to be one bundle.
fn begin(sources: &mut Sources, all: bool) -> Result<(Vec<Taken>, bool)> {
    let (mut begun, mut bytes) = (Vec::new(), 0);
    while all || (begun.len() < FEW_ITEMS && bytes < FEW_BYTES) {
        let Some(taken) = sources.next()? else { return Ok((begun, true)) };
        bytes += taken.size();
        begun.push(taken);
    }
    Ok((begun, false))
}

/// Writes `bundle.json`, proved by reading it back.
fn write_bundle(bundle: &Bundle, site: &Path) -> Result<()> {
    let text = dossier_bundle::wire::write(bundle);
    prove(&text, bundle)?;
    if dossier_bundle::parse(text.as_bytes()).0.archive != bundle.archive {
        bail!("the table of contents would not read back, nothing was written");
    }
    let path = site.join("bundle.json");
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}
