//! The spelling of a route in the query string of an address. Parameter names and ids are public: links keep working.

use super::percent::{decode, encode};
use super::{Dates, Preset, Rejected, Route, Sort, View};
use dossier_bundle::lean::{number, push_number};
use dossier_bundle::{Language, PartialDate};

/// Characters of search text that an address keeps; the rest is cut off.
pub const LONGEST_TEXT: usize = 500;

/// Characters of an id that an address may have; longer ones are rejected.
pub const LONGEST_ID: usize = 1000;

/// Values of one group that an address may have; further ones are rejected.
pub const MOST_VALUES: usize = 100;

impl Route {
    /// Reads a query string, with or without its `?`. Parameters that are not ours are passed over; ours that say nothing
    /// usable are returned beside the route made of the rest. Of a parameter that may stand only once, the first counts.
    pub fn parse(query: &str) -> (Self, Vec<Rejected>) {
        let mut reader = Reader::default();
        let query = query.strip_prefix('?').unwrap_or(query);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            reader.read(&decode(name), decode(value));
        }
        reader.finish()
    }

    /// The one canonical query string of this route, without `?`: parameters in a fixed order, defaults left out; empty
    /// for the default route.
    pub fn to_query(&self) -> String {
        let mut out = Writer::default();
        out.add_some("topic", self.topic.as_deref());
        out.add_some("view", Some(self.view.id()));
        out.add_some("item", self.item.as_deref());
        out.add_some("lang", self.language.as_ref().map(Language::as_str));
        out.add_some("q", Some(self.text.as_str()));
        match self.filters.dates {
            Dates::Any => {}
            Dates::Preset(preset) => out.add_some("from", Some(preset.id())),
            Dates::Between { from, to } => {
                out.add_some("from", from.map(PartialDate::text).as_deref());
                out.add_some("to", to.map(PartialDate::text).as_deref());
            }
        }
        self.filters.types.iter().for_each(|id| out.add_some("type", Some(id)));
        self.filters.publishers.iter().for_each(|id| out.add_some("publisher", Some(id)));
        self.filters.languages.iter().for_each(|tag| out.add_some("language", Some(tag.as_str())));
        out.add_some("sort", self.sort.map(Sort::id));
        if self.page > 1 {
            let mut page = String::new();
            push_number(&mut page, self.page, 1);
            out.add_some("page", Some(&page));
        }
        out.add_some("v", self.version.as_deref());
        out.0
    }
}

/// A query string under way.
#[derive(Default)]
struct Writer(String);

impl Writer {
    fn add_some(&mut self, name: &str, value: Option<&str>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return };
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        encode(value, &mut self.0);
    }
}

/// A route under way.
#[derive(Default)]
struct Reader {
    route: Route,
    from: Option<From>,
    to: Option<PartialDate>,
    /// Parameters already met that may stand only once, the refused ones too.
    met: Vec<&'static str>,
    rejected: Vec<Rejected>,
}

/// What `from` can say.
#[derive(Clone, Copy)]
enum From {
    Date(PartialDate),
    Preset(Preset),
}

impl Reader {
    fn read(&mut self, name: &str, value: String) {
        let Some(&name) = PARAMETERS.iter().find(|known| **known == name) else { return };
        if value.is_empty() {
            return;
        }
        if !MANY.contains(&name) {
            if self.met.contains(&name) {
                return;
            }
            self.met.push(name);
        }
        if self.take(name, &value).is_none() {
            self.rejected.push(Rejected { parameter: name, value });
        }
    }

    /// Takes a value over; `None` if it says nothing usable.
    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        let route = &mut self.route;
        let filters = &mut route.filters;
        match name {
            "topic" => route.topic = Some(id(value)?),
            "view" => route.view = View::of_id(value)?,
            "item" => route.item = Some(id(value)?),
            "lang" => route.language = Some(Language::new(value)?),
            "q" => route.text = cut(value),
            "from" => self.from = Some(Preset::of_id(value).map(From::Preset).or_else(|| date(value).map(From::Date))?),
            "to" => self.to = Some(date(value)?),
            "type" => add(&mut filters.types, id(value)?)?,
            "publisher" => add(&mut filters.publishers, id(value)?)?,
            "language" => add(&mut filters.languages, Language::new(value)?)?,
            "sort" => route.sort = Some(Sort::of_id(value)?),
            "page" => route.page = u32::try_from(number(value)?).ok().filter(|page| *page >= 1)?,
            _ => route.version = Some(id(value)?),
        }
        Some(())
    }

    fn finish(mut self) -> (Route, Vec<Rejected>) {
        self.route.filters.dates = match (self.from, self.to) {
            (None, None) => Dates::Any,
            (None, to) => Dates::Between { from: None, to },
            (Some(From::Date(from)), to) => Dates::Between { from: Some(from), to },
            (Some(From::Preset(preset)), to) => {
                // A preset has its own end.
                self.rejected.extend(to.map(|date| Rejected { parameter: "to", value: date.text() }));
                Dates::Preset(preset)
            }
        };
        (self.route, self.rejected)
    }
}

const PARAMETERS: [&str; 13] = ["topic", "view", "item", "lang", "q", "from", "to", "type", "publisher", "language", "sort", "page", "v"];
const MANY: [&str; 3] = ["type", "publisher", "language"];

fn id(value: &str) -> Option<String> {
    (value.chars().count() <= LONGEST_ID).then(|| value.to_owned())
}

/// A date of an address is exact: `2024`, `2024-06`, `2024-06-14`.
fn date(value: &str) -> Option<PartialDate> {
    PartialDate::parse(value)
}

/// The first [`LONGEST_TEXT`] characters.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}

/// Adds a value that is not there yet; `None` if the group is full.
fn add<T: PartialEq>(group: &mut Vec<T>, value: T) -> Option<()> {
    if group.contains(&value) {
        return Some(());
    }
    (group.len() < MOST_VALUES).then(|| group.push(value))
}
