//! The pages of a site, written on all cores. What a page links to is there before the build ends: all of it appears at once.

use super::content::Content;
use super::embed::Embed;
use super::plan::{self, Job};
use super::pool::Pool;
use super::press::Press;
use super::shell::{Inside, Shell};
use super::{head, room, words};
use anyhow::Result;
use dossier_bundle::{Language, PartialDate};
use dossier_query::{Route, View};
use dossier_view::Places;
use dossier_view::shown::{Page as Main, Shown};
use dossier_view::text::page_language;

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
    /// Language tags and addresses of the same page in all languages, if there are several.
    pub alternates: Vec<(String, String)>,
    /// What it is: `overviews`, `lists`, `searches`, `items` or `texts`.
    pub sort: &'static str,
}

/// Writes them all, in the order of the plan.
pub(super) fn write(press: &Press<'_>, shell: &Shell, pool: &Pool<'_>) -> Result<Vec<Page>> {
    let jobs = plan::jobs(press.contents, &press.paths);
    let printer = Printer { press, shell };
    let open = || Contents { lists: press.contents.open(), items: press.contents.open() };
    let made = pool.each(&jobs, &open, &|contents, job| printer.job(job, contents))?;
    Ok(made.into_iter().flatten().collect())
}

/// The content twice: what an archive says of the items around another one depends on what it was asked before. Whoever opens an item's page
/// first has seen no list, so the content that items are asked of has not either, whichever thread made what before.
struct Contents<'a> {
    lists: Content<'a>,
    items: Content<'a>,
}

/// Makes pages.
pub(super) struct Printer<'a> {
    pub(super) press: &'a Press<'a>,
    pub(super) shell: &'a Shell,
}

impl Printer<'_> {
    fn job(&self, job: &Job, contents: &Contents<'_>) -> Result<Vec<Page>> {
        let own = if matches!(job, Job::Items(..)) { &contents.items } else { &contents.lists };
        plan::routes(job, own, &self.press.paths)?.iter().map(|route| self.page(route, own, &contents.lists)).collect()
    }

    fn page(&self, route: &Route, content: &Content<'_>, lists: &Content<'_>) -> Result<Page> {
        let (page, text, shown) = self.print(route, content)?;
        Embed::of(self.press).page(lists, &shown, &page.language)?;
        // The first page stands where the reader's own stood.
        let write = if page.address.is_empty() { Press::replace } else { Press::write };
        write(self.press, &page.address, text.as_bytes())?;
        Ok(page)
    }

    /// The page of a route, and what it shows.
    pub(super) fn print(&self, route: &Route, content: &Content<'_>) -> Result<(Page, String, Shown)> {
        let press = self.press;
        let address = press.paths.address(route);
        let root = "../".repeat(address.matches('/').count());
        let shown = content.shown(route)?;
        let language = page_language(route.language.as_ref(), &press.bundle().site);
        let title = shown.title(press.bundle(), &language);
        let about = head::About { press, shown: &shown, language: &language, address: &address, root: &root, title: &title };
        let canonical = about.is_canonical();
        let page = Page {
            address: address.clone(),
            language: language.clone(),
            changed: changed(&shown),
            canonical: canonical && is_to_be_found(&shown),
            alternates: if canonical { about.alternates() } else { Vec::new() },
            sort: sort(&shown),
        };
        let head = about.head();
        let places = Places { root: root.clone(), paths: Some(press.paths.clone()) };
        let inside = Inside {
            attributes: self.attributes(&language, &root),
            title: &title,
            head,
            no_script: words::of(&language).no_script,
            markup: room::markup(press.contents, places, &root, shown.clone()),
            root: &root,
        };
        Ok((page, self.shell.around(&inside), shown))
    }

    /// What the reader needs to know of a page, as attributes of `<html>`.
    fn attributes(&self, language: &Language, root: &str) -> String {
        let items = if self.press.paths.items { " data-items" } else { "" };
        let own = if root.is_empty() { "./" } else { root };
        let lists = self.press.paths.lists;
        head::still_attributes(language) + &format!(" data-root=\"{own}\" data-lists=\"{lists}\"{items} data-bundle=\"{root}bundle.json\"")
    }
}

/// What a page is, for the report.
fn sort(shown: &Shown) -> &'static str {
    match &shown.page {
        Main::Item(_) => "items",
        Main::List(_) if shown.route.view == View::Search => "searches",
        Main::List(_) => "lists",
        Main::Overview { .. } | Main::Unknown(_) | Main::Empty => "overviews",
    }
}

/// A search shows what other pages show too.
fn is_to_be_found(shown: &Shown) -> bool {
    sort(shown) != "searches"
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
