//! When the program itself cannot run: the boot script's page, readable and with a way out, never a blank one.

use crate::harness::{Page, Reply, check};
use anyhow::{Result, ensure};
use std::time::Duration;

/// The program's files, by pattern, with their media types.
const SCRIPT: (&str, &str) = ("/assets/app-*.js", "text/javascript; charset=utf-8");
const PROGRAM: (&str, &str) = ("/assets/app-*.wasm", "application/wasm");

/// With this answer in place of a file, the page says so, and a reload after the fault is gone brings the reader.
fn crashes(pattern: &'static str, reply: impl FnOnce(&Page) -> Result<Reply>) {
    check(|page| async move {
        page.host.reply(pattern, reply(&page)?);
        // The browser logs what it cannot load or compile.
        page.expects(&["/assets/app-", "WebAssembly", "wasm", "import", "module script"]);
        page.open("/?view=news").await?;
        page.one("heading", "This page could not be started").await?;
        let text = page.text().await?;
        ensure!(text.len() > 80, "the page says only {text:?}");
        page.one("link", "Read the content as data*").await?;
        page.accessible("a crash at the start").await?;
        page.host.heal();
        page.click("button", "Reload the page").await?;
        page.list_where("the list, after a reload", |list| list.count == 5).await.map(drop)
    });
}

#[test]
fn program_missing() {
    crashes(PROGRAM.0, |_| Ok(Reply::status(404)));
}

#[test]
fn program_cut_off() {
    crashes(PROGRAM.0, |page| {
        let mut body = page.host.file(PROGRAM.0)?;
        body.truncate(body.len() / 2);
        Ok(Reply::Whole { status: 200, mime: PROGRAM.1, body })
    });
}

#[test]
fn program_broken_off() {
    crashes(PROGRAM.0, |page| {
        let body = page.host.file(PROGRAM.0)?;
        Ok(Reply::Cut { mime: PROGRAM.1, sent: body.len() / 2, body })
    });
}

#[test]
fn program_is_a_web_page() {
    crashes(PROGRAM.0, |_| Ok(Reply::html(200, "<!doctype html><p>Sign in")));
}

#[test]
fn script_missing() {
    crashes(SCRIPT.0, |_| Ok(Reply::status(404)));
}

#[test]
fn script_cut_off() {
    crashes(SCRIPT.0, |page| {
        let mut body = page.host.file(SCRIPT.0)?;
        body.truncate(body.len() / 2);
        Ok(Reply::Whole { status: 200, mime: SCRIPT.1, body })
    });
}

#[test]
fn network_gone() {
    crashes(PROGRAM.0, |_| Ok(Reply::Drop));
}

/// A program of the wrong media type is slower to start, but starts.
#[test]
fn wrong_media_type_still_starts() {
    check(|page| async move {
        let body = page.host.file(PROGRAM.0)?;
        page.host.reply(PROGRAM.0, Reply::Whole { status: 200, mime: "application/octet-stream", body });
        page.expects(&["MIME", "wasm"]);
        page.open("/?view=news").await?;
        ensure!(page.list().await?.count == 5, "{:#?}", page.list().await?);
        Ok(())
    });
}

/// A program that never says anything is given up after a while.
fn silent(pattern: &'static str, reply: Reply) {
    check(|page| async move {
        page.host.reply(pattern, reply);
        page.expects(&["/assets/app-"]);
        page.client.goto(&page.host.origin).await?;
        let mut tries = 0;
        while page.all("button", "Reload the page").await?.is_empty() {
            tries += 1;
            ensure!(tries < 60, "after 30 s the reader still sees:\n{}", page.text().await?);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Ok(())
    });
}

#[test]
fn program_that_does_nothing_is_given_up() {
    let idle = "export default async () => {}; export const start_page = () => {};";
    silent(SCRIPT.0, Reply::Whole { status: 200, mime: SCRIPT.1, body: idle.into() });
}

#[test]
fn program_that_never_comes_is_given_up() {
    silent(PROGRAM.0, Reply::Late(Duration::from_secs(100), Box::new(Reply::Drop)));
}

/// A trap while the reader is at work: what is on the page stays, and a bar above it says what happened.
#[test]
fn trap_at_work() {
    check(|page| async move {
        page.expects(&["unreachable", "trapped"]);
        page.open("/?view=news").await?;
        let before = page.list().await?;
        // The smallest program that traps: one function, `unreachable`, which runs at the start.
        let trap = "
            const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
            setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))));
            return ''";
        page.text_of(trap).await?;
        page.one("button", "Reload the page").await?;
        let text = page.text().await?;
        ensure!(text.contains("stopped working"), "{text}");
        ensure!(page.list().await?.entries == before.entries, "the crash took the list away");
        page.accessible("a crash at work").await?;
        page.click("button", "Reload the page").await?;
        page.list_where("the list, after a reload", |list| *list == before).await.map(drop)
    });
}
