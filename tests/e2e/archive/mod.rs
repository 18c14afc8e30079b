//! An archive, of which the page fetches only what it shows: it reads like a whole bundle, waits without moving anything, and says
//! what it could not get.

mod failures;

use crate::content::{Row, Texts, Wanted, bundle, rows};
use crate::harness::{Page, Reply, check};
use crate::rest::standstills;
use anyhow::{Context as _, Result, ensure};
use dossier_archive::write::{Options, memory};
use dossier_bundle::{Bundle, parse, wire};
use serde_json::Value;
use std::time::Duration;

/// Sixty-five pieces of news and twenty-five documents as an archive of one part, one item in a file of cards or texts.
struct Shelves {
    rows: Vec<Row>,
    bundle: Bundle,
    files: Vec<(String, Vec<u8>)>,
}

impl Shelves {
    /// Serves the archive.
    fn serve(page: &Page) -> Self {
        let rows = rows(65, 25);
        let (whole, _) = parse(bundle(&rows, Texts::Whole).as_bytes());
        let options = Options { card_block: Some(1), body_block: Some(1), ..Options::default() };
        let (files, contents, _) = memory(&whole, &[], &options);
        let bundle = Bundle { items: Vec::new(), archive: Some(contents), ..whole };
        page.host.bundle(wire::write(&bundle));
        let shelves = Self { rows, bundle, files };
        shelves.heal(page);
        shelves
    }

    /// Every file answers with itself again.
    fn heal(&self, page: &Page) {
        for (path, body) in &self.files {
            page.host.reply(&format!("/{path}"), file(body.clone()));
        }
    }

    /// From now on the files of a shelf get another answer, made of what they are.
    fn each(&self, page: &Page, shelf: &str, reply: impl Fn(&[u8]) -> Reply) -> Result<()> {
        for (path, body) in self.of_shelf(shelf)? {
            page.host.reply(&path, reply(body));
        }
        Ok(())
    }

    /// The files of a shelf with their addresses.
    fn of_shelf(&self, shelf: &str) -> Result<Vec<(String, &[u8])>> {
        let part = &self.bundle.archive.as_ref().context("no archive")?.parts[0];
        let folders = &part.shelf(shelf).with_context(|| format!("no shelf {shelf}"))?.folders;
        let starts: Vec<String> = folders.iter().map(|folder| format!("archive/{}/", folder.name())).collect();
        let files = self.files.iter().filter(|(path, _)| starts.iter().any(|start| path.starts_with(start)));
        Ok(files.map(|(path, body)| (format!("/{path}"), body.as_slice())).collect())
    }

    /// From now on the files of a shelf come late.
    fn late(&self, page: &Page, shelf: &str, milliseconds: u64) -> Result<()> {
        self.each(page, shelf, |body| Reply::Late(Duration::from_millis(milliseconds), Box::new(file(body.to_vec()))))
    }
}

fn file(body: Vec<u8>) -> Reply {
    Reply::Whole { status: 200, mime: "application/octet-stream", body }
}

/// Demands that nothing has moved since the last look.
async fn still(page: &Page, after: &str) -> Result<()> {
    tokio::time::sleep(Duration::from_millis(300)).await;
    let shifts = page.client.execute("return window.dossierShifts.splice(0)", vec![]).await?;
    let Value::Array(shifts) = shifts else { anyhow::bail!("layout shifts are not measured") };
    ensure!(shifts.is_empty(), "{after}: {shifts:?}");
    Ok(())
}

async fn says(page: &Page, words: &'static str) -> Result<()> {
    page.until(words, || page.text(), |text| text.contains(words)).await.map(drop)
}

#[test]
fn it_reads_like_a_whole_bundle() {
    check(|page| async move {
        let rows = Shelves::serve(&page).rows;
        page.open("/").await?;
        says(&page, "Latest on Alpha topic").await?;
        let news = Wanted { kind: Some("news"), topic: Some("alpha"), ..Wanted::default() };
        page.click("link", "What*").await?;
        page.list_where("all news", |list| list.shows(&news, &rows)).await?;
        let speeches = Wanted { types: vec!["speech"], ..news.clone() };
        page.click("checkbox", "Speech*").await?;
        page.list_where("speeches", |list| list.shows(&speeches, &rows)).await?;
        page.fill("textbox", "From", "2016").await?;
        let recent = Wanted { from: Some("2016-01-01"), ..speeches };
        page.list_where("recent speeches", |list| list.shows(&recent, &rows)).await?;
        page.open("/?view=news&page=99").await?;
        page.list_where("the last page", |list| list.ids() == news.page(&rows, 4)).await?;
        page.open("/?view=news&type=nothing").await?;
        says(&page, "Nothing matches all of this.").await?;
        page.open("/?item=no-such-item").await?;
        says(&page, "There is no such item here").await
    });
}

