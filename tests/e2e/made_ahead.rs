//! Pages of a built site can be read before the program is there, and when it never comes; the running page that takes their place is the same,
//! and nothing moves.

use crate::harness::{Host, Page, Reply, check};
use anyhow::{Context as _, Result, ensure};
use clap::Parser as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

/// Gives the differences between the page as it was made and as it runs, the first few. Left out are what only a running page has: roles and keys
/// of tabs, states of controls, lengths of bars.
const COMPARE: &str = r#"
const dropped = new Set(["role", "aria-selected", "aria-controls", "aria-labelledby", "aria-current", "tabindex", "style", "checked", "selected", "value"]);
const shape = (root, base) => {
  const out = [];
  const walk = (node, depth) => {
    if (node.nodeType === 3) {
      const last = out.at(-1);
      if (!node.data) return;
      if (last?.text && last.depth === depth) last.said += node.data;
      else out.push({ depth, text: true, said: node.data });
    } else if (node.nodeType === 1) {
      const value = ({ name, value }) => ["href", "src", "action"].includes(name) ? new URL(value, base).href : value;
      const attributes = [...node.attributes].filter((one) => !dropped.has(one.name)).map((one) => `${one.name}=${value(one)}`).sort();
      out.push({ depth, said: `<${node.localName} ${attributes.join(" ")}>` });
      node.childNodes.forEach((child) => walk(child, depth + 1));
    }
  };
  root.childNodes.forEach((child) => walk(child, 0));
  return out.map(({ depth, said }) => `${depth} ${said}`);
};
const made = await new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  request.onload = () => done(request.responseXML);
  request.onerror = fail;
  request.send();
});
const before = shape(made.getElementById("dossier"), location.href);
const after = shape(document.getElementById("dossier"), location.href);
const differences = [];
for (let at = 0; at < Math.max(before.length, after.length) && differences.length < 5; at += 1) {
  if (before[at] !== after[at]) differences.push(`made ${before[at]}\n runs ${after[at]}`);
}
// A browser that paints while a page still arrives may move a pixel at the border of two packets; tools say 0.000 to that.
const shifts = window.dossierShifts.filter(({ value }) => value >= 0.0005).map(({ value, what }) => `moved by ${value}: ${what}`);
return [before.length > 20 ? "" : "the page made ahead is empty", ...differences, ...shifts].filter(Boolean).join("\n");
"#;

/// The example as a built site, once for all tests of a run.
fn site_folder() -> Result<&'static Path> {
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    FOLDER.get_or_init(|| build().map_err(|error| format!("{error:#}"))).as_deref().map_err(|error| anyhow::anyhow!("{error}"))
}

fn build() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("made-ahead");
    std::fs::create_dir_all(&base)?;
    let (content, site) = (root.join("public/bundle.json"), base.join("site"));
    let path = |path: &Path| path.to_str().map(str::to_owned).context("a path that is no text");
    let told = ["dossier".to_owned(), "build".to_owned(), path(&content)?, "--out".to_owned(), path(&site)?, "--force".to_owned()];
    let ended = dossier_publisher::run(&dossier_publisher::Command::try_parse_from(told)?);
    ensure!(format!("{ended:?}") == format!("{:?}", std::process::ExitCode::SUCCESS), "the site could not be built (DOSSIER_READER_DIST)");
    // What the content shows stands beside it.
    std::fs::create_dir_all(site.join("example"))?;
    for entry in std::fs::read_dir(root.join("public/example"))? {
        let entry = entry?;
        std::fs::copy(entry.path(), site.join("example").join(entry.file_name()))?;
    }
    Ok(site)
}

/// The addresses of all pages that the program takes over.
fn pages(folder: &Path, address: &str, all: &mut Vec<String>) -> Result<()> {
    const OTHERS: [&str; 6] = ["about", "accessibility", "changes", "embed", "feeds", "assets"];
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !OTHERS.contains(&name.as_str()) {
            pages(&entry.path(), &format!("{address}{name}/"), all)?;
        } else if name == "index.html" {
            all.push(address.to_owned());
        }
    }
    all.sort();
    Ok(())
}

