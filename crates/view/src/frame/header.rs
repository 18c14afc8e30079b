//! The page's header: name of the site, search, languages, appearance, topics.

use super::topics::topics;
use crate::context::{Step, expect_room, expect_speech};
use crate::link::href;
use crate::node::{Element, Event, IntoNode, Node, NodeIterator, html};
use crate::prelude::*;
use crate::text::language_name;
use dossier_bundle::Language;
use dossier_query::{Route, View};

/// The header.
pub(super) fn header() -> Node {
    let row = html::div().class("header-row").child((
        site_name(),
        search(),
        html::div().class("header-tools").child((languages(), appearance())),
    ));
    html::header().class("header").child((skip(), row, topics())).into_node()
}

/// The site's name, which leads to its first page.
pub(super) fn site_name() -> Element {
    let room = expect_room();
    let title = room.bundle.site.title.get(&expect_speech().language).to_owned();
    html::a().class("site-name").href(href(&room.home())).child(title)
}

/// The way past the header.
pub(super) fn skip() -> Element {
    html::a().class("skip").href("#main").child(expect_speech().words.skip)
}

/// The search field. Typing goes to the search view; the words stay in the field wherever the reader goes next.
fn search() -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let shown = room.shown;
    let typed = {
        let room = room.clone();
        move |event: Event| {
            let text = event_target_value(&event);
            let now = room.actions.route();
            let searching = now.view == View::Search && now.item.is_none();
            let step = if searching { Step::Replace } else { Step::New };
            room.change(step, &|route| if searching { route.with_text(&text) } else { everywhere(route).with_text(&text) });
        }
    };
    let foreseen = {
        let room = room.clone();
        move |_: Event| room.actions.foresee_search()
    };
    let submitted = move |event: Event| {
        event.prevent_default();
        room.change(Step::New, &|route| if route.view == View::Search { route.without_item() } else { everywhere(route) });
    };
    html::form()
        .class("search")
        .attr("role", "search")
        .attr("action", href(&everywhere(&expect_room().home())))
        .on("submit", submitted)
        .child((
            html::label().class("visually-hidden").attr("for", "search").child(words.search),
            html::input()
                .id("search")
                .type_("search")
                .attr("name", "q")
                .attr("autocomplete", "off")
                .attr("maxlength", "500")
                .attr("placeholder", words.search)
                .prop("value", move || shown.with(|shown| shown.route.text.clone()))
                .on("focus", foreseen)
                .on("input", typed),
            html::button().type_("submit").class("quiet").child(words.search),
        ))
        .into_node()
}

/// The search view over all topics, in the same language and with the words so far.
fn everywhere(route: &Route) -> Route {
    Route { language: route.language.clone(), text: route.text.clone(), view: View::Search, ..Route::default() }
}

/// Links to the page in the site's other languages.
fn languages() -> Option<Node> {
    let room = expect_room();
    let speech = expect_speech();
    let site = &room.bundle.site;
    if site.languages.len() < 2 {
        return None;
    }
    let links = site.languages.iter().enumerate().map(|(place, language)| {
        let target = (place > 0).then(|| language.clone());
        let room = room.clone();
        let to = move || room.shown.with(|shown| href(&crate::pages::in_language(&room.bundle, shown, target.clone())));
        html::li().child(language_link(language).href(to).child(language_name(language)))
    });
    Some(html::nav().aria_label(speech.words.languages).class("languages").child(html::ul().child(links.into_group())).into_node())
}

/// A link to a page in `language`, still without address and name.
pub(super) fn language_link(language: &Language) -> Element {
    let current = *language == expect_speech().language;
    html::a()
        .lang(language.as_str().to_owned())
        .attr("hreflang", language.as_str().to_owned())
        .attr("aria-current", current.then_some("true"))
}

/// Light, dark, or as the device says.
fn appearance() -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let chosen = room.actions.appearance();
    let choices = [("system", words.system), ("light", words.light), ("dark", words.dark)];
    let options = choices.map(|(value, label)| html::option().value(value).prop("selected", chosen == value).child(label));
    html::label()
        .class("appearance")
        .child((
            html::span().class("visually-hidden").child(words.appearance),
            html::select()
                .on("change", move |event| room.actions.choose_appearance(&event_target_value(&event)))
                .child(options.into_iter().into_group()),
        ))
        .into_node()
}
