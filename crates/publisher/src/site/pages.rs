//! The pages of a site, written on all cores. What a page links to is there before the build ends: all of it appears at once.

use super::content::{Content, Contents};
use super::embed::Embed;
use super::plan::{self, Job};
use super::shell::{Inside, Shell};
use super::{Options, head, room, words};
use anyhow::{Context, Result};
use dossier_bundle::{Language, PartialDate};
use dossier_query::{Paths, Route};
use dossier_view::Places;
use dossier_view::shown::{Page as Main, Shown};
use dossier_view::text::page_language;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A page that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its address, relative to the site's root.
    pub address: String,
    /// Its language.
    pub language: Language,
    /// When what it shows last changed, as far as its items say.
    pub changed: Option<PartialDate>,
    /// Whether search engines are to find it under this address.
    pub canonical: bool,
}

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The pages in the order of the plan.
    pub pages: Vec<Page>,
    /// Whether each item has a page.
    pub items: bool,
    /// Items whose id is too long for a path, and lists that go on after the last page written, are shown by the reader alone.
    pub lists: u32,
}

/// Writes them.
pub(super) fn write(contents: &Contents, options: &Options, done: &(dyn Fn(u64, u64) + Sync)) -> Result<Written> {
    let shell = Shell::read(&contents.folder)?;
    let paths = plan::paths(contents, options);
    let jobs = plan::jobs(contents, &paths);
    let press = Press { contents, options, shell, paths };
    let (next, failed, ready) = (AtomicUsize::new(0), AtomicBool::new(false), AtomicUsize::new(0));
    let made: Mutex<Vec<Option<Vec<Page>>>> = Mutex::new(vec![None; jobs.len()]);
    let work = || -> Result<()> {
        let content = contents.open();
        while let Some(place) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|place| *place < jobs.len()) {
            if failed.load(Ordering::Relaxed) {
                break;
            }
            let pages = press.job(&jobs[place], &content).inspect_err(|_| failed.store(true, Ordering::Relaxed))?;
            made.lock().unwrap_or_else(PoisonError::into_inner)[place] = Some(pages);
            done(ready.fetch_add(1, Ordering::Relaxed) as u64 + 1, jobs.len() as u64);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..options.threads.max(1)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    let pages = made.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().flatten().collect();
    Embed::of(&press).site(&contents.open())?;
    Ok(Written { pages, items: press.paths.items, lists: press.paths.lists })
}

/// What all pages are made with.
pub(super) struct Press<'a> {
    pub(super) contents: &'a Contents,
    pub(super) options: &'a Options,
    shell: Shell,
    pub(super) paths: Paths,
}

impl Press<'_> {
    fn job(&self, job: &Job, content: &Content<'_>) -> Result<Vec<Page>> {
        plan::routes(job, content, &self.paths)?.iter().map(|route| self.page(route, content)).collect()
    }

    fn page(&self, route: &Route, content: &Content<'_>) -> Result<Page> {
        let address = self.paths.address(route);
        let root = "../".repeat(address.matches('/').count());
        let shown = content.shown(route)?;
        let bundle = &self.contents.bundle;
        let language = page_language(route.language.as_ref(), &bundle.site);
        let title = shown.title(bundle, &language);
        let about = head::About { press: self, shown: &shown, language: &language, address: &address, title: &title };
        let page = Page { address: address.clone(), language: language.clone(), changed: changed(&shown), canonical: about.is_canonical() };
        let head = about.head();
        Embed::of(self).page(content, &shown, &language)?;
        let places = Places { root: root.clone(), paths: Some(self.paths.clone()) };
        let inside = Inside {
            attributes: self.attributes(&language, &root),
            title: &title,
            head,
            no_script: words::no_script(&language),
            markup: room::markup(self.contents, places, &root, shown),
            root: &root,
        };
        write_page(&self.contents.folder, &address, &self.shell.around(&inside))?;
        Ok(page)
    }

    /// What the reader needs to know of a page, as attributes of `<html>`.
    fn attributes(&self, language: &Language, root: &str) -> String {
        let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
        let items = if self.paths.items { " data-items" } else { "" };
        let own = if root.is_empty() { "./" } else { root };
        format!(
            " lang=\"{}\" dir=\"{direction}\" data-root=\"{own}\" data-lists=\"{}\"{items} data-bundle=\"{root}bundle.json\"",
            language.as_str(),
            self.paths.lists
        )
    }
}

/// When what a page shows last changed.
fn changed(shown: &Shown) -> Option<PartialDate> {
    let last = |date: &Option<PartialDate>| date.map(|date| (date.first_day(), date));
    let of = |items: &mut dyn Iterator<Item = (Option<PartialDate>, Option<PartialDate>)>| {
        items.flat_map(|(one, other)| [last(&one), last(&other)]).flatten().max_by_key(|(day, _)| *day).map(|(_, date)| date)
    };
    match &shown.page {
        Main::Item(page) => {
            let item = shown.item(page.item);
            of(&mut std::iter::once((item.date, item.modified)))
        }
        _ => of(&mut shown.items.iter().map(|(_, item)| (item.date, item.modified))),
    }
}

/// Writes a page where a web server finds it. Two pages of one place would be a fault of the plan, or of a disk that does not tell upper from
/// lower case.
fn write_page(folder: &Path, address: &str, text: &str) -> Result<()> {
    let path = file(folder, address);
    let what = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(what)?;
    }
    if !address.is_empty() {
        return match fs::File::create_new(&path) {
            Ok(mut file) => std::io::Write::write_all(&mut file, text.as_bytes()).with_context(what),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error).with_context(|| {
                format!("{} is there already; this disk does not tell ids apart that differ in upper and lower case only", path.display())
            }),
            Err(error) => Err(error).with_context(what),
        };
    }
    // In place of the page that came with the reader.
    fs::write(&path, text).with_context(what)?;
    match fs::remove_file(folder.join("index.html.br")) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("cannot remove index.html.br"),
        _ => Ok(()),
    }
}

/// The file of an address. A part of it is one name: it was written by `Paths`, which leaves no separators in it.
fn file(folder: &Path, address: &str) -> PathBuf {
    let mut path = folder.to_owned();
    path.extend(address.split('/').filter(|part| !part.is_empty()).map(unescaped));
    path.join("index.html")
}

/// An id as a folder is called; none for one too long to be part of a path.
pub(super) fn part(id: &str) -> Option<String> {
    Paths::part(id).map(|part| unescaped(&part))
}

/// A part of a path as a file is called: `%XX` as the byte it stands for.
fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).unwrap_or_default() as u8;
        bytes.push(if byte == b'%' { digit(rest.next()) << 4 | digit(rest.next()) } else { byte });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: &str) {
        assert_eq!(file(Path::new("site"), address), Path::new(expected));
    }

    #[test]
    fn pages_are_where_servers_look() {
        check("", "site/index.html");
        check("t/a~20b/news/2/", "site/t/a~20b/news/2/index.html");
        check("nb/i/s%C3%B8k/", "site/nb/i/søk/index.html");
    }
}