async fn open(page: &Page, site: &Host, address: &str) -> Result<()> {
    page.client.goto(&format!("{}{address}", site.origin)).await?;
    page.settled().await
}

/// One of so many shares of all pages.
fn same(share: usize, of: usize) {
    check(move |page| async move {
        let site = Host::start(site_folder()?).await?;
        let mut all = Vec::new();
        pages(site_folder()?, "/", &mut all)?;
        ensure!(all.len() >= 70, "only {} pages", all.len());
        let mut wrong = Vec::new();
        for address in all.iter().skip(share).step_by(of) {
            open(&page, &site, address).await?;
            let said = page.run(COMPARE).await?;
            if said != "" {
                wrong.push(format!("{address}\n{}", said.as_str().unwrap_or_default()));
            }
        }
        ensure!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        Ok(())
    });
}

#[test]
fn the_running_page_is_the_one_made_ahead_1() {
    same(0, 2);
}

#[test]
fn the_running_page_is_the_one_made_ahead_2() {
    same(1, 2);
}

#[test]
fn a_page_whose_content_cannot_be_had_stays() {
    check(|page| async move {
        page.expects(&["503"]);
        let site = Host::start(site_folder()?).await?;
        site.reply("/bundle.json", Reply::Whole { status: 503, mime: "text/plain", body: b"later".to_vec() });
        open(&page, &site, "/t/disarmament/documents/").await?;
        page.until("a bar above the page", || page.text(), |text| text.contains("Search and filters could not be started")).await?;
        let text = page.text().await?;
        ensure!(text.contains("Disarmament and non-proliferation") && text.contains("Report to the Storting"), "{text}");
        let link = page.text_of("return document.querySelector('.entry a').href").await?;
        ensure!(link.contains("/i/"), "{link}");
        Ok(())
    });
}

#[test]
fn the_focus_and_the_place_stay() {
    check(|page| async move {
        let site = Host::start(site_folder()?).await?;
        let body = site.file("/bundle.json")?;
        site.reply("/bundle.json", Reply::Late(Duration::from_millis(1500), Box::new(Reply::json(body))));
        page.size(500, 500).await?;
        page.client.goto(&format!("{}/", site.origin)).await?;
        let focused = "const link = document.querySelectorAll('.entry a')[2]; link.focus(); scrollTo(0, 300); return link.textContent";
        let link = page.text_of(focused).await?;
        ensure!(page.text_of("return document.documentElement.dataset.dossier").await? == "loading", "the program was there already");
        page.settled().await?;
        let now = page.text_of("return document.activeElement.textContent").await?;
        ensure!(now == link, "the focus is on {now:?}, not on {link:?}");
        let top = page.scroll().await?;
        ensure!((top - 300.0).abs() < 1.5, "scrolled to {top}");
        Ok(())
    });
}

#[test]
fn places_have_paths() {
    check(|page| async move {
        let site = Host::start(site_folder()?).await?;
        open(&page, &site, "/").await?;
        let path = || page.text_of("return location.pathname + location.search");
        page.click("link", "Documents").await?;
        page.until("the path of the list", path, |path| path == "/documents/").await?;
        page.run("window.stays = true; return true").await?;
        page.click("tab", "Disarmament and non-proliferation").await?;
        page.until("the path of the topic", path, |path| path == "/t/disarmament/documents/").await?;
        page.client.execute("document.querySelector('.entry a').click()", vec![]).await?;
        page.until("the path of the item", path, |path| path.starts_with("/i/meld-st-")).await?;
        ensure!(page.text_of("return String(window.stays)").await? == "true", "the page was loaded anew");
        page.client.back().await?;
        page.until("the list again", path, |path| path == "/t/disarmament/documents/").await?;
        page.client.refresh().await?;
        page.settled().await?;
        ensure!(path().await? == "/t/disarmament/documents/", "{}", path().await?);
        // Addresses from before the site had pages lead to the same.
        open(&page, &site, "/?topic=disarmament&view=documents").await?;
        page.until("the list by its old address", || page.text(), |text| text.contains("Meld. St. 14")).await?;
        Ok(())
    });
}
