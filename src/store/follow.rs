//! Links to other places of the reader are followed without leaving the page; every other link is the browser's.

use super::ground::Guest;
use super::{Store, history};
use dossier_query::Route;
use dossier_view::context::Step;
use dossier_view::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;
use web_sys::{Element, HtmlAnchorElement};

/// Follows the link that was clicked, if it leads to a route of this page.
pub(super) fn click(event: &MouseEvent, store: &Store) {
    let Some(link) = clicked(event) else { return };
    if is_here(&link) {
        // A place on this page: the browser goes there; Back shall find the place that was left.
        history::remember();
        return;
    }
    let Some((route, _)) = is_ours(&link).then(|| super::places::route(&store.places, &link.pathname(), &link.search())).flatten() else {
        return;
    };
    event.prevent_default();
    store.go_to(route, Step::New);
}

/// Follows the link that was clicked in someone else's page: to another list in place; to an item by leaving for the publisher's page, unless
/// the page around has something better.
pub(super) fn click_of_guest(event: &MouseEvent, store: &Store, guest: &Guest) {
    let Some(link) = clicked(event) else { return };
    let address = link.href();
    let own = address.strip_prefix(store.places.root.as_str()).filter(|_| link.target().is_empty() && link.hash().is_empty());
    let place = own.and_then(|own| {
        let (path, query) = own.split_once('?').unwrap_or((own, ""));
        match &store.places.paths {
            Some(paths) => paths.route(path, query),
            None => Some(Route::parse(query)),
        }
    });
    match place {
        Some((route, _)) if route.item.is_none() => {
            event.prevent_default();
            store.go_to(route, Step::New);
        }
        _ if !guest.tell("navigate", &address) => event.prevent_default(),
        _ => {}
    }
}

/// The link that a plain click was on.
fn clicked(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let plain = event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return None;
    }
    event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok().flatten()?.dyn_into().ok()
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
