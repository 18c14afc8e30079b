//! A group of checkboxes with exact counts: any of the chosen values will do.

use crate::context::{Step, expect_room, expect_speech};
use dossier_query::{Count, Route};
use leptos::prelude::*;
use leptos::{ev, html};

/// Values of a long group that are shown at once.
const SHOWN: usize = 8;

/// A value of a group, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    id: String,
    label: String,
    count: u32,
    chosen: bool,
}

impl Value {
    /// The value called `label`, with the count of its answer.
    pub(super) fn new<T>(id: &str, label: &str, count: &Count<T>) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), count: count.count, chosen: count.chosen }
    }
}

/// The group called `legend`; nothing while there are fewer than two values to choose from and none chosen.
pub(super) fn facet(
    name: &'static str,
    legend: &'static str,
    values: Memo<Vec<Value>>,
    toggled: impl Fn(&Route, &str) -> Route + Copy + Send + Sync + 'static,
) -> AnyView {
    let words = expect_speech().words;
    let whole = RwSignal::new(false);
    let worth_it = Memo::new(move |_| values.with(|values| values.len() > 1 || values.iter().any(|value| value.chosen)));
    let hidden = Memo::new(move |_| values.with(Vec::len).saturating_sub(SHOWN));
    let more = move || {
        (hidden.get() > 0).then(|| {
            html::button()
                .r#type("button")
                .class("quiet")
                .attr("aria-expanded", if whole.get() { "true" } else { "false" })
                .on(ev::click, move |_| whole.update(|whole| *whole = !*whole))
                .child(if whole.get() { words.show_fewer.to_owned() } else { (words.show_more)(hidden.get()) })
        })
    };
    let boxes = move || {
        let all = values.get();
        let limit = if whole.get() { all.len() } else { SHOWN };
        // A chosen value stays in sight, however far down it stands.
        let seen = all.into_iter().enumerate().filter(|(place, value)| *place < limit || value.chosen);
        seen.map(|(_, value)| checkbox(name, value, toggled)).collect_view()
    };
    (move || {
        worth_it.get().then(|| {
            html::fieldset().class("facet").attr("data-facet", name).child((
                html::legend().child(legend),
                html::div().class("values").child(boxes),
                more,
            ))
        })
    })
    .into_any()
}

fn checkbox(name: &'static str, value: Value, toggled: impl Fn(&Route, &str) -> Route + Send + Sync + 'static) -> AnyView {
    let room = expect_room();
    let id = value.id.clone();
    let change = move |_| room.change(Step::New, |route| toggled(route, &id));
    html::label()
        .class("value")
        .attr("data-value", value.id.clone())
        .attr("data-count", value.count.to_string())
        .child((
            html::input()
                .r#type("checkbox")
                .id(format!("{name}-{}", value.id))
                .prop("checked", value.chosen)
                .attr("data-none", (value.count == 0).then_some(""))
                .on(ev::change, change),
            html::span().class("label").child(value.label),
            " ",
            html::span().class("number").child(value.count.to_string()),
        ))
        .into_any()
}
