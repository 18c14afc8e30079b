//! Pages about the site itself, which no program takes over: about, accessibility, changes, and the page of addresses that lead nowhere. Their
//! frame is the one of all pages, but for what needs a program.

mod about;
mod accessibility;
mod changes;
mod not_found;

use super::changes::Log;
use super::pages::Page;
use super::press::Press;
use super::shell::{Inside, Shell, escaped};
use super::words::{self, Words};
use super::{head, room};
use anyhow::Result;
use dossier_bundle::Language;
use dossier_query::Route;
use dossier_view::Places;
use dossier_view::node::{IntoNode, Node, html};
use dossier_view::text::page_language;

/// A text about the site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Text {
    About,
    Accessibility,
    Changes,
}

impl Text {
    pub(super) const ALL: [Self; 3] = [Self::About, Self::Accessibility, Self::Changes];

    /// Its address in a language, relative to the site's root.
    pub(super) fn address(self, press: &Press<'_>, language: &Language) -> String {
        let name = match self {
            Self::About => "about/",
            Self::Accessibility => "accessibility/",
            Self::Changes => "changes/",
        };
        press.paths.address(&press.home(language)) + name
    }

    /// What it says, for search engines.
    fn description(self, press: &Press<'_>, language: &Language) -> String {
        let words = words::of(language);
        let own = match self {
            Self::About => match press.bundle().site.description.get(language) {
                "" => words.about.what,
                description => description,
            },
            Self::Accessibility => words.accessibility.opening,
            Self::Changes => words.changes.what,
        };
        head::shortened(own)
    }

    fn title(self, press: &Press<'_>, language: &Language) -> String {
        let words = words::of(language);
        match self {
            Self::About => (words.about.title)(press.bundle().site.title.get(language)),
            Self::Accessibility => words.accessibility.title.to_owned(),
            Self::Changes => words.changes.title.to_owned(),
        }
    }
}

/// What texts are made of.
pub(super) struct Desk<'a> {
    pub(super) press: &'a Press<'a>,
    pub(super) shell: &'a Shell,
    pub(super) log: &'a Log,
}

/// One page: its language, and where the site's files are from there.
struct Sheet<'a> {
    press: &'a Press<'a>,
    language: &'a Language,
    words: &'static Words,
    root: &'a str,
}

impl Sheet<'_> {
    /// The address of a file or page of the site from here.
    fn to(&self, address: &str) -> String {
        match [self.root, address].concat() {
            empty if empty.is_empty() => "./".to_owned(),
            address => address,
        }
    }

    fn route(&self, route: &Route) -> String {
        self.to(&self.press.paths.address(route))
    }

    fn link(&self, address: &str, label: impl IntoNode) -> Node {
        html::a().href(self.to(address)).child(label).into_node()
    }

    /// A text and the language that it is in, where that is not the page's.
    fn marked(&self, text: Node) -> Node {
        let is_own = words::of(self.language).tag == self.language.primary();
        if is_own { text } else { html::div().lang(self.words.tag).dir("ltr").child(text).into_node() }
    }
}

/// Writes a text in a language.
pub(super) fn write(desk: &Desk<'_>, text: Text, language: &Language) -> Result<Page> {
    let press = desk.press;
    let address = text.address(press, language);
    let root = "../".repeat(address.matches('/').count());
    let sheet = Sheet { press, language, words: words::of(language), root: &root };
    let main = sheet.marked(match text {
        Text::About => about::main(&sheet),
        Text::Accessibility => accessibility::main(&sheet),
        Text::Changes => changes::main(&sheet, desk.log),
    });
    let site = press.bundle().site.languages.as_slice();
    let all: Vec<(Language, String)> = site.iter().map(|other| (other.clone(), text.address(press, other))).collect();
    let title = full_title(press, language, &text.title(press, language));
    let page = Page {
        address: address.clone(),
        language: language.clone(),
        changed: if text == Text::Accessibility { None } else { press.survey.changed },
        canonical: true,
        alternates: alternates(&all),
        sort: "texts",
    };
    let bytes = desk.shell.still(&Inside {
        attributes: head::still_attributes(language),
        title: &title,
        head: format!("\n{}", head::meta("name", "description", &text.description(press, language))) + &links(press, &page),
        no_script: "",
        markup: room::still(
            press,
            Places { root: root.clone(), paths: Some(press.paths.clone()) },
            &root,
            language,
            &from(&root, all),
            main,
        ),
        root: &root,
    });
    press.write(&address, bytes.as_bytes())?;
    Ok(page)
}

/// Writes the page that hosts show for addresses that lead nowhere. It is shown at any of them, so its links begin at the host's root.
pub(super) fn write_not_found(desk: &Desk<'_>) -> Result<()> {
    let press = desk.press;
    let root = press.options.address.as_deref().and_then(|address| url::Url::parse(address).ok());
    let root = root.as_ref().map_or("/", url::Url::path);
    let languages = &press.bundle().site.languages;
    let language = page_language(None, &press.bundle().site);
    let all: Vec<(Language, String)> =
        languages.iter().map(|language| (language.clone(), press.paths.address(&press.home(language)))).collect();
    let title = full_title(press, &language, words::of(&language).not_found.title);
    let bytes = desk.shell.still(&Inside {
        attributes: head::still_attributes(&language),
        title: &title,
        head: "\n<meta name=\"robots\" content=\"noindex\">".to_owned(),
        no_script: "",
        markup: room::still(
            press,
            Places { root: root.to_owned(), paths: Some(press.paths.clone()) },
            root,
            &language,
            &from(root, all),
            not_found::main(press, root),
        ),
        root,
    });
    press.write("404.html", bytes.as_bytes())
}

fn full_title(press: &Press<'_>, language: &Language, own: &str) -> String {
    match press.bundle().site.title.get(language) {
        "" => own.to_owned(),
        site if own.ends_with(site) => own.to_owned(),
        site => format!("{own} – {site}"),
    }
}

fn alternates(all: &[(Language, String)]) -> Vec<(String, String)> {
    let Some(((_, first), _)) = all.split_first().filter(|(_, others)| !others.is_empty()) else { return Vec::new() };
    let tagged = all.iter().map(|(language, address)| (language.to_string(), address.clone()));
    tagged.chain([("x-default".to_owned(), first.clone())]).collect()
}

/// The addresses as a page names them from which the root is at `root`.
fn from(root: &str, all: Vec<(Language, String)>) -> Vec<(Language, String)> {
    all.into_iter().map(|(language, address)| (language, [root, &address].concat())).collect()
}

/// What machines read of the page.
fn links(press: &Press<'_>, page: &Page) -> String {
    let own = press.absolute(&page.address).map(|own| format!("\n<link rel=\"canonical\" href=\"{}\">", escaped(&own)));
    let others = page.alternates.iter().filter_map(|(language, address)| {
        let address = press.absolute(address)?;
        Some(format!("\n<link rel=\"alternate\" hreflang=\"{language}\" href=\"{}\">", escaped(&address)))
    });
    own.into_iter().chain(others).collect()
}
