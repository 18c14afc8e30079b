//! What a reader of somebody else's page does with an element, the same in every browser.

use super::{Stage, site_rows};
use crate::content::Wanted;
use crate::harness::{Browser, each};
use anyhow::ensure;
use serde_json::json;

const BODY: &str = "<h1>Their page</h1><div id=one><dossier-news limit=3 style='display:block;min-height:480px'><a href='SITE/news/'>News</a></dossier-news></div>
    <div id=two></div>";

fn journey(browser: Browser) {
    each(browser, |page| async move {
        let stage = Stage::open(&page, BODY).await?;
        let rows = site_rows();
        let titles = |wanted: &Wanted, count: usize| wanted.of(&rows).iter().take(count).map(|row| row.title.clone()).collect::<Vec<_>>();
        stage
            .run("const list = await until('the element', () => $('dossier-news:defined')); await light(list); list.heard = heard(list);")
            .await?;
        stage.gives("before use", "return shown($('dossier-news'))", json!(titles(&Wanted::news(), 3))).await?;
        let mut asked = stage.site.requests();
        asked.sort();
        ensure!(asked == ["/embed/dossier.js", "/embed/news.html", "/embed/style.css"], "before use, the site was asked for {asked:?}");

        page.element("return document.querySelector('dossier-news').shadowRoot.querySelector('[data-view]')").await?.click().await?;
        stage.run("await until('the program', () => isOpen($('dossier-news')))").await?;
        stage.gives("after use", "return shown($('dossier-news'))", json!(titles(&Wanted::news(), 20))).await?;

        let speeches = Wanted { types: vec!["speech"], ..Wanted::news() };
        let inside = "const list = $('dossier-news'); const change = async (what, to) => { const before = deep(list, '[data-shown]').dataset.shown; await to(); const whole = (list) => list.dataset.shown !== before && list.getAttribute('aria-busy') !== 'true'; await until(what, () => whole(deep(list, '[data-shown]'))); return shown(list) };";
        let found =
            stage.run(&format!("{inside} return change('speeches', () => deep(list, '[data-value=speech] input').click())")).await?;
        ensure!(found == json!(titles(&speeches, 20)), "speeches: {found:#}");
        stage.run(&format!("{inside} return change('all', () => click(deep(list, '.chips a')))")).await?;
        let found = stage
            .run(&format!(
                "{inside} return change('the second page', () => click(deep(list, '.pager a[href*=page], .pager li:nth-child(2) a')))"
            ))
            .await?;
        ensure!(
            found == json!(Wanted::news().of(&rows)[20..40].iter().map(|row| row.title.clone()).collect::<Vec<_>>()),
            "page 2: {found:#}"
        );

        // Moved, it goes on where it was; and nothing of it shows in the page around.
        let moved = "const list = $('dossier-news'); const before = deep(list, '.room'); const route = deep(list, '[data-shown]').dataset.shown;
            $('#two').append(list); await pause(50); return [before === deep(list, '.room'), deep(list, '[data-shown]').dataset.shown === route]";
        stage.gives("moved", moved, json!([true, true])).await?;
        let found = stage.run(&format!("{inside} return change('what the attribute says', () => {{ list.type = 'speech'; }})")).await?;
        ensure!(found == json!(titles(&speeches, 20)), "by attribute: {found:#}");
        stage
            .gives(
                "the page around",
                "return [document.title, location.pathname + location.search, scrollY > 2000]",
                json!(["Host", "/", false]),
            )
            .await?;

        // A link to an item is the page's to handle.
        let navigated = "const list = $('dossier-news'); let told; list.addEventListener('dossier-navigate', (event) => { told = event.detail.href; event.preventDefault(); }, { once: true });
            click(deep(list, '.entry a')); return told.replace('SITE', '')";
        let found = stage.run(navigated).await?;
        ensure!(found.as_str().is_some_and(|found| found.starts_with("/i/news-")), "a click on an entry told {found}");

        // Removed it ends; put back it begins anew.
        let back =
            "const list = $('dossier-news'); list.remove(); await pause(20); const gone = !list.shadowRoot.querySelector('.page-root');
            list.removeAttribute('type'); $('#one').append(list); await light(list); return [gone, shown(list).length]";
        stage.gives("removed and put back", back, json!([true, 3])).await
    });
}

#[test]
fn in_chromium() {
    journey(Browser::Chromium);
}

#[test]
fn in_firefox() {
    journey(Browser::Firefox);
}

#[test]
fn in_webkit() {
    journey(Browser::WebKit);
}
