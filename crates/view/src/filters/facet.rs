//! A group of checkboxes with exact counts: any of the chosen values will do. While counts are on their way it has none.

use crate::context::{Room, Step, expect_room, expect_speech};
use crate::node::{IntoNode, Node, NodeIterator, html};
use crate::prelude::*;
use crate::shown::Listing;
use crate::text::Words;
use dossier_bundle::lean::numeral;
use dossier_query::{Count, Route};

/// Values of a long group that are shown at once.
const SHOWN: usize = 8;

/// A value of a group, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    id: String,
    label: String,
    count: Option<u32>,
    chosen: bool,
}

impl Value {
    /// The value called `label`, with the count of its answer.
    pub(super) fn new<T>(id: &str, label: &str, count: &Count<T>, listing: &Listing) -> Self {
        let exact = (!listing.answer.counting).then_some(count.count);
        Self { id: id.to_owned(), label: label.to_owned(), count: exact, chosen: count.chosen }
    }
}

/// Reads the values of a group from what is shown.
pub(super) type Read = Box<dyn Fn(&Listing) -> Vec<Value>>;

/// Takes the value with this id into a route, or out of it.
pub(super) type Toggle = fn(&Route, &str) -> Route;

/// The group called `legend`; nothing while there are fewer than two values to choose from and none chosen.
pub(super) fn facet(name: &'static str, legend: &'static str, read: Read, toggle: Toggle) -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let shown = room.shown;
    let whole = RwSignal::new(false);
    let group = move || {
        let values = shown.with(|shown| shown.listing(|listing| read(listing)));
        if values.len() < 2 && !values.iter().any(|value| value.chosen) {
            return Node::Nothing;
        }
        let hidden = values.len().saturating_sub(SHOWN);
        let limit = if whole.get() { values.len() } else { SHOWN };
        // A chosen value stays in sight, however far down it stands.
        let seen = values.into_iter().enumerate().filter(|(place, value)| *place < limit || value.chosen);
        let boxes = seen.map(|(_, value)| checkbox(name, value, toggle, room.clone())).into_group();
        let more = (hidden > 0).then(|| more(whole, hidden, words));
        let values = html::div().class("values").child(boxes);
        html::fieldset().class("facet").attr("data-facet", name).child((html::legend().child(legend), values, more)).into_node()
    };
    group.into_node()
}

/// Shows the rest of a long group, or hides it again.
fn more(whole: RwSignal<bool>, hidden: usize, words: &'static Words) -> Node {
    let open = whole.get();
    html::button()
        .type_("button")
        .class("quiet")
        .attr("aria-expanded", if open { "true" } else { "false" })
        .on("click", move |_| whole.set(!whole.get_untracked()))
        .child(if open { words.show_fewer.to_owned() } else { words.show_more.with([&words.number(hidden as u32)]) })
        .into_node()
}

fn checkbox(name: &'static str, value: Value, toggle: Toggle, room: Room) -> Node {
    let id = value.id.clone();
    let change = move |_| room.change(Step::New, &|route| toggle(route, &id));
    let control = html::input().type_("checkbox").id([name, "-", &value.id].concat()).prop("checked", value.chosen).on("change", change);
    let words = expect_speech().words;
    html::label()
        .class("value")
        .attr("data-value", value.id)
        .attr("data-count", value.count.map(numeral))
        .child((
            control,
            html::span().class("label").child(value.label),
            " ",
            html::span().class("number").child(value.count.map(|count| words.number(count))),
        ))
        .into_node()
}
