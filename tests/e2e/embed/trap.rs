//! A program that breaks down for good, as WebAssembly does by a trap: every element shows again what needs no program, and says so.
//!
//! The trap is a real one, of a small program beside: ours is led into it where it is entered, or where a part of the browser that it has called
//! turns to it.

use super::{Stage, document};
use crate::harness::{Browser, Reply, each};
use anyhow::{Context as _, Result};
use serde_json::json;
use std::time::Duration;

/// Leads the program into a trap where `spoilt` says so: at the next entry, or at one from within. Notes how often it is entered, what the elements tell, and what the page around gets to hear.
/// The bytes are a program of one function, `unreachable`, called `a`.
const WATCH: &str = "
    window.entered = 0; window.told = []; window.heard = []; window.warned = [];
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 97, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const trap = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.a;
    const make = WebAssembly.instantiateStreaming; let depth = 0;
    WebAssembly.instantiateStreaming = async (...given) => {
        const { instance } = await make.apply(WebAssembly, given); const exports = {};
        const through = (own) => (...all) => {
            window.entered += 1; depth += 1;
            try { return window.spoilt === (depth > 1 ? 'within' : 'entry') ? trap() : own(...all); } finally { depth -= 1; }
        };
        for (const [name, own] of Object.entries(instance.exports)) exports[name] = typeof own === 'function' ? through(own) : own;
        if (location.hash === '#loading') setTimeout(() => { window.spoilt = 'entry'; }, 100);
        return { instance: { exports } };
    };
    const warn = console.warn; console.warn = (...words) => { window.warned.push(words.join(' ')); warn.apply(console, words); };
    addEventListener('dossier-error', ({ target, detail }) => window.told.push(`${target.id} ${detail.code}`));
    for (const name of ['error', 'unhandledrejection']) addEventListener(name, (event) => window.heard.push(String(event.error ?? event.reason)));";

/// Two at work, one that no list made ahead answers, one of those with a link of the page's own, and one that nobody has used.
const BODY: &str = "<dossier-news id=a limit=3></dossier-news><dossier-topic id=b></dossier-topic><dossier-news id=c q=item></dossier-news>\
    <dossier-news id=d q=item><a href='/own'>Our link</a></dossier-news><dossier-documents id=e limit=2></dossier-documents>";

const NAMES: &str = "const one = (id) => document.getElementById(id); const all = ['a', 'b', 'c', 'd', 'e'].map(one);
    const seen = (list) => isLight(list) ? 'light' : isOpen(list) ? 'open' : flat(deep(list, '[part=error]') ?? list);";

async fn show(stage: &Stage) -> Result<()> {
    stage.page.host.reply("/watch.js", Reply::Whole { status: 200, mime: "text/javascript", body: WATCH.into() });
    stage.show(&document(BODY).replacen("<script", "<script src=watch.js></script><script", 1)).await
}

/// Breaks the program while it does something.
async fn at_work(stage: &Stage, spoilt: &str, what: &str) -> Result<()> {
    show(stage).await?;
    let broken = format!(
        "{NAMES} for (const list of all.slice(0, 4)) {{ await until('the element', () => list.matches(':defined')); list.scrollIntoView(); list.start(); await until('the program', () => isOpen(list)); }}
        await light(all[4]); const old = deep(one('a'), '[data-value=report] input'); window.spoilt = '{spoilt}'; {what};
        await until('the end', () => window.told.length >= 4); await pause(100); const entered = window.entered;
        old.click(); for (const list of all) list.theme = 'dark'; await pause(100);
        const uses = all.map((list) => list.shadowRoot.querySelectorAll('[data-view]').length);
        return [all.map(seen), window.told.sort(), window.warned.length, window.heard, window.entered - entered, uses.slice(0, 2), deep(one('a'), '.use').href.replace('SITE', '')]"
    );
    let line = "This could not be shown here. Read it at its publisher";
    let expected = json!([
        ["light", "light", line, "Our link", "light"],
        ["a stopped", "b stopped", "c stopped", "d stopped"],
        1,
        [],
        0,
        [0, 0],
        "/news/",
    ]);
    stage.gives("what is left", &broken, expected).await?;
    // One that is used only now, one that changes, one that comes back and one that is new: none of them waits for what will never come.
    let later = format!(
        "{NAMES} window.told.length = 0; one('a').limit = 5; await until('five', () => shown(one('a')).length === 5); one('b').remove(); await pause(20); document.body.prepend(one('b') ?? all[1]); await light(all[1]);
        one('e').start(); await until('an error', () => window.told.length); const list = document.createElement('dossier-documents'); list.load = 'now'; document.body.prepend(list); await light(list); await pause(100);
        return [window.told, [...all.slice(0, 2), all[4], list].map(seen), window.warned.length, window.heard]"
    );
    stage.gives("later", &later, json!([["e stopped"], ["light", "light", "light", "light"], 1, []])).await
}

/// Breaks it before it shows anything.
async fn on_the_way(stage: &Stage) -> Result<()> {
    let bundle = stage.site.file("/bundle.json")?;
    stage.site.reply("/bundle.json", Reply::Late(Duration::from_millis(500), Box::new(Reply::json(bundle))));
    stage.page.client.goto(&format!("{}/#loading", stage.page.host.origin)).await?;
    // Only the part after the sign is new, which loads nothing.
    stage.page.client.refresh().await?;
    let script = format!(
        "{NAMES} await light(one('a')); one('a').start(); await until('the end', () => window.told.includes('a stopped')); await pause(100);
        return [seen(one('a')), one('a').shadowRoot.querySelectorAll('[aria-busy], [data-view]').length, window.warned.length, window.heard]"
    );
    stage.gives("broken on the way", &script, json!(["light", 0, 1, []])).await
}

fn broken_down(browser: Browser) {
    each(browser, |page| async move {
        let stage = Stage::new(&page).await?;
        at_work(&stage, "entry", "deep(one('a'), '[data-value=speech] input').click()").await.context("by a click")?;
        at_work(&stage, "within", "one('a').type = 'speech'").await.context("by an attribute")?;
        on_the_way(&stage).await
    });
}

#[test]
fn broken_down_in_chromium() {
    broken_down(Browser::Chromium);
}

#[test]
fn broken_down_in_firefox() {
    broken_down(Browser::Firefox);
}

#[test]
fn broken_down_in_webkit() {
    broken_down(Browser::WebKit);
}
