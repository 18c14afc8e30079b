//! What tools and `boot.js` can see of the page's progress: performance marks, and `<html data-dossier>`.

use crate::later::{Work, after, before_paint};
use dossier_view::prelude::{document, window};

/// Sets a performance mark.
pub(crate) fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        // A browser that cannot take a mark loses a measurement and nothing else.
        let _ = performance.mark(name);
    }
}

/// Writes the state of the page: `ready` or `error`.
pub(crate) fn state(state: &str) {
    if let Some(root) = document().document_element() {
        // Setting a plain attribute of <html> cannot fail for a valid name.
        let _ = root.set_attribute("data-dossier", state);
    }
}

/// Does `work` once what is on its way has been painted.
pub(crate) fn after_paint(work: Work) {
    before_paint(Box::new(|| {
        after(0, work).forget();
    }));
}

/// Leaves a line in the console for whoever looks after the site.
pub(crate) fn warn(line: &str) {
    web_sys::console::warn_1(&line.into());
}

/// Milliseconds since the page began, to measure slices of work; 0 where the browser does not tell.
pub(crate) fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
