//! Files of an archive that are missing, damaged or cut off: what can be shown is shown, what is lacking is named, and *Try again* works.

use super::{Shelves, file, says, still};
use crate::content::Wanted;
use crate::harness::{Reply, check};
use anyhow::ensure;

/// The first page cannot be had: a page that says so.
#[test]
fn a_first_page_that_fails() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        page.expects(&["/archive/"]);
        page.host.reply("/archive/*", Reply::status(404));
        page.open("/?view=news").await?;
        page.one("heading", "The content could not be loaded").await?;
        shelves.heal(&page);
        page.click("button", "Try again").await?;
        page.list_where("the list", |list| list.count == 65).await.map(drop)
    });
}

/// Of a long list the first cards are asked for by themselves; what becomes of the others is told apart.
#[test]
fn the_first_entries_come_first() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        page.expects(&["/archive/"]);
        page.open("/?view=news").await?;
        let before = page.host.requests().len();
        shelves.each(&page, "cards", |_| Reply::status(404))?;
        page.run("const by = document.querySelector('.sort select'); by.value = 'oldest'; by.dispatchEvent(new Event('change'))").await?;
        says(&page, "The page at this address could not be loaded").await?;
        let cards: Vec<String> = shelves.of_shelf("cards")?.into_iter().map(|(path, _)| path).collect();
        let asked: Vec<String> = page.host.requests().split_off(before).into_iter().filter(|path| cards.contains(path)).collect();
        ensure!(asked.len() == 6, "these cards were asked for: {asked:?}");

        shelves.heal(&page);
        for path in cards.iter().filter(|path| !asked.contains(path)) {
            page.host.reply(path, Reply::status(404));
        }
        page.click("button", "Try again").await?;
        says(&page, "The rest of this list could not be loaded").await?;
        let news = Wanted { kind: Some("news"), topic: Some("alpha"), ..Wanted::default() };
        let oldest: Vec<String> = news.of(&shelves.rows).iter().rev().take(20).map(|row| row.id.clone()).collect();
        let first = page.list().await?;
        ensure!(first.count == 65 && first.ids() == oldest[..6], "shown are {:?}", first.ids());
        page.accessible("a list that is not whole").await?;

        shelves.heal(&page);
        page.click("button", "Try again").await?;
        page.list_where("the whole list", |list| list.ids() == oldest).await?;
        ensure!(!page.text().await?.contains("could not be loaded"), "it still says that something is lacking");
        still(&page, "the rest").await
    });
}

/// A part that cannot be had leaves the page as it is; a bar names what is lacking, and the way out works.
fn lacks(shelf: &'static str, reply: impl Fn(&[u8]) -> Reply + Clone + Send + 'static, why: &'static str) {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        page.expects(&["/archive/"]);
        page.open("/?view=news").await?;
        let before = page.list().await?;
        shelves.each(&page, shelf, reply)?;
        page.click("link", "Page 2").await?;
        says(&page, "The page at this address could not be loaded").await?;
        ensure!(page.text().await?.contains(why), "it does not say {why:?}:\n{}", page.text().await?);
        ensure!(page.list().await? == before, "what was shown is gone");
        page.accessible("lacking").await?;
        still(&page, "failing").await?;
        shelves.heal(&page);
        page.click("button", "Try again").await?;
        page.list_where("page 2", |list| list.shown == "view=news&page=2" && list.entries.len() == 20).await?;
        ensure!(page.all("button", "Try again").await?.is_empty(), "the bar is still there");
        page.until("the focus", || page.focus(), |focus| focus == "heading Results").await?;
        Ok(())
    });
}

#[test]
fn a_part_that_is_missing() {
    lacks("cards", |_| Reply::status(404), "404");
}

#[test]
fn a_part_behind_a_broken_connection() {
    lacks("cards", |_| Reply::Drop, "no connection");
}

#[test]
fn a_part_that_is_damaged() {
    let flipped = |body: &[u8]| {
        let mut body = body.to_vec();
        let middle = body.len() / 2;
        body[middle] ^= 1;
        file(body)
    };
    lacks("cards", flipped, "damaged");
    lacks("cards", |body| file(body[..body.len() - 1].to_vec()), "damaged");
    lacks("cards", |_| file(vec![0; 17 << 20]), "damaged");
    lacks("cards", |_| Reply::html(200, "<!doctype html><title>Sign in</title>"), "web page");
}

/// A cache on the way may keep a damaged copy; what is damaged is asked for once more, past all caches, and no oftener.
#[test]
fn a_damaged_part_is_asked_for_twice() {
    check(|page| async move {
        let shelves = Shelves::serve(&page);
        page.expects(&["/archive/"]);
        page.open("/?view=news&page=4").await?;
        shelves.each(&page, "bodies", |_| file(b"other".to_vec()))?;
        let before = page.host.requests().len();
        page.client.execute("document.querySelector('.entry a').click()", vec![]).await?;
        says(&page, "could not be loaded").await?;
        let requests = page.host.requests()[before..].to_vec();
        let times = |path: &String| requests.iter().filter(|other| *other == path).count();
        ensure!(requests.last().is_some_and(|last| times(last) == 2) && requests.iter().all(|path| times(path) <= 2), "{requests:?}");
        Ok(())
    });
}
