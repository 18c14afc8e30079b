//! The address is the state: reload, direct opening, Back and Forward show the same thing.

use crate::content::{Texts, Wanted, bundle, rows};
use crate::harness::{Page, check};
use anyhow::{Result, ensure};

/// The page has an address that, opened anew or reloaded, shows the same list.
async fn is_the_state(page: &Page) -> Result<()> {
    let before = page.list().await?;
    let query = page.query().await?;
    page.client.refresh().await?;
    page.settled().await?;
    ensure!(page.list().await? == before, "a reload of {query} shows {:#?}", page.list().await?);
    page.client.goto("about:blank").await?;
    page.open(&format!("/{query}")).await?;
    ensure!(page.list().await? == before, "{query} opened anew shows {:#?}", page.list().await?);
    ensure!(query.trim_start_matches('?') == before.shown.trim_start_matches('?'), "{query} is not what the list says: {}", before.shown);
    Ok(())
}

#[test]
fn of_every_list() {
    check(|page| async move {
        let rows = rows(60, 25);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        is_the_state(&page).await?;
        page.click("checkbox", "Speech*").await?;
        page.list_where("speeches", |list| list.shows(&Wanted { types: vec!["speech"], ..Wanted::news() }, &rows)).await?;
        is_the_state(&page).await?;
        page.fill("textbox", "From", "nov 2015").await?;
        page.list_where("November 2015", |list| list.shown.contains("from=2015-11")).await?;
        is_the_state(&page).await?;
        page.click("tab", "Beta topic").await?;
        page.list_where("the other topic", |list| list.shown.contains("topic=beta")).await?;
        is_the_state(&page).await?;
        page.fill("searchbox", "Search", "item 00012").await?;
        page.list_where("the search", |list| list.count == 2).await?;
        is_the_state(&page).await
    });
}

#[test]
fn goes_back_and_forward_through_every_step() {
    check(|page| async move {
        let rows = rows(60, 25);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        let mut seen = vec![page.list().await?];
        for click in [("checkbox", "Speech*"), ("checkbox", "Foreign*"), ("link", "Documents"), ("tab", "Beta topic")] {
            let before = page.list().await?.shown;
            page.click(click.0, click.1).await?;
            seen.push(page.list_where("another list", |list| list.shown != before).await?);
        }
        for list in seen.iter().rev().skip(1) {
            page.client.back().await?;
            page.list_where("the list before", |now| now == list).await?;
        }
        for list in &seen[1..] {
            page.client.forward().await?;
            page.list_where("the list after", |now| now == list).await?;
        }
        Ok(())
    });
}

#[test]
fn works_below_any_folder() {
    check(|page| async move {
        page.open("/reading/room/?view=news").await?;
        let list = page.list().await?;
        ensure!(list.count == 5, "{list:#?}");
        page.click("link", "Documents").await?;
        page.list_where("the documents", |now| now.shown != list.shown).await?;
        let address = page.client.current_url().await?;
        ensure!(address.path() == "/reading/room/", "the page has moved to {address}");
        Ok(())
    });
}

#[test]
fn that_leads_nowhere_says_so() {
    check(|page| async move {
        for (address, says) in [("/?item=no-such-item", "no such item"), ("/?topic=no-such-topic", "no such topic")] {
            page.open(address).await?;
            let text = page.text().await?;
            ensure!(text.contains(says), "{address} shows:\n{text}");
            page.click("link", "Go to the first page").await?;
            page.one("heading", "Security policy").await?;
        }
        Ok(())
    });
}

/// Addresses are typed, cut off and made up; none may break the page.
#[test]
fn that_is_nonsense_still_opens() {
    check(|page| async move {
        let long = format!("/?view=news&q={}", "a".repeat(3000));
        for address in [
            "/?%",
            "/?view=news&from=%FF%FE",
            "/?view=news&page=99999999999999999999",
            "/?view=news&page=-1&sort=sideways",
            "/?lang=xx-%00&topic=%3Cscript%3Ealert(1)%3C/script%3E",
            "/?view=%F0%9F%92%A9&q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
            "/?view=search&q=%E2%80%AE%E0%B8%81",
            long.as_str(),
        ] {
            page.open(address).await?;
            let text = page.text().await?;
            ensure!(text.len() > 100, "{address} shows only {text:?}");
            ensure!(page.one("tablist", "Topics").await.is_ok(), "{address} has no topics");
        }
        Ok(())
    });
}
