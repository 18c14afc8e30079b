//! Whether the browser says that it is connected.

use dossier_view::prelude::*;

/// The state of the connection, kept up to date.
pub(super) fn watch() -> ReadSignal<bool> {
    let online = RwSignal::new(window().navigator().on_line());
    let up = window_event_listener(ev::online, move |_| online.set(true));
    let down = window_event_listener(ev::offline, move |_| online.set(false));
    on_cleanup(move || {
        up.remove();
        down.remove();
    });
    online.read_only()
}
