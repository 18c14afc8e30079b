//! A list: filters beside, results in pages, and a way out when nothing matches. Search is a list over all topics.

use super::topic_head::{heading, topic_head};
use crate::context::{Form, Progress, Room, Step, expect_room, expect_speech, part};
use crate::filters::{chips, filters};
use crate::frame::panel;
use crate::link::href;
use crate::node::{Event, IntoNode, Node, NodeIterator, html};
use crate::parts::{entry, pager};
use crate::prelude::*;
use crate::shown::{Listing, Shown};
use crate::text::Words;
use dossier_bundle::ItemIx;
use dossier_bundle::lean::{ToList, joined, numeral};
use dossier_query::{Route, Sort, Way};
use std::sync::Arc;

/// The list of the moment; follows the route for as long as it stays the same list.
pub(crate) fn list() -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let topic = room.shown.with_untracked(|shown| shown.topic());
    let alone = room.form == Form::Guest { whole: false };
    let head = match topic {
        Some(_) if alone => {
            html::header().class("topic-head").child(heading(room.shown.with_untracked(|shown| shown.list_name(words)))).into_node()
        }
        Some(topic) => topic_head(topic),
        None => html::header().class("topic-head").child((heading(words.search_heading), html::p().child(words.search_hint))).into_node(),
    };
    panel(topic, (head, html::div().class("list-page").child((filters(), results()))))
}

fn results() -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let shown = room.shown;
    let total = move || shown.with(|shown| shown.listing(|listing| (!listing.answer.counting).then_some(listing.answer.total)));
    html::section()
        .class("results")
        .attr("role", room.form.landmark())
        .attr("aria-labelledby", "results-heading")
        .child((
            html::div().class("results-bar").child((
                html::h2().id("results-heading").class("visually-hidden").attr("tabindex", "-1").child(words.results),
                html::p()
                    .attr("role", "status")
                    .class("count")
                    .attr("data-count", move || total().map(numeral))
                    .child(move || total().map_or_else(|| words.counting.to_owned(), |count| words.count.of(count, words))),
                chips(),
                sort(&room, words),
            )),
            html::div().attr("role", "status").child(move || shown.with(|shown| search_note(shown, words)).map(note)),
            move || shown.with(|shown| undated_note(shown, words)).map(note),
            entries(room.clone(), words),
            pages(room, words),
        ))
        .into_node()
}

/// A line above the list.
fn note(text: String) -> Node {
    html::p().class("note").child(text).into_node()
}

/// What the words searched for were taken to mean, where that is not what they say.
fn search_note(shown: &Shown, words: &Words) -> Option<String> {
    shown.listing(|listing| {
        let search = &listing.answer.search;
        let quoted = |word: &String| words.quoted.with([word]);
        let instead = search.instead.iter().map(|(typed, found)| {
            let found: Vec<String> = found.iter().map(quoted).to_list();
            words.instead.with([&quoted(typed), &joined(&found, ", ")])
        });
        let all: Vec<String> = search.any.then(|| words.any.to_owned()).into_iter().chain(instead).to_list();
        (!all.is_empty()).then(|| joined(&all, " "))
    })
}

/// How many items without a date there are among the results, or were left out of them.
fn undated_note(shown: &Shown, words: &Words) -> Option<String> {
    shown.listing(|listing| {
        let left_out = listing.question.filters.dates != dossier_query::Dates::Any;
        match (listing.answer.undated, left_out) {
            // In the other orders they come where they come.
            (_, false) if !matches!(listing.question.sort, Sort::Newest | Sort::Oldest) => None,
            // Counts may come late where there are words; the line is there from the start, so that the list stays where it is.
            (0, _) => (!listing.question.text.is_empty()).then(String::new),
            (count, false) => Some(words.undated.of(count, words)),
            (count, true) => Some(words.undated_left_out.of(count, words)),
        }
    })
}

