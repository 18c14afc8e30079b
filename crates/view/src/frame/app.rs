//! The running page: frame around the page that the route names.

use super::{footer::footer, header::header, progress::progress};
use crate::context::{Form, Room, Speech, expect_room, expect_speech, part, provide_room, provide_speech};
use crate::node::{IntoNode, Node, html, lasting};
use crate::pages;
use crate::shown::{Missing, Page, Shown};
use crate::text;
use dossier_bundle::lean::numeral;

/// The page, live. Provide the room with it; it provides everything else itself.
pub fn app(room: Room) -> Node {
    provide_room(room.clone());
    let shown = room.shown;
    let site = room.bundle.clone();
    // Another language is another page: everything below is built anew, so words are plain values and no signal.
    let page = move || {
        let language = shown.with(|shown| text::page_language(shown.route.language.as_ref(), &site.site));
        let speech = Speech { words: text::words_for(&language), language: language.clone() };
        lasting(language.as_str().to_owned(), move || {
            provide_speech(speech);
            inside_language()
        })
    };
    page.into_node()
}

fn inside_language() -> Node {
    let room = expect_room();
    let shown = room.shown;
    let words = expect_speech().words;
    // Good content is shown, and one honest line about the rest.
    let faults = (room.faults > 0).then(|| html::p().class("notice").child(words.left_out.of(room.faults as u32, words)));
    let inside = (faults, move || {
        // Another place gets new nodes: patched ones would move, and what moves is hard to read.
        lasting(shown.with(|shown| place_of(shown)), page)
    });
    let outside = html::div().class("room");
    match room.form {
        // The page around has a main part and a head of its own, and perhaps another language.
        Form::Guest { .. } => {
            let speech = expect_speech();
            let direction = if speech.language.is_right_to_left() { "rtl" } else { "ltr" };
            outside.part(part("room")).attr("role", "article").lang(speech.language.to_string()).dir(direction).child((inside, progress()))
        }
        Form::Running | Form::Made => {
            outside.child((header(), html::main().id("main").attr("tabindex", "-1").child(inside), footer(), progress()))
        }
    }
    .into_node()
}

/// What makes two pages different places, rather than one place in two states.
fn place_of(shown: &Shown) -> String {
    let kind = match &shown.page {
        // Made once, and once more when its counts are there.
        Page::Overview { .. } if shown.complete => "o",
        Page::Overview { .. } => "p",
        Page::List(_) => shown.route.view.id(),
        // Its way back and its neighbours are those of the list it was opened from.
        Page::Item(_) => return shown.route.to_query(),
        Page::Unknown(Missing::Topic) => "t",
        Page::Unknown(Missing::Item) => "u",
        Page::Empty => "e",
    };
    match shown.topic() {
        Some(topic) => [kind, &numeral(u32::from(topic.0))].concat(),
        None => kind.to_owned(),
    }
}

/// The page of the moment. Lists follow the route from inside; everything else is made once for its place.
fn page() -> Node {
    let room = expect_room();
    let shown = room.shown.get_untracked();
    match &shown.page {
        Page::Overview { topic, news, documents } => pages::overview(&shown, *topic, news, documents),
        Page::List(_) => pages::list(),
        Page::Item(item) => pages::item(&shown, item),
        Page::Unknown(missing) => pages::unknown(*missing),
        Page::Empty => pages::empty(),
    }
}
