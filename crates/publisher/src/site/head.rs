//! What machines read of a page: description, canonical address, other languages, preview, and structured data (schema.org).

use super::calendar;
use super::feeds::{Feed, Form};
use super::press::Press;
use super::search;
use super::shell::escaped;
use super::words;
use dossier_bundle::{Block, Bundle, Item, Kind, Language, PartialDate, SafeUrl, TopicIx};
use dossier_query::{Route, View};
use dossier_view::shown::{ItemPage, Page, Shown};
use dossier_view::text::words_for;
use serde_json::{Map, Value, json};

/// Characters of a description that search engines and previews show.
const DESCRIPTION: usize = 300;

/// A page about to be written.
pub(super) struct About<'a> {
    pub(super) press: &'a Press<'a>,
    pub(super) shown: &'a Shown,
    pub(super) language: &'a Language,
    /// Its address, relative to the site's root.
    pub(super) address: &'a str,
    /// The site's root, relative to the page.
    pub(super) root: &'a str,
    pub(super) title: &'a str,
}

impl About<'_> {
    /// Whether search engines are to find the page at its own address.
    pub(super) fn is_canonical(&self) -> bool {
        self.canonical() == self.address
    }

    /// The elements, one a line.
    pub(super) fn head(&self) -> String {
        let mut head = String::new();
        let mut line = |text: String| {
            head.push('\n');
            head.push_str(&text);
        };
        let description = shortened(&self.description());
        if !description.is_empty() {
            line(meta("name", "description", &description));
        }
        if self.shown.route.view == View::Search && self.item().is_none() {
            line(meta("name", "robots", "noindex, follow"));
        }
        if let Some(canonical) = self.absolute(&self.canonical()) {
            line(format!("<link rel=\"canonical\" href=\"{}\">", escaped(&canonical)));
            for (language, address) in self.alternates() {
                if let Some(address) = self.absolute(&address) {
                    line(format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">", escaped(&language), escaped(&address)));
                }
            }
            if let Some(described) = super::embed::described(self.press, &self.shown.route).and_then(|file| self.absolute(&file)) {
                let (address, title) = (escaped(&described), escaped(self.title));
                line(format!("<link rel=\"alternate\" type=\"application/json+oembed\" title=\"{title}\" href=\"{address}\">"));
            }
            line(meta("property", "og:url", &canonical));
        }
        self.others().into_iter().for_each(&mut line);
        let site = self.bundle().site.title.get(self.language);
        line(meta("property", "og:title", self.item().map_or(self.title, |item| item.title.as_str())));
        line(meta("property", "og:type", if self.item().is_some() { "article" } else { "website" }));
        if !site.is_empty() {
            line(meta("property", "og:site_name", site));
        }
        if !description.is_empty() {
            line(meta("property", "og:description", &description));
        }
        if let Some(image) = self.item().and_then(image) {
            line(meta("property", "og:image", &image));
        }
        // No `<` can end the element or begin another one.
        let data = Value::Object(self.data()).to_string().replace('<', "\\u003c");
        line(format!("<script type=\"application/ld+json\">{data}</script>"));
        head
    }

    /// Feeds nearest to what the page shows, the calendar, and the search for the browser.
    fn others(&self) -> Vec<String> {
        if self.press.options.address.is_none() {
            return Vec::new();
        }
        let bundle = self.bundle();
        let link = |rel: &str, media_type: &str, title: &str, address: &str| {
            let (title, address) = (escaped(title), escaped(&[self.root, address].concat()));
            format!("<link rel=\"{rel}\" type=\"{media_type}\" title=\"{title}\" href=\"{address}\">")
        };
        let mut all = Vec::new();
        for feed in self.feeds() {
            for form in Form::ALL {
                let address = feed.address(bundle, form);
                all.extend(address.map(|address| link("alternate", form.media_type(), &feed.label(bundle, form), &address)));
            }
        }
        if self.press.has_calendar() && self.item().is_none() {
            all.push(link("alternate", "text/calendar", words::of(self.language).deadlines, &calendar::address(self.language)));
        }
        let site = bundle.site.title.get(self.language);
        all.push(link("search", "application/opensearchdescription+xml", site, &search::address(self.language)));
        all
    }

    /// The feeds of the page's list; of both lists for a topic; none for what is of no topic.
    fn feeds(&self) -> Vec<Feed> {
        let Some(topic) = self.shown.topic() else { return Vec::new() };
        let kinds = match (self.item(), self.shown.route.view) {
            (Some(item), _) => vec![item.kind],
            (None, View::News) => vec![Kind::News],
            (None, View::Documents) => vec![Kind::Document],
            (None, View::Overview | View::Search) => vec![Kind::News, Kind::Document],
        };
        kinds.into_iter().map(|kind| Feed { topic, kind, language: self.language.clone() }).collect()
    }

    fn bundle(&self) -> &Bundle {
        self.press.bundle()
    }

    fn item(&self) -> Option<&Item> {
        match &self.shown.page {
            Page::Item(ItemPage { item, .. }) => Some(self.shown.item(*item)),
            _ => None,
        }
    }

    fn absolute(&self, address: &str) -> Option<String> {
        self.press.absolute(address)
    }

    fn description(&self) -> String {
        let text = match (self.item(), self.shown.topic()) {
            (Some(item), _) => item.summary.clone(),
            (None, Some(topic)) => self.bundle().topic(topic).lead.get(self.language).to_owned(),
            _ => String::new(),
        };
        if text.is_empty() { self.bundle().site.description.get(self.language).to_owned() } else { text }
    }

    /// Of the pages that show the same, the one to be found: an item's in its own language, where the site has that.
    fn canonical(&self) -> String {
        match self.item() {
            Some(item) => self.press.paths.address(&self.press.item(item)),
            None => self.address.to_owned(),
        }
    }

    /// The addresses of this page in all languages, with their tags.
    pub(super) fn alternates(&self) -> Vec<(String, String)> {
        let site = &self.bundle().site;
        let paths = &self.press.paths;
        if let Some(item) = self.item() {
            let others = self.shown.around(|around| {
                let others = around.versions.iter().map(|version| self.shown.item(*version));
                others.map(|other| (other.language.to_string(), paths.address(&self.press.item(other)))).collect::<Vec<_>>()
            });
            if others.is_empty() {
                return others;
            }
            return [vec![(item.language.to_string(), self.canonical())], others].concat();
        }
        if site.languages.len() < 2 {
            return Vec::new();
        }
        let page = |place: usize, language: &Language| {
            let route = Route { language: (place > 0).then(|| language.clone()), ..self.shown.route.clone() };
            (language.to_string(), paths.address(&route))
        };
        let mut all: Vec<_> = site.languages.iter().enumerate().map(|(place, language)| page(place, language)).collect();
        all.extend(site.languages.first().map(|first| ("x-default".to_owned(), page(0, first).1)));
        all
    }

    fn data(&self) -> Map<String, Value> {
        let mut graph = vec![self.thing()];
        graph.extend(self.trail());
        Map::from_iter([("@context".to_owned(), json!("https://schema.org")), ("@graph".to_owned(), Value::Array(graph))])
    }

    /// What the page is.
    fn thing(&self) -> Value {
        let mut thing = Map::new();
        let mut set = |name: &str, value: Value| {
            if !matches!(&value, Value::Null) && value.as_str() != Some("") {
                thing.insert(name.to_owned(), value);
            }
        };
        let address = json!(self.absolute(&self.canonical()));
        set("url", address.clone());
        set("description", json!(shortened(&self.description())));
        if let Some(item) = self.item() {
            let bundle = self.bundle();
            let kind = kind(item, bundle);
            set("@type", json!(kind));
            set(if kind == "NewsArticle" { "headline" } else { "name" }, json!(item.title));
            set("inLanguage", json!(item.language.as_str()));
            set("mainEntityOfPage", address);
            set("datePublished", json!(item.date.map(machine)));
            set("dateModified", json!(item.modified.map(machine)));
            set("isBasedOn", json!(item.url.as_ref().filter(|url| url.is_absolute()).map(SafeUrl::as_str)));
            set(
                if kind == "Legislation" { "legislationIdentifier" } else { "reportNumber" },
                match &item.series {
                    Some(series) if kind != "NewsArticle" => json!(series.to_string()),
                    _ => Value::Null,
                },
            );
            let publishers: Vec<Value> = item
                .publishers
                .iter()
                .map(|who| json!({ "@type": "Organization", "name": bundle.publisher(*who).title.get(self.language) }))
                .collect();
            set(
                "publisher",
                match publishers.as_slice() {
                    [] => Value::Null,
                    [one] => one.clone(),
                    _ => Value::Array(publishers),
                },
            );
            set("image", json!(image(item)));
        } else {
            let list = matches!(self.shown.page, Page::List(_));
            set("@type", json!(if list { "CollectionPage" } else { "WebPage" }));
            set("name", json!(self.title));
            set("inLanguage", json!(self.language.as_str()));
            let site = self.bundle().site.title.get(self.language);
            set("isPartOf", json!({ "@type": "WebSite", "name": site, "url": self.absolute("") }));
        }
        Value::Object(thing)
    }

    /// The way to the page from the site's first; needs to know where the site is.
    fn trail(&self) -> Option<Value> {
        let words = words_for(self.language);
        let base = Route { language: self.shown.route.language.clone(), ..Route::default() };
        let mut steps = vec![(self.bundle().site.title.get(self.language).to_owned(), base.clone())];
        let mut above = Vec::new();
        let mut topic = self.shown.topic().filter(|topic| *topic != TopicIx(0));
        while let Some(now) = topic {
            let about = self.bundle().topic(now);
            above.push((about.title.get(self.language).to_owned(), Route { topic: Some(about.id.clone()), ..base.clone() }));
            topic = about.parent.filter(|parent| *parent != TopicIx(0));
        }
        steps.extend(above.into_iter().rev());
        let within = steps.last().map_or(base, |(_, route)| route.clone());
        let list = |view, label: &str| (label.to_owned(), Route { view, ..within.clone() });
        match (self.item().map(|item| item.kind), self.shown.route.view) {
            (Some(Kind::News), _) | (None, View::News) => steps.push(list(View::News, words.news)),
            (Some(Kind::Document), _) | (None, View::Documents) => steps.push(list(View::Documents, words.documents)),
            (None, View::Overview | View::Search) => {}
        }
        if let Some(item) = self.item() {
            steps.push((item.title.clone(), self.press.item(item)));
        }
        if steps.len() < 2 {
            return None;
        }
        let step = |(place, (name, route)): (usize, &(String, Route))| {
            let address = self.absolute(&self.press.paths.address(route))?;
            Some(json!({ "@type": "ListItem", "position": place + 1, "name": name, "item": address }))
        };
        let steps: Vec<Value> = steps.iter().enumerate().map(step).collect::<Option<_>>()?;
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": steps }))
    }
}

