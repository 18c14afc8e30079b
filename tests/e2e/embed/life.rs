//! Elements come and go, many at once and many times: one program and one bundle for all of them, and nothing left when they are gone.

use super::Stage;
use crate::harness::{Page, check};
use anyhow::{Context as _, Result, ensure};
use serde_json::json;

#[test]
fn ten_share_one_program() {
    check(|page| async move {
        let body = "<dossier-news></dossier-news><dossier-news topic=beta></dossier-news><dossier-news type=speech></dossier-news>\
            <dossier-documents></dossier-documents><dossier-documents publisher=health></dossier-documents><dossier-topic></dossier-topic>\
            <dossier-topic topic=gamma theme=dark></dossier-topic><dossier-news q='00012'></dossier-news><dossier-item item=news-5></dossier-item>\
            <dossier-news from=2016 to=2016></dossier-news>";
        let stage = Stage::open(&page, body).await?;
        let all = "const all = Array.from(document.body.children); all.forEach((one) => one.start());
            for (const one of all) await until(`the program of ${one.outerHTML}`, () => isOpen(one));
            return all.map((one) => one.localName === 'dossier-topic' ? flat(deep(one, 'h1')) : one.localName === 'dossier-item' ? flat(deep(one, 'h1')) : Number(deep(one, '.count').dataset.count))";
        stage.run("await until('the elements', () => $('dossier-item:defined'))").await?;
        let rows = super::site_rows();
        let count =
            |kind: &str, keep: &dyn Fn(&crate::content::Row) -> bool| rows.iter().filter(|row| row.kind == kind && keep(row)).count();
        let expected = json!([
            60,
            count("news", &|row| row.topics.contains(&"beta")),
            count("news", &|row| row.type_id == "speech"),
            12,
            count("document", &|row| row.publishers.contains(&"health")),
            "Alpha topic",
            "Gamma topic",
            1,
            "Item 00005 of news",
            count("news", &|row| row.date.starts_with("2016")),
        ]);
        stage.gives("ten elements", all, expected).await?;
        // The program is two files.
        for (end, times) in [(".wasm", 2), ("/bundle.json", 1), ("/site.json", 1), ("/style.css", 1)] {
            ensure!(stage.asked(end).len() == times, "asked for {:?}", stage.asked(end));
        }
        // What one is narrowed to is nothing to the others.
        let narrowed = "const all = document.querySelectorAll('dossier-news'); deep(all[0], '[data-value=report] input').click();
            await until('fewer', () => deep(all[0], '.count').dataset.count < 60); await pause(100); return Number(deep(all[1], '.count').dataset.count)";
        stage.gives("another element", narrowed, json!(count("news", &|row| row.topics.contains(&"beta")))).await
    });
}

/// Before an element is one, and at once after, its properties count as well as its attributes.
#[test]
fn properties_before_and_after() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        stage.show("<!DOCTYPE html><html lang=en><head><title>Host</title></head><body></body></html>").await?;
        let before = "const list = document.createElement('dossier-news'); list.limit = 2; list.type = ['speech', 'report']; list.id = 'before'; document.body.append(list);
            const script = document.createElement('script'); script.src = 'SITE/embed/dossier.js'; script.crossOrigin = ''; document.head.append(script);
            await until('the element', () => $('dossier-news:defined')); await light(list); return [list.getAttribute('limit'), list.getAttribute('type'), list.limit, shown(list).length, Object.keys(list).length]";
        stage.gives("set before", before, json!(["2", "speech,report", "2", 2, 0])).await?;
        let after = "const list = document.createElement('dossier-news'); list.topic = 'beta'; list.limit = 4; document.body.append(list); await light(list); const four = shown(list).length;
            list.limit = null; await until('ten', () => shown(list).length === 10); list.topic = undefined; list.lang = 'en';
            return [four, list.hasAttribute('topic'), list.topic, list.lang]";
        stage.gives("set after", after, json!([4, false, "", "en"])).await?;
        // Before any program, an attribute changes what is shown; the same question is not asked twice.
        let light = "const list = $('#before'); list.setAttribute('limit', '5'); await until('five', () => shown(list).length === 5); list.setAttribute('theme', 'dark'); await pause(50);
            return getComputedStyle(deep(list, '.page-root')).colorScheme";
        stage.gives("themed", light, json!("dark")).await?;
        ensure!(stage.asked("/embed/news.html").len() == 1, "{:?}", stage.asked(".html"));
        ensure!(stage.asked(".wasm").is_empty(), "the program was fetched without need");
        Ok(())
    });
}

