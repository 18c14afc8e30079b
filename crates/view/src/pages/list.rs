//! A list: filters beside, results in pages, and a way out when nothing matches. Search is a list over all topics.

use super::topic_head::topic_head;
use crate::context::{Room, Step, expect_room, expect_speech};
use crate::filters::{chips, filters};
use crate::link::href;
use crate::parts::{entry, pager};
use crate::shown::{Listing, Shown};
use crate::text::Words;
use dossier_query::{Route, Sort, Way};
use leptos::prelude::*;
use leptos::tachys::view::keyed::keyed;
use leptos::{ev, html};
use std::sync::Arc;

/// The list of the moment; follows the route for as long as it stays the same list.
pub(crate) fn list() -> AnyView {
    let room = expect_room();
    let words = expect_speech().words;
    let topic = room.shown.with_untracked(|shown| shown.topic());
    let head = match topic {
        Some(topic) => topic_head(topic),
        None => html::header()
            .class("topic-head")
            .child((html::h1().id("heading").attr("tabindex", "-1").child(words.search_heading), html::p().child(words.search_hint)))
            .into_any(),
    };
    html::div().class("page").child((head, html::div().class("list-page").child((filters(), results())))).into_any()
}

fn results() -> AnyView {
    let room = expect_room();
    let words = expect_speech().words;
    let shown = room.shown;
    let total = Memo::new(move |_| shown.with(|shown| shown.listing(|listing| listing.answer.total)));
    let undated = Memo::new(move |_| shown.with(|shown| undated_note(shown, words)));
    html::section()
        .class("results")
        .attr("aria-labelledby", "results-heading")
        .child((
            html::div().class("results-bar").child((
                html::h2().id("results-heading").class("visually-hidden").attr("tabindex", "-1").child(words.results),
                html::p()
                    .attr("role", "status")
                    .class("count")
                    .attr("data-count", move || total.get().to_string())
                    .child(move || (words.count)(total.get())),
                sort(&room, words),
            )),
            chips(),
            move || undated.get().map(|note| html::p().class("note").child(note)),
            entries(room.clone(), words),
            pages(room, words),
        ))
        .into_any()
}

/// How many items without a date there are among the results, or were left out of them.
fn undated_note(shown: &Shown, words: &Words) -> Option<String> {
    shown.listing(|listing| {
        let left_out = listing.question.filters.dates != dossier_query::Dates::Any;
        match (listing.answer.undated, left_out) {
            (0, _) => None,
            (count, false) => Some((words.undated)(count)),
            (count, true) => Some((words.undated_left_out)(count)),
        }
    })
}

/// The entries of the page, or what to do when there are none. What the list shows is written in the same update as its entries.
fn entries(room: Room, words: &'static Words) -> impl IntoView {
    let shown = room.shown;
    move || {
        let now = shown.get();
        now.listing(|listing| {
            let state = now.route.to_query();
            let base = now.route.clone();
            let none = listing.answer.items.is_empty().then(|| no_match(&now, listing, words));
            let items = listing.answer.items.clone();
            let list = html::ul().class("entries").aria_label(words.results).attr("data-shown", state).child(keyed(
                items,
                |item| item.0,
                move |_, item| (|_| (), entry::entry(item, &base, 3)),
            ));
            Some((none, list).into_any())
        })
    }
}

/// Nothing matches: which filter to take away, and what that would bring.
fn no_match(shown: &Arc<Shown>, listing: &Listing, words: &'static Words) -> AnyView {
    let route = &shown.route;
    let ways = listing.answer.ways_out.iter().map(|way| {
        let mut to = Route { page: Route::default().page, ..route.clone() };
        let (what, count) = match way {
            Way::Text(count) => {
                to.text.clear();
                (format!("{} “{}”", words.words, route.text), *count)
            }
            Way::Dates(count) => {
                to.filters.dates = dossier_query::Dates::Any;
                (words.date.to_owned(), *count)
            }
            Way::Types(count) => {
                to.filters.types.clear();
                (words.type_.to_owned(), *count)
            }
            Way::Publishers(count) => {
                to.filters.publishers.clear();
                (words.publisher.to_owned(), *count)
            }
            Way::Languages(count) => {
                to.filters.languages.clear();
                (words.language.to_owned(), *count)
            }
        };
        html::li().child(html::a().href(href(&to)).child((words.without)(&what, count)))
    });
    let ways: Vec<_> = ways.collect();
    let narrowed = !route.filters.is_empty() || !route.text.is_empty();
    let say = if narrowed { words.no_match } else { words.nothing_yet };
    let out =
        (!ways.is_empty()).then(|| (html::p().child(words.try_instead), html::ul().class("ways").child(ways.into_iter().collect_view())));
    let clear = narrowed.then(|| html::p().child(html::a().href(href(&route.cleared())).child(words.clear_all)));
    html::div().class("no-match").child((html::p().class("no-match-heading").child(say), out, clear)).into_any()
}

/// Order of the list.
fn sort(room: &Room, words: &'static Words) -> AnyView {
    let shown = room.shown;
    let present = Memo::new(move |_| shown.with(|shown| shown.listing(|listing| Some(listing.question.sort))));
    let searching = Memo::new(move |_| shown.with(|shown| !shown.route.text.is_empty()));
    let room = room.clone();
    let choose = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        if let Some((_, sort)) = SORTS.into_iter().find(|(name, _)| *name == chosen) {
            room.change(Step::New, |route| route.with_sort(sort));
        }
    };
    let options = move || {
        let labels = [words.newest, words.oldest, words.title, words.best_match];
        let offered = SORTS.into_iter().zip(labels).filter(|((_, sort), _)| searching.get() || *sort != Sort::BestMatch);
        offered
            .map(|((name, sort), label)| html::option().value(name).prop("selected", move || present.get() == Some(sort)).child(label))
            .collect_view()
    };
    html::label().class("sort").child((html::span().child(words.sort), html::select().on(ev::change, choose).child(options))).into_any()
}

/// Orders and their names in the field.
const SORTS: [(&str, Sort); 4] = [("newest", Sort::Newest), ("oldest", Sort::Oldest), ("title", Sort::Title), ("best", Sort::BestMatch)];

fn pages(room: Room, words: &'static Words) -> impl IntoView {
    let shown = room.shown;
    move || {
        shown.with(|shown| {
            shown.listing(|listing| {
                let to = |page| href(&shown.route.with_page(page));
                pager::pager(listing.question.page, listing.pages, &to, words)
            })
        })
    }
}
