//! What is said once for the whole site.

use super::{Language, Localized, SafeUrl};

/// Name, languages and settings of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The name in the page's header and in browser tabs.
    pub title: Localized,
    /// One or two sentences on what the site is; may be empty.
    pub description: Localized,
    /// Who stands behind the site; may be empty.
    pub publisher: Localized,
    /// The languages of the site's own text, the preferred first; never empty.
    pub languages: Vec<Language>,
    /// The terms under which the content may be used.
    pub licence: Option<Licence>,
    /// Where the publisher's own site is.
    pub home: Option<SafeUrl>,
    /// IANA name of the time zone in which timestamps become days, such as `Europe/Oslo`.
    pub timezone: Option<String>,
    /// First day (month 1–12, day 1–31) of a parliamentary session, such as (10, 1); offers "this session" as a date preset.
    pub session_start: Option<(u8, u8)>,
}

/// A licence by name, with its text where one is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Licence {
    /// Name, such as "NLOD 2.0".
    pub title: Localized,
    /// Where its text is.
    pub url: Option<SafeUrl>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            title: Localized::default(),
            description: Localized::default(),
            publisher: Localized::default(),
            languages: vec![Language::ENGLISH],
            licence: None,
            home: None,
            timezone: None,
            session_start: None,
        }
    }
}
