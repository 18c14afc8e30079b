//! Addresses of routes. Every place in the reader is an ordinary link, so that it can be opened in a new tab, copied and bookmarked.

use dossier_query::Route;

/// The address of `route`, relative to the page.
pub fn href(route: &Route) -> String {
    let query = route.to_query();
    if query.is_empty() { "./".to_owned() } else { format!("?{query}") }
}
