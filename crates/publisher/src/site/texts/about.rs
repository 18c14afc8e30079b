//! What the site is, who publishes it, what is in it, and how it can be taken along.

use super::{Sheet, Text};
use crate::site::calendar;
use crate::site::feeds::{Feed, Form, NEWEST};
use dossier_bundle::lean::ToList;
use dossier_bundle::{Kind, SafeUrl};
use dossier_view::node::{Element, IntoNode, Node, NodeIterator, html};
use dossier_view::text::{date, language_name, words_for};
use std::collections::BTreeSet;

pub(super) fn main(sheet: &Sheet<'_>) -> Node {
    let words = &sheet.words.about;
    let site = &sheet.press.bundle().site;
    let description = site.description.get(sheet.language);
    let lead = if description.is_empty() { words.what } else { description };
    let sections = (contents(sheet), data(sheet), section(words.device, html::p().child(words.device_text)), more(sheet));
    let head = html::h1().child((words.title)(site.title.get(sheet.language)));
    (head, html::p().class("lead").child(lead.to_owned()), who(sheet), sections).into_node()
}

fn section(heading: &'static str, inside: impl IntoNode) -> Element {
    html::section().child((html::h2().child(heading), inside))
}

/// Publisher and licence.
fn who(sheet: &Sheet<'_>) -> Node {
    let words = &sheet.words.about;
    let site = &sheet.press.bundle().site;
    let named = |text: &str, url: Option<&SafeUrl>| match url {
        Some(url) => html::a().href(outward(sheet, url)).child(if text.is_empty() { url.to_string() } else { text.to_owned() }).into_node(),
        None => text.to_owned().into_node(),
    };
    let publisher = site.publisher.get(sheet.language);
    let publisher = (!publisher.is_empty() || site.home.is_some())
        .then(|| section(words.publisher, html::p().child(named(publisher, site.home.as_ref()))));
    let licence = match &site.licence {
        Some(licence) => named(licence.title.get(sheet.language), licence.url.as_ref()),
        None => words.no_licence.into_node(),
    };
    (publisher, section(words.licence, html::p().child(licence))).into_node()
}

/// An address in the content: relative ones are relative to the root.
pub(super) fn outward(sheet: &Sheet<'_>, url: &SafeUrl) -> String {
    if url.is_absolute() || url.as_str().starts_with(['/', '\\', '#']) { url.to_string() } else { sheet.to(url.as_str()) }
}

/// How many items there are, by list and language.
fn contents(sheet: &Sheet<'_>) -> Node {
    let words = &sheet.words.about;
    let speech = words_for(sheet.language);
    let survey = &sheet.press.survey;
    let as_of = survey.changed.map(|changed| html::p().child((words.as_of)(&date(changed, speech))));
    let languages: BTreeSet<_> = survey.counts.keys().map(|(language, _)| language).collect();
    let count = |language, kind| survey.counts.get(&(Clone::clone(language), kind)).copied().unwrap_or_default();
    let column = |text: &'static str| html::th().attr("scope", "col").child(text);
    let head = html::tr().child((column(words.language), column(speech.news), column(speech.documents), column(words.total)));
    let row = |name: String, news: u32, documents: u32| {
        let cell = |count: u32| html::td().child(count.to_string());
        let first = html::th().attr("scope", "row").child(name);
        html::tr().child((first, cell(news), cell(documents), cell(news + documents)))
    };
    let mut rows = languages
        .iter()
        .map(|language| row(language_name(language), count(language, Kind::News), count(language, Kind::Document)))
        .to_list();
    if languages.len() != 1 {
        let all = |wanted| survey.counts.iter().filter(|((_, kind), _)| *kind == wanted).map(|(_, count)| count).sum();
        rows.push(row(words.total.to_owned(), all(Kind::News), all(Kind::Document)));
    }
    let table = html::table().child((
        html::caption().child(words.table),
        html::thead().child(head),
        html::tbody().child(rows.into_iter().into_group()),
    ));
    section(words.contents, (as_of, html::div().class("table").attr("tabindex", "0").child(table))).into_node()
}

/// Ways to take the content along.
fn data(sheet: &Sheet<'_>) -> Node {
    let words = &sheet.words.about;
    let press = sheet.press;
    let bundle = press.bundle();
    let label = if bundle.archive.is_some() { words.archive } else { words.bundle };
    let json = html::li().child(sheet.link("bundle.json", label));
    let calendar = press.has_calendar().then(|| html::li().child(sheet.link(&calendar::address(sheet.language), words.calendar)));
    let feeds = press.options.address.is_some().then(|| {
        let feed = |feed: Feed| {
            let link = |form: Form| Some(sheet.link(&feed.address(bundle, form)?, form.name()));
            let [atom, json] = [link(Form::Atom)?, link(Form::Json)?];
            Some(html::li().child((feed.title(bundle), ": ", atom, ", ", json)))
        };
        let all = Feed::all(bundle).into_iter().filter(|feed| feed.language == *sheet.language).filter_map(feed);
        let all = all.into_group();
        (html::h3().child(words.feeds), html::p().child((words.feeds_hold)(NEWEST)), html::ul().child(all)).into_node()
    });
    section(words.data, (html::ul().child((json, calendar)), feeds)).into_node()
}

/// The other texts.
fn more(sheet: &Sheet<'_>) -> Node {
    let others = [Text::Accessibility, Text::Changes];
    let links = others.map(|text| {
        let label = text.title(sheet.press, sheet.language);
        html::li().child(sheet.link(&text.address(sheet.press, sheet.language), label))
    });
    section(sheet.words.about.more, html::ul().child(links.into_iter().into_group())).into_node()
}
