//! The browsers of one test run: few, started when first needed, handed from test to test. At most two work at once.

use super::driver::Driver;
use super::{Browser, Setup};
use anyhow::{Context as _, Result};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use std::sync::{Mutex, OnceLock, PoisonError};
use tokio::runtime::Runtime;
use tokio::sync::{Mutex as AsyncMutex, Semaphore, SemaphorePermit};

/// All browsers, and the runtime on which they are driven.
pub(crate) struct Fleet {
    /// Drives every test.
    pub(crate) runtime: Runtime,
    slots: Semaphore,
    lanes: [Lane; 3],
}

/// The sessions of one kind of browser.
struct Lane {
    places: Semaphore,
    driver: AsyncMutex<Option<Driver>>,
    idle: Mutex<Vec<Client>>,
}

/// The right to use a session. Given back when dropped.
pub(crate) struct Turn {
    _place: SemaphorePermit<'static>,
    _slot: SemaphorePermit<'static>,
}

impl Fleet {
    /// The fleet of this run.
    pub(crate) fn get() -> Result<&'static Self> {
        static FLEET: OnceLock<Option<Fleet>> = OnceLock::new();
        FLEET.get_or_init(|| Self::new().ok()).as_ref().context("cannot start the runtime")
    }

    fn new() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        Ok(Self { runtime, slots: Semaphore::new(2), lanes: Browser::ALL.map(Lane::new) })
    }

    /// A session of `browser`: an idle one, else a new one.
    pub(crate) async fn take(&'static self, browser: Browser, setup: &Setup) -> Result<(Turn, Client)> {
        let lane = self.lane(browser);
        // The place first: who waits for the only session of a kind must not hold back others.
        let place = lane.places.acquire().await?;
        let slot = self.slots.acquire().await?;
        let turn = Turn { _place: place, _slot: slot };
        let idle = lane.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(client) = idle {
            return Ok((turn, client));
        }
        let mut driver = lane.driver.lock().await;
        if driver.is_none() {
            *driver = Some(Driver::start(browser, setup).await?);
        }
        let address = driver.as_ref().map(|driver| driver.address.clone()).unwrap_or_default();
        drop(driver);
        let (_, program) = browser.programs().context("the browser is missing")?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(browser.capabilities(&program)).connect(&address).await;
        Ok((turn, client.with_context(|| format!("no session of {browser:?}"))?))
    }

    /// Takes a clean session back.
    pub(crate) fn give_back(&self, browser: Browser, client: Client) {
        self.lane(browser).idle.lock().unwrap_or_else(PoisonError::into_inner).push(client);
    }

    /// Gives up a driver that no longer answers, unless others may be at work with it.
    pub(crate) async fn forget(&self, browser: Browser) {
        if browser.sessions() == 1 {
            self.lane(browser).driver.lock().await.take();
        }
    }

    fn lane(&self, browser: Browser) -> &Lane {
        &self.lanes[browser as usize]
    }
}

impl Lane {
    fn new(browser: Browser) -> Self {
        Self { places: Semaphore::new(browser.sessions()), driver: AsyncMutex::default(), idle: Mutex::default() }
    }
}
