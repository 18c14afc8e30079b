//! What narrows a list: dates, types, publishers, languages, and the chips that take each away again.

mod chips;
mod dates;
mod facet;
mod timeline;

pub(crate) use chips::chips;

use crate::context::{expect_room, expect_speech, part};
use crate::node::{IntoNode, Node, html};
use crate::prelude::*;
use crate::shown::Listing;
use crate::text::language_name;
use dossier_bundle::lean::{ToList, numeral};
use dossier_bundle::{Language, PublisherIx, TypeIx};
use dossier_query::{Count, Route};
use facet::{Value, facet};

/// The region of filters. On narrow screens a button opens it.
pub(crate) fn filters() -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let shown = room.shown;
    // An address with dates that cannot be read opens them: what is wrong stands there.
    let open = RwSignal::new(shown.with_untracked(|shown| !shown.rejected.is_empty()));
    let toggle = html::button()
        .type_("button")
        .class("filters-toggle")
        .attr("aria-expanded", move || if open.get() { "true" } else { "false" })
        .attr("aria-controls", "filters")
        .on("click", move |_| open.set(!open.get_untracked()))
        .child(move || match shown.with(|shown| shown.route.filters.count()) {
            0 => words.filters.to_owned(),
            active => words.filters_in_use.with([&numeral(active as u32)]),
        });
    let types = {
        let (bundle, language) = (room.bundle.clone(), speech.language.clone());
        move |listing: &Listing| {
            let value = |count: &Count<TypeIx>| {
                let about = bundle.type_of(count.value);
                Value::new(&about.id, about.title.get(&language), count, listing)
            };
            listing.answer.types.iter().map(value).to_list()
        }
    };
    let publishers = {
        let (bundle, language) = (room.bundle.clone(), speech.language.clone());
        move |listing: &Listing| {
            let value = |count: &Count<PublisherIx>| {
                let about = bundle.publisher(count.value);
                Value::new(&about.id, about.title.get(&language), count, listing)
            };
            listing.answer.publishers.iter().map(value).to_list()
        }
    };
    let languages = |listing: &Listing| {
        let value = |count: &Count<Language>| Value::new(count.value.as_str(), &language_name(&count.value), count, listing);
        listing.answer.languages.iter().map(value).to_list()
    };
    let groups = (
        dates::dates(),
        facet("type", words.type_, Box::new(types), Route::with_type_toggled),
        facet("publisher", words.publisher, Box::new(publishers), Route::with_publisher_toggled),
        facet("language", words.language, Box::new(languages), |route, id| match Language::new(id) {
            Some(language) => route.with_language_toggled(&language),
            None => route.clone(),
        }),
    );
    html::section()
        .class("filters")
        .part(part("filters"))
        .attr("role", room.form.landmark())
        .aria_label(words.filters)
        .attr("data-open", move || open.get().then_some(""))
        .child((toggle, html::div().id("filters").class("filter-groups").child(groups)))
        .into_node()
}
