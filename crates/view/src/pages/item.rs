//! An item: what it is, its text, its files, and the way on, which may follow later.

use super::topic_head::heading;
use crate::context::{Speech, expect_room, expect_speech};
use crate::frame::panel;
use crate::link::{href, outward};
use crate::node::{Element, IntoNode, Node, NodeIterator, html};
use crate::parts::{blocks, direction_if_other, entry, language_if_other, size};
use crate::prelude::*;
use crate::shown::{ItemPage, Shown};
use crate::text::{Words, language_name};
use dossier_bundle::lean::{ToList, joined, numeral, parted, parted_at_last, until};
use dossier_bundle::{File, Item, ItemIx, Kind, SafeUrl, Series};
use dossier_query::{Neighbours, Route, View};

/// Headings from which a contents list helps.
const CONTENTS: usize = 3;

/// The page of one item.
pub(crate) fn item(shown: &Shown, page: &ItemPage) -> Node {
    let speech = expect_speech();
    let about = shown.item(page.item);
    let language = language_if_other(&about.language, &speech.language);
    let direction = direction_if_other(&about.language, &speech.language);
    let summary = (!about.summary.is_empty()).then(|| html::p().class("lead").child(about.summary.clone()));
    let text = if about.body.is_empty() {
        about
            .url
            .is_some()
            .then(|| html::p().class("none").lang(speech.language.as_str().to_owned()).child(speech.words.no_text).into_node())
    } else {
        Some(blocks::blocks(&about.body, 2, "", speech.words))
    };
    let article = html::article().class("item").attr("aria-labelledby", "heading").child((
        html::header().child((kicker(about), heading(about.title.clone()).lang(language.clone()).dir(direction), facts(about, page))),
        html::div().class("item-body").child((
            contents(about),
            html::div().class("text").lang(language).dir(direction).child((summary, text)),
            files(about),
        )),
        copy_link(),
    ));
    panel(page.topic, (back(about, page), article, neighbours(), related()))
}

/// Back to the list that the item was opened from.
fn back(about: &Item, page: &ItemPage) -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let (list, label) = list_of(about);
    let topic = page.topic.map(|topic| room.bundle.topic(topic).title.get(&speech.language).to_owned());
    let label = match (list.view, topic) {
        (View::Search, _) | (_, None) => label.to_owned(),
        (View::Overview, Some(topic)) => topic,
        (_, Some(topic)) => [&topic, ": ", label].concat(),
    };
    html::p().class("back").child(html::a().href(href(&list)).child(words.back_to.with([&label]))).into_node()
}

/// The list behind the item, and its name. An item opened from an overview goes back there.
fn list_of(about: &Item) -> (Route, &'static str) {
    let room = expect_room();
    let words = expect_speech().words;
    let route = room.present().without_item();
    let label = match (route.view, about.kind) {
        (View::Search, _) => words.search,
        (View::News, _) | (View::Overview, Kind::News) => words.news,
        (View::Documents, _) | (View::Overview, Kind::Document) => words.documents,
    };
    (route, label)
}

/// Type and series, above the title.
fn kicker(about: &Item) -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let type_name = about.type_ix.map(|type_ix| room.bundle.type_of(type_ix).title.get(&speech.language).to_owned());
    let series = about.series.as_ref().map(Series::text).filter(|series| !about.title.starts_with(series));
    let all: Vec<_> = [type_name, series].into_iter().flatten().map(|text| html::span().child(text)).to_list();
    html::p().class("kicker").child(all.into_iter().into_group()).into_node()
}

