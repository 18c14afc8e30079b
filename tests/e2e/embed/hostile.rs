//! Pages that make it hard: an element looks and works there as on a plain page, and leaves the page as it was.

use super::{Stage, document};
use crate::harness::{Page, Reply, check};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

/// A page: its name, what stands before the document's root, attributes of that, and its head. `SITE` is the site.
struct Around {
    name: &'static str,
    doctype: &'static str,
    root: &'static str,
    head: String,
}

/// Whoever drives the browser uses lists as well, and is spared.
const LISTS: &str = "for (const name of ['map', 'filter', 'forEach', 'includes', 'find', 'reduce', 'some', 'every', 'flat', 'join', 'indexOf', 'concat', 'at']) {
    const own = Array.prototype[name];
    Array.prototype[name] = function (...given) {
        if (/\\/(embed|assets)\\//.test(new Error().stack)) throw new Error(`${name} of the page's own`);
        return own.apply(this, given);
    };
}";
const JSON_OF_THEIR_OWN: &str =
    "for (const one of [Array, Object, String, Number, Date]) one.prototype.toJSON = () => 'theirs'; Object.prototype.theirs = 1;";

fn pages() -> Result<Vec<Around>> {
    let around = |name, head: &str| Around { name, doctype: "<!DOCTYPE html>", root: "lang=en", head: head.to_owned() };
    let sheet = |variable: &str| match crate::harness::path(variable) {
        Some(path) => std::fs::read_to_string(path).map(|text| format!("<style>{}</style>", text.replace("</", "<\\/"))),
        None => Ok(String::new()),
    };
    Ok(vec![
        around("plain", ""),
        around(
            "resets",
            "<style>*, *::before { margin: 0 !important; padding: 0; color: red; font: 9px cursive !important; border: 3px solid; line-height: 3 } a { color: lime !important } ul { display: flex } li { float: left }</style>",
        ),
        around("all unset", "<style>* { all: unset !important }</style>"),
        around(
            "nothing displayed",
            "<style>button, a, input, h1, ul, main { display: none !important; visibility: hidden !important; opacity: 0 !important }</style>",
        ),
        around(
            "large text",
            "<style>html { font-size: 40px; letter-spacing: 5px; text-transform: uppercase; direction: ltr; word-spacing: 1em } body { zoom: 1; text-align: center; white-space: pre }</style>",
        ),
        around("lists of its own", &format!("<script>{LISTS}</script>")),
        around("json of its own", &format!("<script>{JSON_OF_THEIR_OWN}</script>")),
        around(
            "two loaders",
            "<script src='SITE/embed/dossier.js' async crossorigin></script><script src='SITE/PINNED' defer crossorigin></script>",
        ),
        Around { name: "quirks", doctype: "", root: "", head: String::new() },
        Around { name: "right to left", doctype: "<!DOCTYPE html>", root: "lang=ar dir=rtl", head: String::new() },
        around("Bootstrap", &sheet("DOSSIER_BOOTSTRAP")?),
        around("GOV.UK", &sheet("DOSSIER_GOVUK")?),
    ])
}

/// How everything behind the shadow root looks, but for what follows from the width. A page may have spoilt the methods of lists.
const LOOKS: &str = "const looks = {};
    for (const one of [$('dossier-news'), $('dossier-topic')]) {
        const all = looks[one.localName] = {}; const nodes = one.shadowRoot.querySelectorAll('.page-root, .page-root *');
        for (let at = 0; at < nodes.length; at += 1) {
            const node = nodes[at]; const style = getComputedStyle(node); const box = node.getBoundingClientRect();
            all[at] = `${node.localName} ${node.className} ${style.display} ${style.visibility} ${style.opacity} ${style.color} ${style.backgroundColor} ${style.fontFamily} ${style.fontSize} ${style.fontWeight} ${style.lineHeight} ${style.letterSpacing} ${style.textTransform} ${style.textDecorationLine} ${style.textAlign} ${style.float} ${style.whiteSpace} ${style.direction} ${style.paddingTop} ${style.marginTop} ${style.borderTopWidth} ${Math.round(box.height)}`;
        }
    }
    delete Object.prototype.theirs; delete Object.prototype.toJSON; delete String.prototype.toJSON; delete Array.prototype.toJSON; delete Number.prototype.toJSON; return looks";
