//! The page without a mouse: every control can be reached in order, is seen to have the focus, and works.

use crate::content::{Texts, Wanted, bundle, rows};
use crate::harness::{Key, Page, check};
use anyhow::{Result, ensure};
use serde_json::Value;

/// What has the focus: nothing more when the walk has come round, else what is wrong with it as a place for the focus.
const STOP: &str = "
    const stops = window.dossierStops = window.dossierStops || [];
    const node = document.activeElement;
    if (!node || node === document.body || stops.includes(node)) return { done: true };
    stops.push(node);
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    const wrong = [];
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    if (!outlined && style.boxShadow === 'none') wrong.push('no visible focus');
    if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1) wrong.push('outside the window');
    const over = document.elementFromPoint(
        Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
    if (over && !node.contains(over) && !over.contains(node)) wrong.push(`hidden behind ${over.outerHTML.slice(0, 80)}`);
    return { done: false, wrong: wrong.join(', '), what: node.outerHTML.slice(0, 120) };";

/// Puts the reader at the beginning of the page: the next stop is the first.
const BEGIN: &str = "
    window.dossierStops = [];
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    scrollTo(0, 0);
    return ''";

/// Controls that are shown and were never reached; of a row of tabs only the selected one is a stop.
const MISSED: &str = "
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')]
        .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.tabIndex >= 0 && !node.disabled)
        .filter((node) => !window.dossierStops.includes(node))
        .map((node) => node.outerHTML.slice(0, 120)).join('\\n')";

/// Walks through the page by Tab from its beginning to its end.
async fn walk(page: &Page, state: &str) -> Result<usize> {
    page.text_of(BEGIN).await?;
    let mut stops = 0;
    loop {
        page.press(Key::Tab).await?;
        let stop = page.client.execute(STOP, vec![]).await?;
        if stop["done"] == Value::Bool(true) {
            break;
        }
        ensure!(stop["wrong"] == "", "{state}: {} is {}", stop["what"], stop["wrong"]);
        stops += 1;
        ensure!(stops < 300, "{state}: the walk does not end");
    }
    let missed = page.text_of(MISSED).await?;
    ensure!(missed.is_empty(), "{state}: Tab never reaches\n{missed}");
    Ok(stops)
}

#[test]
fn reaches_everything() {
    check(|page| async move {
        page.host.bundle(bundle(&rows(60, 6), Texts::Whole));
        for address in ["/", "/?view=news&type=speech&from=2015", "/?view=news&item=news-15", "/?view=search&q=nothing+like+it"] {
            page.open(address).await?;
            let stops = walk(&page, address).await?;
            ensure!(stops > 8, "{address} has only {stops} stops");
        }
        Ok(())
    });
}

#[test]
fn reaches_everything_on_a_phone() {
    check(|page| async move {
        page.host.bundle(bundle(&rows(60, 6), Texts::None));
        page.size(360, 740).await?;
        page.open("/?view=news").await?;
        walk(&page, "the list").await?;
        page.click("button", "Filters*").await?;
        walk(&page, "the open filters").await.map(drop)
    });
}

#[test]
fn skips_to_the_content() {
    check(|page| async move {
        page.open("/").await?;
        page.press(Key::Tab).await?;
        ensure!(page.focus().await?.starts_with("link Skip"), "the first stop is {:?}", page.focus().await?);
        page.press(Key::Enter).await?;
        page.until("the focus in the content", || page.text_of("return document.activeElement.id"), |id| id == "main").await?;
        page.press(Key::Tab).await?;
        page.until("the first link of the content", || page.focus(), |focus| focus == "link Overview").await.map(drop)
    });
}

/// Arrows move between the tabs and open nothing; Enter and Space open.
#[test]
fn walks_through_tabs() {
    check(|page| async move {
        page.host.bundle(bundle(&rows(20, 6), Texts::None));
        page.open("/").await?;
        page.text_of("document.querySelector('[role=tab][aria-selected=true]').focus(); return ''").await?;
        for (key, focus, heading) in [
            (Key::Right, "tab Beta topic", "Alpha topic"),
            (Key::End, "tab Gamma topic", "Alpha topic"),
            (Key::Right, "tab Alpha topic", "Alpha topic"),
            (Key::Left, "tab Gamma topic", "Alpha topic"),
            (Key::Home, "tab Alpha topic", "Alpha topic"),
            (Key::Right, "tab Beta topic", "Alpha topic"),
            (Key::Enter, "tab Beta topic", "Beta topic"),
            (Key::Right, "tab Gamma topic", "Beta topic"),
            (Key::Space, "tab Gamma topic", "Gamma topic"),
        ] {
            page.press(key).await?;
            page.until(&format!("{focus} after {key:?}"), || page.focus(), |now| now == focus).await?;
            let shown = page.text_of("return document.querySelector('h1').textContent").await?;
            ensure!(shown == heading || page.one("heading", heading).await.is_ok(), "after {key:?} {shown:?} is shown, not {heading:?}");
        }
        let selected = page.text_of("return document.querySelector('[role=tab][aria-selected=true]').textContent").await?;
        ensure!(selected == "Gamma topic", "{selected:?} is selected");
        Ok(())
    });
}

/// Choosing, taking back, paging and opening by keys alone; the focus is never lost.
#[test]
fn works_without_a_mouse() {
    check(|page| async move {
        let rows = rows(60, 6);
        page.host.bundle(bundle(&rows, Texts::Whole));
        page.open("/?view=news").await?;
        let to = async |role: &str, name: &str, key: Key| -> Result<()> {
            let target = page.one(role, name).await?;
            page.client.execute("arguments[0].focus()", vec![serde_json::to_value(&target)?]).await?;
            page.press(key).await
        };
        to("checkbox", "Speech*", Key::Space).await?;
        let speeches = Wanted { types: vec!["speech"], ..Wanted::news() };
        page.list_where("speeches", |list| list.shows(&speeches, &rows)).await?;
        page.until("the focus on the box", || page.focus(), |focus| focus.starts_with("checkbox Speech")).await?;
        to("link", "Remove Speech", Key::Enter).await?;
        page.list_where("all news", |list| list.shows(&Wanted::news(), &rows)).await?;
        keeps_focus(&page, "taking a chip away").await?;
        to("link", "Page 2", Key::Enter).await?;
        page.list_where("page 2", |list| list.ids() == Wanted::news().page(&rows, 2)).await?;
        keeps_focus(&page, "going to another page").await?;
        let title = Wanted::news().of(&rows)[20].title.clone();
        to("link", &title, Key::Enter).await?;
        page.one("heading", &title).await?;
        page.until("the focus on the item's heading", || page.focus(), |focus| *focus == format!("heading {title}")).await.map(drop)
    });
}

async fn keeps_focus(page: &Page, after: &str) -> Result<()> {
    let focus = || page.text_of("return document.activeElement ? document.activeElement.tagName : 'none'");
    page.until(&format!("the focus to be somewhere after {after}"), focus, |tag| tag != "BODY" && tag != "none").await.map(drop)
}

#[test]
fn walks_back_as_it_came() {
    check(|page| async move {
        page.open("/?view=news").await?;
        let mut there = Vec::new();
        for _ in 0..8 {
            page.press(Key::Tab).await?;
            there.push(page.focus().await?);
        }
        for expected in there.iter().rev().skip(1) {
            page.press(Key::ShiftTab).await?;
            let focus = page.focus().await?;
            ensure!(focus == *expected, "on the way back {focus:?} comes before {expected:?}");
        }
        Ok(())
    });
}
