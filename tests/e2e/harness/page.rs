//! A page in a browser, as a reader meets it.

use super::{Browser, Host, Picture, picture, role, wire};
use anyhow::{Context as _, Result, bail};
use fantoccini::Client;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::future::Future;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long the page may take to do something.
const PATIENCE: Duration = Duration::from_secs(10);

/// A page, and the host it comes from.
#[derive(Clone)]
pub(crate) struct Page {
    /// Drives the browser.
    pub(crate) client: Client,
    /// Serves the page.
    pub(crate) host: Arc<Host>,
    /// Which browser this is.
    pub(crate) browser: Browser,
    expected: Arc<Mutex<Vec<String>>>,
}

impl Page {
    pub(super) fn new(client: Client, host: Arc<Host>, browser: Browser) -> Self {
        Self { client, host, browser, expected: Arc::default() }
    }

    /// Complaints of the page that hold one of these words are part of the test.
    pub(crate) fn expects(&self, words: &[&str]) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).extend(words.iter().map(|&word| word.to_owned()));
    }

    /// Opens an address below the host's root and waits until the page says that it is ready, or that it cannot be.
    pub(crate) async fn open(&self, address: &str) -> Result<()> {
        self.client.goto(&format!("{}/{}", self.host.origin, address.trim_start_matches('/'))).await?;
        self.settled().await
    }

    /// Waits until the page says that it is ready, or that it cannot be, and until what follows the first paint is painted too.
    pub(crate) async fn settled(&self) -> Result<()> {
        let state = "return document.documentElement.dataset.dossier || ''";
        self.until("the page to say it is ready", || self.text_of(state), |state| state == "ready" || state == "error").await?;
        let painted = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))";
        self.client.execute_async(painted, vec![]).await?;
        Ok(())
    }

    /// Asks until the answer is right; fails with the last answer.
    pub(crate) async fn until<Answer, Asking>(
        &self,
        what: &str,
        ask: impl Fn() -> Asking,
        right: impl Fn(&Answer) -> bool,
    ) -> Result<Answer>
    where
        Answer: Debug,
        Asking: Future<Output = Result<Answer>>,
    {
        let end = Instant::now() + PATIENCE;
        loop {
            let answer = ask().await;
            match answer {
                Ok(answer) if right(&answer) => return Ok(answer),
                Ok(answer) if Instant::now() > end => bail!("waited {} s for {what}; last seen: {answer:#?}", PATIENCE.as_secs()),
                Err(error) if Instant::now() > end => return Err(error.context(format!("waiting for {what}"))),
                _ => sleep(Duration::from_millis(30)).await,
            }
        }
    }

    /// The one element of this role and name; waits for it.
    pub(crate) async fn one(&self, role: &str, name: &str) -> Result<Element> {
        let found = self.until(&format!("{role} {name:?}"), || self.all(role, name), |found| !found.is_empty()).await?;
        found.into_iter().next().context("nothing found")
    }

    /// All elements of this role and name that are there now.
    pub(crate) async fn all(&self, role: &str, name: &str) -> Result<Vec<Element>> {
        role::all(&self.client, role, name, None).await
    }

    /// The one element of this role and name inside another.
    pub(crate) async fn within(&self, outer: &Element, role: &str, name: &str) -> Result<Element> {
        let find = || role::all(&self.client, role, name, Some(outer));
        let found = self.until(&format!("{role} {name:?} inside"), find, |found| !found.is_empty()).await?;
        found.into_iter().next().context("nothing found")
    }

    /// Clicks what has this role and name.
    pub(crate) async fn click(&self, role: &str, name: &str) -> Result<()> {
        let element = self.one(role, name).await?;
        element.click().await.with_context(|| format!("clicking {role} {name:?}"))
    }

    /// Puts text into a field in place of what it holds, as a reader does, and leaves the field.
    pub(crate) async fn fill(&self, role: &str, name: &str, text: &str) -> Result<()> {
        let field = self.one(role, name).await?;
        field.click().await?;
        self.press(super::Key::All).await?;
        if text.is_empty() {
            self.type_text("\u{E017}").await?;
        } else {
            self.type_text(text).await?;
        }
        self.press(super::Key::Enter).await
    }

    /// A text that a script returns.
    pub(crate) async fn text_of(&self, script: &str) -> Result<String> {
        Ok(self.client.execute(script, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// What an asynchronous script returns; what it throws is a failure.
    pub(crate) async fn run(&self, script: &str) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {script} }})().then((value) => done({{ __proto__: null, value }}), (error) => done({{ __proto__: null, error: `${{error}} ${{error?.stack ?? ''}}` }}));"
        );
        let answer = self.client.execute_async(&script, vec![]).await?;
        match answer["error"].as_str() {
            Some(error) => bail!("{error}"),
            None => Ok(answer["value"].clone()),
        }
    }

    /// The element that a script returns, wherever it is.
    pub(crate) async fn element(&self, script: &str) -> Result<Element> {
        let found = self.client.execute(&format!("return [(() => {{ {script} }})()]"), vec![]).await?;
        role::elements(&self.client, &found).into_iter().next().with_context(|| format!("no element: {script}"))
    }

    /// All that can be read on the page.
    pub(crate) async fn text(&self) -> Result<String> {
        self.text_of("return document.body.innerText").await
    }

    /// The part of the address after the path.
    pub(crate) async fn query(&self) -> Result<String> {
        self.text_of("return location.search").await
    }

    /// How far down the page is scrolled, in CSS pixels.
    pub(crate) async fn scroll(&self) -> Result<f64> {
        Ok(self.client.execute("return window.scrollY", vec![]).await?.as_f64().unwrap_or_default())
    }

    /// The name of what has the focus, with its role: `link Overview`. Empty when nothing has.
    pub(crate) async fn focus(&self) -> Result<String> {
        let active = "const node = document.activeElement; return !node || node === document.body ? [] : [node]";
        let found = self.client.execute(active, vec![]).await?;
        match role::elements(&self.client, &found).first() {
            None => Ok(String::new()),
            Some(element) => {
                let name = wire::computed_name(&self.client, element).await?;
                Ok(format!("{} {name}", wire::computed_role(&self.client, element).await?))
            }
        }
    }

    /// Sends a command of Chromium's developer tools.
    pub(crate) async fn developer_tools(&self, command: &str, parameters: Value) -> Result<Value> {
        wire::developer_tools(&self.client, command, parameters).await
    }

    /// Makes the page believe in a colour scheme, or in paper.
    pub(crate) async fn media(&self, medium: &str, scheme: &str) -> Result<()> {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.developer_tools("Emulation.setEmulatedMedia", json!({ "media": medium, "features": features })).await.map(drop)
    }

    /// Gives the page a size in CSS pixels.
    pub(crate) async fn size(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.developer_tools("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
    }

    /// Saves a picture of what is seen.
    pub(crate) async fn picture(&self, name: &str) -> Result<PathBuf> {
        picture::save(name, &self.client.screenshot().await?)
    }

    /// A picture of a part of the page: left, top, width and height in CSS pixels. What is outside of the window counts as well.
    pub(crate) async fn picture_of(&self, [x, y, width, height]: [f64; 4]) -> Result<Picture> {
        let clip = json!({ "x": x, "y": y, "width": width, "height": height, "scale": 1 });
        let parameters = json!({ "format": "png", "clip": clip, "captureBeyondViewport": true, "optimizeForSpeed": true });
        let answer = self.developer_tools("Page.captureScreenshot", parameters).await?;
        Picture::read(answer["data"].as_str().context("no picture")?)
    }

    /// Saves a picture for whoever reads about the failure; says where it is.
    pub(super) async fn picture_of_failure(&self, name: &str) -> String {
        let address = self.client.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        match self.picture(&format!("failed-{name}")).await {
            Ok(file) => format!("failed at {address}; picture: {}", file.display()),
            Err(error) => format!("failed at {address}; no picture: {error}"),
        }
    }

    /// Everything the page complained of that the test does not expect: policy violations, uncaught errors, console errors.
    pub(super) async fn complaints(&self) -> Result<Vec<String>> {
        let noted = self.text_of("try { return sessionStorage.getItem('dossier-tests') || '[]' } catch { return '[]' }").await?;
        let mut complaints: Vec<String> = serde_json::from_str(&noted)?;
        if self.browser == Browser::Chromium {
            let log = wire::log(&self.client).await?;
            let severe = log.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
            complaints.extend(severe.map(|entry| format!("log: {}", entry["message"].as_str().unwrap_or_default())));
        }
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        complaints.retain(|complaint| !expected.iter().any(|word| complaint.contains(word)));
        Ok(complaints)
    }

    /// A fresh tab for the test.
    pub(super) async fn prepare(&self) -> Result<()> {
        if self.browser == Browser::Chromium {
            wire::log(&self.client).await?;
        }
        Ok(())
    }

    /// Leaves nothing behind for the next test: a new tab in place of the old one. Hosts differ by port, so storage does too.
    pub(super) async fn clean(&self) -> Result<()> {
        if self.browser == Browser::WebKit {
            return Ok(self.client.goto("about:blank").await?);
        }
        let fresh = self.client.new_window(true).await?;
        self.client.close_window().await?;
        Ok(self.client.switch_to_window(fresh.handle).await?)
    }
}
