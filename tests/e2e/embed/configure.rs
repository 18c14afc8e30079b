//! The page that writes snippets, under the site's own policy: what it writes works where it is pasted.

use super::{Stage, site_rows};
use crate::content::Wanted;
use crate::harness::{Page, Reply, check};
use anyhow::{Result, ensure};
use serde_json::{Value, json};

/// Sets the form's controls, and waits until the snippet follows.
async fn choose(stage: &Stage, settings: &Value) -> Result<(String, String)> {
    let script = format!(
        "const form = await until('the form', () => $('#settings')); await until('a snippet', () => $('#snippet').value); const before = $('#snippet').value;
         for (const [name, value] of Object.entries({settings})) {{
             const control = form.elements[name];
             if (control.type === 'checkbox') control.checked = value;
             else if (control.multiple) for (const option of control.options) option.selected = value.includes(option.value);
             else control.value = value;
             form.dispatchEvent(new Event('input', {{ bubbles: true }}));
         }}
         await until('another snippet', () => $('#snippet').value !== before); await pause(400); return [$('#snippet').value, $('#policy').value]"
    );
    let found = stage.run(&script).await?;
    let text = |place: usize| found[place].as_str().unwrap_or_default().to_owned();
    Ok((text(0), text(1)))
}

async fn open(page: &Page) -> Result<Stage> {
    let stage = Stage::new(page).await?;
    page.client.goto(&format!("{}/embed/configure/", stage.site.origin)).await?;
    Ok(stage)
}

/// Pastes a snippet into a page with just the policy that goes with it.
async fn paste(stage: &Stage, snippet: &str, policy: &str) -> Result<()> {
    stage.page.host.sends(&format!(
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; {}\r\n",
        policy.replace("script-src", "script-src 'self'")
    ));
    stage.show(&format!("<!DOCTYPE html><html lang=en><head><title>Host</title></head><body>{snippet}</body></html>")).await
}

#[test]
fn an_element_that_works() {
    check(|page| async move {
        let stage = open(&page).await?;
        page.one("heading", "Show this on another site").await?;
        page.accessible("the page that writes snippets").await?;
        let asked = json!({ "kind": "news", "topic": "beta", "type": ["speech"], "limit": "4", "theme": "dark", "own-accent": true, "accent": "#00ff88", "density": "0.7", "height": "500", "pin": true });
        let (snippet, policy) = choose(&stage, &asked).await?;
        ensure!(
            snippet.contains("integrity=\"sha384-")
                && snippet.contains("min-height:500px")
                && snippet.contains("--dossier-on-accent:#000000"),
            "{snippet}"
        );
        ensure!(snippet.contains(&format!("<a href=\"{}/t/beta/news/\">", stage.site.origin)), "no plain link in {snippet}");
        stage.gives("the preview", "await light($('#preview > *')); return shown($('#preview > *')).length", json!(4)).await?;
        paste(&stage, &snippet, &policy).await?;
        let rows = site_rows();
        let wanted = Wanted { topic: Some("beta"), types: vec!["speech"], ..Wanted::news() };
        let titles: Vec<_> = wanted.of(&rows).iter().take(4).map(|row| row.title.clone()).collect();
        let reserved = "const one = $('dossier-news'); const height = one.getBoundingClientRect().height; await until('the element', () => $(':defined[topic]')); await light(one); return [height >= 500, shown(one)]";
        stage.gives("pasted", reserved, json!([true, titles])).await?;
        stage.run("const one = $('dossier-news'); await open(one)").await?;
        // Bytes that are not those of the script are refused.
        page.expects(&["integrity", "could not load"]);
        paste(&stage, &snippet.replace("sha384-", "sha384-AAAA"), &policy).await?;
        stage
            .gives(
                "other bytes",
                "await pause(300); return [!!customElements.get('dossier-news'), flat($('dossier-news')).length > 0]",
                json!([false, true]),
            )
            .await
    });
}

#[test]
fn an_iframe_that_works() {
    check(|page| async move {
        let stage = open(&page).await?;
        // The preview is apart from everything, and so may not use the page's own policy to load.
        let (snippet, policy) = choose(&stage, &json!({ "kind": "documents", "limit": "3", "way": "iframe", "height": "300" })).await?;
        ensure!(snippet.contains("loading=\"lazy\"") && snippet.contains("height=\"300\"") && snippet.contains("title=\""), "{snippet}");
        paste(&stage, &snippet, &policy).await?;
        stage.run("await until('the height', () => parseInt($('iframe').style.height) > 300)").await?;
        page.client.enter_frame(0).await?;
        stage
            .gives(
                "inside",
                "const one = await until('the list', () => $('dossier-documents')); await light(one); return shown(one).length",
                json!(3),
            )
            .await?;
        page.client.enter_parent_frame().await.map_err(Into::into)
    });
}

#[test]
fn a_list_that_never_changes() {
    check(|page| async move {
        let stage = open(&page).await?;
        let (snippet, policy) = choose(&stage, &json!({ "kind": "news", "limit": "2", "way": "static" })).await?;
        ensure!(policy.is_empty() && !snippet.contains("script") && !snippet.contains("part="), "{snippet}");
        page.host.sends("Content-Security-Policy: default-src 'none'; script-src 'self'\r\n");
        page.host.reply(
            "/",
            Reply::html(200, &format!("<!DOCTYPE html><html lang=en><head><title>Host</title></head><body>{snippet}</body></html>")),
        );
        page.client.goto(&page.host.origin).await?;
        let found = stage.run("return Array.from(document.querySelectorAll('li a'), (link) => [flat(link), link.href])").await?;
        let first = site_rows().into_iter().find(|row| row.kind == "news").map(|row| row.title).unwrap_or_default();
        ensure!(found.as_array().is_some_and(|links| links.len() == 2) && found[0][0] == json!(first), "{found:#}");
        ensure!(found[0][1].as_str().is_some_and(|link| link.starts_with(&stage.site.origin)), "{found:#}");
        Ok(())
    });
}
