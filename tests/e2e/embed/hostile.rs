//! Pages that make it hard: an element looks and works there as on a plain page, and leaves the page as it was.

use super::{Stage, document};
use crate::harness::{Page, Picture, Reply, check, path, say};
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
/// Nor can it be answered by a page that changes what becomes of objects, which therefore does so only while a script of the test runs.
const JSON_OF_THEIR_OWN: &str = "window.theirs = (on) => { for (const one of [Array, Object, String, Number, Date]) on ? one.prototype.toJSON = () => 'theirs' : delete one.prototype.toJSON;
    on ? Object.prototype.their = 1 : delete Object.prototype.their }; theirs(true); addEventListener('load', () => theirs(false))";

/// The style sheet that the variable names, as a part of a head; nothing where it is missing, which is said.
pub(super) fn sheet(variable: &str) -> Result<String> {
    let Some(path) = path(variable) else {
        say(&format!("skipped: a style sheet in other people's pages ({variable})"));
        return Ok(String::new());
    };
    Ok(format!("<style>{}</style>", std::fs::read_to_string(path)?.replace("</", "<\\/")))
}

fn pages() -> Result<Vec<Around>> {
    let around = |name, head: &str| Around { name, doctype: "<!DOCTYPE html>", root: "lang=en", head: head.to_owned() };
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
        around(
            "names that are taken",
            "<img hidden name=currentScript src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\"><form hidden name=baseURI></form><form hidden name=documentElement></form><form hidden name=activeElement></form><form hidden name=head id=shadowRoot></form>",
        ),
        Around { name: "quirks", doctype: "", root: "", head: String::new() },
        Around { name: "right to left", doctype: "<!DOCTYPE html>", root: "lang=ar dir=rtl", head: String::new() },
        around("Bootstrap", &sheet("DOSSIER_BOOTSTRAP")?),
        around("GOV.UK", &sheet("DOSSIER_GOVUK")?),
    ])
}

/// How everything behind the shadow root looks, but for what follows from the width: a line for each node, a blank one after each element. A page may have spoilt the methods of lists, and
/// what becomes of objects on their way here, so the answer is one text.
const LOOKS: &str = "let looks = '';
    for (const one of [$('dossier-news'), $('dossier-topic')]) {
        const nodes = one.shadowRoot.querySelectorAll('.page-root, .page-root *');
        for (let at = 0; at < nodes.length; at += 1) {
            const node = nodes[at]; const style = getComputedStyle(node); const box = node.getBoundingClientRect();
            looks += `${node.localName} ${node.className} ${style.display} ${style.visibility} ${style.opacity} ${style.color} ${style.backgroundColor} ${style.fontFamily} ${style.fontSize} ${style.fontWeight} ${style.lineHeight} ${style.letterSpacing} ${style.textTransform} ${style.textDecorationLine} ${style.textAlign} ${style.float} ${style.whiteSpace} ${style.direction} ${style.paddingTop} ${style.marginTop} ${style.borderTopWidth} ${Math.round(box.height)}\\n`;
        }
        looks += '\\n';
    }
    window.theirs?.(false); return looks";
/// Where each element is seen: left, top, width, height.
const PLACES: &str = "let places = '';
    for (const one of [$('dossier-news'), $('dossier-topic')]) {
        const { x, y, width, height } = one.shadowRoot.querySelector('.page-root').getBoundingClientRect(); places += `${x + scrollX} ${y + scrollY} ${width} ${height}\\n`;
    }
    return places";
const PLACED: &str = "<div><dossier-news limit=3></dossier-news></div><div><dossier-topic theme=dark></dossier-topic></div>";
/// The elements in place, before use and after.
const TIERS: [(&str, &str); 2] = [
    (
        "made ahead",
        "window.theirs?.(true); await until('the elements', () => $('dossier-topic:defined')); await light($('dossier-news')); await light($('dossier-topic'));",
    ),
    (
        "running",
        "window.theirs?.(true); for (const one of [$('dossier-news'), $('dossier-topic')]) { one.start(); await until('the program', () => isOpen(one)); }",
    ),
];

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

/// One element as it is seen: on which page, in which tier, where, and how.
struct Seen {
    page: &'static str,
    tier: usize,
    element: usize,
    /// Left, top, width and height, as the browser says them.
    place: String,
    picture: Picture,
}

