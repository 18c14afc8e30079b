//! When something is missing or forbidden: a readable line or list with a link, an event with a code, at most one warning in the page's console.

use super::{Stage, document};
use crate::harness::{Host, Reply, check};
use anyhow::{Result, ensure};
use serde_json::json;

/// What can be had and what is forbidden; what an element then tells, and what can be read.
struct Case {
    name: &'static str,
    element: &'static str,
    /// The content policy of the page around; `SITE` is the site.
    policy: &'static str,
    /// An answer of the site that is not what it should be.
    reply: Option<(&'static str, Reply)>,
    /// The code, the text that can be read, and whether the list made ahead stays.
    expected: (&'static str, &'static str, bool),
}

const SCRIPTS: &str = "default-src 'none'; style-src 'unsafe-inline'; connect-src *; script-src SITE 'self'";

fn cases() -> Vec<Case> {
    let case = |name, element, expected| Case { name, element, policy: "", reply: None, expected };
    let told = |reply: (&'static str, Reply), case: Case| Case { reply: Some(reply), ..case };
    vec![
        case("unknown topic", "<dossier-news topic=nowhere></dossier-news>", ("unknown-topic", "There is no such topic here", false)),
        case("unknown item", "<dossier-item item='no such'></dossier-item>", ("unknown-item", "There is no such item here", false)),
        case("nobody there", "<dossier-news src='http://127.0.0.1:9/'></dossier-news>", ("unreachable", "could not be shown here", false)),
        case("Norwegian", "<dossier-news lang=nb src='http://127.0.0.1:9/'></dossier-news>", ("unreachable", "kunne ikke vises", false)),
        case(
            "a link of the page's own",
            "<dossier-news src='http://127.0.0.1:9/'><a href='/own'>Our link</a></dossier-news>",
            ("unreachable", "Our link", false),
        ),
        told(
            ("/bundle.json", Reply::json("{\"format\": ")),
            case("damaged", "<dossier-news></dossier-news>", ("damaged", "Item 00000 of news", true)),
        ),
        told(
            ("/bundle.json", Reply::status(404)),
            case("gone", "<dossier-news></dossier-news>", ("not-found", "Item 00000 of news", true)),
        ),
        told(
            ("/bundle.json", Reply::html(200, "<p>Sign in</p>")),
            case("another page", "<dossier-news></dossier-news>", ("not-content", "Item 00000", true)),
        ),
        told(
            ("/embed/site.json", Reply::status(500)),
            case("no table", "<dossier-topic></dossier-topic>", ("unreachable", "Alpha topic", true)),
        ),
        told(
            ("/embed/news.html", Reply::html(200, "<p>Sign in</p>")),
            case("another list", "<dossier-news></dossier-news>", ("", "60 results", false)),
        ),
        Case { policy: SCRIPTS, ..case("no WebAssembly", "<dossier-news></dossier-news>", ("no-program", "Item 00000 of news", true)) },
        Case {
            policy: "connect-src 'none'",
            ..case("no connections", "<dossier-news></dossier-news>", ("unreachable", "could not be shown here", false))
        },
        Case {
            policy: "require-trusted-types-for 'script'; trusted-types 'none'",
            ..case("trusted types", "<dossier-news></dossier-news>", ("", "60 results", false))
        },
        case(
            "nonsense",
            "<dossier-news limit=many type=',, ,' publisher='%00' from=never sort=up view=sideways load=soon theme=plaid></dossier-news>",
            ("", "No", false),
        ),
    ]
}

async fn passes(stage: &Stage, case: &Case) -> Result<()> {
    stage.site.heal();
    stage.page.host.heal();
    if let Some((path, reply)) = &case.reply {
        stage.site.reply(path, reply.clone());
    }
    let policy = case.policy.replace("SITE", &stage.site.origin);
    stage.page.host.sends(&if policy.is_empty() { String::new() } else { format!("Content-Security-Policy: {policy}\r\n") });
    let watch = "window.warned = []; const warn = console.warn; console.warn = (...words) => { window.warned.push(words.join(' ')); warn.apply(console, words); };
        window.told = []; addEventListener('dossier-error', ({ detail }) => window.told.push(detail.code));";
    stage.page.host.reply("/watch.js", Reply::Whole { status: 200, mime: "text/javascript", body: watch.into() });
    let page_around = document(case.element).replace("<script", "<script src=watch.js></script><script");
    stage.show(&page_around).await?;
    // What cannot be had ahead starts the program by itself; the rest is used.
    let script = "const one = await until('the element', () => $('body > :defined')); await until('something to read', () => isLight(one) || isOpen(one) || window.told.length);
        if (isLight(one)) { one.start(); await until('the end', () => window.told.length || isOpen(one)); } await pause(60);
        const room = one.shadowRoot; const text = flat(room.querySelector('.page-root, [part=error]') ?? one); const link = room.querySelector('a[href]') ?? one.querySelector('a');
        return { code: window.told.join(), text, light: isLight(one), link: !!link?.href, dead: room.querySelectorAll('.light [data-view]').length, warned: window.warned.length }";
    let found = stage.run(script).await?;
    let (code, text, light) = case.expected;
    ensure!(found["code"] == code, "{found:#}");
    ensure!(found["text"].as_str().is_some_and(|found| found.contains(text)), "{found:#}");
    ensure!(found["light"] == light && found["link"] == true && found["dead"] == 0, "{found:#}");
    ensure!(found["warned"].as_u64().is_some_and(|count| count <= 1), "{found:#}");
    Ok(())
}

#[test]
fn something_can_be_read() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        // The browser itself tells of what could not be fetched or was forbidden.
        page.expects(&["Failed to load", "policy", "Policy", "ERR_", "could not load"]);
        for case in cases() {
            passes(&stage, &case).await.map_err(|error| error.context(case.name))?;
        }
        Ok(())
    });
}

