//! Marks for words in another language than the page's, so that they are pronounced, hyphenated and laid out as their own.

use dossier_bundle::Language;

/// The `lang` of words in `language` on a page in `page`; none where it is the same.
pub(crate) fn language_if_other(language: &Language, page: &Language) -> Option<String> {
    (language != page).then(|| language.as_str().to_owned())
}

/// Their `dir`; none where the page has the same.
pub(crate) fn direction_if_other(language: &Language, page: &Language) -> Option<&'static str> {
    let own = language.is_right_to_left();
    (own != page.is_right_to_left()).then_some(if own { "rtl" } else { "ltr" })
}
