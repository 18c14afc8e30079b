//! Which file of an archive the program will ask for first: the head of a topic. A page says so, for the browser to fetch it together with the
//! program rather than after it (`boot.js`), which spares a poor line a whole round.

use super::content::{Content, Contents};
use dossier_query::Route;
use url::form_urlencoded::Serializer;

/// More topics than these are not named on one page.
const TOPICS: usize = 64;

impl Contents {
    /// What the page of a route says, below which the site is at `root`; nothing where the answer is not in one file.
    pub(super) fn first_file(&self, route: &Route, root: &str) -> Option<String> {
        let file = file(&self.open(), route)?;
        Some(Serializer::new(String::new()).append_pair("", &[root, &file].concat()).finish())
    }

    /// What the page says that shows all topics: the file of each, by the id that its address may name.
    pub(super) fn first_files(&self) -> String {
        let topics = self.bundle.topics.iter().take(TOPICS);
        let routes = topics.map(|topic| Route { topic: Some(topic.id.clone()), ..Route::default() });
        let mut files = Serializer::new(String::new());
        for route in std::iter::once(Route::default()).chain(routes) {
            if let Some(file) = file(&self.open(), &route) {
                files.append_pair(route.topic.as_deref().unwrap_or_default(), &file);
            }
        }
        files.finish()
    }
}

/// The one file that is missing for a route when nothing is at hand.
fn file(content: &Content<'_>, route: &Route) -> Option<String> {
    let wanted = content.wanted_for(route).filter(|_| route.is_plain())?;
    <[String; 1]>::try_from(wanted).ok().map(|[file]| file)
}
