//! Runs one test: a browser, a host, a clean page; afterwards whatever the page complained of, and a picture if it failed.

use super::fleet::Fleet;
use super::setup::say;
use super::{Browser, Host, Page, Setup};
use anyhow::{Result, anyhow, bail};
use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// No test takes longer than this unless something hangs.
const LIMIT: Duration = Duration::from_mins(2);

/// How long a browser may take to answer a simple question.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs a test in Chromium.
pub(crate) fn check<Test, Running>(test: Test)
where
    Test: FnOnce(Page) -> Running,
    Running: Future<Output = Result<()>>,
{
    each(Browser::Chromium, test);
}

/// Runs a test in a browser. It panics with the whole story if the test fails, or the page complained of anything unexpected.
pub(crate) fn each<Test, Running>(browser: Browser, test: Test)
where
    Test: FnOnce(Page) -> Running,
    Running: Future<Output = Result<()>>,
{
    let name = test_name();
    let Some(setup) = Setup::get() else {
        return say(&format!("skipped: {name}: no built reader (DOSSIER_DIST); run cargo xtask test"));
    };
    if browser != Browser::Chromium && browser.programs().is_none() {
        return say(&format!("SKIPPED: {name}: {browser:?} or its driver is missing"));
    }
    if let Err(error) = run(&name, browser, setup, test) {
        let story: Vec<String> = error.chain().map(ToString::to_string).collect();
        panic!("{name}:\n{}", story.join("\n"));
    }
}

fn run<Test, Running>(name: &str, browser: Browser, setup: &'static Setup, test: Test) -> Result<()>
where
    Test: FnOnce(Page) -> Running,
    Running: Future<Output = Result<()>>,
{
    let fleet = Fleet::get()?;
    let (turn, client) = fleet.runtime.block_on(fleet.take(browser, setup))?;
    let host = fleet.runtime.block_on(Host::start(&setup.dist))?;
    let page = Page::new(client.clone(), Arc::new(host), browser);
    let tested = catch_unwind(AssertUnwindSafe(|| {
        fleet.runtime.block_on(async {
            page.prepare().await?;
            timeout(LIMIT, test(page.clone())).await.unwrap_or_else(|_| bail!("it took longer than {} s", LIMIT.as_secs()))
        })
    }));
    let result = tested.unwrap_or_else(|panic| Err(anyhow!(words(panic.as_ref()))));
    let result = fleet.runtime.block_on(afterwards(result, &page, name));
    fleet.runtime.block_on(async {
        // A browser in which something failed may be in any state: the next test gets another.
        if result.is_ok() && timeout(PATIENCE, page.clean()).await.is_ok_and(|clean| clean.is_ok()) {
            fleet.give_back(browser, client);
        } else if !timeout(PATIENCE, client.close()).await.is_ok_and(|closed| closed.is_ok()) {
            fleet.forget(browser).await;
        }
    });
    drop(turn);
    result
}

/// Adds what the page complained of, and a picture of a failure. A browser that no longer answers keeps nobody waiting.
async fn afterwards(result: Result<()>, page: &Page, name: &str) -> Result<()> {
    let complaints = timeout(PATIENCE, page.complaints()).await.unwrap_or_else(|_| bail!("the browser does not answer"));
    match with_complaints(result, complaints) {
        Ok(()) => Ok(()),
        Err(error) => {
            let picture = timeout(PATIENCE, page.picture_of_failure(name)).await;
            Err(error.context(picture.unwrap_or_else(|_| "no picture: the browser does not answer".to_owned())))
        }
    }
}

/// A test fails as well if the page complained, and a failing test says what the page complained of.
fn with_complaints(result: Result<()>, complaints: Result<Vec<String>>) -> Result<()> {
    match (result, complaints) {
        (Ok(()), Ok(complaints)) if complaints.is_empty() => Ok(()),
        (Ok(()), Ok(complaints)) => bail!("the page complained:\n  {}", complaints.join("\n  ")),
        (Ok(()), Err(error)) => Err(error.context("the page cannot be asked for its complaints")),
        (Err(error), Ok(complaints)) if !complaints.is_empty() => {
            Err(error.context(format!("the page complained:\n  {}", complaints.join("\n  "))))
        }
        (Err(error), _) => Err(error),
    }
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").to_owned()
}

/// The name of the running test, fit for a file: libtest names its threads `journey::in_chromium`.
fn test_name() -> String {
    let thread = std::thread::current();
    thread.name().unwrap_or("test").replace("::", "-")
}
