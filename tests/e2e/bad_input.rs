//! Content that is damaged or hostile: a readable page that names the problem, the good items shown, and nothing executed.

use crate::harness::{Page, Reply, check};
use anyhow::{Result, ensure};
use serde_json::json;

/// The content cannot be shown at all; the page says so in these words.
fn refused(reply: impl FnOnce(&[u8]) -> Reply, says: &'static [&'static str]) {
    let name = says.join(" … ");
    check(|page| async move {
        let bundle = page.host.file("/bundle.json")?;
        page.host.reply("/bundle.json", reply(&bundle));
        // Chromium itself logs answers with an error status; the page has to tell the reader, and does.
        page.expects(&["bundle.json"]);
        page.open("/").await?;
        let heading = page.one("heading", "The content could not be loaded").await;
        ensure!(heading.is_ok(), "expected {name:?}, got:\n{}", page.text().await?);
        let text = page.text().await?;
        ensure!(says.iter().all(|word| text.contains(word)), "expected {name:?}, got:\n{text}");
        page.one("button", "Try again").await?;
        // The way out works as soon as the content does.
        page.host.heal();
        page.click("button", "Try again").await?;
        page.one("heading", "Security policy").await.map(drop)
    });
}

/// The same for content that comes as JSON.
fn refused_bytes(damage: impl FnOnce(&[u8]) -> Vec<u8>, says: &'static [&'static str]) {
    refused(|bundle| Reply::json(damage(bundle)), says);
}

#[test]
fn cut_off() {
    refused_bytes(|bundle| bundle[..bundle.len() / 2].to_vec(), &["damaged", "line"]);
}

#[test]
fn cut_off_against_its_promise() {
    refused(|bundle| Reply::Cut { mime: "application/json", body: bundle.to_vec(), sent: bundle.len() / 2 }, &["broke"]);
}

#[test]
fn no_bytes() {
    refused_bytes(|_| Vec::new(), &["empty"]);
}

#[test]
fn only_white_space() {
    refused_bytes(|_| b" \n\t ".to_vec(), &["damaged"]);
}

#[test]
fn another_json() {
    refused_bytes(|_| b"{\"hello\": [1, 2, 3]}".to_vec(), &["damaged", "format"]);
    refused_bytes(|_| b"[]".to_vec(), &["damaged"]);
    refused_bytes(|_| b"null".to_vec(), &["damaged"]);
}

#[test]
fn not_utf8() {
    refused_bytes(|bundle| [&bundle[..bundle.len() - 2], b"\xFF\xFE\"}"].concat(), &["damaged", "UTF-8"]);
}

#[test]
fn nested_a_hundred_thousand_times() {
    refused_bytes(|_| ["[".repeat(100_000), "]".repeat(100_000)].concat().into_bytes(), &["damaged"]);
}

#[test]
fn a_page_in_place_of_content() {
    refused(|_| Reply::html(200, "<!doctype html><title>Sign in</title><p>Welcome to the guest network."), &["web page"]);
}

#[test]
fn missing() {
    refused(|_| Reply::status(404), &["not at its address", "404"]);
}

#[test]
fn forbidden() {
    refused(|_| Reply::status(403), &["403"]);
}

#[test]
fn server_error() {
    refused(|_| Reply::status(500), &["500"]);
}

