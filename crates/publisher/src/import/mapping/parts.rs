//! The tables of a mapping file, and what they say about a row.

use crate::body::Format;
use dossier_bundle::{Kind, Language, Localized};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Text in one language or several.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Text {
    /// The same in every language.
    Plain(String),
    /// By language tag.
    ByLanguage(BTreeMap<String, String>),
}

/// Settings of the site.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// Its name.
    pub title: Option<Text>,
    /// What it is.
    pub description: Option<Text>,
    /// Who stands behind it.
    pub publisher: Option<Text>,
    /// Languages of the site's own text; without any, those of the rows.
    pub languages: Vec<String>,
    /// IANA name of a time zone.
    pub timezone: Option<String>,
    /// Address of the publisher's own site.
    pub home: Option<String>,
    /// Where the site will be.
    pub address: Option<String>,
    /// Terms of use.
    pub licence: Option<Licence>,
    /// First day of a parliamentary session, `10-01`.
    pub session: Option<String>,
}

/// Terms of use.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Their name.
    pub title: Text,
    /// Their text.
    pub url: Option<String>,
}

/// Where the content of a site's folder is.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Content {
    /// Files and folders, relative to the settings, and addresses of feeds.
    pub sources: Vec<String>,
}

impl Default for Content {
    fn default() -> Self {
        Self { sources: vec!["content".to_owned()] }
    }
}

/// Which pages a built site has.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pages {
    /// How many pages of each list are written.
    pub lists: u32,
    /// Each item has a page if there are at most so many, in all languages together.
    pub items: u32,
}

impl Default for Pages {
    fn default() -> Self {
        Self { lists: 10, items: 20_000 }
    }
}

/// How bodies are written.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Body {
    /// Their format.
    pub format: Format,
}

/// Which rows are news and which are documents. A number in a series makes a document, unless its type is named here.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Kinds {
    /// What a row is about which nothing else is said: `news` or `document`.
    pub default: String,
    /// Types that are documents.
    pub documents: BTreeSet<String>,
    /// Types that are news.
    pub news: BTreeSet<String>,
}

impl Default for Kinds {
    fn default() -> Self {
        Self {
            default: "news".to_owned(),
            documents: ["document", "report", "publication"].map(str::to_owned).into(),
            news: BTreeSet::new(),
        }
    }
}

impl Kinds {
    /// The kind of a row of type `name`, which has a number in a series or not.
    pub(in crate::import) fn of(&self, name: &str, numbered: bool) -> Kind {
        if self.news.contains(name) {
            Kind::News
        } else if numbered || self.documents.contains(name) || self.default == "document" {
            Kind::Document
        } else {
            Kind::News
        }
    }
}

/// How a type or publisher is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// Its id; without one, made of the text.
    pub id: Option<String>,
    /// What readers see; without one, the text.
    pub title: Option<Text>,
}

/// A topic and what belongs to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Text,
    /// Its opening paragraph.
    #[serde(default)]
    pub lead: Option<Text>,
    /// A file with the text of its overview (Markdown), from the settings; one for each language.
    #[serde(default)]
    pub text: Option<Text>,
    /// The id of the topic above it, which stands earlier in the list.
    #[serde(default)]
    pub parent: Option<String>,
    /// Whether it takes the rows that no rule takes.
    #[serde(default)]
    pub otherwise: bool,
    /// A row belongs to it if one of these holds.
    #[serde(default)]
    pub when: Vec<Rule>,
}

/// Something that holds for a row or does not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The field that is looked at; a list holds what one of its entries holds.
    pub field: String,
    /// Texts that the field may be, letter by letter.
    #[serde(default)]
    pub is: Vec<String>,
    /// Texts of which the field has one in it, in upper or lower case.
    #[serde(default)]
    pub contains: Vec<String>,
}

impl Rule {
    /// Whether it holds for a field of this text.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.is.iter().any(|is| is == text) || self.contains.iter().any(|part| lower.contains(&part.to_lowercase()))
    }
}

impl Text {
    /// The texts, each with its language if it names one.
    pub(crate) fn each(&self) -> Vec<(Option<Language>, &str)> {
        match self {
            Self::Plain(text) => vec![(None, text)],
            Self::ByLanguage(texts) => texts.iter().map(|(tag, text)| (Language::new(tag), text.as_str())).collect(),
        }
    }

    /// As the format holds it; the default is the text in the first of `languages` for which there is one.
    pub(in crate::import) fn localized(&self, languages: &[Language]) -> Localized {
        match self {
            Self::Plain(text) => Localized::plain(text.as_str()),
            Self::ByLanguage(texts) => {
                let by_language: BTreeMap<_, _> =
                    texts.iter().filter_map(|(tag, text)| Some((Language::new(tag)?, text.clone()))).collect();
                let default = languages.iter().find_map(|language| by_language.get(language)).or_else(|| by_language.values().next());
                Localized { default: default.cloned().unwrap_or_default(), by_language: by_language.into_iter().collect() }
            }
        }
    }
}
