//! The pages: what stands in the main part for each kind of route.

mod item;
mod list;
mod overview;
mod topic_head;
mod unknown;

pub(crate) use item::item;
pub(crate) use list::list;
pub(crate) use overview::overview;
pub(crate) use unknown::{empty, unknown};

use crate::shown::Shown;
use dossier_bundle::{Bundle, Language};
use dossier_query::Route;

/// The route of the same page in another language: an item becomes its version in that language, where there is one.
pub(crate) fn in_language(bundle: &Bundle, shown: &Shown, language: Option<Language>) -> Route {
    let mut route = shown.route.with_language(language.clone());
    let wanted = language.or_else(|| bundle.site.languages.first().cloned());
    shown.around(|around| {
        let mut versions = around.versions.iter().map(|version| shown.item(*version));
        if let Some(version) = versions.find(|version| Some(&version.language) == wanted.as_ref()) {
            route.item = Some(version.id.clone());
        }
    });
    route
}