#[test]
fn too_new() {
    check(|page| async move {
        page.host.bundle(r#"{"format": "dossier-bundle/2", "site": {"title": "From the future"}, "items": []}"#);
        page.open("/").await?;
        page.one("heading", "This content needs a newer reader").await?;
        let text = page.text().await?;
        ensure!(text.contains("later version"), "the page does not say why:\n{text}");
        ensure!(text.contains("dossier-bundle/2"), "the page does not name the version:\n{text}");
        Ok(())
    });
}

/// What is only odd about the answer does not keep the reader from the content.
fn accepted(reply: impl FnOnce(Vec<u8>) -> Reply) {
    check(|page| async move {
        page.host.reply("/bundle.json", reply(page.host.file("/bundle.json")?));
        page.open("/?view=news").await?;
        let list = page.list().await?;
        ensure!(list.count == 5, "{list:#?}");
        Ok(())
    });
}

#[test]
fn wrong_media_type() {
    accepted(|body| Reply::Whole { status: 200, mime: "text/plain", body });
    accepted(|body| Reply::Whole { status: 200, mime: "application/octet-stream", body });
    accepted(|body| Reply::Whole { status: 200, mime: "image/png", body });
}

#[test]
fn byte_order_mark() {
    accepted(|body| Reply::json([b"\xEF\xBB\xBF".as_slice(), &body].concat()));
}

/// One bad item among good ones: the good are shown, and one line says that something is missing.
#[test]
fn one_bad_item_never_costs_another() {
    check(|page| async move {
        let good = |id: &str, title: &str, date: &str| json!({ "id": id, "kind": "news", "title": title, "date": date, "topics": ["t"] });
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let items = [
            good("first", "A good item", "2024-01-02").to_string(),
            good("zero", "Year zero", "0000-01-01").to_string(),
            good("far", "Year 99999", "99999-01-01").to_string(),
            good("turned", "Harmless \u{202E}gpj.exe\u{202C} name", "2024-01-01").to_string(),
            r#"{"id": "typeless", "kind": 7, "title": ["no", "title"], "date": {}}"#.to_owned(),
            r#"{"kind": "news", "title": "No id"}"#.to_owned(),
            format!(r#"{{"id": "deep", "kind": "news", "title": "Deep text", "date": "2024-01-03", "topics": ["t"], "body": {deep}}}"#),
            "17".to_owned(),
            good("last", "Another good item", "2023-12-31").to_string(),
        ];
        page.host.bundle(format!(
            r#"{{"format": "dossier-bundle/1", "site": {{"title": "S", "languages": ["en"]}}, "topics": [{{"id": "t", "title": "T"}}], "items": [{}]}}"#,
            items.join(",")
        ));
        page.open("/?view=news").await?;
        let list = page.list().await?;
        for title in ["A good item", "Another good item"] {
            ensure!(list.entries.iter().any(|entry| entry.title == title), "{title:?} is missing from {list:#?}");
        }
        for entry in &list.entries {
            ensure!(!entry.text.contains(['\u{202E}', '\u{202C}']), "a title turns the reading direction: {entry:#?}");
            ensure!(!entry.date.starts_with("0000") && !entry.date.starts_with("99999"), "an impossible date is shown: {entry:#?}");
        }
        let text = page.text().await?;
        ensure!(text.contains("parts of the content have faults"), "no line about what is missing:\n{text}");
        Ok(())
    });
}

/// Addresses that would run something if they became links, in every field that holds an address.
#[test]
fn addresses_that_run_are_no_links() {
    check(|page| async move {
        let bad = "javascript:window.executed=true";
        let spaced = "\u{1}java\nscript:window.executed=true";
        page.host.bundle(
            json!({
                "format": "dossier-bundle/1",
                "site": { "title": "S", "languages": ["en"], "home": bad, "publisher": "P", "licence": { "title": "L", "url": spaced } },
                "topics": [{ "id": "t", "title": "T", "lead": "Lead", "links": [{ "title": "Topic link", "url": bad }],
                    "sections": [{ "title": "Section", "body": [{ "type": "paragraph",
                        "content": [{ "type": "link", "url": spaced, "content": "Section link" }] }] }] }],
                "items": [{ "id": "one", "kind": "document", "title": "<img src=x onerror=\"window.executed=true\">",
                    "date": "2024-01-01", "topics": ["t"], "url": bad,
                    "files": [{ "url": "data:text/html,<script>window.executed=true</script>", "title": "A file" }],
                    "body": [
                        { "type": "paragraph", "content": [{ "type": "link", "url": bad, "content": "Body link" }, "<script>window.executed=true</script>"] },
                        { "type": "image", "url": "javascript:alert(1)", "alt": "Picture" },
                    ] }],
            })
            .to_string(),
        );
        for address in ["/", "/?view=documents", "/?item=one"] {
            page.open(address).await?;
            runs_nothing(&page, address).await?;
        }
        ensure!(page.text().await?.contains("Body link"), "the words of a refused link are lost");
        Ok(())
    });
}

/// No link of the page leads to anything but a place, and nothing from the content has been executed.
async fn runs_nothing(page: &Page, address: &str) -> Result<()> {
    let script = "
        return [...document.querySelectorAll('[href], [src], [action], [formaction]')]
            .flatMap((node) => ['href', 'src', 'action', 'formaction'].map((name) => node[name]))
            .filter((url) => typeof url === 'string' && url && !/^(https?|mailto|tel):/.test(url)).join(' ')";
    let unsafe_links = page.text_of(script).await?;
    ensure!(unsafe_links.is_empty(), "{address} links to {unsafe_links}");
    let scripts =
        page.text_of("return String(document.querySelectorAll('#dossier script, #dossier iframe, #dossier object').length)").await?;
    ensure!(scripts == "0", "{address} has {scripts} scripts or frames from the content");
    for link in page.all("link", "").await? {
        if link.text().await?.contains("link") {
            link.click().await?;
        }
    }
    let executed = page.text_of("return String(window.executed)").await?;
    ensure!(executed == "undefined", "something in the content was executed at {address}");
    Ok(())
}
