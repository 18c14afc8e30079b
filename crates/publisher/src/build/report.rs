//! What a build did: for people in a few lines, for programs as JSON.

use super::beside::Copied;
use super::kinds::{Kinds, kinds};
use crate::check::Found;
use crate::import::report::Report;
use crate::site::Written;
use anyhow::{Context, Result};
use dossier_bundle::Bundle;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What came in.
#[derive(Debug)]
pub(super) enum Input {
    /// Rows.
    Rows(Report),
    /// A bundle.
    Bundle(Found),
}

/// What a build did.
#[derive(Debug)]
pub(super) struct Built {
    pub(super) input: Input,
    pub(super) items: u64,
    /// Items that are gone, whose text is still in the files of the archive.
    gone: u64,
    /// What stands beside the content.
    pub(super) site: Option<Written>,
    /// Files that items name.
    pub(super) beside: Copied,
    pub(super) bundle: Value,
    pub(super) shelves: BTreeMap<String, Size>,
    pub(super) all: Size,
    /// All files by what they are for.
    pub(super) kinds: Kinds,
    /// What the site before does not have, if there is one.
    pub(super) uploaded: Option<Size>,
    pub(super) seconds: BTreeMap<&'static str, f64>,
}

/// What is told of a build, and told again where nothing has changed since.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Told {
    /// For programs: all but what only concerns the work of building.
    report: Value,
    /// For people: what became of the input, and how much there is.
    opening: String,
    /// For people: what stands beside it.
    closing: String,
    /// Whether the content has problems.
    pub(super) problems: bool,
}

/// Files and their bytes.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Size {
    pub(super) files: u64,
    pub(super) bytes: u64,
}

impl Built {
    /// Looks at what was written into `site`: so many items.
    pub(super) fn new(input: Input, items: u64, bundle: &Bundle, site: &Path) -> Result<Self> {
        let mut shelves: BTreeMap<String, Size> = BTreeMap::new();
        for shelf in bundle.archive.iter().flat_map(|archive| &archive.parts).flat_map(|part| &part.shelves) {
            for folder in &shelf.folders {
                let size = size(&site.join("archive").join(folder.name()))?;
                shelves.entry(shelf.name.clone()).or_default().add(size);
            }
        }
        let form = if bundle.archive.is_some() { "archive" } else { "whole" };
        let counts =
            json!({ "form": form, "topics": bundle.topics.len(), "types": bundle.types.len(), "publishers": bundle.publishers.len() });
        let (all, kinds) = (Size::default(), Kinds::new());
        let beside = Copied::default();
        let gone = bundle.archive.as_ref().map_or(0, |archive| u64::from(archive.items()).saturating_sub(items));
        let mut built =
            Self { input, items, gone, site: None, beside, bundle: counts, shelves, all, kinds, uploaded: None, seconds: BTreeMap::new() };
        built.measure(site)?;
        Ok(built)
    }

    /// Looks at how much there is in `site` now.
    pub(super) fn measure(&mut self, site: &Path) -> Result<()> {
        self.kinds = kinds(site)?;
        self.all = Size::default();
        self.kinds.values().for_each(|size| self.all.add(*size));
        Ok(())
    }

    /// Whether the content has problems.
    pub(super) fn has_problems(&self) -> bool {
        let refused = match &self.input {
            Input::Rows(report) => report.counts.refused > 0,
            Input::Bundle(found) => found.counts.fatal + found.counts.errors > 0,
        };
        refused || self.items == 0
    }

    /// For programs.
    pub(super) fn to_json(&self) -> String {
        let mut report = self.report();
        report["seconds"] = json!(self.seconds);
        report["peakMemory"] = json!(peak_memory());
        if let Some(uploaded) = self.uploaded {
            report["uploaded"] = json!(uploaded);
        }
        format!("{report:#}\n")
    }

    /// What is to be told of it again as long as nothing has changed.
    pub(super) fn told(&self, out: &Path) -> Told {
        let (opening, closing) = (self.opening(out), self.closing(&BTreeMap::new()));
        Told { report: self.report(), opening, closing, problems: self.has_problems() }
    }

    /// What the site is, whenever it was built.
    fn report(&self) -> Value {
        let mut report = json!({
            "items": self.items,
            "gone": self.gone,
            "bundle": self.bundle,
            "files": self.all.files,
            "bytes": self.all.bytes,
            "shelves": self.shelves,
            "kinds": self.kinds,
        });
        if let Some(site) = &self.site {
            report["pages"] = json!(site.pages.len());
            report["site"] = json!({
                "pages": sorts(site),
                "feeds": site.feeds,
                "calendars": site.calendars,
                "sitemaps": site.sitemaps,
                "redirects": site.redirects,
                "leftOut": site.left_out,
            });
        }
        report["beside"] = self.beside.to_value();
        let (name, input) = match &self.input {
            Input::Rows(report) => ("import", report.to_value()),
            Input::Bundle(found) => ("check", crate::check::to_json(found)),
        };
        report[name] = input;
        report
    }

