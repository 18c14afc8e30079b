//! What narrows a list: dates, types, publishers, languages, and the chips that take each away again.

mod chips;
mod dates;
mod facet;
mod timeline;

pub(crate) use chips::chips;

use crate::context::{expect_room, expect_speech};
use crate::text::language_name;
use facet::{Value, facet};
use leptos::prelude::*;
use leptos::{ev, html};

/// The region of filters. On narrow screens a button opens it.
pub(crate) fn filters() -> AnyView {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let shown = room.shown;
    let open = RwSignal::new(false);
    let active = Memo::new(move |_| shown.with(|shown| shown.route.filters.count()));
    let toggle = html::button()
        .r#type("button")
        .class("filters-toggle")
        .attr("aria-expanded", move || if open.get() { "true" } else { "false" })
        .attr("aria-controls", "filters")
        .on(ev::click, move |_| open.update(|open| *open = !*open))
        .child(move || (words.show_filters)(active.get()));
    let types = {
        let (bundle, language) = (room.bundle.clone(), speech.language.clone());
        Memo::new(move |_| {
            shown.with(|shown| {
                shown.listing(|listing| {
                    let values = listing.answer.types.iter().map(|count| {
                        let about = bundle.type_of(count.value);
                        Value::new(&about.id, about.title.get(&language), count)
                    });
                    values.collect::<Vec<_>>()
                })
            })
        })
    };
    let publishers = {
        let (bundle, language) = (room.bundle.clone(), speech.language.clone());
        Memo::new(move |_| {
            shown.with(|shown| {
                shown.listing(|listing| {
                    let values = listing.answer.publishers.iter().map(|count| {
                        let about = bundle.publisher(count.value);
                        Value::new(&about.id, about.title.get(&language), count)
                    });
                    values.collect::<Vec<_>>()
                })
            })
        })
    };
    let languages = Memo::new(move |_| {
        shown.with(|shown| {
            shown.listing(|listing| {
                let values =
                    listing.answer.languages.iter().map(|count| Value::new(count.value.as_str(), &language_name(&count.value), count));
                values.collect::<Vec<_>>()
            })
        })
    });
    let groups = (
        dates::dates(),
        facet("type", words.type_, types, |route, id| route.with_type_toggled(id)),
        facet("publisher", words.publisher, publishers, |route, id| route.with_publisher_toggled(id)),
        facet("language", words.language, languages, |route, id| match dossier_bundle::Language::new(id) {
            Some(language) => route.with_language_toggled(&language),
            None => route.clone(),
        }),
    );
    html::section()
        .class("filters")
        .aria_label(words.filters)
        .attr("data-open", move || open.get().then_some(""))
        .child((toggle, html::div().id("filters").class("filter-groups").child(groups)))
        .into_any()
}
