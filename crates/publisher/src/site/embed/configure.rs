//! The page that writes snippets, one in each language of the site. All it knows of the site stands in its form; what it does is in
//! `public/embed/configure.js`. It runs under the site's own strict policy.

use super::loader::Pinned;
use super::words::{Words, words};
use super::{Embed, put};
use crate::site::content::Content;
use crate::site::shell::escaped;
use anyhow::{Context, Result};
use dossier_bundle::Language;
use dossier_query::{Question, Route};
use dossier_view::node::{Element, IntoNode, Node, html, to_html};
use dossier_view::text::language_name;
use std::fs;

/// Writes the pages.
pub(super) fn write(embed: Embed<'_>, content: &Content<'_>, pinned: &Pinned) -> Result<()> {
    let style = style(embed)?;
    let question = Question { topic: None, kind: None, page_size: 1, ..Question::of(&Route::default(), &embed.contents.bundle) };
    let used = content.languages(&question)?;
    let languages = &embed.contents.bundle.site.languages;
    for (place, language) in languages.iter().enumerate() {
        let folder = embed.folder().join("configure");
        let (folder, root) = if place == 0 { (folder, "../../") } else { (folder.join(language.as_str()), "../../../") };
        put(&folder.join("index.html"), &Page { embed, language, words: words(language), pinned, root }.text(&style, &used))?;
    }
    Ok(())
}

/// The site's style sheet, as its own first page names it.
fn style(embed: Embed<'_>) -> Result<String> {
    let path = embed.contents.folder.join("index.html");
    let page = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let (_, rest) = page.split_once("rel=\"stylesheet\" href=\"").with_context(|| format!("{} names no style sheet", path.display()))?;
    Ok(rest.split('"').next().unwrap_or_default().to_owned())
}

struct Page<'a> {
    embed: Embed<'a>,
    language: &'a Language,
    words: &'static Words,
    pinned: &'a Pinned,
    root: &'static str,
}

