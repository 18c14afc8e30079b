//! What docs/embed.md promises of elements, word by word, as far as no other test comes upon it.

use super::{Stage, document};
use crate::harness::{Reply, check};
use anyhow::{Context as _, ensure};
use serde_json::json;

/// What an element shows for its attributes, once it runs.
#[test]
fn attributes() {
    check(|page| async move {
        page.size(800, 900).await?;
        let stage = Stage::open(
            &page,
            "<dossier-news id=sort sort=oldest></dossier-news><dossier-topic id=view view=documents></dossier-topic><dossier-news id=lang lang=nb limit=2></dossier-news>\
             <dossier-news id=few limit=-3></dossier-news>",
        )
        .await?;
        let oldest = super::site_rows().into_iter().rfind(|row| row.kind == "news").context("no news")?;
        let script = "const one = (id) => document.getElementById(id); await until('the elements', () => one('few')?.matches(':defined'));
            await until('the oldest', () => isOpen(one('sort'))); const list = one('lang'); await light(list); await light(one('few'));
            const ahead = [flat(deep(list, '[part=heading]')), deep(list, '.room').lang, flat(deep(list, '.use'))];
            one('view').start(); await until('documents', () => isOpen(one('view'))); list.start(); await until('the program', () => isOpen(list));
            return [shown(one('sort'))[0], flat(deep(one('view'), '.views [aria-current]')), ahead, deep(list, '.room').lang, flat(deep(list, 'h1')), shown(one('few')).length]";
        let expected = json!([oldest.title, "Documents", ["Nytt", "nb", "Filtre"], "nb", "Nytt", 10]);
        stage.gives("shown", script, expected).await
    });
}

/// The program comes when it is asked for, and never before the element is near to what is seen.
#[test]
fn when_the_program_comes() {
    check(|page| async move {
        page.size(800, 600).await?;
        let far = "<div style='height:4000px'></div>";
        let stage = Stage::new(&page).await?;
        for load in ["now", "idle"] {
            stage.show(&document(&format!("{far}<dossier-news load={load}></dossier-news>"))).await?;
            let before = stage.asked(".wasm").len();
            stage
                .run("await until('the element', () => $('dossier-news:defined')); await light($('dossier-news')); await pause(250)")
                .await?;
            ensure!(stage.asked(".wasm").len() == before, "{load}: the program was fetched far from what is seen");
            stage.run("scrollTo(0, 3300); await until('the program', () => isOpen($('dossier-news')))").await?;
        }
        Ok(())
    });
}

/// Events are heard outside of the shadow root in which an element stands; a link within a text leads nowhere else.
#[test]
fn events_cross_and_notes_stay() {
    check(|page| async move {
        let stage = Stage::open(&page, "<div id=outer></div>").await?;
        let script = "window.all = []; for (const name of ['ready', 'navigate']) document.addEventListener(`dossier-${name}`, (event) => { all.push(`${name} ${event.target.id} ${event.bubbles} ${event.composed}`); event.preventDefault(); });
            const outer = $('#outer').attachShadow({ mode: 'open' }); outer.innerHTML = '<dossier-item item=news-1></dossier-item>'; const item = outer.firstChild;
            await until('the element', () => item.matches(':defined')); await light(item); const address = location.href; const seen = [];
            const follow = async () => { scrollTo(0, 0); click(deep(item, '.contents a[href$=part-2]')); await pause(30); seen.push(scrollY > 100, location.href === address); };
            await follow(); item.start(); await until('the program', () => isOpen(item)); await follow(); scrollTo(0, 0);
            const link = document.createElement('a'); link.href = 'https://elsewhere.test/page#part-2'; deep(item, '.item-body').append(link); click(link); seen.push(scrollY === 0);
            return [window.all, seen]";
        let expected =
            json!([["ready outer true true", "ready outer true true", "navigate outer true true"], [true, true, true, true, true],]);
        stage.gives("heard", script, expected).await
    });
}

