//! Facets: exact counts, OR within a group, AND between groups, and ways to take each choice back.

use crate::content::{Row, Texts, Wanted, bundle, rows};
use crate::harness::{Page, check};
use anyhow::{Result, ensure};
use std::collections::BTreeMap;

/// The values of the group called `name` with the counts that they show.
async fn counts(page: &Page, name: &str) -> Result<BTreeMap<String, usize>> {
    let script = "
        const [group] = arguments;
        return [...group.querySelectorAll('[data-value]')].map((value) => {
            const number = value.dataset.count;
            return [value.dataset.value, value.textContent.includes(number) ? Number(number) : -1];
        });";
    let group = page.one("group", name).await?;
    let found = page.client.execute(script, vec![serde_json::to_value(&group)?]).await?;
    Ok(serde_json::from_value::<Vec<(String, i64)>>(found)?
        .into_iter()
        .map(|(id, count)| (id, usize::try_from(count).unwrap_or(usize::MAX)))
        .collect())
}

/// The page shows what is wanted: the list, and every count of both groups.
async fn agrees(page: &Page, wanted: &Wanted, rows: &[Row]) -> Result<()> {
    page.list_where(&format!("the list of {wanted:?}"), |list| list.shows(wanted, rows)).await?;
    let (types, publishers) = (counts(page, "Type").await?, counts(page, "Publisher").await?);
    ensure!(types == wanted.type_counts(rows), "types of {wanted:?}: expected {:?}, seen {types:?}", wanted.type_counts(rows));
    let expected = wanted.publisher_counts(rows);
    ensure!(publishers == expected, "publishers of {wanted:?}: expected {expected:?}, seen {publishers:?}");
    Ok(())
}

#[test]
fn counts_are_exact_at_every_step() {
    check(|page| async move {
        let rows = rows(60, 25);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        let mut wanted = Wanted::news();
        agrees(&page, &wanted, &rows).await?;
        page.click("checkbox", "Speech*").await?;
        wanted.types.push("speech");
        agrees(&page, &wanted, &rows).await?;
        page.click("checkbox", "Foreign Office*").await?;
        wanted.publishers.push("foreign");
        agrees(&page, &wanted, &rows).await?;
        page.click("checkbox", "Report*").await?;
        wanted.types.push("report");
        agrees(&page, &wanted, &rows).await?;
        page.fill("textbox", "To", "2017").await?;
        wanted.to = Some("2017-12-31");
        agrees(&page, &wanted, &rows).await?;
        page.click("checkbox", "Speech*").await?;
        wanted.types.retain(|id| *id != "speech");
        agrees(&page, &wanted, &rows).await?;
        page.click("link", "Clear all").await?;
        agrees(&page, &Wanted::news(), &rows).await
    });
}

#[test]
fn topics_have_counts_of_their_own() {
    check(|page| async move {
        let rows = rows(60, 25);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?topic=beta&view=documents").await?;
        agrees(&page, &Wanted { kind: Some("document"), topic: Some("beta"), ..Wanted::default() }, &rows).await?;
        page.open("/?topic=gamma&view=news").await?;
        let list = page.list().await?;
        ensure!(list.count == 0 && list.entries.is_empty(), "a topic without items lists {list:#?}");
        ensure!(page.text().await?.contains("Nothing has been published here yet"), "the empty list says nothing");
        Ok(())
    });
}

#[test]
fn zeros_stay_readable_and_focus_stays() {
    check(|page| async move {
        let rows = rows(14, 0);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        page.fill("textbox", "From", "2019-12-01").await?;
        page.fill("textbox", "To", "2019-12-01").await?;
        let wanted = Wanted { from: Some("2019-12-01"), to: Some("2019-12-01"), ..Wanted::news() };
        agrees(&page, &wanted, &rows).await?;
        ensure!(wanted.type_counts(&rows).values().any(|count| *count == 0), "the content has no zero to show");
        page.click("checkbox", "Report*").await?;
        page.until("the focus to stay on the box", || page.focus(), |focus| focus.starts_with("checkbox Report")).await?;
        Ok(())
    });
}

#[test]
fn no_match_says_what_to_drop() {
    check(|page| async move {
        let rows = rows(14, 0);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news&from=2050&type=speech").await?;
        let list = page.list().await?;
        ensure!(list.count == 0 && list.status == "0 results", "{list:#?}");
        let speeches = Wanted { types: vec!["speech"], ..Wanted::news() };
        page.click("link", "Date*").await?;
        page.list_where("the speeches of any date", |list| list.shows(&speeches, &rows)).await?;
        page.open("/?view=news&from=2050&type=speech").await?;
        page.click("link", "Clear all").await?;
        page.list_where("all news", |list| list.shows(&Wanted::news(), &rows)).await.map(drop)
    });
}

#[test]
fn sorting() {
    check(|page| async move {
        let rows = rows(30, 0);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        let mut ids: Vec<String> = Wanted::news().of(&rows).iter().map(|row| row.id.clone()).collect();
        ids.reverse();
        page.one("combobox", "Sort by*").await?.select_by_label("Oldest first").await?;
        page.list_where("the oldest first", |list| list.ids() == ids[..20]).await?;
        page.one("combobox", "Sort by*").await?.select_by_label("Title").await?;
        let by_title: Vec<String> = rows.iter().take(20).map(|row| row.id.clone()).collect();
        page.list_where("titles in order", |list| list.ids() == by_title).await?;
        Ok(())
    });
}