impl Page<'_> {
    fn text(&self, style: &str, used: &[Language]) -> String {
        let Self { words, root, .. } = self;
        let direction = if self.language.is_right_to_left() { "rtl" } else { "ltr" };
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n\
             <link rel=\"icon\" href=\"{root}icon.svg\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"{root}{}\">\n\
             <link rel=\"stylesheet\" href=\"{root}embed/configure.css\">\n<script src=\"{root}embed/dossier.js\" defer></script>\n\
             <script src=\"{root}embed/configure.js\" defer></script>\n</head>\n<body>\n{}\n</body>\n</html>\n",
            words.tag,
            escaped(words.heading),
            escaped(style),
            to_html(self.main(used).into_node())
        )
    }

    fn main(&self, used: &[Language]) -> Element {
        let Self { words, root, .. } = self;
        let site = self.embed.contents.bundle.site.title.get(self.language).to_owned();
        let way = html::fieldset().child((
            html::legend().child(words.way),
            radio("element", words.ways[0], true),
            radio("iframe", words.ways[1], false),
            radio("static", words.ways[2], false),
            check("pin", words.pin),
        ));
        let form = Element::new("form")
            .id("settings")
            .attr("data-address", self.embed.address.unwrap_or_default().to_owned())
            .attr("data-root", *root)
            .attr("data-loader", self.pinned.name.clone())
            .attr("data-integrity", self.pinned.integrity.clone())
            .attr("data-title", site.clone())
            .attr("data-no-static", words.no_static)
            .attr("data-copied", words.copied)
            .attr("data-not-copied", words.not_copied)
            .child((self.content(), self.narrowing(used), self.looks(), way));
        let preview = html::section()
            .attr("aria-labelledby", "preview-heading")
            .child((html::h2().id("preview-heading").child(words.preview), html::div().id("preview")));
        html::main().id("main").class("configure").child((
            html::p().class("back").child(html::a().href(*root).child(words.back)),
            html::h1().child(words.heading),
            html::p().class("lead").child(words.lead),
            html::div().class("configure-parts").child((form, html::div().child((preview, self.result())))),
        ))
    }

    fn content(&self) -> Element {
        let words = self.words;
        let bundle = &self.embed.contents.bundle;
        let topics = bundle.topics.iter().map(|topic| {
            let path = self.embed.paths.address(&Route { topic: Some(topic.id.clone()), ..Route::default() });
            option(&topic.id, topic.title.get(self.language)).attr("data-path", path)
        });
        let languages = bundle.site.languages.iter().map(|language| {
            let path = self.embed.named(language).map(|language| format!("{}/", language.as_str()));
            let own = language == self.language;
            option(language.as_str(), &language_name(language))
                .attr("data-path", path.unwrap_or_default())
                .attr("selected", own.then_some(""))
        });
        let kinds = ["topic", "news", "documents", "item"].into_iter().zip(words.kinds).map(|(id, name)| option(id, name));
        html::fieldset().child((
            html::legend().child(words.content),
            field("kind", words.kind, html::select().child(group(kinds))),
            field("topic", words.topic, html::select().child(group(topics))),
            field("item", words.item, text()).child(html::span().class("hint").child(words.item_hint)),
            field("lang", words.language, html::select().child(group(languages))),
        ))
    }

    fn narrowing(&self, used: &[Language]) -> Element {
        let words = self.words;
        let bundle = &self.embed.contents.bundle;
        let many = |options: Vec<Element>| {
            let rows = options.len().clamp(2, 6).to_string();
            html::select().attr("multiple", "").attr("size", rows).child(group(options))
        };
        let types = bundle.types.iter().map(|about| option(&about.id, about.title.get(self.language))).collect();
        let publishers = bundle.publishers.iter().map(|who| option(&who.id, who.title.get(self.language))).collect();
        let languages = used.iter().map(|language| option(language.as_str(), &language_name(language))).collect();
        html::fieldset().child((
            html::legend().child(words.narrow),
            html::p().class("hint").child(words.narrow_hint),
            field("type", words.type_, many(types)),
            field("publisher", words.publisher, many(publishers)),
            field("language", words.languages, many(languages)),
            field("from", words.from, text()),
            field("to", words.to, text()),
            field("limit", words.limit, number(1, 50, "")),
        ))
    }

    fn looks(&self) -> Element {
        let words = self.words;
        let themes = ["auto", "light", "dark"].into_iter().zip(words.themes).map(|(id, name)| option(id, name));
        let densities = ["1.25", "1", "0.7"].into_iter().zip(words.densities);
        let densities = densities.map(|(id, name)| option(id, name).attr("selected", (id == "1").then_some("")));
        let colour = html::input().type_("color").value("#123f70");
        html::fieldset().child((
            html::legend().child(words.looks),
            field("theme", words.theme, html::select().child(group(themes))),
            check("own-accent", words.own_accent),
            field("accent", words.accent, colour),
            field("size", words.size, number(12, 24, "")),
            field("density", words.density, html::select().child(group(densities))),
            field("radius", words.radius, number(0, 24, "")),
            field("height", words.height, number(80, 5000, "480")),
        ))
    }

    fn result(&self) -> Element {
        let words = self.words;
        let copied = |id: &'static str| {
            let lines = Element::new("textarea").id(id).attr("readonly", "").attr("rows", "6").attr("spellcheck", "false");
            let copy = html::button().type_("button").attr("data-copy", id).child(words.copy);
            (lines.aria_label(if id == "snippet" { words.snippet } else { words.policy }), copy)
        };
        html::section().attr("aria-labelledby", "snippet-heading").child((
            html::h2().id("snippet-heading").child(words.snippet),
            copied("snippet"),
            html::h2().child(words.policy),
            html::p().class("hint").child(words.policy_hint),
            copied("policy"),
            html::p().id("said").attr("role", "status"),
        ))
    }
}

fn group(elements: impl IntoIterator<Item = Element>) -> Node {
    Node::Group(elements.into_iter().map(IntoNode::into_node).collect())
}

fn option(value: &str, label: &str) -> Element {
    html::option().value(value.to_owned()).child(label.to_owned())
}

fn field(name: &'static str, label: &'static str, control: Element) -> Element {
    html::label().class("field").attr("data-for", name).child((html::span().child(label), control.attr("name", name)))
}

fn text() -> Element {
    html::input().type_("text")
}

fn number(least: u32, most: u32, value: &'static str) -> Element {
    html::input().type_("number").attr("min", least.to_string()).attr("max", most.to_string()).value(value)
}

fn check(name: &'static str, label: &'static str) -> Element {
    html::label().class("value").child((html::input().type_("checkbox").attr("name", name), html::span().class("label").child(label)))
}

fn radio(value: &'static str, label: &'static str, chosen: bool) -> Element {
    let control = html::input().type_("radio").attr("name", "way").value(value).attr("checked", chosen.then_some(""));
    html::label().class("value").child((control, html::span().class("label").child(label)))
}
