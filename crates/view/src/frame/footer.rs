//! The page's footer: publisher, licence, data, texts about the site, and a line when the connection is lost.

use crate::context::{expect_room, expect_speech};
use crate::link::{href, outward};
use crate::node::{IntoNode, Node, html};
use dossier_query::Route;

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
            texts(),
        )))
        .into_node()
}

/// Links to the texts about the site. A built site has them, and they are no places of the reader's.
fn texts() -> Option<Node> {
    let room = expect_room();
    let speech = expect_speech();
    room.places.paths.as_ref()?;
    let home = href(&Route { language: Some(speech.language), ..Route::default() });
    let link = |name: &str, label| html::p().child(html::a().href([home.as_str(), name].concat()).child(label));
    Some((link("about/", speech.words.about), link("accessibility/", speech.words.accessibility)).into_node())
}
