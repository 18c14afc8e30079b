//! The program comes in two parts: the first list needs one of them, and the page goes on as if both had been there from the beginning.

use crate::content::{Texts, bundle, rows};
use crate::harness::{Page, Reply, check};
use anyhow::{Result, ensure};
use std::time::Duration;

const PROGRAM: &str = "/assets/app-*.wasm";
const REST: &str = "/assets/rest-app-*.wasm";
const BOOT: &str = "/assets/boot-*.js";

/// From now on the rest of the program comes so late.
fn late(page: &Page, milliseconds: u64) -> Result<()> {
    let rest = Reply::Whole { status: 200, mime: "application/wasm", body: page.host.file(REST)? };
    page.host.reply(REST, Reply::Late(Duration::from_millis(milliseconds), Box::new(rest)));
    Ok(())
}

fn serve(page: &Page) {
    page.host.bundle(bundle(&rows(65, 25), Texts::Whole));
}

/// How often the page has stood still for the rest.
pub(crate) async fn standstills(page: &Page) -> Result<String> {
    let asked = "performance.getEntriesByType('resource').filter((entry) => entry.initiatorType === 'xmlhttprequest')";
    page.text_of(&format!("return String({asked}.length)")).await
}

#[test]
fn the_first_list_needs_one_part() {
    check(|page| async move {
        serve(&page);
        late(&page, 60_000)?;
        for (query, count) in [("/?view=news", 65), ("/?view=documents", 25), ("/?topic=alpha&view=news", 65)] {
            page.open(query).await?;
            page.list_where(query, |list| list.count == count).await?;
        }
        page.click("link", "Overview").await?;
        page.until("the overview", || page.text(), |text| text.contains("Latest on Alpha topic")).await?;
        ensure!(standstills(&page).await? == "0", "the page stood still");
        let requests = page.host.requests();
        let of_program = requests.iter().filter(|path| path.contains("/app-") && path.contains(".wasm")).count();
        ensure!(of_program == 3, "not one file a page: {requests:?}");
        Ok(())
    });
}

#[test]
fn a_search_waits_for_the_other() {
    check(|page| async move {
        serve(&page);
        late(&page, 2_000)?;
        page.open("/?view=news").await?;
        let before = page.list().await?;
        page.fill("searchbox", "Search", "news").await?;
        page.until("that it waits", || page.text(), |text| text.contains("Loading …")).await?;
        ensure!(page.list().await?.entries == before.entries, "the list is gone before there is another");
        page.list_where("results", |list| list.shown.contains("q=news") && list.count > 0).await?;
        ensure!(standstills(&page).await? == "0", "the page stood still");
        Ok(())
    });
}

#[test]
fn an_address_of_a_search_waits_too() {
    check(|page| async move {
        serve(&page);
        late(&page, 1_000)?;
        page.open("/?view=search&q=document").await?;
        page.list_where("results", |list| list.count == 25).await.map(drop)
    });
}

#[test]
fn a_rest_that_cannot_be_had_is_told() {
    check(|page| async move {
        serve(&page);
        page.expects(&["/assets/rest-app-"]);
        page.host.reply(REST, Reply::status(404));
        page.open("/?view=news").await?;
        let before = page.list().await?;
        page.fill("searchbox", "Search", "news").await?;
        page.until("what is lacking", || page.text(), |text| text.contains("could not be loaded")).await?;
        ensure!(page.list().await?.entries == before.entries, "the list is gone");
        page.accessible("without the rest").await?;
        page.host.heal();
        serve(&page);
        page.click("button", "Try again").await?;
        page.list_where("results", |list| list.shown.contains("q=news") && list.count > 0).await.map(drop)
    });
}

/// Lets a script of the test run first.
fn before_all(page: &Page, script: &str) -> Result<()> {
    let body = [script.as_bytes(), b"\n", &page.host.file(BOOT)?].concat();
    page.host.reply(BOOT, Reply::Whole { status: 200, mime: "text/javascript; charset=utf-8", body });
    Ok(())
}

/// Lets the program believe that its rest is there: what is called then, is called as if nobody had foreseen it.
const UNFORESEEN: &str = "let made = 0; const make = WebAssembly.instantiateStreaming; WebAssembly.instantiateStreaming = (...given) =>
    made++ ? Promise.resolve({ instance: { exports: {} } }) : make.apply(WebAssembly, given);";