/// The entries of the page, or what to do when there are none. What the list shows is written in the same update as its entries.
fn entries(room: Room, words: &'static Words) -> impl IntoNode {
    let (shown, progress) = (room.shown, room.progress);
    move || {
        let now = shown.get();
        now.listing(|listing| {
            let none = listing.answer.items.is_empty().then(|| no_match(&now, listing, words));
            let entry = |item: &ItemIx| entry::entry(now.item(*item), &listing.answer.search.hits, &now.route, 3);
            let entries = listing.answer.items.iter().map(entry).into_group();
            // Room for those of the page that are still on their way: what stands below the list shall not come up and go away again.
            let lacking = if now.complete { 0 } else { listing.lacking() };
            let awaited = (lacking > 0).then(|| html::div().class("awaited").style("--_lacking", numeral(lacking)));
            let is_busy = move |now: &Progress| match now {
                Progress::Waiting | Progress::Slow => true,
                Progress::Shown => lacking > 0,
                Progress::Failed { .. } => false,
            };
            let list = html::ul()
                .class("entries")
                .part(part("list"))
                .attr("role", "list")
                .aria_label(words.results)
                .attr("aria-busy", move || progress.with(is_busy).then_some("true"))
                .attr("data-shown", now.route.to_query())
                .child(entries);
            Some((none, list, awaited).into_node())
        })
    }
}

/// Nothing matches: which filter to take away, and what that would bring.
fn no_match(shown: &Arc<Shown>, listing: &Listing, words: &'static Words) -> Node {
    let route = &shown.route;
    let ways = listing.answer.ways_out.iter().map(|way| {
        let mut to = Route { page: Route::default().page, ..route.clone() };
        let (what, count) = match way {
            Way::Text(count) => {
                to.text.clear();
                ([words.words, " ", &words.quoted.with([&route.text])].concat(), *count)
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
        html::li().child(html::a().href(href(&to)).child(words.without.of(count, &what, words)))
    });
    let ways: Vec<_> = ways.to_list();
    let narrowed = !route.filters.is_empty() || !route.text.is_empty();
    let say = if narrowed { words.no_match } else { words.nothing_yet };
    let out =
        (!ways.is_empty()).then(|| (html::p().child(words.try_instead), html::ul().class("ways").child(ways.into_iter().into_group())));
    let clear = narrowed.then(|| html::p().child(html::a().href(href(&route.cleared())).child(words.clear_all)));
    html::div().class("no-match").child((html::p().class("no-match-heading").child(say), out, clear)).into_node()
}

/// Order of the list.
fn sort(room: &Room, words: &'static Words) -> Node {
    let shown = room.shown;
    let room = room.clone();
    let choose = move |event: Event| {
        if let Some(sort) = Sort::of_id(&event_target_value(&event)) {
            room.change(Step::New, &|route| route.with_sort(sort));
        }
    };
    let options = move || {
        let (present, searching) = shown.with(|shown| (shown.listing(|listing| Some(listing.question.sort)), !shown.route.text.is_empty()));
        let labels = [words.newest, words.oldest, words.title, words.best_match];
        let offered = SORTS.into_iter().zip(labels).filter(|(sort, _)| searching || *sort != Sort::BestMatch);
        offered.map(|(sort, label)| html::option().value(sort.id()).prop("selected", present == Some(sort)).child(label)).into_group()
    };
    html::label().class("sort").child((html::span().child(words.sort), html::select().on("change", choose).child(options))).into_node()
}

/// The orders offered, in this order.
const SORTS: [Sort; 4] = [Sort::Newest, Sort::Oldest, Sort::Title, Sort::BestMatch];

fn pages(room: Room, words: &'static Words) -> impl IntoNode {
    let (shown, form) = (room.shown, room.form);
    move || {
        shown.with(|shown| {
            shown.listing(|listing| {
                let to = |page| href(&shown.route.with_page(page));
                let exact = (!listing.answer.counting).then_some(listing.pages);
                pager::pager(listing.question.page, listing.pages, exact, &to, form, words)
            })
        })
    }
}
