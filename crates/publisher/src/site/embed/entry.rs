//! An entry of a list made ahead: the same in structure, names and words as in the running reader, with what elements narrow lists by.

use super::{Embed, Place};
use dossier_bundle::{Item, Language};
use dossier_query::Route;
use dossier_view::node::{Element, html};
use dossier_view::text::{self, language_name, machine_date, words_for};

/// Characters of a summary: as in the reader in the entries that most elements show, fewer in those that stand by for narrower lists, since all
/// of them are fetched before anything is seen.
const SUMMARY: [usize; 2] = [280, 120];
/// How many entries come first.
const FIRST: usize = 10;

/// The entry of `item`, the `number`th from 0 in the list of `base`, with a heading of this level (`h3`, `h4`).
pub(super) fn entry(
    embed: Embed<'_>,
    (number, item): (usize, &Item),
    base: &Route,
    language: &Language,
    place: &Place,
    level: &'static str,
) -> Element {
    let words = words_for(language);
    let bundle = &embed.contents.bundle;
    let about = item.type_ix.map(|type_ix| bundle.type_of(type_ix));
    let publishers: Vec<_> = item.publishers.iter().map(|who| bundle.publisher(*who)).collect();
    let ids: Vec<&str> = publishers.iter().map(|who| who.id.as_str()).collect();
    let names: Vec<&str> = publishers.iter().map(|who| who.title.get(language)).collect();
    let series = item.series.as_ref().map(ToString::to_string).filter(|series| !item.title.starts_with(series));
    let other = (item.language != *language).then(|| item.language.to_string());
    let direction = other.as_ref().map(|_| if item.language.is_right_to_left() { "rtl" } else { "ltr" });
    let address = embed.paths.address(&Route { item: Some(item.id.clone()), page: 1, ..base.clone() });
    let title = series.map_or_else(|| item.title.clone(), |series| format!("{series} {}", item.title));
    let link = html::a().href(embed.link(place.deep(), &address)).attr("part", "title").lang(other.clone()).dir(direction).child(title);
    let date = match item.date {
        Some(date) => html::time().attr("datetime", machine_date(date)).child(text::date(date, words)),
        None => html::span().class("no-date").child(words.no_date),
    };
    let facts = (
        about.map(|about| html::span().class("type").child(about.title.get(language).to_owned())),
        date,
        (!names.is_empty()).then(|| html::span().class("publisher").child(names.join(", "))),
        other.as_ref().map(|_| html::span().class("language").child(language_name(&item.language))),
    );
    // A topic's two lists stand side by side, without summaries.
    let summary = shortened(&item.summary, SUMMARY[usize::from(number >= FIRST)]);
    let summary = (!summary.is_empty() && level == "h3")
        .then(|| html::p().class("summary").attr("part", "summary").lang(other.clone()).dir(direction).child(summary));
    html::li()
        .class("entry")
        .attr("part", "entry")
        .attr("data-type", about.map(|about| about.id.clone()).unwrap_or_default())
        .attr("data-publisher", ids.join(" "))
        .attr("data-language", item.language.to_string())
        .child((Element::new(level).child(link), html::p().class("facts").attr("part", "facts").child(facts), summary))
}

/// The beginning of a summary, cut at a word.
fn shortened(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let end = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{}…", text[..end].trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_end_with_a_word() {
        assert_eq!(shortened("Short.", 280), "Short.");
        let long = "word ".repeat(80);
        let cut = shortened(&long, 280);
        assert!(cut.chars().count() <= 281 && cut.ends_with("word…"), "{cut}");
        assert_eq!(shortened(&"x".repeat(300), 120).chars().count(), 121);
    }
}