/// Attributes of `<html>` for a page of `language`, with a space before each.
pub(super) fn still_attributes(language: &Language) -> String {
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    format!(" lang=\"{language}\" dir=\"{direction}\"")
}

/// The class of an item: news are articles, documents reports, but for those whose type says that they are law.
fn kind(item: &Item, bundle: &Bundle) -> &'static str {
    const LAW: [&str; 7] = ["act", "law", "legislation", "regulation", "lov", "forskrift", "statute"];
    let is_law = item.type_ix.is_some_and(|type_ix| LAW.contains(&bundle.type_of(type_ix).id.to_lowercase().as_str()));
    match item.kind {
        _ if is_law => "Legislation",
        Kind::News => "NewsArticle",
        Kind::Document => "Report",
    }
}

/// The first picture that can be had from everywhere.
fn image(item: &Item) -> Option<String> {
    item.body.iter().find_map(|block| match block {
        Block::Image { url, .. } if url.is_absolute() => Some(url.as_str().to_owned()),
        _ => None,
    })
}

fn machine(date: PartialDate) -> String {
    dossier_view::text::machine_date(date)
}

/// A `<meta>` element, named by `key`.
pub(super) fn meta(key: &str, name: &str, content: &str) -> String {
    format!("<meta {key}=\"{name}\" content=\"{}\">", escaped(content))
}

/// The beginning of a text, cut at a word.
pub(super) fn shortened(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(DESCRIPTION) else { return text.to_owned() };
    let end = text[..cut].rfind(char::is_whitespace).unwrap_or(cut);
    format!("{}…", text[..end].trim_end())
}
