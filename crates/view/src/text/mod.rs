//! The reader's own words, one file a language. A language that lacks a word, or a place for a value in one, does not compile.
//!
//! Content is never translated here, and nothing here reads a clock or a browser's locale: a page is the same wherever it is made.

mod dates;
mod en;
mod nb;
mod pattern;
mod words;

pub use dates::{date, machine_date, month_name, range};
pub use pattern::{Counted, Pattern};
pub use words::Words;

use dossier_bundle::{Language, Site};

/// The languages that the reader speaks, the one to fall back to first.
const ALL: [&Words; 2] = [&en::WORDS, &nb::WORDS];

/// The words for a page in `language`: of that language, else of its primary part, else English.
pub fn words_for(language: &Language) -> &'static Words {
    let by_tag = |tag: &str| ALL.into_iter().find(|words| words.tag == tag);
    by_tag(language.as_str()).or_else(|| by_tag(language.primary())).or_else(|| by_tag(near(language.primary()))).unwrap_or(ALL[0])
}

/// A language that the readers of `primary` read with ease, where there is no file for their own.
fn near(primary: &str) -> &str {
    match primary {
        "no" | "nn" | "da" => "nb",
        other => other,
    }
}

/// The name of a language in itself, or its tag.
pub fn language_name(language: &Language) -> String {
    const NAMES: [(&str, &str); 24] = [
        ("ar", "العربية"),
        ("cy", "Cymraeg"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("en", "English"),
        ("es", "Español"),
        ("fi", "Suomi"),
        ("fr", "Français"),
        ("he", "עברית"),
        ("is", "Íslenska"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("nb", "Norsk bokmål"),
        ("nl", "Nederlands"),
        ("nn", "Norsk nynorsk"),
        ("no", "Norsk"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("se", "Davvisámegiella"),
        ("sma", "Åarjelsaemien"),
        ("smj", "Julevsámegiella"),
        ("sv", "Svenska"),
        ("uk", "Українська"),
        ("ur", "اردو"),
    ];
    let known = |tag: &str| NAMES.iter().find(|(name, _)| *name == tag).map(|(_, own)| (*own).to_owned());
    known(language.as_str()).or_else(|| known(language.primary())).unwrap_or_else(|| language.as_str().to_owned())
}

/// The language of a page: the one asked for, if the site has it, else the site's first.
pub fn page_language(asked: Option<&Language>, site: &Site) -> Language {
    let asked = asked.and_then(|tag| site.languages.iter().find(|own| *own == tag));
    asked.or_else(|| site.languages.first()).cloned().unwrap_or(Language::ENGLISH)
}
