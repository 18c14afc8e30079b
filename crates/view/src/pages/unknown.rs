//! Pages for routes that lead nowhere, and for a site without content.

use super::topic_head::heading;
use crate::context::{expect_room, expect_speech};
use crate::link::href;
use crate::node::{IntoNode, Node, html};
use crate::shown::Missing;

/// The route names something that is not in the bundle.
pub(crate) fn unknown(missing: Missing) -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let say = match missing {
        Missing::Topic => words.unknown_topic,
        Missing::Item => words.unknown_item,
    };
    let home = room.home();
    html::div()
        .class("page trouble")
        .child((
            heading(say),
            html::p().child(words.unknown_hint),
            html::p().child(html::a().class("main-button").href(href(&home)).child(words.home)),
        ))
        .into_node()
}

/// The bundle has nothing in it yet.
pub(crate) fn empty() -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let title = room.bundle.site.title.get(&speech.language).to_owned();
    html::div().class("page trouble").child((heading(title), html::p().child(speech.words.empty_site))).into_node()
}
