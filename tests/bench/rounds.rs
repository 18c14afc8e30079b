//! Filters, orders, pages and search, as a person uses them: with mouse and keys, one kind after another, again and again. A round
//! begins and ends on the first page of the unfiltered news.

use crate::page::{DOWN, ENTER, HOME, Page, TAB};
use crate::quiet::Quiet;
use anyhow::Result;
use serde_json::{Value, json};
use std::ops::Range;

const TYPES: &str = "//fieldset[legend[normalize-space()='Type']]//label[@data-value]";
const SORT: &str = "//select[option[@value='oldest']]";
const SEARCH: &str = "//input[@type='search']";
const RANGES: [(&str, &str); 5] =
    [("2025-02", "2026-01"), ("2022", "2023"), ("2021-06-14", "2024-06-14"), ("2025-09", "2025-11"), ("2024", "2026-03-31")];
const WORDS: [&str; 8] = ["tariff", "president", "covid", "nominations", "border", "economy", "the", "health"];
/// Letters typed of each word.
const LETTERS: usize = 3;

/// Goes through these rounds; gives the layout shifts meanwhile.
pub(crate) async fn measure(page: &Page, rounds: Range<usize>, quiet: &mut Quiet) -> Result<Value> {
    for round in rounds {
        quiet.wait().await;
        types(page, round).await?;
        dates(page, round).await?;
        order(page).await?;
        pages(page).await?;
        search(page, round).await?;
    }
    Ok(json!({ "shifts": page.shifts().await? }))
}

async fn types(page: &Page, round: usize) -> Result<()> {
    let value = format!("({TYPES})[{}]", 1 + round % page.count(TYPES).await?.max(1));
    page.measured("tick a type", page.click(&value)).await?;
    page.measured("untick a type", page.click(&value)).await
}

async fn dates(page: &Page, round: usize) -> Result<()> {
    let (from, to) = RANGES[round % RANGES.len()];
    for (label, text, key) in [("From", from, TAB), ("To", to, ENTER)] {
        page.click(&format!("//input[@id=//label[normalize-space()='{label}']/@for]")).await?;
        page.type_over(text).await?;
        page.measured("type a date range", page.press(key)).await?;
    }
    for name in ["This year", "Any time"] {
        page.measured("choose a preset", page.click(&format!("//button[normalize-space()='{name}']"))).await?;
    }
    Ok(())
}

/// Newest, oldest, title, newest.
async fn order(page: &Page) -> Result<()> {
    for key in [DOWN, DOWN, HOME] {
        page.focus(SORT).await?;
        page.measured("change the order", page.press(key)).await?;
    }
    Ok(())
}

async fn pages(page: &Page) -> Result<()> {
    for name in ["Next", "Previous"] {
        page.measured("turn the page", page.click(&format!("//nav//a[normalize-space()='{name}']"))).await?;
    }
    Ok(())
}

/// The first letter leads to the search, further ones narrow it; then back by topic and view.
async fn search(page: &Page, round: usize) -> Result<()> {
    page.click(SEARCH).await?;
    for letter in WORDS[round % WORDS.len()].chars().take(LETTERS) {
        page.measured("type a letter", page.press(letter)).await?;
    }
    page.click("//*[@role='tab'][1]").await?;
    page.measured("open a list", page.click("//main//nav//a[starts-with(normalize-space(), 'What')]")).await
}
