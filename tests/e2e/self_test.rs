//! The harness proves itself on a small page of its own: a test that could not fail would prove nothing.

use crate::harness::{Browser, Key, Reply, check, each};
use anyhow::ensure;

/// A page with everything the harness looks for.
const PAGE: &str = r#"<!doctype html><html lang="en" data-dossier="ready"><head><title>Fixture</title></head><body><main>
<h1>Fixture</h1><p role="status" data-count="1">1 results</p>
<button aria-label="Press me">x</button><label>From <input type="text"></label>
<ul aria-label="Results" data-shown="?a=b"><li data-id="one"><h2><a href="?item=one">First   title</a></h2>
<time datetime="2024-06-14">14 June</time> Speech</li></ul></main></body></html>"#;

/// Browsers ask for an icon even where a page names none.
const ICON: &str = "<svg xmlns='http://www.w3.org/2000/svg'/>";

fn finds(browser: Browser) {
    each(browser, |page| async move {
        page.host.reply("/", Reply::html(200, PAGE));
        page.host.reply("/favicon.ico", Reply::Whole { status: 200, mime: "image/svg+xml", body: ICON.into() });
        page.open("/").await?;
        let list = page.list().await?;
        ensure!(list.shown == "?a=b" && list.count == 1, "{list:#?}");
        ensure!(list.entries[0].title == "First title" && list.entries[0].date == "2024-06-14", "{list:#?}");
        ensure!(page.all("link", "First title").await?.len() == 1, "the link is not found by its name");
        ensure!(page.all("link", "First*").await?.len() == 1, "the link is not found by the start of its name");
        ensure!(page.all("link", "First").await?.is_empty(), "half a name finds the link");
        ensure!(page.all("button", "x").await?.is_empty(), "a button is found by a text that is not its name");
        page.press(Key::Tab).await?;
        ensure!(page.focus().await? == "button Press me", "the focus is on {:?}", page.focus().await?);
        page.fill("textbox", "From", "2024").await?;
        let typed = page.text_of("return document.querySelector('input').value").await?;
        ensure!(typed == "2024", "the field holds {typed:?}");
        Ok(())
    });
}

#[test]
fn finds_by_role_and_name_in_chromium() {
    finds(Browser::Chromium);
}

#[test]
fn finds_by_role_and_name_in_firefox() {
    finds(Browser::Firefox);
}

#[test]
fn finds_by_role_and_name_in_webkit() {
    finds(Browser::WebKit);
}

/// A fault in the page must come to light.
fn must_fail(page: &'static str, word: &str) {
    let failed = std::panic::catch_unwind(|| {
        check(|browser| async move {
            browser.host.reply("/", Reply::html(200, page));
            browser.open("/").await?;
            browser.accessible("a faulty fixture").await
        });
    });
    let Err(panic) = failed else {
        assert!(crate::harness::Setup::get().is_none(), "the fault {word:?} went unnoticed");
        return;
    };
    let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
    assert!(text.contains(word), "no {word:?} in: {text}");
}

#[test]
fn notices_violations_of_the_policy() {
    must_fail("<html lang=en data-dossier=ready><head><title>t</title><script>1</script></head><main><h1>t</h1></main>", "script-src");
}

#[test]
fn notices_uncaught_errors() {
    must_fail(
        "<html lang=en data-dossier=ready><head><title>t</title></head><main><h1>t</h1></main><script src=/missing.js></script>",
        "could not load",
    );
}

#[test]
fn notices_barriers() {
    must_fail("<html lang=en data-dossier=ready><head><title>t</title></head><main><h1>t</h1><button></button></main>", "button-name");
}
