//! From an address to bytes: with a limit on silence, a few retries, and a name for every way to fail. Knows no signals and no markup.
//!
//! The browser's `fetch` is called by itself: a plain GET has no headers and no parameters, and the code that could set some weighs 2 kB.

mod body;
mod uncompress;

pub(crate) use uncompress::uncompress;

use body::read;
use dossier_view::Failure;
use dossier_view::prelude::window;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestInit, Response};

/// Pauses before another try, in milliseconds, after a failure that may pass by itself.
const PAUSES: [u32; 2] = [400, 1_500];

/// What to fetch, and how.
pub(crate) struct Wish<'a> {
    /// Where it is, relative to the page.
    pub(crate) address: &'a str,
    /// Whether copies kept on the way are of use.
    pub(crate) cache: RequestCache,
    /// More bytes than these are a fault.
    pub(crate) most: usize,
    /// Ends the request.
    pub(crate) abort: Option<&'a AbortController>,
    /// Is told how many bytes have come so far.
    pub(crate) arrived: &'a dyn Fn(u64),
}

/// Fetches what is wished for.
pub(crate) async fn fetch(wish: &Wish<'_>) -> Result<Vec<u8>, Failure> {
    let mut pauses = PAUSES.into_iter();
    loop {
        let outcome = try_once(wish).await;
        match (&outcome, pauses.next()) {
            (Err(failure), Some(pause)) if may_pass(failure) && !is_aborted(wish.abort) => TimeoutFuture::new(pause).await,
            _ => return outcome,
        }
    }
}

/// Whether somebody has ended the request.
pub(crate) fn is_aborted(abort: Option<&AbortController>) -> bool {
    abort.is_some_and(|abort| abort.signal().aborted())
}

/// Whether trying again soon has a chance.
fn may_pass(failure: &Failure) -> bool {
    matches!(failure, Failure::Offline | Failure::Interrupted | Failure::Refused(429 | 500 | 502 | 503 | 504))
}

async fn try_once(wish: &Wish<'_>) -> Result<Vec<u8>, Failure> {
    let request = RequestInit::new();
    request.set_cache(wish.cache);
    if let Some(abort) = wish.abort {
        request.set_signal(Some(&abort.signal()));
    }
    let request = JsFuture::from(window().fetch_with_str_and_init(wish.address, &request));
    let mut answer = None;
    body::in_time(async { answer = request.await.ok() }, wish.abort).await?;
    // What the browser promises there is a response and nothing else.
    let response: Response = answer.ok_or(Failure::Offline)?.unchecked_into();
    check_status(response.status())?;
    let bytes = read(response.body(), wish).await?;
    if bytes.is_empty() { Err(Failure::Empty) } else { Ok(bytes) }
}

fn check_status(status: u16) -> Result<(), Failure> {
    match status {
        200..=299 => Ok(()),
        404 | 410 => Err(Failure::NotFound),
        _ => Err(Failure::Refused(status)),
    }
}

/// Whether a web page came in place of content: guest networks and single-page hosts answer so, with status 200.
pub(crate) fn is_web_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}
