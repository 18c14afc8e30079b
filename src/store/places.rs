//! Where this page is among the pages of its site. A site that is built has a page for each place, and says so in `<html data-root>`; else
//! one page shows everything.

use super::history::folder;
use dossier_bundle::Bundle;
use dossier_bundle::lean::number;
use dossier_query::{Paths, Rejected, Route};
use dossier_view::Places;
use dossier_view::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

/// The places of the site, as the page tells.
pub(super) fn places(bundle: &Arc<Bundle>) -> Places {
    let told = |name| document().document_element().and_then(|root| root.get_attribute(name));
    let Some(link) = told("data-root").and_then(|root| link(&root)) else { return Places { root: String::new(), paths: None } };
    let lists = told("data-lists").and_then(|lists| number(&lists)).unwrap_or_default() as u32;
    Places { root: link.pathname(), paths: Some(Paths { bundle: bundle.clone(), lists, items: told("data-items").is_some() }) }
}

/// A link to `address`, which knows where that is.
pub(crate) fn link(address: &str) -> Option<HtmlAnchorElement> {
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(address);
    Some(link)
}

/// The route of an address of this host, and what in it says nothing usable; `None` if it is no place of the site.
pub(super) fn route(places: &Places, path: &str, query: &str) -> Option<(Route, Vec<Rejected>)> {
    match &places.paths {
        Some(paths) => paths.route(path.strip_prefix(places.root.as_str())?, query),
        None => window().location().pathname().is_ok_and(|here| folder(&here) == folder(path)).then(|| Route::parse(query)),
    }
}
