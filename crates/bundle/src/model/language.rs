//! Language tags.

use crate::lean::{pieces, until};
use std::borrow::Cow;
use std::fmt;

/// A language tag in the shape of BCP 47, lower case: `en`, `nb`, `zh-hant`, `und` for an unknown language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Cow<'static, str>);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self(Cow::Borrowed("en"));
    /// Not known.
    pub const UNKNOWN: Self = Self(Cow::Borrowed("und"));

    /// Reads a tag: letters and digits in parts of 1–8 joined by `-`, the first of 2–8 letters. `None` for anything else.
    pub fn new(tag: &str) -> Option<Self> {
        let lower = tag.to_ascii_lowercase();
        let mut parts = pieces(&lower, "-");
        let first = parts.next()?;
        let primary = (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
        let others = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        (primary && others && lower.len() <= 35).then_some(Self(Cow::Owned(lower)))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first `-`: `zh` of `zh-hant`.
    pub fn primary(&self) -> &str {
        until(&self.0, "-")
    }

    /// Whether the language is written from right to left, by its script or by its usual one.
    pub fn is_right_to_left(&self) -> bool {
        const SCRIPTS: [&str; 7] = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg"];
        const LANGUAGES: [&str; 14] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];
        match pieces(&self.0, "-").nth(1).filter(|part| part.len() == 4) {
            Some(script) => SCRIPTS.contains(&script),
            None => LANGUAGES.contains(&self.primary()),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, expected: Option<&str>) {
        assert_eq!(Language::new(tag).as_ref().map(Language::as_str), expected, "{tag:?}");
    }

    #[test]
    fn tags() {
        check("en", Some("en"));
        check("NB", Some("nb"));
        check("zh-Hant", Some("zh-hant"));
        check("", None);
        check("e", None);
        check("en_GB", None);
        check("en-", None);
        check("en\" onload=x", None);
    }

    #[test]
    fn direction() {
        let rtl = |tag: &str| Language::new(tag).unwrap().is_right_to_left();
        assert!(rtl("ar"));
        assert!(rtl("az-arab"));
        assert!(!rtl("ur-latn"));
        assert!(!rtl("nb"));
    }
}