/// A picture of an element: only what lies wholly within it, and of a long one the beginning.
async fn picture(stage: &Stage, page: &'static str, tier: usize, element: usize) -> Result<Seen> {
    let places = stage.run(PLACES).await?;
    let place = places.as_str().unwrap_or_default().lines().nth(element).context("no such element")?.to_owned();
    let [x, y, width, height] = numbers(&place)?;
    let clip = [x.ceil(), y.ceil(), (x + width).floor() - x.ceil(), ((y + height).floor() - y.ceil()).min(1200.0)];
    Ok(Seen { page, tier, element, place, picture: stage.page.picture_of(clip).await? })
}

fn numbers(place: &str) -> Result<[f64; 4]> {
    let numbers: Vec<f64> = place.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    numbers.try_into().ok().context("no place")
}

/// The share of pixels that may differ. All are alike when this is written; a graphics library may round where a letter ends in its own way.
const MAY_DIFFER: f64 = 0.0002;

/// Compares with the same elements on a blank page, in the same place and of the same width.
async fn same_pixels(stage: &Stage, all: &[Seen]) -> Result<()> {
    let blank = pages()?.swap_remove(0);
    blank.show(stage).await?;
    let mut faults = Vec::new();
    for (tier, (name, ready)) in TIERS.iter().enumerate() {
        stage.run(ready).await?;
        // Many pages have it in the same place.
        let mut plains: Vec<Seen> = Vec::new();
        for one in all.iter().filter(|one| one.tier == tier) {
            let known = plains.iter().position(|plain| plain.element == one.element && plain.place == one.place);
            let known = if let Some(known) = known {
                known
            } else {
                plains.push(put(stage, one).await?);
                plains.len() - 1
            };
            let plain = &plains[known].picture;
            let title = format!("embed-differs-{}-{name}-{}", one.page, one.element).replace(' ', "-");
            let told = match one.picture.differs(plain) {
                Ok(share) if share <= MAY_DIFFER => continue,
                Ok(share) => format!("{share:.4} of all pixels differ"),
                Err(error) => error.to_string(),
            };
            let saved = [one.picture.save(&title)?, plain.save(&format!("{title}-plain"))?];
            faults.push(format!(
                "{}, {name}, element {}: {told}: {} and {}",
                one.page,
                one.element,
                saved[0].display(),
                saved[1].display()
            ));
        }
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// The same element of the blank page, put where `one` was.
async fn put(stage: &Stage, one: &Seen) -> Result<Seen> {
    let [x, y, width, _] = numbers(&one.place)?;
    let script = format!(
        "const all = document.querySelectorAll('body > div'); for (const one of all) one.style.cssText = 'position:absolute;left:0;top:5000px;width:100px';
         all[{}].style.cssText = 'position:absolute;left:{x}px;top:{y}px;width:{width}px'; await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
        one.element
    );
    stage.run(&script).await?;
    let found = picture(stage, "blank", one.tier, one.element).await?;
    ensure!(found.place == one.place, "put at {}, it is at {}", one.place, found.place);
    Ok(found)
}

#[test]
fn looks_the_same_everywhere() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        page.size(1000, 900).await?;
        // Bars that a picture beyond the window does without would make what is in it wider.
        page.developer_tools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await?;
        let mut plain: Vec<Value> = Vec::new();
        let mut pictures = Vec::new();
        for around in pages()? {
            around.show(&stage).await?;
            for (tier, (name, ready)) in TIERS.iter().enumerate() {
                let found = stage.run(&format!("{ready} {LOOKS}")).await.with_context(|| around.name)?;
                if plain.len() == tier {
                    plain.push(found.clone());
                }
                same(&found, &plain[tier]).with_context(|| format!("{}, {name}", around.name))?;
                for element in [0, 1] {
                    pictures.push(picture(&stage, around.name, tier, element).await?);
                }
            }
            if std::env::var_os("DOSSIER_SCREENS").is_some() {
                page.picture(&format!("embed-{}", around.name.replace(' ', "-"))).await?;
            }
        }
        same_pixels(&stage, &pictures).await
    });
}

/// Names the first thing that differs.
fn same(found: &Value, plain: &Value) -> Result<()> {
    let [found, plain] = [found, plain].map(|text| text.as_str().unwrap_or_default().lines().collect::<Vec<_>>());
    ensure!(found.len() == plain.len() && found.len() > 50, "{} nodes, not {}", found.len(), plain.len());
    for (found, plain) in found.iter().zip(plain) {
        ensure!(*found == plain, "\n  {found}\n  {plain}, plain");
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
