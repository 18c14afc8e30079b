//! The parts of the browser tests' harness that a benchmark needs: the same host, browser, flags and headers, so that what is
//! measured is what is tested. It adds nothing of its own.
#![allow(dead_code, reason = "the browser tests use the rest")]

#[path = "../e2e/harness/browser.rs"]
mod browser;
#[path = "../e2e/harness/driver.rs"]
mod driver;
#[path = "../e2e/harness/host.rs"]
mod host;
#[path = "../e2e/harness/reply.rs"]
mod reply;
#[path = "../e2e/harness/setup.rs"]
mod setup;

pub(crate) use browser::Browser;
pub(crate) use driver::Driver;
pub(crate) use host::Host;
pub(crate) use reply::Reply;
pub(crate) use setup::{Setup, path};
