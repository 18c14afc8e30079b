//! An entry of a list: title, type, date, publisher, summary.

use super::{direction_if_other, language_if_other};
use crate::context::{expect_room, expect_speech, part};
use crate::link::href;
use crate::node::{IntoNode, Node, html};
use crate::text;
use dossier_bundle::lean::{ToList, joined};
use dossier_bundle::{Item, PartialDate};
use dossier_query::{Route, marks};

/// Longest summary in a list, in characters; the item has it whole.
const SUMMARY: usize = 280;

/// The entry of `about` in a list whose route is `base`, headed at `level` 3 or 4; `hits` are marked.
pub(crate) fn entry(about: &Item, hits: &[String], base: &Route, level: u8) -> Node {
    let room = expect_room();
    let speech = expect_speech();
    let words = speech.words;
    let language = language_if_other(&about.language, &speech.language);
    let direction = direction_if_other(&about.language, &speech.language);
    let title = about.series.as_ref().map_or_else(|| about.title.clone(), |series| with_series(&series.text(), &about.title));
    let link = html::a()
        .id(["entry-", &about.id].concat())
        .part(part("title"))
        .href(href(&base.with_item(&about.id)))
        .lang(language.clone())
        .dir(direction)
        .child(marked(&title, hits));
    let heading = match level {
        3 => html::h3().child(link).into_node(),
        _ => html::h4().child(link).into_node(),
    };
    let type_name = about.type_ix.map(|type_ix| room.bundle.type_of(type_ix).title.get(&speech.language).to_owned());
    let publishers: Vec<_> = about.publishers.iter().map(|who| room.bundle.publisher(*who).title.get(&speech.language)).to_list();
    let publishers = (!publishers.is_empty()).then(|| html::span().class("publisher").child(joined(&publishers, ", ")));
    let spoken = language.is_some().then(|| html::span().class("language").child(text::language_name(&about.language)));
    let summary = excerpt(&about.summary);
    let summary = (!summary.is_empty())
        .then(|| html::p().class("summary").part(part("summary")).lang(language).dir(direction).child(marked(&summary, hits)));
    html::li()
        .class("entry")
        .part(part("entry"))
        .attr("data-id", about.id.clone())
        .child((
            heading,
            html::p().class("facts").part(part("facts")).child((
                type_name.map(|name| html::span().class("type").child(name)),
                time(about.date, words),
                publishers,
                spoken,
            )),
            summary,
        ))
        .into_node()
}

/// A date as a page shows it, readable for machines as well.
pub(crate) fn time(date: Option<PartialDate>, words: &'static text::Words) -> Node {
    match date {
        Some(date) => html::time().attr("datetime", text::machine_date(date)).child(text::date(date, words)).into_node(),
        None => html::span().class("no-date").child(words.no_date).into_node(),
    }
}

/// A title with its series before it, unless it begins with that already.
pub(crate) fn with_series(series: &str, title: &str) -> String {
    if title.starts_with(series) { title.to_owned() } else { [series, " ", title].concat() }
}

/// `text` with the words among `hits` marked.
fn marked(text: &str, hits: &[String]) -> Node {
    if hits.is_empty() {
        return text.to_owned().into_node();
    }
    let mut parts = Vec::new();
    let mut end = 0;
    for hit in marks(text, hits) {
        parts.push(text[end..hit.start].to_owned().into_node());
        parts.push(html::mark().child(text[hit.clone()].to_owned()).into_node());
        end = hit.end;
    }
    parts.push(text[end..].to_owned().into_node());
    parts.into_node()
}

/// The beginning of a summary, cut at a word.
fn excerpt(summary: &str) -> String {
    let Some((cut, _)) = summary.char_indices().nth(SUMMARY) else { return summary.to_owned() };
    let end = summary[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    [summary[..end].trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == '.'), "…"].concat()
}
