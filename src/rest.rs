//! The rest of the program: what the first list does not need is a WebAssembly of its own (`cargo xtask dist`), which is on its way while the first
//! one works. Nothing has to know this: what is called too early is fetched there and then, and the page stands still meanwhile. Whoever
//! knows that a step leads there waits for it as for content.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    /// Sends for the rest, if it is not on its way; nothing once it is there (`start.js`).
    fn rest_of_program() -> Option<Promise>;
}

/// Whether the rest came; else what could not be had.
pub(crate) async fn arrives() -> Result<(), String> {
    match rest_of_program() {
        None => Ok(()),
        Some(coming) => {
            JsFuture::from(coming).await.map(drop).map_err(|error: JsValue| error.unchecked_into::<js_sys::Error>().message().into())
        }
    }
}

/// Whether the rest is still to come; then `work` is told whether it came.
pub(crate) fn is_awaited(work: Box<dyn FnOnce(Result<(), String>)>) -> bool {
    let awaited = rest_of_program().is_some();
    if awaited {
        spawn_local(async move { work(arrives().await) });
    }
    awaited
}
