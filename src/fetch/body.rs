//! Reading a stream piece by piece, so that progress shows, and silence and length have a limit.

use super::Wish;
use crate::later::{Pause, pause};
use dossier_bundle::lean::numeral;
use dossier_view::Failure;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStream, ReadableStreamDefaultReader};

/// Longest silence, in milliseconds, before a request is given up. Slow is fine; silent is not.
const SILENCE: u32 = 20_000;

/// All bytes of the stream.
pub(super) async fn read(stream: Option<ReadableStream>, wish: &Wish<'_>) -> Result<Vec<u8>, Failure> {
    let Some(stream) = stream else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into().map_err(|_| Failure::Interrupted)?;
    let mut bytes = Vec::new();
    loop {
        let mut read = None;
        in_time(async { read = JsFuture::from(reader.read()).await.ok() }, wish.abort).await?;
        let piece = read.ok_or(Failure::Interrupted)?;
        let field = |name: &str| js_sys::Reflect::get(&piece, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return Ok(bytes);
        }
        let piece: js_sys::Uint8Array = field("value").dyn_into().map_err(|_| Failure::Interrupted)?;
        let start = bytes.len();
        if piece.length() as usize > wish.most - start {
            // What else is on its way is of no interest, nor is whether it could be stopped.
            let _ = reader.cancel();
            return Err(Failure::Damaged(["> ", &numeral(wish.most as u64), " bytes"].concat()));
        }
        bytes.resize(start + piece.length() as usize, 0);
        piece.copy_to(&mut bytes[start..]);
        (wish.arrived)(bytes.len() as u64);
    }
}

/// Waits for `work`, but no longer than [`SILENCE`]; then the request is aborted.
pub(super) async fn in_time(work: impl Future<Output = ()>, abort: Option<&AbortController>) -> Result<(), Failure> {
    let first = First { work: pin!(work), limit: pause(SILENCE) };
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
    limit: Pause,
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
