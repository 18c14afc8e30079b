//! Short text that may be given in several languages.

use super::{ByLanguage, Language};

/// Short text in one or several languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    /// The text for a reader whose language is not in `by_language`; the only text when it was written as a plain string.
    pub default: String,
    /// The text in each language for which there is one.
    pub by_language: ByLanguage<String>,
}

impl Localized {
    /// The same text in every language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { default: text.into(), by_language: ByLanguage::default() }
    }

    /// The text for a reader of `language`: that language, else the same language of another region, else the default.
    pub fn get(&self, language: &Language) -> &str {
        let exact = self.by_language.get(language);
        let near = || self.by_language.iter().find(|(tag, _)| tag.primary() == language.primary()).map(|(_, text)| text);
        exact.or_else(near).unwrap_or(&self.default)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.default.is_empty() && self.by_language.values().all(String::is_empty)
    }
}
