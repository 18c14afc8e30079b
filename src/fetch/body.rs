//! Reading a response piece by piece, so that progress shows and silence has a limit.

use dossier_view::Failure;
use gloo_net::http::Response;
use gloo_timers::future::TimeoutFuture;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader};

/// Longest silence, in milliseconds, before a request is given up. Slow is fine; silent is not.
const SILENCE: u32 = 20_000;

/// All bytes of the response.
pub(super) async fn read(response: &Response, abort: Option<&AbortController>, arrived: &impl Fn(u64)) -> Result<Vec<u8>, Failure> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into().map_err(|_| Failure::Interrupted)?;
    let mut bytes = Vec::new();
    loop {
        let piece = in_time(JsFuture::from(reader.read()), abort).await?.map_err(|_| Failure::Interrupted)?;
        let field = |name: &str| js_sys::Reflect::get(&piece, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return Ok(bytes);
        }
        let piece: js_sys::Uint8Array = field("value").dyn_into().map_err(|_| Failure::Interrupted)?;
        let start = bytes.len();
        bytes.resize(start + piece.length() as usize, 0);
        piece.copy_to(&mut bytes[start..]);
        arrived(bytes.len() as u64);
    }
}

/// Waits for `future`, but no longer than [`SILENCE`]; then the request is aborted.
pub(super) async fn in_time<F: Future>(future: F, abort: Option<&AbortController>) -> Result<F::Output, Failure> {
    let first = First { future: pin!(future), limit: TimeoutFuture::new(SILENCE) };
    let outcome = first.await;
    if outcome.is_none()
        && let Some(abort) = abort
    {
        abort.abort();
    }
    outcome.ok_or(Failure::TimedOut)
}

/// The first of a future and a time limit; `None` when the limit was first.
struct First<'a, F> {
    future: Pin<&'a mut F>,
    limit: TimeoutFuture,
}

impl<F: Future> Future for First<'_, F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(output) = self.future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        Pin::new(&mut self.limit).poll(context).map(|()| None)
    }
}
