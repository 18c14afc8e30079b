//! The browser's history: the address is the state, and each entry remembers where the reader was on the page.

use super::ground::Ground;
use dossier_bundle::lean::{number, numeral, parted};
use dossier_query::{Rejected, Route};
use dossier_view::Places;
use dossier_view::context::Step;
use dossier_view::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::ScrollRestoration;

/// Where on a page the reader was: how far down, and which element had the focus.
pub(super) struct Place {
    pub(super) scroll: u32,
    pub(super) focus: Option<String>,
}

/// The route of the present address, and what in it says nothing usable.
pub(super) fn route(places: &Places) -> (Route, Vec<Rejected>) {
    let here = window().location();
    let query = here.search().unwrap_or_default();
    // A page that stands where none was built is as good as the first.
    super::places::route(places, &here.pathname().unwrap_or_default(), &query).unwrap_or_else(|| Route::parse(&query))
}

/// Takes over from the browser where a page is scrolled to after *Back* and *Forward*.
pub(super) fn take() {
    if let Ok(history) = window().history() {
        // Without this the browser scrolls before the list is back; a browser that refuses scrolls twice, which is no harm.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Enters `route` into the history. The entry that is left keeps the reader's place.
pub(super) fn record(route: &Route, step: Step, places: &Places) {
    let Ok(history) = window().history() else { return };
    let address = places.address(route);
    let same = self::route(places).0 == *route;
    let written = if same || step == Step::Replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        remember();
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    };
    if written.is_err() {
        // Browsers limit how often an address may change; what is shown is right all the same.
        crate::marks::warn("dossier: the address could not be changed");
    }
}

/// Writes the reader's place into the present entry.
pub(super) fn remember() {
    // Browsers that bounce scroll above the top for a moment.
    let scroll = window().scroll_y().unwrap_or_default().max(0.0).round() as i32;
    let focus = Ground::PAGE.focused().unwrap_or_default();
    if let Ok(history) = window().history() {
        // If the browser refuses, Back leads to the top of the right page.
        let _ = history.replace_state_with_url(&JsValue::from_str(&[&numeral(scroll.unsigned_abs()), " ", &focus].concat()), "", None);
    }
}

/// The place kept in the present entry.
pub(super) fn place() -> Option<Place> {
    let kept = window().history().ok()?.state().ok()?.as_string()?;
    let (scroll, focus) = parted(&kept, " ")?;
    Some(Place { scroll: number(scroll)? as u32, focus: (!focus.is_empty()).then(|| focus.to_owned()) })
}

/// Whether the present entry leads to the top of its page: it was never left, and its address points nowhere on it.
pub(super) fn begins_at_top() -> bool {
    place().is_none() && window().location().hash().is_ok_and(|hash| hash.is_empty())
}

/// The folder of a path, in which `index.html` may stand or not.
pub(super) fn folder(path: &str) -> String {
    path.strip_suffix("index.html").unwrap_or(path).to_owned()
}

/// The element that the address names by its fragment.
pub(super) fn fragment() -> Option<web_sys::HtmlElement> {
    let hash = window().location().hash().ok()?;
    Ground::PAGE.element(hash.strip_prefix('#')?)
}
