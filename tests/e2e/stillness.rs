//! Nothing moves under the reader's eyes: no layout shift on load, on a change of tab, view, filter or item. Every shift counts,
//! those within half a second of a click as well.

use crate::content::{Texts, bundle, rows};
use crate::harness::{Page, Reply, check};
use anyhow::{Result, ensure};
use serde_json::Value;
use std::time::Duration;

/// Waits until the page has come to rest, then demands that nothing has moved since the last look.
async fn still(page: &Page, after: &str) -> Result<()> {
    tokio::time::sleep(Duration::from_millis(400)).await;
    let shifts = page.client.execute("return window.dossierShifts.splice(0)", vec![]).await?;
    let Value::Array(shifts) = shifts else { anyhow::bail!("layout shifts are not measured") };
    let told: Vec<String> = shifts.iter().map(|shift| format!("{} of {} at {} ms", shift["value"], shift["what"], shift["at"])).collect();
    ensure!(told.is_empty(), "{after}, these moved:\n  {}", told.join("\n  "));
    Ok(())
}

fn on_load(width: u32, address: &'static str) {
    check(|page| async move {
        page.size(width, 800).await?;
        let body = page.host.file("/bundle.json")?;
        let first = serde_json::from_slice::<Value>(&body)?["items"][0]["id"].as_str().unwrap_or_default().to_owned();
        let address = &address.replace("{first}", &first);
        page.open(address).await?;
        still(&page, &format!("loading {address} at {width} px")).await?;
        // A slow network: the skeleton is there for a while, then the page in its place.
        page.host.reply("/bundle.json", Reply::Late(Duration::from_millis(1200), Box::new(Reply::json(body))));
        page.open(address).await?;
        still(&page, &format!("loading {address} slowly at {width} px")).await
    });
}

#[test]
fn loading_a_topic() {
    on_load(1280, "/");
}

#[test]
fn loading_a_list() {
    on_load(1280, "/?view=news");
}

#[test]
fn loading_an_item() {
    on_load(1280, "/?view=documents&item={first}");
}

#[test]
fn loading_on_a_phone() {
    on_load(360, "/?view=news");
}

#[test]
fn changing_what_is_shown() {
    check(|page| async move {
        page.host.bundle(bundle(&rows(60, 25), Texts::Whole));
        page.open("/").await?;
        still(&page, "loading").await?;
        for (role, name) in [
            ("tab", "Beta topic"),
            ("tab", "Alpha topic"),
            ("link", "What*"),
            ("checkbox", "Speech*"),
            ("link", "Documents"),
            ("tab", "Beta topic"),
            ("link", "Overview"),
        ] {
            page.click(role, name).await?;
            still(&page, &format!("clicking {role} {name}")).await?;
        }
        page.open("/?view=news").await?;
        page.fill("textbox", "From", "2016").await?;
        still(&page, "typing a date").await?;
        page.fill("textbox", "From", "someday").await?;
        still(&page, "typing a bad date").await?;
        let entry = page.list().await?.entries[0].title.clone();
        page.click("link", &entry).await?;
        still(&page, "opening an item").await
    });
}

/// The harness sees a shift when there is one, so that the silence of the other tests means something.
#[test]
fn a_shift_is_seen() {
    check(|page| async move {
        page.open("/?view=news").await?;
        still(&page, "loading").await?;
        page.text_of("const box = document.createElement('div'); box.style.height = '200px'; document.body.prepend(box); return ''")
            .await?;
        ensure!(still(&page, "an intruder").await.is_err(), "a shift of 200 px went unnoticed");
        Ok(())
    });
}