/// Each custom property does what it says, on the element and not around it.
#[test]
fn custom_properties() {
    check(|page| async move {
        let stage = Stage::open(&page, "<main><dossier-news limit=3></dossier-news></main>").await?;
        // The property, a value, what has it then, and which of its styles.
        let table = json!([
            ["ground", "rgb(1, 2, 3)", ".page-root", "backgroundColor"],
            ["ink", "rgb(1, 2, 3)", ".page-root", "color"],
            ["quiet-ink", "rgb(1, 2, 3)", "[part=facts]", "color"],
            ["accent", "rgb(1, 2, 3)", "[part=title]", "color"],
            ["line", "rgb(1, 2, 3)", "[part=entry]", "borderBlockEndColor"],
            ["control-line", "rgb(1, 2, 3)", "select", "borderTopColor"],
            ["on-accent", "rgb(1, 2, 3)", "[aria-current=page], [aria-pressed=true]", "color"],
            ["bar", "rgb(1, 2, 3)", ".bar", "backgroundColor"],
            ["serif", "cursive", "h1", "fontFamily"],
            ["sans", "cursive", ".page-root", "fontFamily"],
            ["text-size", "30px", ".page-root", "fontSize"],
            ["radius", "11px", "select", "borderTopLeftRadius"],
            ["padding", "7px", ".page-root", "paddingTop"],
            ["height", "4321px", ".page-root", "minHeight"],
        ]);
        let script = format!(
            "const list = $('dossier-news'); await until('the element', () => list.matches(':defined')); await open(list); const faults = [];
            for (const [name, value, selector, style] of {table}) {{
                const node = deep(list, selector); if (!node) {{ faults.push(`${{name}}: no ${{selector}}`); continue; }}
                const own = () => getComputedStyle(node)[style]; const before = own();
                $('main').style.setProperty(`--dossier-${{name}}`, value); if (own() !== before) faults.push(`${{name}} comes in from around`); $('main').style.cssText = '';
                list.style.setProperty(`--dossier-${{name}}`, value); if (own() !== value) faults.push(`${{name}}: ${{own()}}`); list.style.cssText = '';
            }}
            const gap = () => parseFloat(getComputedStyle(deep(list, '[part=entry]')).paddingTop); const one = gap(); list.style.setProperty('--dossier-density', '0.5'); if (gap() !== one / 2) faults.push(`density: ${{one}}, then ${{gap()}}`);
            return faults"
        );
        stage.gives("faults", &script, json!([])).await
    });
}

/// The parts are there before use and after it.
#[test]
fn parts() {
    check(|page| async move {
        let stage = Stage::open(&page, "<dossier-topic></dossier-topic><dossier-news></dossier-news>").await?;
        let script = "const topic = $('dossier-topic'); const list = $('dossier-news'); await until('the element', () => list.matches(':defined')); await light(topic); await light(list);
            const parts = (one) => Array.from(new Set(Array.from(one.shadowRoot.querySelectorAll('[part]'), (node) => node.getAttribute('part')))).sort().join(' ');
            const ahead = [topic, list].map(parts); await open(list); return [...ahead, parts(list)]";
        let expected = json!([
            "entry facts heading list list-heading room title use",
            "entry facts heading list room summary title use",
            "entry facts filters heading list pager room summary title",
        ]);
        stage.gives("parts", script, expected).await
    });
}

/// Codes of what may become of the content, beside those that other tests meet.
#[test]
fn codes_of_content() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        page.expects(&["Failed to load", "ERR_", "could not load"]);
        let whole = stage.site.file("/bundle.json")?;
        let cut = Reply::Cut { mime: "application/json", sent: whole.len() / 2, body: whole };
        let cases = [
            ("empty", Reply::json("")),
            ("too-new", Reply::json("{\"format\": \"dossier-bundle/99\"}")),
            ("refused", Reply::status(403)),
            ("interrupted", cut),
        ];
        for (code, reply) in cases {
            stage.site.heal();
            stage.site.reply("/bundle.json", reply);
            stage.show(&document("<dossier-news></dossier-news>")).await?;
            let script = "const list = $('dossier-news'); await until('the element', () => list.matches(':defined')); await light(list); const all = heard(list); list.start();
                await until('an error', () => all.length); return [all, isLight(list)]";
            stage.gives(code, script, json!([[["error", code]], true])).await?;
        }
        Ok(())
    });
}

/// An address that is none is told like a site that does not answer.
#[test]
fn no_address() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        page.expects(&["about:", "Failed to load", "URL scheme", "CORS"]);
        for source in ["http://", "javascript:alert(1)", "data:text/html,x"] {
            stage.show(&document(&format!(
                    "<script>window.all = []; addEventListener('dossier-error', ({{ detail }}) => all.push(detail.code))</script><dossier-news src='{source}'></dossier-news>"
                ))).await?;
            let script = "const link = await until('a line', () => deep($('dossier-news'), '[part=error] a')); return [window.all, /^(http|about):/.test(link.href)]";
            stage.gives(source, script, json!([["unreachable"], true])).await?;
        }
        Ok(())
    });
}
