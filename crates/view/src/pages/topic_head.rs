//! The head of a topic's pages: its name, and links to its views.

use crate::context::{Form, expect_room, expect_speech, part};
use crate::link::href;
use crate::node::{Element, IntoNode, Node, NodeIterator, html};
use dossier_bundle::TopicIx;
use dossier_query::View;

/// Name of the topic and links to *Overview*, *What's new* and *Documents*.
pub(super) fn topic_head(topic: TopicIx) -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let name = room.bundle.topic(topic).title.get(&speech.language).to_owned();
    let views = [(View::Overview, words.overview), (View::News, words.news), (View::Documents, words.documents)];
    let shown = room.shown;
    let links = views.map(|(view, label)| {
        let current = move || shown.with(|shown| shown.route.view == view).then_some("page");
        let to = move || shown.with(|shown| href(&shown.route.with_view(view)));
        html::li().child(html::a().href(to).attr("aria-current", current).child(label))
    });
    html::header()
        .class("topic-head")
        .child((
            above(topic),
            heading(name.clone()),
            room.form.navigation().class("views").aria_label(name).child(html::ul().child(links.into_iter().into_group())),
        ))
        .into_node()
}

/// The heading of a page. In someone else's page it is not the first.
pub(super) fn heading(text: impl IntoNode) -> Element {
    let guest = matches!(expect_room().form, Form::Guest { .. });
    html::h1().id("heading").part(part("heading")).attr("tabindex", "-1").attr("aria-level", guest.then_some("2")).child(text)
}

/// Link to the topic above, for a topic that is no tab itself.
fn above(topic: TopicIx) -> Option<Node> {
    let room = expect_room();
    let speech = expect_speech();
    if crate::frame::tabs(&room.bundle).contains(&topic) {
        return None;
    }
    let parent = room.bundle.topic(topic).parent?;
    let parent = room.bundle.topic(parent);
    let route = room.topic_route(&parent.id);
    let link = html::a().href(href(&route)).child(parent.title.get(&speech.language).to_owned());
    Some(html::p().class("above").child(link).into_node())
}