/// Nothing moves when a list comes, where the page keeps its place; what stood inside the element gives way.
#[test]
fn nothing_moves_on_the_way() {
    check(|page| async move {
        page.size(800, 900).await?;
        let body = "<dossier-news limit=3 style='display:block;min-height:500px'></dossier-news><p>Below.</p>\
            <dossier-documents limit=2 style='display:block;min-height:500px'></dossier-documents><p>Below.</p>";
        let stage = Stage::open(&page, body).await?;
        let shifts = "await until('the elements', () => $('dossier-documents:defined')); await light($('dossier-news')); await light($('dossier-documents')); await pause(300);
            return window.dossierShifts";
        stage.gives("shifts", shifts, json!([])).await
    });
}

/// What the browser holds: bytes of scripts, nodes, listeners; bytes of the program's own memory.
async fn held(page: &Page) -> Result<[f64; 4]> {
    for _ in 0..2 {
        page.developer_tools("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let heap = page.developer_tools("Runtime.getHeapUsage", json!({})).await?;
    let counters = page.developer_tools("Memory.getDOMCounters", json!({})).await?;
    let program = page.run("return window.programMemory ? window.programMemory.buffer.byteLength : 0").await?;
    let number = |value: &serde_json::Value| value.as_f64().context("no number");
    Ok([number(&heap["usedSize"])?, number(&counters["nodes"])?, number(&counters["jsEventListeners"])?, number(&program)?])
}

#[test]
fn five_hundred_lives() {
    check(|page| async move {
        let stage = Stage::open(&page, "<div id=one></div><div id=two></div><dossier-item item=news-1></dossier-item>").await?;
        // The program's memory is not to be had from outside: it is seen as it is made.
        let watch = "const make = WebAssembly.instantiateStreaming; WebAssembly.instantiateStreaming = async (...given) => { const made = await make.apply(WebAssembly, given);
            window.programMemory ??= Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory); return made };
            await until('the elements', () => $('dossier-item:defined'))";
        stage.run(watch).await?;
        let lives = "for (let turn = 0; turn < TURNS; turn += 1) {
                const list = document.createElement(turn % 2 ? 'dossier-news' : 'dossier-topic'); $('#one').append(list); list.start();
                await wait(() => isOpen(list)); $('#two').append(list); list.setAttribute('topic', 'beta');
                await wait(() => /Beta|What/.test(flat(deep(list, 'h1'))) && deep(list, '.entry')); list.remove(); await null; await null;
                if (deep(list, '.room')) throw new Error('a removed element goes on');
            }"
        .to_owned();
        let some = |lives: &str, turns: usize| lives.replace("TURNS", &turns.to_string());
        let wait = "const wait = async (ask) => { for (const end = performance.now() + 10000; !ask(); await pause(0)) if (performance.now() > end) throw new Error('nothing came'); };";
        let lives = format!("{wait} {lives}");
        stage.run(&some(&lives, 60)).await?;
        let before = held(&page).await?;
        for _ in 0..5 {
            stage.run(&some(&lives, 100)).await?;
        }
        let after = held(&page).await?;
        for _ in 0..5 {
            stage.run(&some(&lives, 100)).await?;
        }
        let later = held(&page).await?;
        eprintln!("bytes of scripts, nodes, listeners, bytes of the program: {before:?}, 500 lives later {after:?}, 1,000 later {later:?}");
        let grown = [0, 1, 2].map(|place| after[place] - before[place]);
        ensure!(grown[0] < 300_000.0, "the heap grew by {} bytes, from {} to {}", grown[0], before[0], after[0]);
        ensure!(grown[1] < 60.0 && grown[2] < 12.0, "nodes {before:?} -> {after:?}");
        // Memory is had by the page of 64 KiB, and where its blocks come to lie is chance: one page in 1,000 lives is none in 2,500.
        ensure!(before[3] > 0.0 && later[3] - before[3] <= 65_536.0, "the program's memory grew from {} to {}", before[3], later[3]);
        Ok(())
    });
}