const PLACED: &str = "<div><dossier-news limit=3></dossier-news><dossier-topic theme=dark></dossier-topic></div>";

impl Around {
    async fn show(&self, stage: &Stage) -> Result<()> {
        let Self { doctype, root, head, .. } = self;
        let html = format!(
            "{doctype}<html {root}><head><meta charset=utf-8><title>Host</title>{head}<script src='SITE/embed/dossier.js' async crossorigin></script></head><body>{PLACED}</body></html>"
        );
        let pinned =
            std::fs::read_dir(super::site_folder()?.join("embed"))?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let pinned = pinned
            .into_iter()
            .find(|name| name.starts_with("dossier-") && name.rsplit('.').next() == Some("js"))
            .context("no pinned loader")?;
        stage.show(&html.replace("PINNED", &format!("embed/{pinned}"))).await
    }
}

async fn looks(stage: &Stage) -> Result<[Value; 2]> {
    let light =
        "await until('the elements', () => $('dossier-topic:defined')); await light($('dossier-news')); await light($('dossier-topic'));";
    let running =
        "for (const one of [$('dossier-news'), $('dossier-topic')]) { one.start(); await until('the program', () => isOpen(one)); }";
    Ok([stage.run(&format!("{light} {LOOKS}")).await?, stage.run(&format!("{running} {LOOKS}")).await?])
}

#[test]
fn looks_the_same_everywhere() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        let mut plain = None;
        for around in pages()? {
            page.size(1000, 900).await?;
            around.show(&stage).await?;
            let found = looks(&stage).await.with_context(|| around.name)?;
            if std::env::var_os("DOSSIER_SCREENS").is_some() {
                page.picture(&format!("embed-{}", around.name.replace(' ', "-"))).await?;
            }
            let plain = plain.get_or_insert_with(|| found.clone());
            for (tier, (found, plain)) in ["made ahead", "running"].iter().zip(found.iter().zip(plain.iter())) {
                same(found, plain).with_context(|| format!("{}, {tier}", around.name))?;
            }
        }
        Ok(())
    });
}

/// How a node looks, and how high it is in pixels.
fn parts(node: &Value) -> (&str, f64) {
    let (looks, height) = node.as_str().and_then(|text| text.rsplit_once(' ')).unwrap_or_default();
    (looks, height.parse().unwrap_or_default())
}

/// Names the first thing that differs.
fn same(found: &Value, plain: &Value) -> Result<()> {
    for name in ["dossier-news", "dossier-topic"] {
        let [found, plain] = [found, plain].map(|all| all[name].as_object().cloned().unwrap_or_default());
        ensure!(found.len() == plain.len() && !found.is_empty(), "{name}: {} nodes, not {}", found.len(), plain.len());
        for (place, found) in &found {
            let (looks, high) = parts(found);
            let (expected, plain) = parts(&plain[place]);
            // Without a doctype browsers make some lines higher.
            ensure!(
                looks == expected && (high - plain).abs() <= f64::max(1.0, plain / 100.0),
                "{name}:\n  {looks}, {high}\n  {expected}, {plain}, plain"
            );
        }
    }
    Ok(())
}

/// A page that has elements of these names keeps its own; the other ones work beside them.
#[test]
fn names_that_are_taken() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        let own =
            "customElements.define('dossier-news', class extends HTMLElement { connectedCallback() { this.textContent = 'theirs'; } })";
        page.host.reply("/own.js", Reply::Whole { status: 200, mime: "text/javascript", body: own.into() });
        stage
            .show(
                &document("<dossier-news></dossier-news><dossier-documents></dossier-documents>")
                    .replace("<script", "<script src=own.js></script><script"),
            )
            .await?;
        let found = "await until('ours', () => $('dossier-documents:defined')); await open($('dossier-documents')); return [flat($('dossier-news')), shown($('dossier-documents')).length]";
        stage.gives("both", found, json!(["theirs", 12])).await
    });
}

