//! Copying the page's address.

use dossier_view::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Copies `address`, or that of the page; `done` is told whether that was possible. Pages without https have no clipboard.
pub(super) fn address(address: Option<String>, done: Box<dyn Fn(bool)>) {
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok();
    let clipboard = clipboard.and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok());
    let address = address.or_else(|| window().location().href().ok());
    let (Some(clipboard), Some(address)) = (clipboard, address) else {
        done(false);
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        let outcome = JsFuture::from(clipboard.write_text(&address)).await;
        done(outcome.is_ok());
    });
}
