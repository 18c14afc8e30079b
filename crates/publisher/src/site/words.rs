//! The few texts that only pages made ahead have.

use dossier_bundle::Language;

/// Said to browsers that run no script.
pub(super) fn no_script(language: &Language) -> &'static str {
    match language.primary() {
        "nb" | "nn" | "no" => "Søk og filtre trenger JavaScript. Alt annet kan leses uten.",
        _ => "Search and filters need JavaScript. Everything else can be read without.",
    }
}
