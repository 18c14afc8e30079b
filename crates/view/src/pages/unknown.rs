//! Pages for routes that lead nowhere, and for a site without content.

use crate::context::{expect_room, expect_speech};
use crate::link::href;
use crate::shown::Missing;
use dossier_query::Route;
use leptos::html;
use leptos::prelude::*;

/// The route names something that is not in the bundle.
pub(crate) fn unknown(missing: Missing) -> AnyView {
    let room = expect_room();
    let words = expect_speech().words;
    let heading = match missing {
        Missing::Topic => words.unknown_topic,
        Missing::Item => words.unknown_item,
    };
    let home = Route { language: room.shown.with_untracked(|shown| shown.route.language.clone()), ..Route::default() };
    html::div()
        .class("page trouble")
        .child((
            html::h1().id("heading").attr("tabindex", "-1").child(heading),
            html::p().child(words.unknown_hint),
            html::p().child(html::a().class("main-button").href(href(&home)).child(words.home)),
        ))
        .into_any()
}

/// The bundle has nothing in it yet.
pub(crate) fn empty() -> AnyView {
    let room = expect_room();
    let speech = expect_speech();
    let title = room.bundle.site.title.get(&speech.language).to_owned();
    html::div()
        .class("page trouble")
        .child((html::h1().id("heading").attr("tabindex", "-1").child(title), html::p().child(speech.words.empty_site)))
        .into_any()
}
