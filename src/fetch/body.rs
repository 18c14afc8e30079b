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
pub(super) async fn read(response: &Response, abort: Option<&AbortController>, arrived: &dyn Fn(u64)) -> Result<Vec<u8>, Failure> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into().map_err(|_| Failure::Interrupted)?;
    let mut bytes = Vec::new();
    loop {
        let mut read = None;
        in_time(async { read = JsFuture::from(reader.read()).await.ok() }, abort).await?;
        let piece = read.ok_or(Failure::Interrupted)?;
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

/// Waits for `work`, but no longer than [`SILENCE`]; then the request is aborted.
pub(super) async fn in_time(work: impl Future<Output = ()>, abort: Option<&AbortController>) -> Result<(), Failure> {
    let first = First { work: pin!(work), limit: TimeoutFuture::new(SILENCE) };
    if first.await {
        return Ok(());
    }
    if let Some(abort) = abort {
        abort.abort();
    }
    Err(Failure::TimedOut)
}

/// The first of some work and a time limit; whether the work was first.
struct First<'a> {
    work: Pin<&'a mut dyn Future<Output = ()>>,
    limit: TimeoutFuture,
}

impl Future for First<'_> {
    type Output = bool;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<bool> {
        if self.work.as_mut().poll(context).is_ready() {
            return Poll::Ready(true);
        }
        Pin::new(&mut self.limit).poll(context).map(|()| false)
    }
}
