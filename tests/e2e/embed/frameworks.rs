//! Elements in pages that frameworks make: React, Vue and Svelte, each with a page that keeps a list of elements by what the test says.

use super::Stage;
use crate::content::Wanted;
use crate::harness::{Reply, Setup, check, path, say};
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/e2e/embed/frameworks");

/// What is true of every framework's page. `cards` says what the page shows.
const PAGE: &str = "const one = (key) => document.getElementById(key);
    const set = (cards, more) => window.host.set({ cards: CARDS(cards), ...more });
    const CARDS = (cards) => Object.entries(cards).map(([key, card]) => ({ key, ...card }));
    const told = (what) => window.told.filter((one) => one[1] === what).map(([key, , detail]) => `${key} ${detail}`).sort();
    const rooms = () => Array.from(document.querySelectorAll('dossier-news'), (list) => [list, deep(list, '.room'), deep(list, '[data-shown]')?.dataset.shown]);";

/// The packages, or none where they are missing.
fn packages() -> Option<PathBuf> {
    // Without a set-up no browser test runs, and each says so itself.
    Setup::get()?;
    let found = path("DOSSIER_FRAMEWORKS");
    if found.is_none() {
        say("skipped: elements in pages of frameworks (DOSSIER_FRAMEWORKS)");
    }
    found
}

/// Runs a script of a package, and demands that it has nothing to complain of.
fn node(arguments: &[&Path]) -> Result<()> {
    let ended = Command::new("node").args(arguments).output().context("node cannot be started")?;
    let said = [ended.stdout, ended.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    ensure!(ended.status.success(), "{}: {said}", arguments[0].display());
    Ok(())
}

/// The scripts of the pages, once for all tests of a run.
fn scripts(packages: &Path) -> Result<&'static Path> {
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("embed/frameworks");
        node(&[&Path::new(HERE).join("build.mjs"), packages, &folder]).map(|()| folder).map_err(|error| format!("{error:#}"))
    });
    folder.as_deref().map_err(|error| anyhow::anyhow!("{error}"))
}

/// A page whose script runs before the loader is there.
fn works_in(framework: &'static str) {
    let Some(packages) = packages() else { return };
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        let body = std::fs::read(scripts(&packages)?.join(framework))?;
        page.host.reply("/page.js", Reply::Whole { status: 200, mime: "text/javascript", body });
        let first = "window.state = { cards: [{ key: 'a', limit: 2, type: ['speech', 'report'] }, { key: 'b', topic: 'beta', limit: 3 }] }";
        stage
            .show(&format!(
                "<!DOCTYPE html><html lang=en><head><title>Host</title></head><body><div id=app></div><script>{first}</script><script src=page.js></script></body></html>"
            ))
            .await?;
        before_and_after(&stage).await.context("before and after the loader")?;
        kept_up(&stage).await.context("what the page's state says")?;
        moved(&stage).await.context("moved by its key")?;
        heard(&stage).await.context("events")?;
        hidden_and_ended(&stage).await.context("hidden, shown and ended")?;
        if framework == "react.js" { twice(&stage).await.context("mounted twice") } else { Ok(()) }
    });
}

/// Made before the elements are known, then upgraded: what the framework set counts either way.
async fn before_and_after(stage: &Stage) -> Result<()> {
    let script = format!(
        "{PAGE} const lists = await until('the page', () => one('a') && one('b') && [one('a'), one('b')]);
        const before = lists.map((list) => [list.matches(':defined'), flat(list)]);
        const script = document.createElement('script'); script.src = 'SITE/embed/dossier.js'; script.crossOrigin = ''; document.head.append(script);
        for (const list of lists) await light(list);
        set({{ a: {{ limit: 2, type: ['speech', 'report'] }}, b: {{ topic: 'beta', limit: 3 }}, c: {{ type: ['report'], limit: 4 }} }});
        await light(await until('the third', () => one('c')));
        await until('three events', () => told('ready').length === 3);
        return [before, ['a', 'b', 'c'].map((key) => shown(one(key))), lists[0] === one('a'), told('ready')]"
    );
    let rows = super::site_rows();
    let titles = |wanted: Wanted, count: usize| wanted.of(&rows).iter().take(count).map(|row| row.title.clone()).collect::<Vec<_>>();
    let expected = json!([
        [[false, "News"], [false, "News"]],
        [
            titles(Wanted { types: vec!["speech", "report"], ..Wanted::news() }, 2),
            titles(Wanted { topic: Some("beta"), ..Wanted::news() }, 3),
            titles(Wanted { types: vec!["report"], ..Wanted::news() }, 4),
        ],
        true,
        ["a false", "b false", "c false"],
    ]);
    stage.gives("lists", &script, expected).await
}