/// A site that lets nobody else fetch anything, and a page that takes no scripts from elsewhere: the link within stays.
#[test]
fn without_leave() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        page.expects(&["CORS", "ERR_FAILED", "Policy", "policy", "could not load", "Failed to load"]);
        let closed = Host::start(super::site_folder()?).await?;
        let element = format!("<dossier-news src='{}/'></dossier-news>", closed.origin);
        stage.show(&document(&element)).await?;
        let told = "const one = await until('the element', () => $('dossier-news:defined')); const all = heard(one); await until('the error', () => all.length || deep(one, '[part=error]')); return flat(deep(one, '[part=error]'))";
        let found = stage.run(told).await?;
        ensure!(found.as_str().is_some_and(|text| text.starts_with("This could not be shown here.")), "{found}");
        page.host.sends("Content-Security-Policy: script-src 'self'\r\n");
        stage.show(&document("<dossier-news><a href='/news'>News</a></dossier-news>")).await?;
        stage.gives("the link", "return flat($('dossier-news'))", json!("News")).await
    });
}

/// A site without lists made ahead is not asked for any; nor is anything asked for an element that says too little.
#[test]
fn nothing_is_asked_in_vain() {
    check(|page| async move {
        let stage = Stage::new(&page).await?;
        let bare = Host::start(&crate::harness::Setup::get().ok_or_else(|| anyhow::anyhow!("no set-up"))?.dist).await?;
        bare.welcomes();
        let page_around = document("<dossier-news></dossier-news><dossier-item></dossier-item>").replace("SITE", &bare.origin);
        stage.show(&page_around).await?;
        stage
            .run("const one = await until('the element', () => $('dossier-news:defined')); await until('the list', () => isOpen(one))")
            .await?;
        let asked: Vec<String> = bare.requests().into_iter().filter(|path| path.contains(".html") || path.contains("/i/")).collect();
        ensure!(asked.is_empty(), "asked for {asked:?}");
        let shown = stage.run("return $('dossier-item').shadowRoot.childElementCount").await?;
        ensure!(shown == 1, "an element without an item shows something");
        Ok(())
    });
}