#[test]
fn only_what_is_shown_is_fetched() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        page.open("/?view=news").await?;
        page.list().await?;
        let fetched = page.host.requests().iter().filter(|path| path.starts_with("/archive/")).count();
        ensure!(fetched <= 25, "{fetched} files of {} for one list", shelves.files.len());
        // What is there already is not fetched again.
        page.click("link", "Overview").await?;
        says(&page, "Latest on").await?;
        let before = page.host.requests().len();
        page.client.back().await?;
        page.list_where("the list again", |list| list.count == 65).await?;
        ensure!(page.host.requests().len() == before, "{:?}", &page.host.requests()[before..]);
        Ok(())
    });
}

/// Of the program too: filters, words and items come after the first list.
#[test]
fn the_first_list_needs_one_part_of_the_program() {
    check(|page| async move {
        Shelves::serve(&page);
        page.host.reply("/assets/rest-*", Reply::Late(Duration::from_mins(1), Box::new(Reply::Drop)));
        for (query, count) in [("/?view=news", 65), ("/?view=documents", 25)] {
            page.open(query).await?;
            page.list_where(query, |list| list.count == count).await?;
        }
        page.click("link", "Overview").await?;
        says(&page, "Latest on Alpha topic").await?;
        ensure!(standstills(&page).await? == "0", "the page stood still for the rest");
        Ok(())
    });
}

/// As the only page of a site says it.
#[test]
fn the_first_file_comes_beside_the_program() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        let part = &shelves.bundle.archive.as_ref().context("no archive")?.parts[0];
        let head = format!("archive/{}/0.bin", part.shelf("heads").context("no heads")?.folders[0].name());
        let html = String::from_utf8(page.host.file("/index.html")?)?.replacen("<html", &format!("<html data-first=\"={head}\""), 1);
        page.host.reply("/", Reply::html(200, &html));
        page.open("/?view=news").await?;
        page.list_where("all news", |list| list.count == 65).await?;
        let requests = page.host.requests();
        let place = |end: &str| requests.iter().position(|path| path.contains(end)).unwrap_or(usize::MAX);
        ensure!(requests.iter().filter(|path| path.ends_with(&head)).count() == 1, "not fetched once: {requests:?}");
        ensure!(place(&head) < place("/rest-"), "it came after the program: {requests:?}");
        // Who asks for something else gets no more than that.
        let before = requests.len();
        page.open("/?view=news&type=speech").await?;
        page.list_where("speeches", |list| list.shown.contains("type=speech")).await?;
        ensure!(!page.host.requests()[before..].iter().any(|path| path.ends_with(&head)), "fetched in vain");
        Ok(())
    });
}

#[test]
fn the_search_field_sends_for_the_dictionary() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        page.open("/?view=news").await?;
        page.list().await?;
        let part = &shelves.bundle.archive.as_ref().context("no archive")?.parts[0];
        let folder = part.shelf("terms").context("no words")?.folders[0].name();
        let of_words = |all: &[String]| all.iter().filter(|path| path.contains(&folder)).count();
        ensure!(of_words(&page.host.requests()) == 0, "words before anybody searches");
        page.click("searchbox", "*").await?;
        // The directory alone: which of the other files are needed depends on the words.
        page.until("the directory", || async { Ok(page.host.requests()) }, |all| of_words(all) == 1).await?;
        let before = page.list().await?;
        ensure!(page.list().await? == before && page.query().await? == "?view=news", "the page is another");
        page.fill("searchbox", "*", "news").await?;
        page.list_where("results", |list| list.shown.contains("q=news") && list.count > 0).await.map(drop)
    });
}

