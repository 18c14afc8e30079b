//! What a site has beside its content: pages that need no script, made by the same renderer as the running reader.
//!
//! 1. `content` asks the site's own files, as a browser will, whole bundle or archive; `survey` looks at every card once;
//! 2. `plan` says which pages there are;
//! 3. `room` makes each page's markup, `head` what machines read of it, `shell` the file around both;
//! 4. `pages` writes them, with what `embed` has of each for other people's pages, and `texts` those about the site itself, with the log of `changes`;
//! 5. `feeds`, `calendar`, `sitemap`, `search` and `manifest` are what other programs read, `hosts` what hosts do;
//! 6. once all else is there, `redirects` leads from older addresses that are still free, and `hosts` says what came along and is kept apart;
//! 7. `compress` puts compressed copies beside all of it.
//!
//! `press` has what all of these are made with, and `pool` shares the work out among the cores. Works on a folder that holds the reader and the
//! content. The same folder gives the same files, whatever the day and the threads. What names the site from outside is left out where its
//! address is not known.

mod calendar;
mod changes;
mod compress;
mod content;
mod embed;
mod feeds;
mod first;
mod head;
mod hosts;
mod manifest;
mod moment;
mod on_demand;
mod pages;
mod plan;
mod pool;
mod press;
mod redirects;
mod room;
mod search;
mod shell;
mod sitemap;
mod survey;
mod texts;
mod words;
mod xml;

pub use changes::{Change, Changes, Listed};
pub use on_demand::OnDemand;
pub use pages::Page;
pub(crate) use press::unescaped;

use anyhow::{Context, Result, bail};
use content::Contents;
use embed::Embed;
use feeds::Feed;
use pool::Pool;
use press::Press;
use shell::Shell;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use texts::{Desk, Text};
use url::Url;

/// What to write.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the site will be, ending with `/`: what names a page from outside needs it.
    pub address: Option<String>,
    /// How many pages of each list are written; the reader shows the rest.
    pub lists: u32,
    /// For at most so many item pages, in all languages together, each is written; for more, none.
    pub items: u32,
    /// How many threads work.
    pub threads: usize,
    /// The site of the build before, whose log of changes goes on.
    pub previous: Option<PathBuf>,
    /// What has changed since that site.
    pub changes: Option<Changes>,
    /// Paths that are to lead to items, with the items' ids.
    pub aliases: BTreeMap<String, String>,
}

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The pages in the order of the plan.
    pub pages: Vec<Page>,
    /// Feeds, each in two forms.
    pub feeds: u64,
    /// Calendars of deadlines.
    pub calendars: u64,
    /// Files of the map of the site.
    pub sitemaps: u64,
    /// Pages that lead from an older address to an item.
    pub redirects: u64,
    /// What was not written, and why.
    pub left_out: Vec<String>,
}

/// The address of a site as it was given, with the `/` at its end.
pub fn address(given: &str) -> Result<String> {
    let what = || format!("\"{given}\" is not the address of a site, such as \"https://example.org/room/\"");
    let mut url = Url::parse(given).with_context(what)?;
    if !matches!(url.scheme(), "https" | "http")
        || url.host_str().is_none_or(str::is_empty)
        || url.query().is_some()
        || url.fragment().is_some()
    {
        bail!("{}", what());
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url.to_string())
}

/// Is told which step is under way and how many of how many parts of it are done.
pub type Progress<'a> = &'a (dyn Fn(&'static str, u64, u64) + Sync);

/// Lets the reader's own page, which is the only one of a site without others, say which files the program will ask for first.
pub fn announce(folder: &Path) -> Result<()> {
    let files = Contents::read(folder)?.first_files();
    if files.is_empty() {
        return Ok(());
    }
    let path = folder.join("index.html");
    let page = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    // It is a hint: a page of somebody's own does without.
    let Some(page) = shell::with_first_files(&page, &files) else { return Ok(()) };
    fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))?;
    // The copy that came with the reader is of another page.
    match fs::remove_file(folder.join("index.html.br")) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("cannot remove index.html.br"),
        _ => Ok(()),
    }
}

