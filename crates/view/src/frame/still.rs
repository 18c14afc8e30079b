//! The frame around a page that no program ever takes over: texts about the site, made ahead. It has no part that needs a program, so it has a
//! link in place of the search field. The reader has no use for it, and so does not carry it.

use super::{footer::footer, header, topics::topics};
use crate::context::{Room, Speech, expect_room, expect_speech, provide_room, provide_speech};
use crate::link::href;
use crate::node::{IntoNode, Node, NodeIterator, html};
use crate::text::{self, language_name};
use dossier_bundle::Language;
use dossier_query::{Route, View};

/// A page of `room` whose main part is `main`. `languages` are the addresses of the same page in each of the site's languages.
pub fn still(room: Room, languages: &[(Language, String)], main: Node) -> Node {
    provide_room(room.clone());
    let language = text::page_language(room.present().language.as_ref(), &room.bundle.site);
    provide_speech(Speech { words: text::words_for(&language), language });
    let article = html::article().class("page text").child(main);
    html::div().class("room").child((head(languages), html::main().id("main").attr("tabindex", "-1").child(article), footer())).into_node()
}

fn head(languages: &[(Language, String)]) -> Node {
    let room = expect_room();
    let search = Route { view: View::Search, ..room.home() };
    let tools = (html::a().href(href(&search)).child(expect_speech().words.search), choices(languages));
    let row = html::div().class("header-row").child((header::site_name(), html::div().class("header-tools").child(tools)));
    html::header().class("header").child((header::skip(), row, topics())).into_node()
}

fn choices(languages: &[(Language, String)]) -> Option<Node> {
    if languages.len() < 2 {
        return None;
    }
    let links = languages.iter().map(|(language, address)| {
        let link = header::language_link(language).href(address.clone());
        html::li().child(link.child(language_name(language)))
    });
    Some(html::nav().aria_label(expect_speech().words.languages).class("languages").child(html::ul().child(links.into_group())).into_node())
}
