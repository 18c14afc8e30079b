//! The page of addresses that lead nowhere, in all of the site's languages, since nobody knows which was meant.

use crate::site::press::Press;
use crate::site::words;
use dossier_query::{Route, View};
use dossier_view::node::{Node, NodeIterator, html};

pub(super) fn main(press: &Press<'_>, root: &str) -> Node {
    let mut told: Vec<&str> = Vec::new();
    let mut parts = Vec::new();
    for language in &press.bundle().site.languages {
        let words = words::of(language);
        if told.contains(&words.tag) {
            continue;
        }
        let home = press.home(language);
        let search = Route { view: View::Search, ..home.clone() };
        let link = |route: &Route, label| html::a().href([root, &press.paths.address(route)].concat()).child(label);
        let links = (link(&home, words.not_found.home), " · ", link(&search, words.not_found.search));
        let heading = if told.is_empty() { html::h1() } else { html::h2() };
        let part = (heading.child(words.not_found.title), html::p().child(words.not_found.hint), html::p().child(links));
        parts.push(html::div().lang(words.tag).dir("ltr").child(part));
        told.push(words.tag);
    }
    parts.into_iter().into_group()
}
