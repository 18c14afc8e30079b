//! Of a long list what a screen holds is painted first, and the rest with the next paint. Frames are held up here to see what is between the two.

use crate::content::{Row, Texts, Wanted, bundle, rows};
use crate::harness::{Page, check};
use anyhow::{Result, ensure};
use serde_json::json;

/// Entries that are painted first.
const SCREENFUL: usize = 6;

/// Before a page's first script: a frame asked for within a frame waits until `letGo()`.
const HOLD: &str = "(() => {
    const frame = window.requestAnimationFrame.bind(window);
    const held = [];
    let within = false;
    window.letGo = () => { window.requestAnimationFrame = frame; held.splice(0).forEach(frame); };
    window.requestAnimationFrame = (work) => within ? held.push(work) : frame((time) => {
        within = true;
        try { work(time); } finally { within = false; }
    });
})()";

fn serve(page: &Page) -> Vec<Row> {
    let rows = rows(60, 25);
    page.host.bundle(bundle(&rows, Texts::Whole));
    rows
}

/// A page, whose further frames wait.
async fn held(page: &Page, address: &str) -> Result<Vec<Row>> {
    let rows = serve(page);
    page.open(address).await?;
    page.run(HOLD).await?;
    Ok(rows)
}

/// The first part of a list of so many, and then all of it.
async fn in_two_parts(page: &Page, wanted: &[String], count: u64, filters: bool) -> Result<()> {
    let first = page.list_where("the first entries", |list| list.count == count && list.ids() == wanted[..SCREENFUL]).await?;
    ensure!(first.status == format!("{count} results"), "the status line says {:?}", first.status);
    let has_filters = !page.all("checkbox", "").await?.is_empty();
    ensure!(has_filters == filters, "filters stand there: {has_filters}");
    let room = "return String(document.querySelector('.awaited').getBoundingClientRect().height > 500)";
    ensure!(page.text_of(room).await? == "true", "there is no room for the others");
    page.accessible("the first entries").await?;
    page.run("letGo()").await?;
    page.list_where("all entries", |list| list.count == count && list.ids() == wanted).await?;
    ensure!(page.text_of("return String(document.querySelectorAll('.awaited').length)").await? == "0", "there is room for more");
    ensure!(page.all("checkbox", "").await?.len() > 4, "the filters are missing");
    Ok(())
}

#[test]
fn of_a_page_that_is_opened() {
    check(|page| async move {
        let rows = serve(&page);
        page.developer_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": HOLD })).await?;
        page.client.goto(&format!("{}/?view=news", page.host.origin)).await?;
        in_two_parts(&page, &Wanted::news().page(&rows, 1), 60, false).await
    });
}

#[test]
fn of_a_step() {
    check(|page| async move {
        let rows = held(&page, "/").await?;
        page.click("link", "What*").await?;
        // What has not stood there before comes with its list.
        in_two_parts(&page, &Wanted::news().page(&rows, 1), 60, true).await?;

        // Of few entries none waits: what stands below would be seen to move.
        let speeches = Wanted { types: vec!["speech"], from: Some("2018"), ..Wanted::news() };
        page.fill("textbox", "From", "2018").await?;
        page.run(HOLD).await?;
        page.click("checkbox", "Speech*").await?;
        page.list_where("few entries", |list| list.ids() == speeches.page(&rows, 1)).await.map(drop)
    });
}

/// Further down nothing shrinks, not even for a moment: the browser would scroll up.
#[test]
fn not_below_the_first_screens() {
    check(|page| async move {
        held(&page, "/?view=news").await?;
        page.run("scrollTo(0, 1200)").await?;
        page.run("document.querySelector('.sort select').value = 'oldest'; document.querySelector('.sort select').dispatchEvent(new Event('change'))")
            .await?;
        page.list_where("the oldest", |list| list.shown.contains("sort=oldest") && list.entries.len() == 20).await?;
        let scroll = page.scroll().await?;
        ensure!((scroll - 1200.0).abs() < 1.0, "the page was scrolled to {scroll}");
        Ok(())
    });
}

/// Whoever goes on at once loses nothing of what is shown meanwhile.
#[test]
fn whoever_goes_on_sees_all_of_it() {
    check(|page| async move {
        let rows = held(&page, "/").await?;
        page.click("link", "What*").await?;
        page.list_where("the first entries", |list| list.entries.len() == SCREENFUL).await?;
        page.click("link", "Documents").await?;
        let documents = Wanted { kind: Some("document"), ..Wanted::default() };
        page.run("letGo()").await?;
        page.list_where("documents", |list| list.shown == "view=documents" && list.ids() == documents.page(&rows, 1)).await.map(drop)
    });
}
