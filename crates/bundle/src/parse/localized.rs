//! Short texts that may be written in several languages.

use super::text::line;
use super::values::{tag, text};
use crate::json::At;
use crate::problem::Log;
use crate::{ByLanguage, Language, Localized, Site};

/// The site's languages, as far as reading needs them.
pub(super) struct Languages {
    /// The site's first language: that of everything that does not say otherwise.
    pub(super) first: Language,
}

impl Default for Languages {
    fn default() -> Self {
        Self { first: Language::ENGLISH }
    }
}

impl Languages {
    /// Those of a site.
    pub(super) fn of(site: &Site) -> Self {
        Self { first: site.languages.first().cloned().unwrap_or(Language::ENGLISH) }
    }
}

/// A field that is a text, or an object with a text for each language; empty if absent.
///
/// Readers of other languages get the text of the site's first language, else the first one written.
pub(super) fn read(parent: &At<'_>, key: &str, limit: usize, languages: &Languages, log: &mut Log) -> Localized {
    let Some(at) = parent.get(key) else { return Localized::default() };
    if !at.is_object() {
        if at.text().is_none() {
            log.wrong_type(&at, "a text, or an object with a text for each language");
            return Localized::default();
        }
        return text(&at, log).map(|text| Localized::plain(line(text, limit, &at, log))).unwrap_or_default();
    }
    let mut texts = Vec::new();
    let mut default = None;
    for (key, value) in at.members() {
        let Some(language) = tag(key, &value, log) else { continue };
        let Some(text) = text(&value, log).map(|text| line(text, limit, &value, log)) else { continue };
        if default.is_none() || language == languages.first {
            default = Some(language.clone());
        }
        texts.push((language, text));
    }
    let by_language = ByLanguage::from_iter(texts);
    let default = default.and_then(|language| by_language.get(&language)).cloned();
    Localized { default: default.unwrap_or_default(), by_language }
}