/// What changes in the page's state is shown, before use and after it, with nothing fetched anew.
async fn kept_up(stage: &Stage) -> Result<()> {
    let light = format!(
        "{PAGE} set({{ a: {{ limit: 4 }}, b: {{ limit: 1 }}, c: {{ type: ['report'], limit: 4 }} }});
        await until('more', () => shown(one('a')).length === 4 && shown(one('b')).length === 1);
        return [one('a').type, one('b').hasAttribute('topic'), shown(one('b'))[0] === shown(one('a'))[0]]"
    );
    stage.gives("before use", &light, json!(["", false, true])).await?;
    let running = format!(
        "{PAGE} for (const key of ['a', 'b', 'c']) {{ window.host.start(key); await until('the program', () => isOpen(one(key))); }}
        const room = deep(one('a'), '.room'); set({{ a: {{ type: ['speech'], limit: 4 }}, b: {{ topic: 'beta' }}, c: {{}} }});
        await until('speeches', () => deep(one('a'), '[data-shown]').dataset.shown.includes('speech') && deep(one('b'), '[data-shown]').dataset.shown.includes('beta') && deep(one('c'), '.count').dataset.count === '60');
        return [deep(one('a'), '.room') === room, Number(deep(one('a'), '.count').dataset.count)]"
    );
    let speeches = Wanted { types: vec!["speech"], ..Wanted::news() }.of(&super::site_rows()).len();
    stage.gives("after use", &running, json!([true, speeches])).await?;
    // The lists of the site and of one topic, and both parts of the program with its content.
    for (end, times) in [("news.html", 2), (".wasm", 2), ("/bundle.json", 1), ("/site.json", 1)] {
        ensure!(stage.asked(end).len() == times, "asked for {:?}", stage.asked(end));
    }
    Ok(())
}

/// In another order the same elements go on where they were, whichever of them the framework moves.
async fn moved(stage: &Stage) -> Result<()> {
    let script = format!(
        "{PAGE} deep(one('c'), '[data-value=report] input').click(); await until('fewer', () => deep(one('c'), '.count').dataset.count < 60);
        const before = rooms(); let moves = 0; new MutationObserver((all) => {{ moves += all.filter((one) => one.removedNodes.length).length }}).observe($('#app'), {{ childList: true, subtree: true }}); const ready = told('ready').length;
        set({{ c: {{}}, a: {{ type: ['speech'], limit: 4 }}, b: {{ topic: 'beta' }} }}); await until('another order', () => $('dossier-news').id === 'c');
        await pause(60);
        const after = rooms(); const same = before.every(([list, room, query]) => after.some((one) => one[0] === list && one[1] === room && one[2] === query));
        return [moves > 0, after.map(([list]) => list.id).join(''), same, told('ready').length - ready]"
    );
    stage.gives("another order", &script, json!([true, "cab", true, 0])).await
}

/// Handlers of the framework hear every event, and may keep a link from leaving.
async fn heard(stage: &Stage) -> Result<()> {
    // The browser itself tells that there is no such list.
    stage.page.expects(&["t/nowhere/news.html"]);
    let script = format!(
        "{PAGE} const view = told('view').map((one) => one.replace('SITE', '')); click(deep(one('b'), '.entry a')); await pause(30);
        set({{ c: {{}}, a: {{}}, b: {{}}, d: {{ topic: 'nowhere' }} }}); (await until('the fourth', () => one('d'))).scrollIntoView(); await until('an error', () => told('error').length);
        return [view, told('navigate').map((one) => one.replace('SITE', '').replace(/-\\d+/, '-N')), told('error'), location.pathname]"
    );
    stage.gives("heard", &script, json!([["c /news/?type=report"], ["b /i/news-N/?topic=beta&view=news"], ["d unknown-topic"], "/"])).await
}

/// What the framework hides is hidden and goes on as it is; what it takes away ends.
async fn hidden_and_ended(stage: &Stage) -> Result<()> {
    let script = format!(
        "{PAGE} const list = one('c'); const room = deep(list, '.room'); set({{ c: {{ hidden: true }}, a: {{}} }});
        await until('hidden', () => list.getBoundingClientRect().height === 0); const gone = one('b'); set({{ c: {{}}, a: {{}} }});
        await until('shown', () => list.getBoundingClientRect().height > 100); const same = room === deep(list, '.room');
        set({{}}); await until('none', () => !$('dossier-news')); await pause(30); return [gone, same, !!deep(list, '.room')]"
    );
    stage.gives("hidden", &script, json!([null, true, false])).await
}

/// An effect that React runs, ends and runs again leaves one element at work.
async fn twice(stage: &Stage) -> Result<()> {
    let script = format!(
        "{PAGE} set({{}}, {{ byHand: true }}); await until('both', () => window.byHand.length === 2); await light(window.byHand[1]); await pause(60);
        return [document.querySelectorAll('dossier-documents').length, window.byHand.map((list) => shown(list).length)]"
    );
    stage.gives("twice", &script, json!([1, [0, 1]])).await
}

#[test]
fn react() {
    works_in("react.js");
}

#[test]
fn vue() {
    works_in("vue.js");
}

#[test]
fn svelte() {
    works_in("svelte.js");
}

/// The types, by TypeScript's own compiler, for pages made by hand and with React: what they allow, and what they refuse.
#[test]
fn types() {
    let Some(packages) = packages() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str, from: &Path| std::fs::copy(from, folder.path().join(name)).unwrap();
    place("types.tsx", &Path::new(HERE).join("types.tsx"));
    place("dossier.d.ts", &Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/embed/dossier.d.ts"));
    let options = json!({
        "compilerOptions": {
            "strict": true, "noEmit": true, "jsx": "react-jsx", "target": "es2022", "module": "esnext", "moduleResolution": "bundler",
            "lib": ["es2022", "dom", "dom.iterable"], "types": [], "paths": { "*": [packages.join("@types/*"), packages.join("*")] },
        },
        "files": ["types.tsx", "dossier.d.ts"],
    });
    let project = folder.path().join("tsconfig.json");
    std::fs::write(&project, options.to_string()).unwrap();
    node(&[&packages.join("typescript/bin/tsc"), Path::new("--project"), &project]).unwrap();
}
