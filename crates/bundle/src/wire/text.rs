//! Short text in one or several languages.

use serde::{Serialize, Serializer};

/// A text, or a text for each of several languages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(any(test, feature = "schema"), derive(schemars::JsonSchema), schemars(untagged))]
pub enum Text {
    /// The same for all readers.
    Plain(String),
    /// Language tag and text, the one for readers of other languages first (the site's first language always wins).
    ByLanguage(
        #[cfg_attr(any(test, feature = "schema"), schemars(with = "std::collections::BTreeMap<String, String>"))] Vec<(String, String)>,
    ),
}

impl Text {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Plain(text) => text.is_empty(),
            Self::ByLanguage(texts) => texts.is_empty(),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(text) => serializer.serialize_str(text),
            Self::ByLanguage(texts) => serializer.collect_map(texts.iter().map(|(language, text)| (language, text))),
        }
    }
}
