//! The example that the reader is shipped with: the seed's five news and five documents, in both languages.

use crate::harness::{Page, check};
use anyhow::{Result, ensure};

/// Day and start of the title of the five newest news, newest first; titles are the seed's.
const NEWS: [(&str, &str, &str); 5] = [
    ("2024-09-23", "UN Summit: Defending international law", "News story"),
    ("2024-09-23", "Remarks by the Prime Minister", "Speech/statement"),
    ("2024-09-06", "The Prime Minister’s introduction", "Speech/statement"),
    ("2024-06-20", "Finland and Norway sign", "News story"),
    ("2024-06-13", "Address to the Storting", "Speech/statement"),
];

/// The same for the documents.
const DOCUMENTS: [(&str, &str, &str); 5] = [
    ("2023-11-24", "Meld. St. 5 (2023–2024)", "Report to the Storting"),
    ("2023-06-16", "Meld. St. 26 (2022–2023)", "Report to the Storting"),
    ("2023-06-02", "Meld. St. 21 (2022–2023)", "Report to the Storting"),
    ("2022-08-31", "Meld. St. 14 (2021–2022)", "Report to the Storting"),
    ("2021-07-14", "Strategy for Norway’s efforts in the Sahel", "Plans/strategy"),
];

/// The list now on the page is `expected`. Typographic and typewriter apostrophes are taken for the same.
async fn holds(page: &Page, expected: &[(&str, &str, &str); 5]) -> Result<()> {
    let list = page.list().await?;
    ensure!(list.count == 5 && list.status == "5 results", "the status line says {:?}", list.status);
    ensure!(list.entries.len() == 5, "{list:#?}");
    for (entry, (date, title, type_name)) in list.entries.iter().zip(expected) {
        let told = entry.title.replace('\'', "’");
        ensure!(entry.date == *date && told.starts_with(title), "expected {date} {title}, got {entry:#?}");
        ensure!(entry.text.contains(type_name), "expected a {type_name}, got {entry:#?}");
    }
    Ok(())
}

#[test]
fn english() {
    check(|page| async move {
        page.open("/").await?;
        page.one("heading", "Security policy").await?;
        page.click("link", "What*").await?;
        page.list_where("five news", |list| list.count == 5).await?;
        holds(&page, &NEWS).await?;
        page.click("link", "Documents").await?;
        page.list_where("the documents", |list| list.entries.iter().any(|entry| entry.date == DOCUMENTS[0].0)).await?;
        holds(&page, &DOCUMENTS).await
    });
}

#[test]
fn bokmål() {
    check(|page| async move {
        page.open("/").await?;
        let english = page.text().await?;
        page.click("link", "Norsk bokmål").await?;
        page.one("heading", "Sikkerhetspolitikk").await?;
        let language = page.text_of("return document.documentElement.lang").await?;
        ensure!(language == "nb", "the page says that it is in {language:?}");
        let norwegian = page.text().await?;
        ensure!(!norwegian.contains("Overview") && norwegian.contains("Oversikt"), "the page is not in Norwegian:\n{norwegian}");
        ensure!(english != norwegian, "both languages say the same");
        for (link, expected) in [("Nytt", &NEWS), ("Dokumenter", &DOCUMENTS)] {
            page.click("link", link).await?;
            let first = expected[0].0;
            let list = page.list_where(link, |list| list.entries.first().is_some_and(|entry| entry.date == first)).await?;
            let dates: Vec<&str> = list.entries.iter().map(|entry| entry.date.as_str()).collect();
            ensure!(list.count == 5 && dates == expected.map(|(date, ..)| date), "{list:#?}");
            ensure!(list.status == "5 treff", "the status line says {:?}", list.status);
        }
        Ok(())
    });
}

#[test]
fn names_that_tools_rely_on() {
    check(|page| async move {
        page.open("/?view=news").await?;
        for (role, name) in [
            ("tablist", "Topics"),
            ("link", "Overview"),
            ("link", "What's new"),
            ("link", "Documents"),
            ("searchbox", "Search"),
            ("textbox", "From"),
            ("textbox", "To"),
            ("group", "Type"),
            ("list", "Results"),
        ] {
            let found = page.all(role, name).await?.len();
            ensure!(found == 1, "{found} × {role} {name:?}, expected one");
        }
        let marks = page.text_of("return performance.getEntriesByType('mark').map((mark) => mark.name).join(' ')").await?;
        ensure!(marks.contains("dossier:boot") && marks.contains("dossier:list"), "the marks are: {marks}");
        page.click("checkbox", "News story*").await?;
        let measured = || page.text_of("return String(performance.getEntriesByName('dossier:results').length)");
        page.until("the mark of a changed list", measured, |count| count != "0").await.map(drop)
    });
}
