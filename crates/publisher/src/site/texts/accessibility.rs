//! The statement on accessibility: what the reader does, how it is tested, and where faults can be told. It claims no more than that.

use super::Sheet;
use dossier_view::node::{IntoNode, Node, NodeIterator, html};

pub(super) fn main(sheet: &Sheet<'_>) -> Node {
    let words = &sheet.words.accessibility;
    let list = |heading: &'static str, points: &'static [&'static str]| {
        let points = points.iter().map(|point| html::li().child(*point)).into_group();
        html::section().child((html::h2().child(heading), html::ul().child(points)))
    };
    let site = &sheet.press.bundle().site;
    let publisher = site.publisher.get(sheet.language);
    let contact = match &site.home {
        Some(home) => {
            let name = if publisher.is_empty() { home.to_string() } else { publisher.to_owned() };
            html::p().child((words.contact_text, " ", html::a().href(super::about::outward(sheet, home)).child(name)))
        }
        None => html::p().child(words.no_contact),
    };
    (
        html::h1().child(words.title),
        html::p().class("lead").child(words.opening),
        list(words.supports, words.supported),
        list(words.tested, words.tests),
        list(words.limits, words.limited),
        html::section().child((html::h2().child(words.contact), contact)),
    )
        .into_node()
}
