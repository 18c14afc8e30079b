//! One page in a browser of its own: it is opened, clicked, typed into, and asked what `measure.js` saw.

use crate::harness::{Browser, Driver, Host, Reply, Setup};
use anyhow::{Context as _, Result, bail};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

/// Left alone after each action, so that no question disturbs the frame that is measured.
const FRAME: Duration = Duration::from_millis(50);

/// Keys as WebDriver spells them.
pub(crate) const TAB: char = '\u{E004}';
pub(crate) const ENTER: char = '\u{E007}';
pub(crate) const SHIFT: char = '\u{E008}';
pub(crate) const HOME: char = '\u{E011}';
pub(crate) const DOWN: char = '\u{E015}';
const CONTROL: char = '\u{E009}';

/// A page and its host.
pub(crate) struct Page {
    /// Drives the browser.
    pub(crate) client: Client,
    host: Host,
}

impl Page {
    /// A new browser, and a host that serves the reader with this content. Nothing is loaded yet.
    pub(crate) async fn open(driver: &Driver, setup: &Setup, bundle: &[u8]) -> Result<Self> {
        let host = Host::start(&setup.dist).await?;
        let script = |body: &str| Reply::Whole { status: 200, mime: "text/javascript; charset=utf-8", body: body.into() };
        // The host puts its watching script first into every page; here it is the measuring one.
        host.reply("/dossier-tests-watch.js", script(include_str!("measure.js")));
        host.reply(
            "/bare.html",
            Reply::html(200, "<!doctype html><head><title>Bare</title></head><body><script src=\"bare.js\"></script>"),
        );
        host.reply("/bare.js", script(include_str!("bare.js")));
        host.bundle(bundle);
        let (_, program) = Browser::Chromium.programs().context("DOSSIER_CHROMIUM or DOSSIER_CHROMEDRIVER is missing")?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(Browser::Chromium.capabilities(&program)).connect(&driver.address).await?;
        Ok(Self { client, host })
    }

    /// Ends the browser.
    pub(crate) async fn close(self) {
        // One that is gone already needs no end.
        drop(self.client.close().await);
    }

    /// Loads an address and waits until `ready`, a script, is true.
    pub(crate) async fn load(&self, address: &str, ready: &str) -> Result<()> {
        self.client.goto(&format!("{}{address}", self.host.origin)).await?;
        for _ in 0..600 {
            if self.client.execute(ready, vec![]).await? == true {
                return Ok(());
            }
            sleep(Duration::from_millis(50)).await;
        }
        bail!("{address} did not load within 30 s")
    }

    /// Measures what the next click or key brings about.
    pub(crate) async fn measured(&self, kind: &str, action: impl Future<Output = Result<()>>) -> Result<()> {
        self.measured_alone(kind, action).await?;
        self.measured_alone("empty frame", self.press(SHIFT)).await
    }

    async fn measured_alone(&self, kind: &str, action: impl Future<Output = Result<()>>) -> Result<()> {
        let before = self.client.execute("return dossierBench.begin(arguments[0])", vec![json!(kind)]).await?;
        action.await.with_context(|| format!("to {kind}"))?;
        sleep(FRAME).await;
        let outcome = self.client.execute_async("dossierBench.wait(...arguments)", vec![before]).await;
        if let Err(error) = outcome {
            bail!("the list did not change: {kind} at {}: {error}", self.client.current_url().await?);
        }
        Ok(())
    }

    /// The first element that an `XPath` finds.
    pub(crate) async fn find(&self, path: &str) -> Result<Element> {
        self.client.find(Locator::XPath(path)).await.with_context(|| format!("there is no {path}"))
    }

    /// How many elements an `XPath` finds.
    pub(crate) async fn count(&self, path: &str) -> Result<usize> {
        Ok(self.client.find_all(Locator::XPath(path)).await?.len())
    }

    /// Clicks an element with the mouse.
    pub(crate) async fn click(&self, path: &str) -> Result<()> {
        Ok(self.find(path).await?.click().await?)
    }

    /// Puts the focus on an element.
    pub(crate) async fn focus(&self, path: &str) -> Result<()> {
        let element = serde_json::to_value(self.find(path).await?)?;
        self.client.execute("arguments[0].focus()", vec![element]).await?;
        Ok(())
    }

    /// Presses a key.
    pub(crate) async fn press(&self, value: char) -> Result<()> {
        self.keys([KeyAction::Down { value }, KeyAction::Up { value }]).await
    }

    /// Types over whatever the focused field holds.
    pub(crate) async fn type_over(&self, text: &str) -> Result<()> {
        let all = [
            KeyAction::Down { value: CONTROL },
            KeyAction::Down { value: 'a' },
            KeyAction::Up { value: 'a' },
            KeyAction::Up { value: CONTROL },
        ];
        let typed = text.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        self.keys(all.into_iter().chain(typed)).await
    }

    async fn keys(&self, actions: impl IntoIterator<Item = KeyAction>) -> Result<()> {
        let empty = KeyActions::new("keyboard".to_owned());
        let actions = actions.into_iter().fold(empty, |actions, action| actions.then(action));
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Waits until the page has come to rest; gives the layout shifts since the last call.
    pub(crate) async fn shifts(&self) -> Result<Value> {
        sleep(Duration::from_millis(400)).await;
        Ok(self.client.execute("return dossierBench.shifts()", vec![]).await?)
    }

    /// Everything measured since the page was loaded.
    pub(crate) async fn report(&self) -> Result<Value> {
        Ok(self.client.execute("return { loaded: dossierBench.loaded(), ...dossierBench.report() }", vec![]).await?)
    }
}
