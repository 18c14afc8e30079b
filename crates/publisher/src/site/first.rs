//! Which file of an archive the program will ask for first: the head of a topic. The only page of a site without others says so, for the
//! browser to fetch it together with the program rather than after it (`boot.js`), which spares a poor line a whole round.
//!
//! Pages made ahead do not: they can be read before, and the names of heads change with every new item, so all pages would change with them.

use super::content::Contents;
use dossier_query::Route;
use url::form_urlencoded::Serializer;

/// More topics than these are not named.
const TOPICS: usize = 64;

impl Contents {
    /// The file of each topic, by the id that the page's address may name; empty if there are none.
    pub(super) fn first_files(&self) -> String {
        let mut files = Serializer::new(String::new());
        if self.bundle.archive.is_none() {
            return String::new();
        }
        let topics = self.bundle.topics.iter().take(TOPICS);
        let routes = topics.map(|topic| Route { topic: Some(topic.id.clone()), ..Route::default() });
        for route in std::iter::once(Route::default()).chain(routes) {
            // What is missing when nothing is at hand.
            if let [file] = &self.open().wanted_for(&route)[..] {
                files.append_pair(route.topic.as_deref().unwrap_or_default(), file);
            }
        }
        files.finish()
    }
}