    /// For people.
    pub(super) fn text(&self, out: &Path) -> String {
        let seconds: f64 = self.seconds.values().sum();
        let uploaded = self
            .uploaded
            .map_or_else(String::new, |uploaded| format!("; to upload: {} files, {:.1} MB", uploaded.files, uploaded.bytes as f64 / 1e6));
        format!("{}, in {seconds:.1} s{uploaded}\n{}", self.opening(out), self.closing(&self.seconds))
    }

    fn opening(&self, out: &Path) -> String {
        let input = match &self.input {
            Input::Rows(report) => report.table(),
            Input::Bundle(found) if found.problems.is_empty() => String::new(),
            Input::Bundle(found) => format!("{}: {} problems; dossier check shows them\n", found.file, found.problems.len()),
        };
        let megabytes = self.all.bytes as f64 / 1e6;
        let (site, items, files) = (out.display(), self.items, self.all.files);
        let pages = self.site.as_ref().map_or_else(String::new, |site| format!(" and {} pages", site.pages.len()));
        format!("{input}{site}: {items} items{pages} in {files} files, {megabytes:.1} MB")
    }

    fn closing(&self, seconds: &BTreeMap<&'static str, f64>) -> String {
        let gone = match self.gone {
            0 => String::new(),
            gone => {
                format!("  {gone} items have changed or gone; what they said is still in the archive's files. --anew writes it without\n")
            }
        };
        gone + &self.beside(seconds)
    }

    /// What stands beside the content, where the bytes are, what took time, and what is not there.
    fn beside(&self, seconds: &BTreeMap<&'static str, f64>) -> String {
        let mut lines = self.beside.lines();
        let Some(site) = &self.site else { return lines.iter().map(|line| ["  ", line, "\n"].concat()).collect() };
        let pages: Vec<String> = sorts(site).into_iter().map(|(sort, count)| format!("{count} {sort}")).collect();
        lines.insert(0, format!("pages: {}", pages.join(", ")));
        let (feeds, calendars, maps) = (site.feeds, site.calendars, site.sitemaps);
        if feeds + calendars + maps > 0 {
            lines.push(format!("for programs: feeds {feeds}, each in two forms; calendars {calendars}; files of the site's map {maps}"));
        }
        if site.redirects > 0 {
            lines.push(format!("redirects from older addresses: {}", site.redirects));
        }
        let kinds: Vec<String> = self.kinds.iter().map(|(kind, size)| format!("{kind} {:.1}", size.bytes as f64 / 1e6)).collect();
        lines.push(format!("megabytes: {}", kinds.join(", ")));
        let mut steps: Vec<(&&str, &f64)> = seconds.iter().filter(|(_, seconds)| **seconds >= 0.05).collect();
        steps.sort_by(|one, other| other.1.total_cmp(one.1));
        let steps: Vec<String> = steps.iter().take(SLOWEST).map(|(step, seconds)| format!("{step} {seconds:.1}")).collect();
        if !steps.is_empty() {
            lines.push(format!("seconds: {}", steps.join(", ")));
        }
        lines.extend(site.left_out.iter().map(|what| format!("left out: {what}")));
        lines.iter().map(|line| ["  ", line, "\n"].concat()).collect()
    }
}

impl Told {
    /// For programs. `goes_on` is whether the site goes on from itself, and so has nothing new.
    pub(super) fn to_json(&self, seconds: f64, goes_on: bool) -> String {
        let mut report = self.report.clone();
        report["unchanged"] = json!(true);
        report["seconds"] = json!({ "looking": seconds });
        report["peakMemory"] = json!(peak_memory());
        if goes_on {
            report["uploaded"] = json!(Size::default());
        }
        format!("{report:#}\n")
    }

    /// For people.
    pub(super) fn text(&self, seconds: f64) -> String {
        format!("{}, as it was built: nothing has changed (looked at in {seconds:.2} s)\n{}", self.opening, self.closing)
    }
}

/// Steps of which the report for people tells the time.
const SLOWEST: usize = 4;

/// Pages by what they are.
fn sorts(site: &Written) -> BTreeMap<&'static str, u64> {
    let mut sorts = BTreeMap::new();
    site.pages.iter().for_each(|page| *sorts.entry(page.sort).or_default() += 1);
    sorts
}

impl Size {
    pub(super) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
    }
}

/// Everything in a folder.
pub(super) fn size(folder: &Path) -> Result<Size> {
    let what = || format!("cannot read {}", folder.display());
    let mut size = Size::default();
    for entry in fs::read_dir(folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        let about = entry.metadata().with_context(what)?;
        if about.is_dir() {
            size.add(self::size(&entry.path())?);
        } else if entry.file_name() != super::folder::LOCK {
            size.add(Size { files: 1, bytes: about.len() });
        }
    }
    Ok(size)
}

/// The most memory that this process has had, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
