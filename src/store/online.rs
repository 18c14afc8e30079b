//! Whether the browser says that it is connected.

use super::events::on_window;
use dossier_view::prelude::*;

/// The state of the connection, kept up to date.
pub(super) fn watch() -> ReadSignal<bool> {
    let online = RwSignal::new(window().navigator().on_line());
    on_window("online", Box::new(move || online.set(true)));
    on_window("offline", Box::new(move || online.set(false)));
    online.read_only()
}
