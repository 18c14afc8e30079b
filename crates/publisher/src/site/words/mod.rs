//! Texts that only files made ahead have, one file a language. A site's other languages are told in English, and marked so.

mod en;
mod nb;

use dossier_bundle::Language;

/// All of them, in one language.
pub(super) struct Words {
    /// Its tag.
    pub(super) tag: &'static str,
    /// Said to browsers that run no script.
    pub(super) no_script: &'static str,
    /// A feed, in a link to it: what it holds, how many items, its form.
    pub(super) newest_of: fn(&str, u32, &str) -> String,
    /// The calendar.
    pub(super) deadlines: &'static str,
    /// Before the title of an item in it.
    pub(super) deadline: &'static str,
    /// What the search of a site is: the site.
    pub(super) search_in: fn(&str) -> String,
    pub(super) about: About,
    pub(super) accessibility: Accessibility,
    pub(super) changes: Changes,
    pub(super) not_found: NotFound,
}

/// The page about the site. `{}` marks the place of a value.
pub(super) struct About {
    pub(super) title: fn(&str) -> String,
    /// For a site that says nothing of itself.
    pub(super) what: &'static str,
    pub(super) publisher: &'static str,
    pub(super) licence: &'static str,
    /// Where none is named.
    pub(super) no_licence: &'static str,
    pub(super) contents: &'static str,
    /// How new it is: the day of the newest change.
    pub(super) as_of: fn(&str) -> String,
    pub(super) table: &'static str,
    pub(super) language: &'static str,
    pub(super) total: &'static str,
    pub(super) data: &'static str,
    /// What the bundle is.
    pub(super) bundle: &'static str,
    /// The same where it only names the files of an archive.
    pub(super) archive: &'static str,
    pub(super) feeds: &'static str,
    /// What a feed has.
    pub(super) feeds_hold: fn(u32) -> String,
    pub(super) calendar: &'static str,
    pub(super) more: &'static str,
    pub(super) device: &'static str,
    pub(super) device_text: &'static str,
}

/// The statement on accessibility.
pub(super) struct Accessibility {
    pub(super) title: &'static str,
    pub(super) opening: &'static str,
    pub(super) supports: &'static str,
    pub(super) supported: &'static [&'static str],
    pub(super) tested: &'static str,
    pub(super) tests: &'static [&'static str],
    pub(super) limits: &'static str,
    pub(super) limited: &'static [&'static str],
    pub(super) contact: &'static str,
    pub(super) contact_text: &'static str,
    /// Where the publisher has no site to link to.
    pub(super) no_contact: &'static str,
}

/// The log of changes.
pub(super) struct Changes {
    pub(super) title: &'static str,
    pub(super) what: &'static str,
    pub(super) none: &'static str,
    /// Heading of an edition: the day of its newest change, the number of its items.
    pub(super) edition: fn(&str, u64) -> String,
    pub(super) added: fn(u64) -> String,
    pub(super) withdrawn: fn(u64) -> String,
    pub(super) retitled: fn(u64) -> String,
    pub(super) redated: fn(u64) -> String,
    /// How many are not listed.
    pub(super) further: fn(u64) -> String,
    /// What something was before.
    pub(super) before: fn(&str) -> String,
    pub(super) no_date: &'static str,
    pub(super) as_data: &'static str,
}

/// The page of addresses that lead nowhere.
pub(super) struct NotFound {
    pub(super) title: &'static str,
    pub(super) hint: &'static str,
    pub(super) home: &'static str,
    pub(super) search: &'static str,
}

/// The texts for a page in `language`, or in English.
pub(super) fn of(language: &Language) -> &'static Words {
    match language.primary() {
        "nb" | "nn" | "no" => &nb::WORDS,
        _ => &en::WORDS,
    }
}