/// The facts of an item, as a list of names and values.
fn facts(about: &Item, page: &ItemPage) -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let bundle = &room.bundle;
    let publishers: Vec<_> = about.publishers.iter().map(|who| bundle.publisher(*who).title.get(&speech.language)).to_list();
    let topics = about.topics.iter().map(|topic| {
        let topic = bundle.topic(*topic);
        let route = room.shown.with_untracked(|shown| Route {
            topic: Some(topic.id.clone()),
            language: shown.route.language.clone(),
            ..Route::default()
        });
        html::li().child(html::a().href(href(&route)).child(topic.title.get(&speech.language).to_owned()))
    });
    html::dl()
        .class("item-facts")
        .child((
            fact(words.published, entry::time(about.date, words)),
            about.modified.map(|date| fact(words.modified, entry::time(Some(date), words))),
            about.deadline.map(|date| fact(words.deadline, entry::time(Some(date), words))),
            (!about.status.is_empty()).then(|| fact(words.status, about.status.clone().into_node())),
            (!publishers.is_empty()).then(|| fact(words.publisher, joined(&publishers, ", ").into_node())),
            (!about.topics.is_empty()).then(|| fact(words.in_topics, html::ul().child(topics.into_group()).into_node())),
            about.url.as_ref().map(|url| fact(words.source, source(url))),
            versions(page.around.is_none()),
        ))
        .into_node()
}

fn fact(name: &'static str, value: Node) -> Element {
    html::div().child((html::dt().child(name), html::dd().child(value)))
}

/// Links to the other versions. Where they may come `later`, their place is kept, and stays empty if there are none: nothing moves.
fn versions(later: bool) -> Node {
    let shown = expect_room().shown;
    let words = expect_speech().words;
    let links = move || {
        let links = shown.with(|shown| {
            shown.around(|around| around.versions.iter().map(|version| version_link(&shown.route, shown.item(*version))).to_list())
        });
        let any = !links.is_empty();
        let links = if any { links.into_iter().into_group() } else { html::li().child("…").into_node() };
        (any || later).then(|| fact(words.also_in, html::ul().child(links).into_node()).class(if any { "versions" } else { "kept" }))
    };
    links.into_node()
}

fn source(url: &SafeUrl) -> Node {
    let address = url.as_str();
    // The host says where the link leads; the rest of an address says little to a reader.
    let host = parted(address, ":")
        .and_then(|(_, rest)| rest.strip_prefix("//"))
        .map(|rest| until(rest, "/?#"))
        .filter(|host| !host.is_empty())
        .unwrap_or(address);
    html::a().href(outward(url)).rel("noopener").child(host.to_owned()).into_node()
}

/// The same work in another language, opened in place; the page's language follows if the site has it.
fn version_link(route: &Route, about: &Item) -> Node {
    let room = expect_room();
    let languages = &room.bundle.site.languages;
    let page_language =
        languages.contains(&about.language).then(|| (languages.first() != Some(&about.language)).then(|| about.language.clone()));
    let route = route.with_item(&about.id);
    let route = match page_language {
        Some(language) => route.with_language(language),
        None => route,
    };
    let tag = about.language.as_str().to_owned();
    html::li().child(html::a().href(href(&route)).lang(tag.clone()).attr("hreflang", tag).child(language_name(&about.language))).into_node()
}

/// Links to the parts of a long text.
fn contents(about: &Item) -> Option<Node> {
    let words = expect_speech().words;
    let parts = blocks::contents(&about.body);
    if parts.len() < CONTENTS {
        return None;
    }
    let links = parts
        .into_iter()
        .map(|(number, label)| html::li().child(html::a().href(["#part-", &numeral(number as u32)].concat()).child(label)));
    let list = html::ol().child(links.into_group());
    Some(
        expect_room()
            .form
            .navigation()
            .class("contents")
            .attr("aria-labelledby", "contents")
            .child((html::h2().id("contents").child(words.contents), list))
            .into_node(),
    )
}

fn files(about: &Item) -> Option<Node> {
    let words = expect_speech().words;
    if about.files.is_empty() {
        return None;
    }
    let list = html::ul().child(about.files.iter().map(file).into_group());
    Some(
        html::section()
            .class("files")
            .attr("role", expect_room().form.landmark())
            .attr("aria-labelledby", "files")
            .child((html::h2().id("files").child(words.files), list))
            .into_node(),
    )
}

