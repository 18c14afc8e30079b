//! One chip for each filter in use; each takes its filter away.

use crate::context::{expect_room, expect_speech};
use crate::link::href;
use crate::node::{IntoNode, Node, NodeIterator, html};
use crate::text::{self, Words, language_name};
use dossier_bundle::{Bundle, Language};
use dossier_query::{Dates, Route};

/// The chips, and "clear all". The row keeps its height when it is empty, so that choosing a filter moves nothing.
pub(crate) fn chips() -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let shown = room.shown;
    let bundle = room.bundle.clone();
    let inside = move || {
        shown.with(|shown| {
            let route = &shown.route;
            let all = each(route, &bundle, &speech.language, words);
            if all.is_empty() {
                return None;
            }
            let chips = all.into_iter().map(|(label, without)| {
                let name = words.remove.with([&label]);
                html::li().child(
                    html::a()
                        .class("chip")
                        .href(href(&without))
                        .aria_label(name)
                        .child((label, html::span().attr("aria-hidden", "true").child("×"))),
                )
            });
            let chips = chips.into_group();
            let clear = html::li().child(html::a().class("clear").href(href(&route.cleared())).child(words.clear_all));
            Some(html::ul().child((chips, clear)))
        })
    };
    html::div().class("chips").child(inside).into_node()
}

/// Each filter in use: what it is called, and the route without it.
fn each(route: &Route, bundle: &Bundle, language: &Language, words: &'static Words) -> Vec<(String, Route)> {
    let mut all = Vec::new();
    if !route.text.is_empty() {
        all.push((words.quoted.with([&route.text]), route.with_text("")));
    }
    if let Some(range) = text::range(route.filters.dates, words) {
        all.push((range, route.with_dates(Dates::Any)));
    }
    // An id that the bundle does not know is shown as it is: it narrows the list, so it must be possible to take it away.
    for id in &route.filters.types {
        let title = bundle.types.iter().find(|known| known.id == *id).map_or(id.as_str(), |known| known.title.get(language));
        all.push((title.to_owned(), route.with_type_toggled(id)));
    }
    for id in &route.filters.publishers {
        let title = bundle.publishers.iter().find(|known| known.id == *id).map_or(id.as_str(), |known| known.title.get(language));
        all.push((title.to_owned(), route.with_publisher_toggled(id)));
    }
    for chosen in &route.filters.languages {
        all.push((language_name(chosen), route.with_language_toggled(chosen)));
    }
    all
}
