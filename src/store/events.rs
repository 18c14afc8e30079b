//! Events of the window.

use dossier_view::prelude::*;
use wasm_bindgen::JsCast;

/// Listens to an event of the window for as long as the owner of the moment lives.
pub(super) fn on_window(event: &str, mut listener: Box<dyn FnMut()>) {
    // Listening is the same for windows and elements, whatever the type says.
    let listening = Rndr::add_event_listener(window().unchecked_ref(), event, Box::new(move |_| listener()));
    on_cleanup(move || drop(listening));
}
