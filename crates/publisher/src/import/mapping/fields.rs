//! Which field of a row holds what.

use serde::{Deserialize, Deserializer};

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
    /// The list it stands in: a value of `news` or `document`; anything else says nothing.
    #[serde(deserialize_with = "one_or_many")]
    pub kind: Vec<String>,
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
    /// Its topics, where the mapping lists none.
    #[serde(deserialize_with = "one_or_many")]
    pub topics: Vec<String>,
    /// Ids of its translations: an object by language, or a list.
    #[serde(deserialize_with = "one_or_many")]
    pub translations: Vec<String>,
    /// Its files: addresses, or objects with `url`, `title`, `media_type`, `bytes` and `language`.
    #[serde(deserialize_with = "one_or_many")]
    pub files: Vec<String>,
    /// How its text is written, where that is not the same for all: a value of `body.format`.
    #[serde(deserialize_with = "one_or_many")]
    pub body_format: Vec<String>,
    /// From where relative links in the body lead, where that is not its own address.
    #[serde(deserialize_with = "one_or_many")]
    pub base_url: Vec<String>,
    /// Where it was found before: paths that are to lead to it.
    #[serde(deserialize_with = "one_or_many")]
    pub aliases: Vec<String>,
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
            kind: names(&["kind"]),
            type_: names(&["type"]),
            publisher: names(&["publisher"]),
            language: names(&["lang", "language"]),
            url: names(&["url", "link"]),
            status: names(&["status"]),
            number: names(&["series", "number"]),
            body: names(&["body", "content"]),
            topics: names(&["topics", "categories"]),
            translations: names(&["translations", "parallel"]),
            files: names(&["files"]),
            body_format: names(&["body_format"]),
            base_url: names(&["base_url"]),
            aliases: names(&["aliases"]),
        }
    }
}

impl Fields {
    /// All names of fields.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.named().into_iter().flat_map(|(_, names)| names)
    }

    /// The settings with the names of fields that each has.
    pub(crate) fn named(&self) -> [(&'static str, &[String]); 21] {
        [
            ("id", &self.id),
            ("title", &self.title),
            ("summary", &self.summary),
            ("summary_prefix", &self.summary_prefix),
            ("date", &self.date),
            ("modified", &self.modified),
            ("deadline", &self.deadline),
            ("kind", &self.kind),
            ("type", &self.type_),
            ("publisher", &self.publisher),
            ("language", &self.language),
            ("url", &self.url),
            ("status", &self.status),
            ("number", &self.number),
            ("body", &self.body),
            ("topics", &self.topics),
            ("translations", &self.translations),
            ("files", &self.files),
            ("body_format", &self.body_format),
            ("base_url", &self.base_url),
            ("aliases", &self.aliases),
        ]
    }
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
