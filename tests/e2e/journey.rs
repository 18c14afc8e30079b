//! The reader's journey, the same in every browser: from the first page through lists and filters to an item, and back.

use crate::content::{Row, Texts, Wanted, bundle, rows};
use crate::harness::{Browser, Key, List, Page, each};
use anyhow::{Result, ensure};

fn journey(browser: Browser) {
    each(browser, |page| async move {
        let rows = rows(60, 6);
        page.host.bundle(bundle(&rows, Texts::Whole));
        page.open("/").await?;
        first_page(&page).await?;
        let pages = lists(&page, &rows).await?;
        filters(&page, &rows).await?;
        ensure!(page.list().await? == pages, "after clearing all filters the list is not what it was");
        items(&page, &rows).await?;
        copy(&page).await
    });
}

/// The topic with its tabs and views.
async fn first_page(page: &Page) -> Result<()> {
    let tabs = page.one("tablist", "Topics").await?;
    let first = page.within(&tabs, "tab", "Alpha topic").await?;
    ensure!(first.attr("aria-selected").await?.as_deref() == Some("true"), "the first topic's tab is not selected");
    page.one("heading", "Alpha topic").await?;
    ensure!(page.text().await?.contains("What Alpha topic is about."), "the topic's lead is missing");
    page.click("tab", "Beta topic").await?;
    page.one("heading", "Beta topic").await?;
    page.client.back().await?;
    page.one("heading", "Alpha topic").await.map(drop)
}

/// The list of news, its pages, and the way back between them. Leaves the reader on the first page of the list.
async fn lists(page: &Page, rows: &[Row]) -> Result<List> {
    let news = Wanted::news();
    page.click("link", "What*").await?;
    let first = page.list_where("the first page of news", |list| list.ids() == news.page(rows, 1)).await?;
    ensure!(first.count == 60 && first.status == "60 results", "the status line says {:?}", first.status);
    ensure!(first.entries[0].date == news.of(rows)[0].date, "the first entry is dated {:?}", first.entries[0].date);
    page.click("link", "Page 3").await?;
    let third = page.list_where("the third page", |list| list.ids() == news.page(rows, 3)).await?;
    page.client.back().await?;
    page.list_where("the first page again", |list| *list == first).await?;
    page.client.forward().await?;
    page.list_where("the third page again", |list| *list == third).await?;
    page.client.back().await?;
    page.list_where("the first page again", |list| *list == first).await
}

/// Dates as typed, boxes ticked, chips taken away; each answer as worked out from the rows. Ends with everything cleared.
async fn filters(page: &Page, rows: &[Row]) -> Result<()> {
    let mut wanted = Wanted { from: Some("2016-11-01"), ..Wanted::news() };
    page.fill("textbox", "From", "nov 2016").await?;
    page.list_where("news from November 2016 on", |list| list.shows(&wanted, rows)).await?;
    wanted.types = vec!["speech"];
    page.click("checkbox", "Speech*").await?;
    page.list_where("speeches from November 2016 on", |list| list.shows(&wanted, rows)).await?;
    wanted.types = vec!["speech", "report"];
    page.click("checkbox", "Report*").await?;
    page.list_where("speeches and reports from November 2016 on", |list| list.shows(&wanted, rows)).await?;
    wanted.types = vec!["report"];
    page.click("link", "Remove Speech").await?;
    page.list_where("reports from November 2016 on", |list| list.shows(&wanted, rows)).await?;
    page.click("link", "Clear all").await?;
    page.list_where("all news", |list| list.shows(&Wanted::news(), rows)).await.map(drop)
}

/// An item from far down the list, its neighbours, and back to where the reader was.
async fn items(page: &Page, rows: &[Row]) -> Result<()> {
    let news = Wanted::news();
    let news = news.of(rows);
    let list = page.list().await?;
    page.text_of(&format!("document.querySelector('[data-id={}]').scrollIntoView({{ block: 'center' }}); return ''", news[15].id)).await?;
    let scrolled = page.scroll().await?;
    ensure!(scrolled > 100.0, "the list is too short to scroll: {scrolled}");
    page.click("link", &news[15].title).await?;
    page.one("heading", &news[15].title).await?;
    ensure!(page.text().await?.contains("16 of 60"), "the item does not say where in its list it stands");
    page.click("link", "Next*").await?;
    page.one("heading", &news[16].title).await?;
    page.click("link", "Previous*").await?;
    page.one("heading", &news[15].title).await?;
    for _ in 0..3 {
        page.client.back().await?;
    }
    page.list_where("the list as it was left", |now| *now == list).await?;
    page.until("the place in the list", || page.scroll(), |now| (now - scrolled).abs() < 2.0).await?;
    page.until("the focus on the entry", || page.focus(), |focus| *focus == format!("link {}", news[15].title)).await.map(drop)
}

/// The address of an item, copied and put into the search field.
async fn copy(page: &Page) -> Result<()> {
    page.client.forward().await?;
    page.click("button", "Copy link").await?;
    page.until("the page to say that the link was copied", || page.text(), |text| text.contains("Link copied")).await?;
    let address = page.client.current_url().await?;
    page.one("searchbox", "Search").await?.click().await?;
    page.press(Key::Paste).await?;
    let pasted = page.one("searchbox", "Search").await?.prop("value").await?.unwrap_or_default();
    ensure!(pasted == address.as_str(), "copied {pasted:?}, not {address}");
    Ok(())
}

#[test]
fn in_chromium() {
    journey(Browser::Chromium);
}

#[test]
fn in_firefox() {
    journey(Browser::Firefox);
}

#[test]
fn in_webkit() {
    journey(Browser::WebKit);
}
