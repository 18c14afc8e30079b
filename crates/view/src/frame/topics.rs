//! The topic tabs: one `tablist` with manual activation, each tab an ordinary link as well; plain links until the page runs. The reader's `store::keys` moves the focus
//! between them; nothing here touches the page.

use crate::context::{Form, expect_room, expect_speech};
use crate::link::href;
use crate::node::{IntoNode, Node, NodeIterator, html};
use dossier_bundle::lean::ToList;
use dossier_bundle::{Bundle, TopicIx};
use std::sync::Arc;

/// The tabs: of a site with one main topic, that topic and its sub-topics; else all main topics.
pub(crate) fn tabs(bundle: &Bundle) -> Vec<TopicIx> {
    let all = || (0..bundle.topics.len()).map(|place| TopicIx(place as u16));
    let mains: Vec<TopicIx> = all().filter(|topic| bundle.topic(*topic).parent.is_none()).to_list();
    match mains.as_slice() {
        [only] => all().filter(|topic| topic == only || bundle.topic(*topic).parent == Some(*only)).to_list(),
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

/// The main part of a page about `topic`: the panel of its tab, where there are tabs.
pub(crate) fn panel(topic: Option<TopicIx>, inside: impl IntoNode) -> Node {
    let bundle = expect_room().bundle.clone();
    let tab = topic.and_then(|topic| tab_of(&bundle, topic)).filter(|_| tabs(&bundle).len() > 1);
    let page = html::div().id("panel").class("page");
    match tab {
        Some(tab) if expect_room().form == Form::Running => {
            let label = ["tab-", &bundle.topic(tab).id].concat();
            page.attr("role", "tabpanel").attr("aria-labelledby", label).child(inside).into_node()
        }
        _ => page.child(inside).into_node(),
    }
}

/// The row of tabs; nothing for a site with a single one.
pub(super) fn topics() -> Option<Node> {
    let room = expect_room();
    let speech = expect_speech();
    let tabs = tabs(&room.bundle);
    if tabs.len() < 2 {
        return None;
    }
    let first = tabs.first().copied();
    let links = tabs.into_iter().map(|topic| {
        let about = room.bundle.topic(topic);
        let named = (topic != TopicIx(0)).then(|| about.id.clone());
        let shown = room.shown;
        let to = move || shown.with(|shown| href(&shown.route.with_topic(named.as_deref())));
        let selected = {
            let bundle = room.bundle.clone();
            Arc::new(move || shown.with(|shown| shown.topic()).and_then(|topic| tab_of(&bundle, topic)))
        };
        let is_selected = selected.clone();
        // One stop in the tab order: the selected tab, or the first where none is.
        let stop = move || if selected().or(first) == Some(topic) { "0" } else { "-1" };
        let link = html::a().id(["tab-", &about.id].concat()).href(to).child(about.title.get(&speech.language).to_owned());
        if room.form == Form::Made {
            return link.attr("aria-current", (is_selected() == Some(topic)).then_some("true"));
        }
        link.attr("role", "tab")
            .attr("aria-selected", move || if is_selected() == Some(topic) { "true" } else { "false" })
            .attr("aria-controls", "panel")
            .attr("tabindex", stop)
    });
    let role = if room.form == Form::Made { "navigation" } else { "tablist" };
    let list = html::div().attr("role", role).aria_label(speech.words.topics).class("tabs").child(links.into_group());
    Some(html::div().class("tabs-row").child(list).into_node())
}
