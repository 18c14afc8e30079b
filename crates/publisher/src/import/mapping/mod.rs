//! The mapping file: how the rows of one source become items. Every setting has a default, so that no file is needed to begin.
//! It is checked when it is read; nothing in it is code.

mod faults;
mod fields;
mod help;
mod parts;

use super::beside::Beside;
use super::texts::{self, Texts};
use anyhow::{Context, Result, bail};
use chrono_tz::Tz;
use dossier_bundle::Language;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub use fields::Fields;
pub use help::HELP;
pub use parts::{Body, Content, Kinds, Licence, Name, Pages, Rule, Site, Text, Topic};

/// How rows become items.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Fields that need not be carried over.
    pub ignore: Vec<String>,
    /// What is said once for the site.
    pub site: Site,
    /// Which pages a built site has.
    pub pages: Pages,
    /// Where the content of a site's folder is.
    pub content: Content,
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
    /// Where the sources stand. No setting: the command knows.
    #[serde(skip)]
    pub(crate) beside: Beside,
    /// The texts of topics that are not in the settings themselves.
    #[serde(skip)]
    pub(crate) texts: Texts,
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
        match mapping.faults().into_iter().next() {
            Some(fault) => bail!("{}", fault.text),
            None => Ok(mapping),
        }
    }

    /// Looks around where the sources stand: `beside` what, and which texts of topics there are. Paths in the settings lead from `home`.
    pub(crate) fn look_around(&mut self, beside: Beside, inputs: &[PathBuf], home: &Path) -> Result<()> {
        let files = texts::list(inputs, self, home)?;
        self.beside = beside.without(files.iter().map(|file| file.path.as_path()));
        self.texts = Texts::read(&files, self)?;
        Ok(())
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

    /// The names of all fields that the mapping speaks of itself, and those it takes by default.
    pub(crate) fn field_names(&self) -> BTreeSet<String> {
        let rules = self.topics.iter().flat_map(|topic| &topic.when).map(|rule| &rule.field);
        self.fields.names().chain(&self.ignore).chain(rules).cloned().collect()
    }

    /// The site's languages as written; empty if it names none.
    pub(crate) fn languages(&self) -> Vec<Language> {
        self.site.languages.iter().filter_map(|tag| Language::new(tag)).collect()
    }
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
        let example = HELP.lines().skip(2).map(str::trim_start).collect::<Vec<_>>().join("\n");
        let mapping = Mapping::parse(&example).unwrap();
        assert_eq!(mapping.topics[0].when.len(), 2);
    }
}
