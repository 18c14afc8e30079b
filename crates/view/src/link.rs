//! Addresses of routes. Every place in the reader is an ordinary link, so that it can be opened in a new tab, copied and bookmarked.

use crate::context::expect_room;
use dossier_bundle::SafeUrl;
use dossier_bundle::lean::until;
use dossier_query::{Paths, Route};

/// Where the pages of a site are.
#[derive(Clone, Debug)]
pub struct Places {
    /// Before every address: `../../`, or a path from the host's root, or all of an address; empty for a page beside the bundle.
    pub root: String,
    /// Where each place has a page of its own; else one page shows everything, told apart by the query string.
    pub paths: Option<Paths>,
}

impl Places {
    /// The address of `route`.
    pub fn address(&self, route: &Route) -> String {
        let (mark, place) = match &self.paths {
            Some(paths) => ("", paths.address(route)),
            None => ("?", route.to_query()),
        };
        let address = [self.root.as_str(), if place.is_empty() { "" } else { mark }, &place].concat();
        if address.is_empty() { "./".to_owned() } else { address }
    }
}

/// The address of `route` in the room around.
pub(crate) fn href(route: &Route) -> String {
    expect_room().places.address(route)
}

/// The address of something in the content. Relative ones are relative to the bundle, which stands at the root; one that begins with `?`
/// is a place of this room, such as an item, in the present language.
pub(crate) fn outward(url: &SafeUrl) -> String {
    let address = url.as_str();
    if url.is_absolute() || address.starts_with(['/', '\\', '#']) {
        return address.to_owned();
    }
    let room = expect_room();
    if let Some(query) = address.strip_prefix('?') {
        let query = until(query, "#");
        let route = Route::parse(query).0;
        let language = route.language.clone().or(room.present().language);
        return [&room.places.address(&Route { language, ..route }), &address[1 + query.len()..]].concat();
    }
    [room.places.root.as_str(), address].concat()
}