#[test]
fn what_is_called_too_early_is_fetched() {
    check(|page| async move {
        serve(&page);
        before_all(&page, UNFORESEEN)?;
        page.open("/?view=news").await?;
        page.list().await?;
        ensure!(standstills(&page).await? == "0", "the page stood still for its first list");
        page.fill("searchbox", "Search", "news").await?;
        page.list_where("results", |list| list.shown.contains("q=news") && list.count > 0).await?;
        page.open("/?view=search&q=document").await?;
        page.list_where("other results", |list| list.count == 25).await?;
        ensure!(standstills(&page).await? == "1", "not fetched once");
        Ok(())
    });
}

#[test]
fn what_is_called_too_early_and_cannot_be_had_ends_the_program() {
    check(|page| async move {
        serve(&page);
        before_all(&page, UNFORESEEN)?;
        // The browser names the script that asks, rather than what it asks for.
        page.expects(&["/assets/app-", "/assets/rest-app-"]);
        page.open("/?view=news").await?;
        let before = page.list().await?;
        page.host.reply(REST, Reply::status(404));
        page.fill("searchbox", "Search", "news").await?;
        page.until("that it has stopped", || page.text(), |text| text.contains("stopped working")).await?;
        ensure!(page.list().await?.entries == before.entries, "the crash took the list away");
        page.host.heal();
        serve(&page);
        page.open("/?view=news").await?;
        page.list_where("the list, after a reload", |list| list.count == before.count).await.map(drop)
    });
}

/// Dates that cannot be read show themselves as typed, and wait for nothing.
#[test]
fn dates_need_one_part() {
    check(|page| async move {
        serve(&page);
        late(&page, 3_000)?;
        page.open("/?view=news").await?;
        page.fill("textbox", "From", "nonsense").await?;
        page.until("what is wrong", || page.text(), |text| text.contains("not a date") || text.contains("cannot be read")).await?;
        page.fill("textbox", "From", "2016").await?;
        page.list_where("recent news", |list| list.shown.contains("from=2016")).await?;
        page.open("/?view=news&from=foo").await?;
        page.list_where("all news", |list| list.count == 65).await?;
        ensure!(standstills(&page).await? == "0", "the page stood still");
        Ok(())
    });
}

/// Such browsers have both parts before they begin.
#[test]
fn a_browser_that_compiles_little_while_it_waits() {
    check(|page| async move {
        serve(&page);
        before_all(
            &page,
            "const Module = WebAssembly.Module; WebAssembly.Module = function (bytes) {
                if (bytes.byteLength > 4096) throw new RangeError('more than 4 KiB'); return new Module(bytes); };",
        )?;
        late(&page, 1_000)?;
        page.open("/?view=news").await?;
        page.fill("textbox", "From", "2016").await?;
        page.list_where("recent news", |list| list.shown.contains("from=2016")).await?;
        ensure!(standstills(&page).await? == "0", "the page stood still");
        Ok(())
    });
}

#[test]
fn a_rest_of_the_wrong_media_type() {
    check(|page| async move {
        serve(&page);
        let body = page.host.file(REST)?;
        page.host.reply(REST, Reply::Whole { status: 200, mime: "application/octet-stream", body });
        page.open("/?view=search&q=document").await?;
        page.list_where("results", |list| list.count == 25).await.map(drop)
    });
}

/// The same program in one request, and in the same order on every line: what comes ahead of a script is not asked for again behind it.
#[test]
fn each_part_is_asked_for_once() {
    check(|page| async move {
        serve(&page);
        let body = page.host.file(PROGRAM)?;
        let slow = Reply::Drip { mime: "application/wasm", body, pieces: 10, pause: Duration::from_millis(100) };
        page.host.reply("/assets/app-*.wasm", slow);
        late(&page, 0)?;
        page.open("/?view=search&q=document").await?;
        page.list_where("results", |list| list.count == 25).await?;
        let requests = page.host.requests();
        let times = |name: &str| requests.iter().filter(|path| path.contains(name) && path.contains(".wasm")).count();
        ensure!(times("/app-") == 1 && times("/rest-app-") == 1, "{requests:?}");
        Ok(())
    });
}
