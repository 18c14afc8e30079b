//! Links to other places of the reader are followed without leaving the page; every other link is the browser's.

use super::{Store, history};
use dossier_view::context::Step;
use dossier_view::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;
use web_sys::{Element, HtmlAnchorElement};

/// Follows the link that was clicked, if it leads to a route of this page.
pub(super) fn click(event: &MouseEvent, store: &Store) {
    let plain = event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link =
        target.and_then(|target| target.closest("a[href]").ok().flatten()).and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let Some(link) = link else { return };
    if is_here(&link) {
        // A place on this page: the browser goes there; Back shall find the place that was left.
        history::remember();
        return;
    }
    let Some(route) = is_ours(&link).then(|| super::places::route(&store.places, &link.pathname(), &link.search())).flatten() else {
        return;
    };
    event.prevent_default();
    store.go_to(route.0, Step::New);
}

/// Whether the link leads to a place on this very page.
fn is_here(link: &HtmlAnchorElement) -> bool {
    !link.hash().is_empty() && window().location().search().is_ok_and(|search| search == link.search()) && is_this_page(link)
}

/// Whether the link may lead to a place of the reader's: same origin, no fragment, nothing that asks for a new window or a file.
fn is_ours(link: &HtmlAnchorElement) -> bool {
    link.target().is_empty()
        && !link.has_attribute("download")
        && link.hash().is_empty()
        && window().location().origin().is_ok_and(|origin| origin == link.origin())
}

fn is_this_page(link: &HtmlAnchorElement) -> bool {
    let here = window().location();
    let same = |part: Result<String, _>, other: String| part.is_ok_and(|part: String| part == other);
    same(here.origin(), link.origin()) && same(here.pathname().map(|path| history::folder(&path)), history::folder(&link.pathname()))
}
