//! From an address to bytes: with a limit on silence, a few retries, and a name for every way to fail. Knows no signals and no markup.

mod body;
mod uncompress;

pub(crate) use uncompress::uncompress;

use crate::later;
use body::read;
use dossier_view::Failure;
use gloo_net::http::{Request, Response};
use web_sys::{AbortController, RequestCache, RequestInit};

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
            (Err(failure), Some(pause)) if may_pass(failure) && !is_aborted(wish.abort) => later::pause(pause).await,
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
    let request = request(wish).ok_or(Failure::NotFound)?;
    let mut answer = None;
    body::in_time(async { answer = request.send().await.ok() }, wish.abort).await?;
    let response = answer.ok_or(Failure::Offline)?;
    check_status(&response)?;
    let bytes = read(response.body(), wish).await?;
    if bytes.is_empty() { Err(Failure::Empty) } else { Ok(bytes) }
}

/// The request; `None` for what is no address. Made here, since the builder of `gloo-net` takes each address apart and puts it together again.
fn request(wish: &Wish<'_>) -> Option<Request> {
    let options = RequestInit::new();
    options.set_cache(wish.cache);
    options.set_signal(wish.abort.map(AbortController::signal).as_ref());
    web_sys::Request::new_with_str_and_init(wish.address, &options).ok().map(Request::from)
}

fn check_status(response: &Response) -> Result<(), Failure> {
    match response.status() {
        200..=299 => Ok(()),
        404 | 410 => Err(Failure::NotFound),
        status => Err(Failure::Refused(status)),
    }
}

/// Whether a web page came in place of content: guest networks and single-page hosts answer so, with status 200.
pub(crate) fn is_web_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}
