//! Iframes: as high as what they show, apart from everything, and deaf to everybody else.

use super::Stage;
use crate::harness::{Browser, Host, Reply, check, each};
use anyhow::{Context as _, ensure};
use serde_json::json;

const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox";

fn with_frames(body: &str) -> String {
    super::document(body).replace("dossier.js", "frame.js")
}

/// In a sandbox without an origin, where nothing can be kept: the list, the program, and the height, which follows.
fn works_apart(browser: Browser) {
    each(browser, |page| async move {
        let stage = Stage::new(&page).await?;
        // There nothing is `'self'` to WebKit.
        if browser == Browser::WebKit {
            stage.site.names_itself();
        }
        let frame = format!(
            "<iframe id=frame src='SITE/embed/?kind=news&topic=beta&limit=3&theme=dark&accent=%23ff0000' title='News' data-dossier loading=lazy width=600 height=80 sandbox='{SANDBOX}'></iframe>"
        );
        stage.show(&with_frames(&frame)).await?;
        stage.run("await until('the height', () => parseInt($('#frame').style.height) > 200); await pause(100)").await?;
        let first = stage.run("return parseInt($('#frame').style.height)").await?.as_u64().context("no height")?;
        let client = &stage.page.client;
        client.enter_frame(0).await?;
        let inside = "const list = await until('the list', () => $('dossier-news')); await light(list); let kept = true; try { localStorage.length } catch { kept = false }
            const own = Math.ceil(list.getBoundingClientRect().height);
            return [shown(list).length, kept, list.getAttribute('src'), getComputedStyle(list).getPropertyValue('--dossier-accent'), document.title, own]";
        let found = stage.run(inside).await?;
        ensure!(found == json!([3, false, null, "#ff0000", "What's new", first]), "inside: {found:#}");
        stage.run("const list = $('dossier-news'); list.start(); await until('the program', () => isOpen(list))").await?;
        client.enter_parent_frame().await?;
        stage.run(&format!("await until('more height', () => parseInt($('#frame').style.height) > {first} + 300)")).await.map(drop)
    });
}

#[test]
fn works_apart_in_chromium() {
    works_apart(Browser::Chromium);
}

#[test]
fn works_apart_in_firefox() {
    works_apart(Browser::Firefox);
}

#[test]
fn works_apart_in_webkit() {
    works_apart(Browser::WebKit);
}

/// Only what the address may say is heard, and a site shows no other site's content.
#[test]
fn an_address_is_no_way_in() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        let site = &stage.site.origin;
        let asked = "kind=script&src=https://elsewhere.test/&onclick=x&style=color:red&ground=url(https://elsewhere.test/x)&ink=red;}&accent=rgb(1 2 3)&limit=2&type=speech&type=report";
        stage.page.client.goto(&format!("{site}/embed/?{asked}")).await?;
        let inside = "const one = await until('the element', () => $('body > :defined[limit]')); await light(one);
            return [one.localName, one.getAttributeNames().sort(), one.style.cssText]";
        stage.gives("the element", inside, json!(["dossier-topic", ["limit", "style", "type"], "--dossier-accent: rgb(1 2 3);"])).await
    });
}

/// 40 messages from each of four senders: a frame beside, another origin, the page's opener, the right origin in the wrong window.
#[test]
fn strangers_are_not_heard() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        let other = Host::start(super::site_folder()?).await?;
        let script = Reply::Whole { status: 200, mime: "text/javascript", body: include_bytes!("sender.js").to_vec() };
        let sender = "<!DOCTYPE html><html><head><title>Sender</title></head><body><script src=sender.js></script></body></html>";
        for host in [&stage.site, &other, &*page.host] {
            host.sends("");
            host.reply("/sender.js", script.clone());
            host.reply("/sender.html", Reply::html(200, sender));
        }
        stage.site.welcomes();
        stage.site.reply("/sender.html", Reply::html(200, sender));
        let frames = format!(
            "<iframe id=apart src='SITE/embed/?kind=news' data-dossier height=400 sandbox='{SANDBOX}'></iframe>\
             <iframe id=plain src='SITE/embed/?kind=documents' data-dossier height=400></iframe>"
        );
        stage.show(&with_frames(&frames)).await?;
        stage.run("await until('the heights', () => ['apart', 'plain'].every((id) => document.getElementById(id).style.height)); await pause(300)").await?;
        let before = "return Array.from(document.querySelectorAll('[data-dossier]'), (frame) => frame.style.height)";
        let heights = stage.run(before).await?;
        let address = stage.run("return location.href").await?;
        for sender in [page.host.origin.clone(), other.origin.clone(), stage.site.origin.clone(), "opener".to_owned()] {
            let send = format!(
                "const told = new Promise((done) => addEventListener('message', function heard({{ data }}) {{ if (data === 'sent 40') {{ removeEventListener('message', heard); done(); }} }}));
                 if ('{sender}' === 'opener') {{ const opened = window.open('{}/sender.html'); await told; opened.close(); return; }}
                 const frame = document.createElement('iframe'); frame.src = '{sender}/sender.html'; document.body.append(frame); await told; await pause(50); frame.remove();",
                other.origin
            );
            stage.run(&send).await.with_context(|| format!("sending from {sender}"))?;
            stage.gives(&format!("after 40 messages from {sender}"), before, heights.clone()).await?;
        }
        stage.gives("the page's address", "return location.href", address).await?;
        // The frame's own window, with a height beyond all measure.
        // What the frame itself says a moment later holds again, so every height counts.
        let watch = "const plain = $('#plain'); window.heights = []; new MutationObserver(() => heights.push(plain.style.height)).observe(plain, { attributes: true }); return true";
        stage.run(watch).await?;
        stage.page.client.enter_frame(1).await?;
        stage.run("parent.postMessage({ v: 1, height: 1e9 }, '*'); await pause(100)").await?;
        stage.page.client.enter_parent_frame().await?;
        stage
            .gives(
                "held within bounds",
                "return [heights.includes('20000px'), heights.some((height) => parseFloat(height) > 20000)]",
                json!([true, false]),
            )
            .await
    });
}
