//! Lists made ahead for elements in other people's pages (docs/embed.md): the newest entries of each list, ready to be shown, so that an element
//! needs neither the program nor the bundle before it is used.

use super::content::Content;
use super::press::Press;
use anyhow::Result;
use dossier_bundle::{Item, ItemIx, Language};
use dossier_query::{Paths, Question, Route, View};
use dossier_view::shown::{Listing, Page, Shown};
use dossier_view::text::{self, language_name, machine_date, words_for};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Entries of a list made ahead.
pub(super) const ENTRIES: u32 = 50;
/// Characters of a summary.
const SUMMARY: usize = 280;

/// Writes the first page of a list, under the names that an element may give it: with or without the language and the topic that are the
/// site's first.
pub(super) fn write(press: &Press<'_>, content: &Content<'_>, shown: &Shown, language: &Language) -> Result<()> {
    let Page::List(listing) = &shown.page else { return Ok(()) };
    let question = Question { page_size: ENTRIES, ..listing.question.clone() };
    let newest = content.cards(&question)?;
    let text = list(press, shown, listing, &newest, language).to_string();
    let route = &shown.route;
    let first = press.bundle().topics.first().map(|first| first.id.clone());
    let mut addresses = BTreeSet::new();
    for language in [route.language.as_ref(), Some(language)] {
        for topic in [route.topic.as_ref(), route.topic.as_ref().or(first.as_ref())] {
            // An id that cannot be part of a path has no list made ahead.
            let Some(topic) = topic.map_or(Some(String::new()), |id| Some(format!("t/{}/", Paths::part(id)?))) else { continue };
            let language = language.map_or_else(String::new, |language| format!("{}/", language.as_str()));
            addresses.insert(format!("embed/{language}{topic}{}.json", route.view.id()));
        }
    }
    addresses.iter().try_for_each(|address| press.write(address, text.as_bytes()))
}

fn list(press: &Press<'_>, shown: &Shown, listing: &Listing, newest: &[(ItemIx, Arc<Item>)], language: &Language) -> Value {
    let words = words_for(language);
    let bundle = &press.contents.bundle;
    let heading = if shown.route.view == View::News { words.news } else { words.documents };
    let topic = listing.topic.map_or("", |topic| bundle.topic(topic).title.get(language));
    let entries: Vec<Value> = newest.iter().map(|(_, item)| entry(press, shown, item, language)).collect();
    json!({
        "version": 1,
        "kind": shown.route.view.id(),
        "lang": language.as_str(),
        "dir": if language.is_right_to_left() { "rtl" } else { "ltr" },
        "topic": topic,
        "heading": heading,
        "none": words.nothing_yet,
        "all": words.see_all.with([&listing.answer.total.to_string(), heading]),
        "filter": words.filters,
        "total": listing.answer.total,
        "href": press.paths.address(&shown.route),
        "lists": press.paths.lists,
        "items": press.paths.items,
        "style": press.guest_style,
        "entries": entries,
    })
}

fn entry(press: &Press<'_>, shown: &Shown, item: &Item, language: &Language) -> Value {
    let words = words_for(language);
    let bundle = &press.contents.bundle;
    let about = item.type_ix.map(|type_ix| bundle.type_of(type_ix));
    let publishers: Vec<_> = item.publishers.iter().map(|who| bundle.publisher(*who)).collect();
    let names: Vec<&str> = publishers.iter().map(|who| who.title.get(language)).collect();
    let series = item.series.as_ref().map(ToString::to_string).filter(|series| !item.title.starts_with(series));
    json!({
        "id": item.id,
        "href": press.paths.address(&Route { item: Some(item.id.clone()), page: 1, ..shown.route.clone() }),
        "title": series.map_or_else(|| item.title.clone(), |series| format!("{series} {}", item.title)),
        "type": about.map(|about| &about.id),
        "typeName": about.map(|about| about.title.get(language)),
        "datetime": item.date.map(machine_date),
        "date": item.date.map_or_else(|| words.no_date.to_owned(), |date| text::date(date, words)),
        "publishers": publishers.iter().map(|who| &who.id).collect::<Vec<_>>(),
        "publisher": names.join(", "),
        "lang": item.language.as_str(),
        "dir": if item.language.is_right_to_left() { "rtl" } else { "ltr" },
        "language": (item.language != *language).then(|| language_name(&item.language)),
        "summary": shortened(&item.summary),
    })
}

/// The beginning of a summary, cut at a word.
fn shortened(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(SUMMARY) else { return text.to_owned() };
    let end = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{}…", text[..end].trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == '.'))
}
