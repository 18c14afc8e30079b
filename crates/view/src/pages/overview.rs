//! A topic's overview: lead, sections, what is below it, and the newest of both lists.

use super::topic_head::topic_head;
use crate::context::{expect_room, expect_speech, part};
use crate::frame::panel;
use crate::link::{href, outward};
use crate::node::{IntoNode, Node, NodeIterator, html};
use crate::parts::{blocks, entry};
use crate::shown::Shown;
use dossier_bundle::lean::{ToList, numeral};
use dossier_bundle::{Section, TopicIx};
use dossier_query::{Answer, Route, View};

/// The overview of `topic`.
pub(crate) fn overview(shown: &Shown, topic: TopicIx, news: &Answer, documents: &Answer) -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let about = room.bundle.topic(topic);
    let name = about.title.get(&speech.language).to_owned();
    let lead = about.lead.get(&speech.language).to_owned();
    let bare = lead.is_empty() && about.sections.is_empty();
    let sections = about.sections.iter().enumerate().map(|(place, about)| section(place, about)).into_group();
    let text = html::div().class("text").child(((!lead.is_empty()).then(|| html::p().class("lead").child(lead)), sections));
    let lists = html::div()
        .class("latest-lists")
        .child((latest(shown, topic, View::News, words.news, news), latest(shown, topic, View::Documents, words.documents, documents)));
    let newest = html::section()
        .class("latest")
        .attr("role", room.form.landmark())
        .attr("aria-labelledby", "latest")
        .child((html::h2().id("latest").child(words.latest_on.with([&name])), lists));
    // Where there is no text, what is new stands in its place.
    let (class, parts) = if bare {
        ("overview bare", (newest, more(topic, &name)).into_node())
    } else {
        ("overview", (text, more(topic, &name), newest).into_node())
    };
    panel(Some(topic), (topic_head(topic), html::div().class(class).child(parts)))
}

fn section(place: usize, section: &Section) -> Node {
    let speech = expect_speech();
    let title = section.title.get(&speech.language).to_owned();
    let own = section.body.get(&speech.language).or_else(|| section.body.values().next());
    let text = own.map(|text| blocks::blocks(text, 3, &["s", &numeral(place as u32), "-"].concat(), speech.words));
    // Without a title it is no section of its own.
    if title.is_empty() { html::div().child(text).into_node() } else { html::section().child((html::h2().child(title), text)).into_node() }
}

/// Sub-topics and links.
fn more(topic: TopicIx, name: &str) -> Option<Node> {
    let room = expect_room();
    let speech = expect_speech();
    let bundle = &room.bundle;
    let below = bundle
        .topics
        .iter()
        .filter(|other| other.parent == Some(topic))
        .map(|other| (href(&room.topic_route(&other.id)), other.title.get(&speech.language).to_owned()));
    let links = bundle.topic(topic).links.iter().map(|link| (outward(&link.url), link.title.get(&speech.language).to_owned()));
    let all: Vec<_> = below.chain(links).map(|(to, label)| html::li().child(html::a().href(to).child(label))).to_list();
    if all.is_empty() {
        return None;
    }
    let heading = speech.words.more_on.with([name]);
    let list = html::ul().class("links").child(all.into_iter().into_group());
    Some(
        html::section()
            .class("more")
            .attr("role", room.form.landmark())
            .attr("aria-labelledby", "more")
            .child((html::h2().id("more").child(heading), list))
            .into_node(),
    )
}

/// The newest items of one list, with a link to all of them.
fn latest(shown: &Shown, topic: TopicIx, view: View, label: &'static str, answer: &Answer) -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let base = shown.route.with_view(view);
    let first = room.bundle.topics.first().map(|first| &first.id);
    let id = &room.bundle.topic(topic).id;
    let base = Route { topic: (Some(id) != first).then(|| id.clone()), ..base };
    let entries: Vec<Node> = answer.items.iter().map(|item| entry::entry(shown.item(*item), &[], &base, 4)).to_list();
    let list = if entries.is_empty() {
        html::p().class("none").child(words.nothing_yet).into_node()
    } else {
        html::ul().class("entries").part(part("list")).attr("role", "list").child(entries.into_iter().into_group()).into_node()
    };
    let all = (!answer.counting && answer.total > answer.items.len() as u32).then(|| {
        html::p().child(html::a().class("see-all").href(href(&base)).child(words.see_all.with([&words.number(answer.total), label])))
    });
    html::section().child((html::h3().child(label), list, all)).into_node()
}
