//! Hosts and networks that fail: what the reader sees meanwhile, and the way out.

use crate::harness::{Reply, Setup, check};
use anyhow::{Context as _, ensure};
use std::time::Duration;

#[test]
fn offline_then_back() {
    check(|page| async move {
        page.expects(&["bundle.json"]);
        page.host.reply("/bundle.json", Reply::Drop);
        page.open("/?view=news&type=news-story").await?;
        page.one("heading", "The content could not be loaded").await?;
        let text = page.text().await?;
        ensure!(text.contains("no connection"), "{text}");
        // Still offline: the same page again, not a blank one.
        page.click("button", "Try again").await?;
        page.one("heading", "The content could not be loaded").await?;
        page.host.heal();
        page.click("button", "Try again").await?;
        let list = page.list_where("the list that was asked for", |list| list.count > 0).await?;
        ensure!(list.shown.contains("type=news-story"), "after the retry {} is shown", list.shown);
        Ok(())
    });
}

/// A short failure passes without the reader's help.
#[test]
fn a_moment_of_trouble_goes_unnoticed() {
    check(|page| async move {
        page.expects(&["bundle.json"]);
        page.host.reply("/bundle.json", Reply::status(503));
        page.client.goto(&format!("{}/?view=news", page.host.origin)).await?;
        let asked = || async { Ok(page.host.requests().iter().filter(|path| path.starts_with("/bundle.json")).count()) };
        page.until("the first request", asked, |count| *count > 0).await?;
        page.host.heal();
        page.list_where("the list", |list| list.count == 5).await.map(drop)
    });
}

/// Content that drips in: the page says that it is loading, then how much has come, then shows it.
#[test]
fn slow() {
    check(|page| async move {
        let body = page.host.file("/bundle.json")?;
        page.host.reply("/bundle.json", Reply::Drip { mime: "application/json", body, pieces: 16, pause: Duration::from_millis(500) });
        page.client.goto(&page.host.origin).await?;
        let state = "return document.documentElement.dataset.dossier";
        page.until("progress with bytes", || page.text(), |text| text.contains("kB so far")).await?;
        ensure!(page.text_of(state).await? == "loading", "the page is not loading while content drips in");
        page.accessible("slow loading").await?;
        page.settled().await?;
        page.one("heading", "Security policy").await.map(drop)
    });
}

/// The reader asks nobody but its own host, whatever the content links to.
#[test]
fn nothing_is_asked_of_others() {
    check(|page| async move {
        let setup = Setup::get().context("no set-up")?;
        let other = crate::harness::Host::start(&setup.dist).await?;
        let url = |name: &str| format!("{}/{name}", other.origin);
        page.host.bundle(
            serde_json::json!({
                "format": "dossier-bundle/1",
                "site": { "title": "S", "languages": ["en"], "home": url("home"), "publisher": "P" },
                "topics": [{ "id": "t", "title": "T", "links": [{ "title": "Elsewhere", "url": url("topic") }] }],
                "items": [{ "id": "one", "kind": "document", "title": "One", "topics": ["t"], "url": url("item"),
                    "files": [{ "url": url("file.pdf"), "title": "File" }], "body": [{ "type": "paragraph",
                        "content": [{ "type": "link", "url": url("body"), "content": "Body" }] }] }],
            })
            .to_string(),
        );
        for address in ["/", "/?view=documents", "/?item=one"] {
            page.open(address).await?;
        }
        ensure!(page.text().await?.contains("Elsewhere") || page.text().await?.contains("File"), "the links are not shown");
        ensure!(other.requests().is_empty(), "another host was asked for {:?}", other.requests());
        let foreign = page.host.requests().into_iter().filter(|path| path.contains("://")).collect::<Vec<_>>();
        ensure!(foreign.is_empty(), "{foreign:?}");
        Ok(())
    });
}
