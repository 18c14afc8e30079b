//! The topic tabs: one `tablist` with manual activation, each tab an ordinary link as well. The reader's `store::keys` moves the focus
//! between them; nothing here touches the page.

use crate::context::{expect_room, expect_speech};
use crate::link::href;
use dossier_bundle::{Bundle, TopicIx};
use leptos::html;
use leptos::prelude::*;

/// The tabs: of a site with one main topic, that topic and its sub-topics; else all main topics.
pub(crate) fn tabs(bundle: &Bundle) -> Vec<TopicIx> {
    let all = || (0..bundle.topics.len()).map(|place| TopicIx(place as u16));
    let mains: Vec<TopicIx> = all().filter(|topic| bundle.topic(*topic).parent.is_none()).collect();
    match mains.as_slice() {
        [only] => all().filter(|topic| topic == only || bundle.topic(*topic).parent == Some(*only)).collect(),
        _ => mains,
    }
}

/// The tab above `topic`: itself, or the nearest topic over it that is a tab.
pub(crate) fn tab_of(bundle: &Bundle, topic: TopicIx) -> Option<TopicIx> {
    let tabs = tabs(bundle);
    let mut above = Some(topic);
    while let Some(candidate) = above {
        if tabs.contains(&candidate) {
            return Some(candidate);
        }
        above = bundle.topic(candidate).parent;
    }
    None
}

/// The row of tabs; nothing for a site with a single one.
pub(super) fn topics() -> Option<AnyView> {
    let room = expect_room();
    let speech = expect_speech();
    let tabs = tabs(&room.bundle);
    if tabs.len() < 2 {
        return None;
    }
    let shown = room.shown;
    let bundle = room.bundle.clone();
    let selected = Memo::new(move |_| shown.with(|shown| shown.topic()).and_then(|topic| tab_of(&bundle, topic)));
    let first = tabs.first().copied();
    let links = tabs.into_iter().map(|topic| {
        let title = room.bundle.topic(topic).title.get(&speech.language).to_owned();
        let id = room.bundle.topic(topic).id.clone();
        let named = (Some(topic) != Some(TopicIx(0))).then_some(id.clone());
        let to = move || shown.with(|shown| href(&shown.route.with_topic(named.as_deref())));
        let is_selected = move || selected.get() == Some(topic);
        // One stop in the tab order: the selected tab, or the first where none is.
        let stop = move || if selected.get().or(first) == Some(topic) { "0" } else { "-1" };
        html::a()
            .id(format!("tab-{id}"))
            .attr("role", "tab")
            .attr("aria-selected", move || if is_selected() { "true" } else { "false" })
            .attr("aria-controls", move || is_selected().then_some("main"))
            .attr("tabindex", stop)
            .href(to)
            .child(title)
    });
    let list = html::div().attr("role", "tablist").aria_label(speech.words.topics).class("tabs").child(links.collect_view());
    Some(html::div().class("tabs-row").child(list).into_any())
}
