//! Addresses of routes. Every place in the reader is an ordinary link, so that it can be opened in a new tab, copied and bookmarked.

use crate::context::expect_room;
use dossier_bundle::SafeUrl;
use dossier_query::{Paths, Route};

/// Where the pages of a site are.
#[derive(Clone, Debug)]
pub enum Places {
    /// All in one page, told apart by the query string.
    Query,
    /// Each in a page of its own, below a root: `../../`, or a path from the host's.
    Paths(String, Paths),
}

impl Places {
    /// The address of `route`, relative to the page.
    pub fn address(&self, route: &Route) -> String {
        let address = match self {
            Self::Query => route.to_query(),
            Self::Paths(root, paths) => [root, paths.address(route).as_str()].concat(),
        };
        match self {
            _ if address.is_empty() => "./".to_owned(),
            Self::Query => ["?", &address].concat(),
            Self::Paths(..) => address,
        }
    }
}

/// The address of `route` in the room around.
pub(crate) fn href(route: &Route) -> String {
    expect_room().places.address(route)
}

/// The address of something in the content. Relative ones are relative to the bundle, which stands at the root.
pub(crate) fn outward(url: &SafeUrl) -> String {
    let address = url.as_str();
    match &expect_room().places {
        Places::Paths(root, _) if !url.is_absolute() && !address.starts_with(['/', '\\', '#']) => [root, address].concat(),
        _ => address.to_owned(),
    }
}