fn file(file: &File) -> Node {
    let words = expect_speech().words;
    let path = until(file.url.as_str(), "?#");
    let own_name = parted_at_last(path, "/").map(|(_, name)| name).filter(|name| !name.is_empty()).unwrap_or(path);
    let label = if file.title.is_empty() { own_name.to_owned() } else { file.title.clone() };
    let sort = file_type(&file.media_type, own_name);
    let about = [sort, file.bytes.map(|bytes| size(bytes, words)), file.language.as_ref().map(language_name)];
    let about: Vec<String> = about.into_iter().flatten().to_list();
    let about = (!about.is_empty()).then(|| html::span().class("file-facts").child(joined(&about, ", ")));
    html::li().child((html::a().href(outward(&file.url)).rel("noopener").child(label), " ", about)).into_node()
}

/// Short name of a file's type: of its media type, else of its name's ending.
fn file_type(media_type: &str, name: &str) -> Option<String> {
    let ending = || parted_at_last(name, ".").map(|(_, ending)| ending).filter(|ending| (1..=5).contains(&ending.len()));
    let short = match media_type {
        "" => ending()?,
        "text/html" => "HTML",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "Word",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "Excel",
        "application/vnd.oasis.opendocument.text" => "ODT",
        other => parted_at_last(other, "/").map_or(other, |(_, name)| name),
    };
    Some(if short.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) { short.to_ascii_uppercase() } else { short.to_owned() })
}

/// Copies the address of the page; says what came of it.
fn copy_link() -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let said = RwSignal::new("");
    let copy = move |_| room.actions.copy_address(Box::new(move |done| said.set(if done { words.copied } else { words.not_copied })));
    let button = html::button().type_("button").class("copy").on("click", copy).child(words.copy_link);
    html::p().class("actions").child((button, html::span().attr("role", "status").class("said").child(move || said.get()))).into_node()
}

/// The items before and after this one in the list it was opened from.
fn neighbours() -> Node {
    let shown = expect_room().shown;
    let speech = expect_speech();
    let links = move || shown.with(|shown| shown.around(|around| beside(shown, around.neighbours, &speech)));
    links.into_node()
}

fn beside(shown: &Shown, neighbours: Neighbours, speech: &Speech) -> Option<Node> {
    let words = speech.words;
    let link = |item: ItemIx, label: &'static str, rel: &'static str| {
        let about = shown.item(item);
        let name = html::span()
            .class("name")
            .lang(language_if_other(&about.language, &speech.language))
            .dir(direction_if_other(&about.language, &speech.language))
            .child(about.title.clone());
        html::a().class(rel).rel(rel).href(href(&shown.route.with_item(&about.id))).child((
            html::span().class("direction").child(label),
            " ",
            name,
        ))
    };
    let previous = neighbours.previous.map(|item| link(item, words.newer, "prev"));
    let next = neighbours.next.map(|item| link(item, words.older, "next"));
    if previous.is_none() && next.is_none() {
        return None;
    }
    // An address that names no list stands for the item wherever it is met; its page stays the same while its list grows.
    let place = (shown.route.view != View::Overview)
        .then(|| html::p().class("place").child(words.place.with([&words.number(neighbours.position), &words.number(neighbours.total)])));
    Some(html::nav().class("neighbours").aria_label(words.neighbours).child((previous, next, place)).into_node())
}

fn related() -> Node {
    let shown = expect_room().shown;
    let words = expect_speech().words;
    let section = move || shown.with(|shown| shown.around(|around| near(shown, &around.related, words)));
    section.into_node()
}

fn near(shown: &Shown, items: &[ItemIx], words: &'static Words) -> Option<Node> {
    if items.is_empty() {
        return None;
    }
    let base = Route { language: shown.route.language.clone(), topic: shown.route.topic.clone(), ..Route::default() };
    let entries = items.iter().map(|item| entry::entry(shown.item(*item), &[], &base, 3)).into_group();
    let list = html::ul().class("entries").attr("role", "list").child(entries);
    Some(
        html::section()
            .class("related")
            .attr("aria-labelledby", "related")
            .child((html::h2().id("related").child(words.related), list))
            .into_node(),
    )
}