#[test]
fn the_old_page_stays_until_the_new_one_is_there() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        let news = Wanted { kind: Some("news"), topic: Some("alpha"), ..Wanted::default() };
        page.open("/?view=news").await?;
        let before = page.list().await?;
        still(&page, "loading").await?;
        shelves.late(&page, "cards", 1500)?;
        page.click("link", "Page 2").await?;
        ensure!(page.list().await? == before, "the list is gone before there is another");
        ensure!(page.query().await? == "?view=news&page=2", "the address does not follow");
        let busy = "return document.querySelector('[data-shown]').getAttribute('aria-busy') || ''";
        ensure!(page.text_of(busy).await? == "true", "the list does not say that it is busy");
        says(&page, "Loading …").await?;
        still(&page, "waiting").await?;
        page.accessible("waiting").await?;
        page.list_where("page 2", |list| list.shown == "view=news&page=2" && list.ids() == news.page(&shelves.rows, 2)).await?;
        ensure!(!page.text().await?.contains("Loading …"), "it still says that it loads");
        ensure!(page.text_of(busy).await?.is_empty(), "the list is still busy");
        page.until("the focus", || page.focus(), |focus| focus == "heading Results").await.map(drop)
    });
}

#[test]
fn the_last_wish_counts() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        page.open("/?view=news").await?;
        shelves.late(&page, "cards", 700)?;
        page.click("link", "Documents").await?;
        page.click("link", "Overview").await?;
        // Two filters, faster than any answer, both count.
        page.client.back().await?;
        page.client.back().await?;
        page.list_where("the news again", |list| list.shown == "view=news").await?;
        let both = "document.getElementById('type-speech').click(); document.getElementById('publisher-health').click();";
        page.client.execute(both, vec![]).await?;
        page.list_where("both filters", |list| list.shown == "view=news&type=speech&publisher=health").await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        ensure!(page.list().await?.shown == "view=news&type=speech&publisher=health", "an older wish came late and was shown");
        Ok(())
    });
}

#[test]
fn an_item_does_not_wait_for_what_stands_around_it() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        shelves.late(&page, "cards", 1500)?;
        page.open("/?view=news&item=news-15").await?;
        ensure!(page.text().await?.contains("Third part"), "the text is not there");
        ensure!(!page.text().await?.contains("Related"), "related items are there before they came");
        still(&page, "loading").await?;
        says(&page, "Related").await?;
        still(&page, "the rest").await
    });
}

/// Puts a text into the field that has the focus.
const PASTE: &str =
    "const field = document.activeElement; field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }))";

#[test]
fn results_do_not_wait_for_their_counts() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        page.open("/?view=search").await?;
        page.list_where("everything", |list| list.count == 90).await?;
        for shelf in ["cubes", "numbers", "postings", "tiers"] {
            shelves.late(&page, shelf, 1500)?;
        }
        page.one("searchbox", "Search").await?.click().await?;
        // The whole word at once, as when it is pasted: what stands between two letters is an answer of its own.
        page.client.execute(PASTE, vec!["news".into()]).await?;
        says(&page, "Counting …").await?;
        let focus = page.focus().await?;
        let boxes = page.all("checkbox", "").await?.len();
        let counts = "return String(document.querySelectorAll('[data-count]').length)";
        ensure!(boxes > 4, "the filters are gone while results are counted");
        ensure!(page.text_of(counts).await? == "0", "counts of another question are shown");
        page.accessible("counting").await?;
        still(&page, "counting").await?;
        page.list_where("the count", |list| list.status == "65 results" && list.entries.len() == 20).await?;
        ensure!(page.all("checkbox", "").await?.len() == boxes, "the filters have changed");
        ensure!(page.text_of(counts).await? != "0", "there are no counts");
        ensure!(page.focus().await? == focus, "the focus went from {focus:?} to {:?}", page.focus().await?);
        still(&page, "counted").await
    });
}

#[test]
fn words_are_taken_as_they_were_meant() {
    check(|page| async move {
        Shelves::serve(&page);
        page.open("/?view=search&q=documnet").await?;
        says(&page, "Nothing has “documnet”. Shown for “document”.").await?;
        page.list_where("documents", |list| list.count == 25).await?;
        ensure!(page.text_of("return document.querySelector('.entry mark').textContent").await? == "document", "the hit is not marked");
        page.open("/?view=search&q=document+news").await?;
        says(&page, "No item has all of these words. These have some of them.").await?;
        page.list_where("either", |list| list.count == 90).await.map(drop)
    });
}
