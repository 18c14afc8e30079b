//! From an address to bytes: with a limit on silence, a few retries, and a name for every way to fail. Knows no signals and no markup.

mod body;

use body::read;
use dossier_view::Failure;
use gloo_net::http::{Request, Response};
use gloo_timers::future::TimeoutFuture;
use web_sys::AbortController;

/// Pauses before another try, in milliseconds, after a failure that may pass by itself.
const PAUSES: [u32; 2] = [400, 1_500];

/// Fetches what is at `address`. `arrived` is told how many bytes have come so far.
pub(crate) async fn fetch(address: &str, arrived: &dyn Fn(u64)) -> Result<Vec<u8>, Failure> {
    let mut pauses = PAUSES.into_iter();
    loop {
        let outcome = try_once(address, arrived).await;
        match (&outcome, pauses.next()) {
            (Err(failure), Some(pause)) if may_pass(failure) => TimeoutFuture::new(pause).await,
            _ => return outcome,
        }
    }
}

/// Whether trying again soon has a chance.
fn may_pass(failure: &Failure) -> bool {
    matches!(failure, Failure::Offline | Failure::Interrupted | Failure::Refused(429 | 500 | 502 | 503 | 504))
}

async fn try_once(address: &str, arrived: &dyn Fn(u64)) -> Result<Vec<u8>, Failure> {
    let abort = AbortController::new().ok();
    let signal = abort.as_ref().map(AbortController::signal);
    let request = Request::get(address).abort_signal(signal.as_ref()).send();
    let mut answer = None;
    body::in_time(async { answer = request.await.ok() }, abort.as_ref()).await?;
    let response = answer.ok_or(Failure::Offline)?;
    check_status(&response)?;
    let bytes = read(&response, abort.as_ref(), arrived).await?;
    if bytes.is_empty() {
        return Err(Failure::Empty);
    }
    if is_web_page(&bytes) { Err(Failure::NotContent) } else { Ok(bytes) }
}

fn check_status(response: &Response) -> Result<(), Failure> {
    match response.status() {
        200..=299 => Ok(()),
        404 | 410 => Err(Failure::NotFound),
        status => Err(Failure::Refused(status)),
    }
}

/// Whether a web page came in place of content: guest networks and single-page hosts answer so, with status 200.
fn is_web_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}