/// What a page hides is hidden, whichever way it is hidden, and can be seen again.
#[test]
fn hidden_by_the_page() {
    check(|page| async move {
        let style = "<style>.none { display: none } .unseen { visibility: hidden } .deaf { pointer-events: none }</style>";
        let stage = Stage::new(&page).await?;
        stage.show(&document("<main><dossier-news limit=2></dossier-news></main>").replace("</head>", &format!("{style}</head>"))).await?;
        let script = "const list = await until('the element', () => $('dossier-news:defined')); await light(list);
            const seen = () => { const link = deep(list, '.entry a'), { x, y, width } = link.getBoundingClientRect();
                return [link.checkVisibility({ visibilityProperty: true }), width > 0 && list.shadowRoot.elementFromPoint(x + 3, y + 9) === link].map(Number).join('') };
            const all = [seen()]; const say = (node, name) => { node.className = name; all.push(seen()); node.className = '' };
            list.hidden = true; all.push(seen()); list.hidden = false;
            for (const node of [list, list.parentNode]) for (const name of ['none', 'unseen', 'deaf']) say(node, name); all.push(seen()); return all.join(' ')";
        stage.gives("seen, and to be clicked", script, json!("11 00 00 00 10 00 00 10 11")).await
    });
}

/// What of a page is not ours: its nodes, its names, its address, its listeners.
async fn page_around(stage: &Stage, page: &Page) -> Result<Value> {
    let script = "const tree = new XMLSerializer().serializeToString(document).replace(/<!--.*?-->/g, '');
        const own = (one) => Reflect.ownKeys(one).map(String).sort().join(' ');
        return [tree, own(window).replace(/\\b\\d+ ?/g, ''), ...[Object, Array, String, Function, Promise, Map, Node, Element, HTMLElement, EventTarget, Document, Event].map((one) => own(one) + own(one.prototype)),
            location.href, String(history.length), document.title, String(document.adoptedStyleSheets.length), document.cookie, String(localStorage.length), String(document.activeElement.localName), String(scrollY)]";
    let mut found = stage.run(script).await?;
    let mut listeners = Vec::new();
    for target in ["window", "document", "document.documentElement", "document.body"] {
        let object = page.developer_tools("Runtime.evaluate", json!({ "expression": target })).await?;
        let heard = page.developer_tools("DOMDebugger.getEventListeners", json!({ "objectId": object["result"]["objectId"] })).await?;
        listeners.push(json!(heard["listeners"].as_array().map_or(0, Vec::len)));
    }
    found.as_array_mut().context("no answer")?.push(Value::Array(listeners));
    Ok(found)
}

#[test]
fn the_page_around_stays_as_it_is() {
    check(|page| async move {
        let stage = Stage::open(
            &page,
            &format!("<main id=main><h1 id=heading>Theirs</h1>{PLACED}<dossier-item item=news-1></dossier-item></main>"),
        )
        .await?;
        stage.run("await until('the elements', () => $('dossier-item:defined')); for (const one of document.querySelectorAll('dossier-news, dossier-topic, dossier-item')) await light(one)").await?;
        let before = page_around(&stage, &page).await?;
        let used = "const [news, topic, item] = document.querySelectorAll('dossier-news, dossier-topic, dossier-item');
            for (const one of [news, topic, item]) { one.addEventListener('dossier-navigate', (event) => event.preventDefault()); one.start(); await until('the program', () => isOpen(one)); }
            deep(news, '[data-value=speech] input').click(); await until('fewer', () => flat(deep(news, '.count')).startsWith('24')); click(deep(news, '.pager a[href*=page]')); await pause(100);
            click(deep(topic, '.views li:nth-child(2) a')); await until('a list', () => deep(topic, '.results')); click(deep(topic, '.entry a')); await pause(100); scrollTo(0, 0); document.activeElement.blur()";
        stage.run(used).await?;
        let during = page_around(&stage, &page).await?;
        compare(&during, &before).context("while they are used")?;
        stage.run("for (const one of document.querySelectorAll('dossier-news, dossier-topic, dossier-item')) { const next = one.nextSibling, around = one.parentNode; one.remove(); await pause(30); around.insertBefore(one, next); }").await?;
        let after = page_around(&stage, &page).await?;
        compare(&after, &before).context("afterwards")
    });
}

fn compare(found: &Value, before: &Value) -> Result<()> {
    for (found, before) in found.as_array().into_iter().flatten().zip(before.as_array().into_iter().flatten()) {
        ensure!(found == before, "{found}\n  was {before}");
    }
    Ok(())
}
