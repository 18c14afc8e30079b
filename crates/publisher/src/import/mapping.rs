//! The mapping file: how the rows of one source become items. Every setting has a default, so that no file is needed to begin.

use crate::body::Format;
use anyhow::{Context, Result, bail};
use chrono_tz::Tz;
use dossier_bundle::{Kind, Language, Localized, SafeUrl};
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What `--help` says about mapping files.
pub const HELP: &str = "\
Mapping file (TOML; every part may be left out; docs/import.md explains each):

  ignore = [\"source\"]                  # fields that need not be carried over

  [site]                               # texts: \"one\" or { en = \"one\", nb = \"en\" }
  title = \"Room\"                       # also: description, publisher, home, licence, session
  languages = [\"en\"]
  timezone = \"Europe/Oslo\"             # points in time become days there

  [fields]                             # a name, or several to be tried in order, or \"\" for none
  id = \"id\"                            # title summary date modified deadline type publisher language url
  status = \"status\"                    # body number translations; summary_prefix (none by default)

  [body]
  format = \"auto\"                      # or markdown, html, text

  [kind]
  default = \"news\"                     # or document
  documents = [\"report\"]               # types that are documents; news = […] the other way round

  [types.report]                       # a type as the rows write it
  id = \"report\"                        # several may share an id
  title = { en = \"Report\" }

  [publishers.\"Min. of X\"]             # the same for publishers

  [[topics]]                           # without any: one topic named after the site
  id = \"security\"
  title = \"Security\"                   # also: lead, parent
  otherwise = true                     # takes the rows that no rule takes
  when = [{ field = \"type\", is = [\"report\"] }, { field = \"title\", contains = [\"defence\"] }]
";

/// How rows become items.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Fields that need not be carried over.
    pub ignore: Vec<String>,
    /// What is said once for the site.
    pub site: Site,
    /// Which field holds what.
    pub fields: Fields,
    /// How bodies are written.
    pub body: Body,
    /// Which rows are documents.
    pub kind: Kinds,
    /// Types by the text the rows have.
    pub types: BTreeMap<String, Name>,
    /// Publishers by the text the rows have.
    pub publishers: BTreeMap<String, Name>,
    /// The topics and what belongs to them.
    pub topics: Vec<Topic>,
}

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

/// Names of fields; of several, the first one that holds something counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    /// Unique id.
    #[serde(deserialize_with = "one_or_many")]
    pub id: Vec<String>,
    /// Title.
    #[serde(deserialize_with = "one_or_many")]
    pub title: Vec<String>,
    /// One or two sentences.
    #[serde(deserialize_with = "one_or_many")]
    pub summary: Vec<String>,
    /// What is put before the summary, such as a kicker.
    #[serde(deserialize_with = "one_or_many")]
    pub summary_prefix: Vec<String>,
    /// When it was published.
    #[serde(deserialize_with = "one_or_many")]
    pub date: Vec<String>,
    /// When it last changed.
    #[serde(deserialize_with = "one_or_many")]
    pub modified: Vec<String>,
    /// Until when it can be answered.
    #[serde(deserialize_with = "one_or_many")]
    pub deadline: Vec<String>,
    /// What sort of thing it is.
    #[serde(rename = "type", deserialize_with = "one_or_many")]
    pub type_: Vec<String>,
    /// Who published it: a text or a list of texts.
    #[serde(deserialize_with = "one_or_many")]
    pub publisher: Vec<String>,
    /// Language tag.
    #[serde(deserialize_with = "one_or_many")]
    pub language: Vec<String>,
    /// Where it was published; relative links in the body lead from there.
    #[serde(deserialize_with = "one_or_many")]
    pub url: Vec<String>,
    /// Where it stands.
    #[serde(deserialize_with = "one_or_many")]
    pub status: Vec<String>,
    /// Its number in a series, such as "Meld. St. 5 (2023–2024)".
    #[serde(deserialize_with = "one_or_many")]
    pub number: Vec<String>,
    /// Its text.
    #[serde(deserialize_with = "one_or_many")]
    pub body: Vec<String>,
    /// Ids of its translations: an object by language, or a list.
    #[serde(deserialize_with = "one_or_many")]
    pub translations: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            id: names(&["id"]),
            title: names(&["title"]),
            summary: names(&["summary", "description"]),
            summary_prefix: Vec::new(),
            date: names(&["date", "published"]),
            modified: names(&["modified", "updated", "last_updated"]),
            deadline: names(&["deadline"]),
            type_: names(&["type"]),
            publisher: names(&["publisher"]),
            language: names(&["lang", "language"]),
            url: names(&["url", "link"]),
            status: names(&["status"]),
            number: names(&["series", "number"]),
            body: names(&["body", "content"]),
            translations: names(&["translations", "parallel"]),
        }
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
    pub(super) fn of(&self, name: &str, numbered: bool) -> Kind {
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
    pub(super) fn holds(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.is.iter().any(|is| is == text) || self.contains.iter().any(|part| lower.contains(&part.to_lowercase()))
    }
}

impl Mapping {
    /// Reads a mapping file and checks it.
    pub fn read(path: &Path) -> Result<Self> {
        let what = || format!("the mapping {}", path.display());
        let text = std::fs::read_to_string(path).with_context(what)?;
        Self::parse(&text).with_context(what)
    }

    /// Reads the text of a mapping file and checks what TOML cannot.
    pub fn parse(text: &str) -> Result<Self> {
        let mapping: Self = toml::from_str(text)?;
        if !matches!(mapping.kind.default.as_str(), "news" | "document") {
            bail!("kind.default is \"{}\"; it must be \"news\" or \"document\"", mapping.kind.default);
        }
        mapping.zone()?;
        mapping.session()?;
        for tag in &mapping.site.languages {
            language(tag)?;
        }
        let site = [&mapping.site.title, &mapping.site.description, &mapping.site.publisher].into_iter().flatten();
        let names = mapping.types.values().chain(mapping.publishers.values()).filter_map(|name| name.title.as_ref());
        let topics = mapping.topics.iter().flat_map(|topic| [Some(&topic.title), topic.lead.as_ref()]).flatten();
        let licence = mapping.site.licence.iter().map(|licence| &licence.title);
        for text in site.chain(names).chain(topics).chain(licence) {
            if let Text::ByLanguage(texts) = text {
                texts.keys().try_for_each(|tag| language(tag).map(|_| ()))?;
            }
        }
        for url in
            [mapping.site.home.as_deref(), mapping.site.licence.as_ref().and_then(|licence| licence.url.as_deref())].into_iter().flatten()
        {
            if SafeUrl::new(url).is_none() {
                bail!("\"{url}\" is not an address that may be linked");
            }
        }
        let mut known = BTreeSet::new();
        for topic in &mapping.topics {
            if let Some(parent) = topic.parent.as_deref().filter(|parent| !known.contains(parent)) {
                bail!("topic \"{}\" has the parent \"{parent}\", which is not an earlier topic", topic.id);
            }
            if topic.id.trim().is_empty() || !known.insert(topic.id.as_str()) {
                bail!("topic id \"{}\" is empty or used twice", topic.id);
            }
        }
        let ids = mapping.types.values().chain(mapping.publishers.values()).filter_map(|name| name.id.as_deref());
        if let Some(id) =
            ids.chain(known).find(|id| id.trim() != *id || id.is_empty() || id.chars().count() > 200 || id.chars().any(char::is_control))
        {
            bail!("\"{id}\" cannot be an id");
        }
        Ok(mapping)
    }

    /// The site's time zone.
    pub(super) fn zone(&self) -> Result<Option<Tz>> {
        let Some(name) = &self.site.timezone else { return Ok(None) };
        name.parse().map(Some).map_err(|_| anyhow::anyhow!("\"{name}\" is not the name of a time zone, such as \"Europe/Oslo\""))
    }

    /// Month and day on which a session begins.
    pub(super) fn session(&self) -> Result<Option<(u8, u8)>> {
        let Some(text) = &self.site.session else { return Ok(None) };
        // 2024 is a leap year: every day that a year can have is a day in it.
        let day = chrono::NaiveDate::parse_from_str(&format!("2024-{text}"), "%Y-%m-%d")
            .with_context(|| format!("\"{text}\" is not a day, such as \"10-01\""))?;
        Ok(Some((chrono::Datelike::month(&day) as u8, chrono::Datelike::day(&day) as u8)))
    }

    /// The site's languages as written; empty if it names none.
    pub(super) fn languages(&self) -> Vec<Language> {
        self.site.languages.iter().filter_map(|tag| Language::new(tag)).collect()
    }
}

impl Text {
    /// As the format holds it; the default is the text in the first of `languages` for which there is one.
    pub(super) fn localized(&self, languages: &[Language]) -> Localized {
        match self {
            Self::Plain(text) => Localized::plain(text.as_str()),
            Self::ByLanguage(texts) => {
                let by_language: BTreeMap<_, _> =
                    texts.iter().filter_map(|(tag, text)| Some((Language::new(tag)?, text.clone()))).collect();
                let default = languages.iter().find_map(|language| by_language.get(language)).or_else(|| by_language.values().next());
                Localized { default: default.cloned().unwrap_or_default(), by_language }
            }
        }
    }
}

fn language(tag: &str) -> Result<Language> {
    Language::new(tag).with_context(|| format!("\"{tag}\" is not a language tag, such as \"en\""))
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        One(String),
        Many(Vec<String>),
    }
    let names = match Names::deserialize(deserializer)? {
        Names::One(name) => vec![name],
        Names::Many(names) => names,
    };
    Ok(names.into_iter().filter(|name| !name.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, fault: Option<&str>) {
        let found = Mapping::parse(text).err().map(|error| format!("{error:#}"));
        match (&found, fault) {
            (None, None) => {}
            (Some(found), Some(fault)) => assert!(found.contains(fault), "{text:?}: {found}"),
            _ => panic!("{text:?}: {found:?}, not {fault:?}"),
        }
    }

    #[test]
    fn faults_are_told() {
        check("", None);
        check("[fields]\nid = \"\"\ntitle = [\"a\", \"b\"]", None);
        check("[field]", Some("unknown field"));
        check("[kind]\ndefault = \"page\"", Some("must be \"news\""));
        check("[site]\ntimezone = \"Oslo\"", Some("time zone"));
        check("[site]\nsession = \"13-01\"", Some("not a day"));
        check("[site]\ntitle = { \"e n\" = \"x\" }", Some("language tag"));
        check("[site]\nhome = \"javascript:x\"", Some("may be linked"));
        check("[[topics]]\nid = \"a\"\ntitle = \"A\"\nparent = \"b\"", Some("not an earlier topic"));
        check("[[topics]]\nid = \"a\"\ntitle = \"A\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"", Some("twice"));
        check("[types.x]\nid = \"\"", Some("cannot be an id"));
        check("[body]\nformat = \"word\"", Some("unknown variant"));
    }

    #[test]
    fn the_example_in_the_help_is_a_mapping() {
        let example: String = HELP.lines().skip(2).map(|line| format!("{}\n", line.trim_start())).collect();
        let mapping = Mapping::parse(&example).unwrap();
        assert_eq!(mapping.topics[0].when.len(), 2);
    }
}
