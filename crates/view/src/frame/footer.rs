//! The page's footer: publisher, licence, data, and a line when the connection is lost.

use crate::context::{expect_room, expect_speech};
use crate::link::outward;
use crate::node::{IntoNode, Node, html};

/// The footer.
pub(super) fn footer() -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let site = &room.bundle.site;
    let publisher = site.publisher.get(&speech.language).to_owned();
    let publisher = (!publisher.is_empty()).then(|| match &site.home {
        Some(home) => html::p().child(html::a().href(outward(home)).child(publisher)).into_node(),
        None => html::p().child(publisher).into_node(),
    });
    let licence = site.licence.as_ref().map(|licence| {
        let title = licence.title.get(&speech.language).to_owned();
        let name = match &licence.url {
            Some(url) => html::a().href(outward(url)).rel("license").child(title).into_node(),
            None => title.into_node(),
        };
        html::p().child((words.licence, " ", name))
    });
    let online = room.online;
    let offline = move || (!online.get()).then(|| html::p().class("notice").child(words.offline_note));
    html::footer()
        .class("footer")
        .child(html::div().class("footer-row").child((
            html::div().attr("role", "status").child(offline),
            publisher,
            licence,
            html::p().child(html::a().href(room.source.clone()).child(words.data)),
        )))
        .into_node()
}
