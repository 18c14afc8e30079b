//! Dates as people type them: what is understood narrows the list, what is not gets a message beside the field and costs nothing.

use crate::content::{Texts, Wanted, bundle, rows};
use crate::harness::{Page, check};
use anyhow::{Result, ensure};

/// A field of the date filter: what it holds, whether it says it is wrong, and the message that describes it.
async fn field(page: &Page, name: &str) -> Result<(String, bool, String)> {
    let input = page.one("textbox", name).await?;
    let held = input.prop("value").await?.unwrap_or_default();
    let wrong = input.attr("aria-invalid").await?.as_deref() == Some("true");
    let described = "
        const [input] = arguments;
        const ids = (input.getAttribute('aria-errormessage') || input.getAttribute('aria-describedby') || '').split(/\\s+/);
        const node = ids.map((id) => document.getElementById(id)).find((node) => node && node.textContent);
        return node ? node.textContent : '';";
    let message = page.client.execute(described, vec![serde_json::to_value(&input)?]).await?;
    Ok((held, wrong, message.as_str().unwrap_or_default().to_owned()))
}

/// Typed into *From* and *To*, these narrow the list to a range of days.
#[test]
fn are_understood() {
    check(|page| async move {
        let rows = rows(60, 0);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        for (from, to, first, last) in [
            ("2017", "", Some("2017-01-01"), None),
            ("", "2017", None, Some("2017-12-31")),
            ("nov 2016", "14 June 2018", Some("2016-11-01"), Some("2018-06-14")),
            ("2016-11", "2018-06-14", Some("2016-11-01"), Some("2018-06-14")),
            ("11/2016", "14.6.2018", Some("2016-11-01"), Some("2018-06-14")),
            ("2016-2017", "", Some("2016-01-01"), Some("2017-12-31")),
            ("", "", None, None),
        ] {
            page.fill("textbox", "From", from).await?;
            page.fill("textbox", "To", to).await?;
            let wanted = Wanted { from: first, to: last, ..Wanted::news() };
            page.list_where(&format!("news from {from:?} to {to:?}"), |list| list.shows(&wanted, &rows)).await?;
            if from == "2016-2017" {
                page.click("link", "Clear all").await?;
                page.list_where("all news", |list| list.shows(&Wanted::news(), &rows)).await?;
            }
        }
        Ok(())
    });
}

/// What cannot be meant is kept as typed, with a message beside it; the list stays.
#[test]
fn that_are_wrong_lose_nothing() {
    check(|page| async move {
        let rows = rows(60, 0);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news&type=speech").await?;
        let before = page.list().await?;
        for (typed, says) in [
            ("someday", "not a date"),
            ("31 February 2018", "no such day"),
            ("2018-13", "no such month"),
            ("14 June", "year as well"),
            ("14.6.24", "four digits"),
            ("99999", "9999"),
        ] {
            page.fill("textbox", "From", typed).await?;
            let ask = || field(&page, "From");
            page.until(&format!("a message about {typed:?}"), ask, |(held, wrong, message)| {
                *wrong && held == typed && message.contains(says)
            })
            .await?;
            ensure!(page.list().await? == before, "the list changed at {typed:?}");
        }
        page.fill("textbox", "From", "2018").await?;
        let wanted = Wanted { types: vec!["speech"], from: Some("2018-01-01"), ..Wanted::news() };
        page.list_where("speeches from 2018 on", |list| list.shows(&wanted, &rows)).await?;
        let (held, wrong, message) = field(&page, "From").await?;
        ensure!(!wrong && held == "2018" && !message.contains("Write"), "a corrected date still has the message {message:?}");
        Ok(())
    });
}

#[test]
fn that_are_reversed_lose_nothing() {
    check(|page| async move {
        let rows = rows(60, 0);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        page.fill("textbox", "From", "2018").await?;
        let wanted = Wanted { from: Some("2018-01-01"), ..Wanted::news() };
        let before = page.list_where("news from 2018 on", |list| list.shows(&wanted, &rows)).await?;
        page.fill("textbox", "To", "2016").await?;
        page.until("a message about the order", || page.text(), |text| text.contains("is before")).await?;
        ensure!(page.list().await? == before, "the list changed");
        let (from, to) = (field(&page, "From").await?.0, field(&page, "To").await?.0);
        ensure!(from == "2018" && to == "2016", "the fields now hold {from:?} and {to:?}");
        page.fill("textbox", "From", "2015").await?;
        let wanted = Wanted { from: Some("2015-01-01"), to: Some("2016-12-31"), ..Wanted::news() };
        page.list_where("news of 2015 and 2016", |list| list.shows(&wanted, &rows)).await.map(drop)
    });
}

#[test]
fn in_the_address_that_are_wrong_are_named() {
    check(|page| async move {
        let rows = rows(60, 0);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news&from=2018-02-31&type=speech&page=potato").await?;
        let wanted = Wanted { types: vec!["speech"], ..Wanted::news() };
        page.list_where("all speeches", |list| list.shows(&wanted, &rows)).await?;
        let (held, wrong, message) = field(&page, "From").await?;
        ensure!(held == "2018-02-31" && wrong && message.contains("no such day"), "the field holds {held:?} and says {message:?}");
        Ok(())
    });
}

/// The timeline's bars are buttons that say their period and count, and narrow the list to it.
#[test]
fn on_the_timeline() {
    check(|page| async move {
        let rows = rows(60, 0);
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        page.one("table", "Published over time").await?;
        let wanted = Wanted { from: Some("2017-01-01"), to: Some("2017-12-31"), ..Wanted::news() };
        page.click("button", &format!("2017 {} results", wanted.of(&rows).len())).await?;
        page.list_where("news of 2017", |list| list.shows(&wanted, &rows)).await?;
        let chosen = page.all("button", "2017*").await?;
        ensure!(chosen.is_empty() || chosen[0].attr("aria-pressed").await?.as_deref() == Some("true"), "the chosen year is not marked");
        page.click("link", "Remove 2017*").await?;
        page.list_where("all news", |list| list.shows(&Wanted::news(), &rows)).await.map(drop)
    });
}

/// Presets follow the reader's own day, and so does the address that they make.
#[test]
fn relative_to_today() {
    check(|page| async move {
        page.open("/").await?;
        let days = "
            const iso = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
            const ago = (days) => { const date = new Date(); date.setHours(12); date.setDate(date.getDate() - days); return iso(date); };
            return [ago(0), ago(29), ago(30), ago(400)].join(' ')";
        let days = page.text_of(days).await?;
        let mut rows = rows(4, 0);
        for (row, day) in rows.iter_mut().zip(days.split(' ')) {
            row.date = day.to_owned();
        }
        page.host.bundle(bundle(&rows, Texts::None));
        page.open("/?view=news").await?;
        page.click("button", "Last 30 days").await?;
        let list = page.list_where("the last 30 days", |list| list.ids() == ["news-0", "news-1"]).await?;
        ensure!(
            page.query().await?.contains("from=last-30-days"),
            "the address has lost that the dates are relative: {}",
            page.query().await?
        );
        page.client.refresh().await?;
        page.settled().await?;
        ensure!(page.list().await? == list, "a reload shows {:#?}", page.list().await?);
        page.click("button", "This year").await?;
        let year = &days[..4];
        let expected: Vec<String> = rows.iter().filter(|row| row.date.starts_with(year)).map(|row| row.id.clone()).collect();
        page.list_where("this year", |list| list.ids() == expected).await?;
        page.click("button", "Any time").await?;
        page.list_where("all dates", |list| list.count == 4).await.map(drop)
    });
}
