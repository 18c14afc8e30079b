//! Lists made ahead: the newest entries of a topic's news or documents, or of both. Complete in themselves, so that a host can show them as
//! they are; what elements add (fewer entries, what narrows them) they take from the attributes.

use super::entry::entry;
use super::{Embed, Place};
use crate::site::content::Content;
use anyhow::Result;
use dossier_bundle::Language;
use dossier_query::{Question, Route, View};
use dossier_view::node::{Element, IntoNode, Node, html, to_html};
use dossier_view::shown::Shown;
use dossier_view::text::words_for;

/// Entries of a list that stands alone, and how many of them are shown if nothing else is said.
const ALONE: (u32, u32) = (50, 10);
/// Entries of each of a topic's lists, and how many of them are shown.
const TOGETHER: (u32, u32) = (15, 5);

/// The page for one place: a piece of HTML, which begins with the element that holds all of it.
pub(super) fn page(embed: Embed<'_>, content: &Content<'_>, shown: &Shown, language: &Language, place: &Place) -> Result<String> {
    let about = shown.topic().map(|topic| embed.contents.bundle.topic(topic).title.get(language).to_owned()).unwrap_or_default();
    let with = |view| Route { view, page: 1, ..shown.route.clone() };
    let room = |name: String| {
        html::div()
            .class("room")
            .attr("part", "room")
            .lang(language.to_string())
            .dir(if language.is_right_to_left() { "rtl" } else { "ltr" })
            .child(html::div().class("guest-head").child(html::h2().attr("part", "heading").child(name)))
    };
    let room = if shown.route.view == View::Overview {
        let mut lists = html::div().class("latest-lists");
        for view in [View::News, View::Documents] {
            let name = html::h3().attr("part", "list-heading").child(name_of(view, language));
            lists = lists.child(html::section().child((name, list(embed, content, &with(view), language, place, ("h4", TOGETHER))?)));
        }
        room(about).child(html::div().class("latest").child(lists))
    } else {
        let list = list(embed, content, &shown.route, language, place, ("h3", ALONE))?;
        room(name_of(shown.route.view, language).to_owned()).child(list)
    };
    Ok(to_html(room.into_node()) + "\n")
}

pub(super) fn name_of(view: View, language: &Language) -> &'static str {
    let words = words_for(language);
    if view == View::News { words.news } else { words.documents }
}

/// The entries, what is said if there are none, and the ways on.
fn list(
    embed: Embed<'_>,
    content: &Content<'_>,
    route: &Route,
    language: &Language,
    place: &Place,
    (level, (most, limit)): (&'static str, (u32, u32)),
) -> Result<Node> {
    let words = words_for(language);
    let question = Question { page_size: most, language: language.clone(), ..Question::of(route, &embed.contents.bundle) };
    let (total, newest) = content.newest(&question)?;
    let name = name_of(route.view, language);
    let entries =
        newest.iter().enumerate().map(|(number, item)| entry(embed, (number, item), route, language, place, level).into_node()).collect();
    let address = embed.link(place.deep(), &embed.paths.address(route));
    let entries = html::ul()
        .class("entries")
        .attr("part", "list")
        .attr("role", "list")
        .aria_label(name)
        .attr("data-total", total.to_string())
        .attr("data-limit", limit.to_string())
        .child(Node::Group(entries));
    let none = html::p().class("none").attr("hidden", (total > 0).then_some("")).child(if total == 0 {
        words.nothing_yet
    } else {
        words.no_match
    });
    let all = (total > 0).then(|| html::a().class("see-all").href(address.clone()).child(words.see_all.with([&total.to_string(), name])));
    let filter: Option<Element> = (total > 0)
        .then(|| html::a().class("use").attr("part", "use").attr("data-view", route.view.id()).href(address).child(words.filters));
    Ok((entries, none, html::p().class("guest-more").child((all, filter))).into_node())
}