/// Writes everything into the site in `folder`, but for redirects and compressed copies.
pub fn write(folder: &Path, options: &Options, progress: Progress<'_>) -> Result<Written> {
    let pool = |step: &'static str| move |done: u64, of: u64| progress(step, done, of);
    let (survey, pages, feeds) = (pool("survey"), pool("pages"), pool("feeds"));
    let pool = |done| Pool { threads: options.threads, done };
    let contents = Contents::read(folder)?;
    let shell = Shell::read(folder)?;
    let paths = plan::paths(&contents, options);
    let press = Press { contents: &contents, options, paths, survey: survey::survey(&contents, &pool(&survey))? };
    let mut written = Written { pages: pages::write(&press, &shell, &pool(&pages))?, left_out: left_out(&press), ..Written::default() };
    let log = changes::write(&press, &mut written.left_out)?;
    let desk = Desk { press: &press, shell: &shell, log: &log };
    for language in &press.bundle().site.languages {
        for text in Text::ALL {
            written.pages.push(texts::write(&desk, text, language)?);
        }
        search::write(&press, language)?;
        if press.has_calendar() {
            calendar::write(&press, &contents.open(), language)?;
            written.calendars += 1;
        }
    }
    texts::write_not_found(&desk)?;
    if options.address.is_some() {
        let all = Feed::all(press.bundle());
        pool(&feeds).each(&all, &|| contents.open(), &|content, feed| feeds::write(&press, content, feed))?;
        written.feeds = all.len() as u64;
    }
    written.sitemaps = sitemap::write(&press, &written.pages, sitemap::LIMITS)?;
    manifest::write(&press)?;
    Embed::of(&press).site(&contents.open())?;
    hosts::write(&press)?;
    Ok(written)
}

/// What [`write`] writes that has the same name in every site of this press, beside pages that show content.
fn own(press: &Press<'_>) -> Vec<String> {
    let fixed = ["404.html", changes::ADDRESS, "robots.txt", "_headers", hosts::REDIRECTS, ".nojekyll"];
    let mut own: Vec<String> = fixed.map(str::to_owned).into();
    let bundle = press.bundle();
    for language in &bundle.site.languages {
        own.extend(Text::ALL.map(|text| text.address(press, language)));
        own.extend(press.options.address.is_some().then(|| search::address(language)));
        own.extend(press.has_calendar().then(|| calendar::address(language)));
    }
    if press.options.address.is_some() {
        own.push(sitemap::ADDRESS.to_owned());
        own.extend(Feed::all(bundle).iter().flat_map(|feed| feeds::Form::ALL.map(|form| feed.address(bundle, form))).flatten());
    }
    own
}

/// Writes what depends on all other files, whoever writes them, but for compressed copies: pages that lead from older addresses to items, since it
/// is what has a name first that keeps it, and what hosts are told of files that came along.
pub fn finish(folder: &Path, options: &Options, written: &mut Written) -> Result<()> {
    written.redirects = redirects::write(folder, options, &mut written.left_out)?;
    hosts::keep_apart(folder, options)
}

/// Writes compressed copies beside the files in `folder`; how many.
pub fn compress(folder: &Path, threads: usize, progress: Progress<'_>) -> Result<u64> {
    let done = |done: u64, of: u64| progress("copies", done, of);
    Ok(compress::write(folder, &Pool { threads, done: &done })?.files)
}

/// What the site could have and has not.
fn left_out(press: &Press<'_>) -> Vec<String> {
    let mut all = Vec::new();
    if press.options.address.is_none() {
        all.push(
            "feeds, calendar, sitemap, search for browsers and canonical addresses: the site's address is not known (--address)".to_owned(),
        );
    }
    let (items, languages) = (u64::from(press.contents.items()), press.bundle().site.languages.len() as u64);
    if !press.paths.items {
        let (pages, most) = (items * languages, press.options.items);
        all.push(format!("pages of items: there would be {pages}, more than {most} (pages.items in the settings)"));
    }
    let deadlines = press.survey.deadlines.len();
    if press.has_calendar() && deadlines > calendar::MOST {
        all.push(format!("{} deadlines of {deadlines}, the earliest, are not in the calendar", deadlines - calendar::MOST));
    }
    let unnamed = press.bundle().topics.iter().filter(|topic| dossier_query::Paths::part(&topic.id).is_none()).count();
    if unnamed > 0 {
        all.push(format!("pages and feeds of {unnamed} topics, whose ids are too long for an address"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expected: Option<&str>) {
        assert_eq!(address(given).ok().as_deref(), expected, "{given}");
    }

    #[test]
    fn addresses_of_sites() {
        check("https://example.org", Some("https://example.org/"));
        check("https://example.org/a/room", Some("https://example.org/a/room/"));
        check("http://localhost:8000/", Some("http://localhost:8000/"));
        check("example.org", None);
        check("ftp://example.org/", None);
        check("https://example.org/?a", None);
    }
}
